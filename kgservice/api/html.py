"""HTML answers: the page of a template with the policy of what it may load, and problems as pages for people."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import cast
from urllib.parse import quote

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from kgservice.api import negotiation, problems
from kgservice.api.answers import answer, represent
from kgservice.api.body import local_path
from kgservice.api.compression import compressed
from kgservice.api.faults import NotAcceptableError
from kgservice.api.negotiation import HTML
from kgservice.namespaces import term_slug
from kgservice.web import warming
from kgservice.web.render import render

POLICY: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
"""What a page may load: our own files alone, no script or style inside the page."""

FOR_MACHINES = ("/api/", "/sparql", "/store", "/health", "/metrics")
"""Below these, problems are JSON for browsers too."""

KINDS = {"unknown-emotion": "emotion", "deprecated-emotion": "emotion", "unknown-scheme": "scheme"}
"""Where the nearest ids of a problem have their pages; terms besides, whose slug is not the term."""

Handler = Callable[[Request, Exception], Awaitable[Response]]


def page(request: Request, template: str, *, loosened: Mapping[str, str] | None = None, **values: object) -> Response:
    """Return the page of a template; ``loosened`` adds sources to the directives of `POLICY` that a library needs."""
    warming.begin()
    made = represent(render(template, root=root(request), **values), f"{HTML}; charset=utf-8")
    representation, headers = compressed(request, made)
    return answer(request, representation, **headers | safety(loosened))


def root(request: Request) -> str:
    """Return the path under which a proxy serves the service; empty without one."""
    path: str = request.scope.get("root_path", "")
    return path


def safety(loosened: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the headers that keep a page from loading, framing or telling what it should not.

    >>> safety({"style-src": "'unsafe-inline'"})["Content-Security-Policy"].split("; ")[2]
    "style-src 'self' 'unsafe-inline'"
    """
    more = loosened or {}
    policy = "; ".join(f"{name} {sources} {more.get(name, '')}".strip() for name, sources in POLICY.items())
    return {"Content-Security-Policy": policy, "Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}


def install(app: FastAPI) -> None:
    """Have every problem answered with a page where a person asks by browser; `problems` is installed before."""
    for kind, handler in list(app.exception_handlers.items()):
        app.exception_handlers[kind] = _for_people(cast(Handler, handler))


def _for_people(handler: Handler) -> Handler:
    async def respond(request: Request, error: Exception) -> Response:
        document = await handler(request, error)
        if isinstance(document, problems.Document) and _is_person(request):
            return _problem_page(request, document)
        return document

    return respond


def _is_person(request: Request) -> bool:
    """Tell whether a page is liked better than a problem document, by Accept, where there are pages."""
    if local_path(request.scope).startswith(FOR_MACHINES):
        return False
    try:
        return negotiation.choose(request.headers.get("accept"), (problems.MEDIA_TYPE, HTML)) == HTML
    except NotAcceptableError:
        return False


def _problem_page(request: Request, document: problems.Document) -> Response:
    facts = json.loads(bytes(document.body))
    request.scope.setdefault("state", {})["problem"] = document.name
    links = list(_links(root(request), document.name, facts.get("nearest", ())))
    body = render("problem.html", root=root(request), title=facts["title"], detail=facts["detail"], links=links)
    kept = {name: value for name, value in document.headers.items() if not name.startswith("content-")}
    return Response(body, document.status_code, kept | safety(), f"{HTML}; charset=utf-8")


def _links(prefix: str, problem: str, nearest: list[str]) -> Iterator[tuple[str, str]]:
    """Yield address and text of what was maybe meant."""
    for name in nearest:
        if problem == "unknown-term":
            yield f"{prefix}/term/{term_slug(name)}", name
        elif problem in KINDS:
            yield f"{prefix}/{KINDS[problem]}/{quote(name)}", name
