"""The requests that come most, answered without FastAPI, whose routing and checks cost more than the answers.

This stands inside all other layers, so ids, counts, limits and CORS are theirs as ever.  It answers only what it is
sure of: known emotions and terms, terms by prefix and emotions at a point with plain parameters, and ``/sparql``, whose
functions read the request themselves.  All else goes on to FastAPI, errors of look-ups included; for what is answered
here its answers are the same, byte for byte.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kgservice.api import problems, sparql
from kgservice.api.answers import conditional, represent
from kgservice.api.body import header, local_path
from kgservice.api.emotions import said_in
from kgservice.api.negotiation import JSON, choose_language
from kgservice.api.parameters import MAX_LIMIT
from kgservice.api.service import Service
from kgservice.errors import KgserviceError
from kgservice.ontology import VAD

MAX_LENGTH = 200
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_DIMENSION = re.compile(r"-?(?:0(?:\.[0-9]{1,16})?|1(?:\.0{1,16})?)")


class Route(NamedTuple):
    """What is counted and logged of a request instead of its path: the path of FastAPI's route."""

    path: str


EMOTION, TERM = Route("/api/v1/emotions/{emotion}"), Route("/api/v1/terms/{term:path}")
TERMS, NEAREST, SPARQL = Route("/api/v1/terms"), Route("/api/v1/vad/nearest"), Route("/sparql")
_OF_EMOTION, _OF_TERM = (route.path.partition("{")[0] for route in (EMOTION, TERM))


class Fast:
    """Answers what is asked most, and passes everything else on."""

    def __init__(self, app: ASGIApp, known: Service) -> None:
        """Stand in front of ``app``."""
        self._app, self._known = app, known
        self._cards: dict[tuple[str, str], Response] = {}  # by emotion and language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on (called by the server)."""
        is_get = scope["type"] == "http" and scope["method"] == "GET"
        path = local_path(scope) if is_get or (scope["type"] == "http" and scope["method"] == "POST") else ""
        if path == SPARQL.path:
            scope["route"] = SPARQL
            response = await _answer(Request(scope, receive), is_get=is_get)
            await response(scope, receive, send)
        elif is_get and (found := self._find(path, scope)):
            scope["route"], response = found
            headers = [*response.raw_headers]  # a copy: the response may be kept, and other layers add to the list
            await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
            await send({"type": "http.response.body", "body": response.body})
        else:
            await self._app(scope, receive, send)

    def _find(self, path: str, scope: Scope) -> tuple[Route, Response] | None:
        """Return the answer to a look-up; None when FastAPI shall give it."""
        try:
            if path.startswith(_OF_EMOTION):
                return EMOTION, self._emotion(path.removeprefix(_OF_EMOTION), scope)
            if path.startswith(_OF_TERM):
                return self._term(path.removeprefix(_OF_TERM), scope)
            if path == TERMS.path:
                return self._terms(scope)
            return self._nearest(scope) if path == NEAREST.path else None
        except KgserviceError:
            return None

    def _emotion(self, emotion: str, scope: Scope) -> Response:
        emotions, tags = self._known.emotions, header(scope, b"if-none-match")
        language = choose_language(header(scope, b"accept-language"), emotions.languages)
        if not tags and (kept := self._cards.get((emotion, language))):
            return kept
        response = conditional(tags, emotions.card(emotion, language), **said_in(language))
        if not tags:
            self._cards[emotion, language] = response
        return response

    def _term(self, term: str, scope: Scope) -> tuple[Route, Response] | None:
        if not 0 < len(term) <= MAX_LENGTH:
            return None
        return TERM, _json(self._known.terms.ready_card(term), scope)

    def _terms(self, scope: Scope) -> tuple[Route, Response] | None:
        fields = _fields(scope, {"prefix", "limit", "cursor"})
        part, prefix = _part(fields, "50"), fields.get("prefix", "")
        if part is None or len(prefix) > MAX_LENGTH:
            return None
        terms = self._known.terms
        return TERMS, _json(terms.page(terms.select(prefix=prefix), *part), scope)

    def _nearest(self, scope: Scope) -> tuple[Route, Response] | None:
        fields = _fields(scope, {"valence", "arousal", "dominance", "limit", "cursor"})
        point = [fields.get(name, "") for name in ("valence", "arousal", "dominance")]
        part = _part(fields, "5")
        if part is None or not all(map(_DIMENSION.fullmatch, point)):
            return None
        return NEAREST, _json(self._known.emotions.near(VAD(*map(float, point)), *part), scope)


async def _answer(request: Request, *, is_get: bool) -> Response:
    """Answer a query or update as FastAPI would, errors included."""
    try:
        return await (sparql.sparql_get if is_get else sparql.sparql_post)(request)
    except KgserviceError as error:
        return problems.response(error, request.url.path)


def _json(body: bytes, scope: Scope) -> Response:
    return conditional(header(scope, b"if-none-match"), represent(body, JSON))


def _fields(scope: Scope, known: set[str]) -> dict[str, str]:
    """Return the parameters of the URL; empty when any is unknown or stands twice."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) and fields.keys() <= known else {}


def _part(fields: dict[str, str], limit: str) -> tuple[int, int] | None:
    """Return cursor and limit; None when there are no parameters at all, or these are not plain numbers in range."""
    given = fields.get("cursor", "0"), fields.get("limit", limit)
    if not fields or not all(map(_COUNT.fullmatch, given)) or not 0 < int(given[1]) <= MAX_LIMIT:
        return None
    return int(given[0]), int(given[1])
