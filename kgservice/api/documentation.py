"""The documentation below ``/docs``: written pages, their plots, and the reference made of the release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from kgservice.api import html, service
from kgservice.api.answers import answer, represent
from kgservice.api.compression import compressed
from kgservice.namespaces import TONE
from kgservice.ontology import Ontology
from kgservice.web import documents, reference

router = APIRouter(include_in_schema=False, default_response_class=Response)

SVG = "image/svg+xml"


@router.get("/docs")
async def start(request: Request) -> Response:
    """Return the first page."""
    return _written(request, documents.START)


@router.get("/docs/{path:path}")
async def page(request: Request, path: str) -> Response:
    """Return a page, or a plot that stands in one; raises `UnknownDocument`."""
    if (picture := documents.picture(path)) is not None:
        made, headers = compressed(request, represent(picture, SVG))
        loosened = html.safety({"style-src": "'unsafe-inline'"})  # matplotlib sets the style of every line there
        return answer(request, made, **headers | loosened)
    if path in _GENERATED:
        template, values = _GENERATED[path]
        about: Any = {"title": documents.GENERATED[path], "contents": (), **values(service.of(request).ontology)}
        return html.page(request, template, menu=documents.menu(), path=path, **about)
    return _written(request, path)


def _written(request: Request, path: str) -> Response:
    found = documents.read(path, html.root(request))
    about: Any = {"title": found.title, "contents": found.contents, "html": Markup(found.html)}
    here = "" if path == documents.START else path
    return html.page(request, "documentation.html", menu=documents.menu(), path=here, **about)


def _emotions(ontology: Ontology) -> dict[str, object]:
    return {"described": tuple(reference.emotions(ontology)), "release": ontology.version}


def _schema(ontology: Ontology) -> dict[str, object]:
    return {"schema": reference.schema(), "namespace": TONE}


_GENERATED: dict[str, tuple[str, Callable[[Ontology], dict[str, object]]]] = {
    "reference/emotions": ("reference_emotions.html", _emotions),
    "reference/schema": ("reference_schema.html", _schema),
}
