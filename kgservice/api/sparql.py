"""The SPARQL 1.1 protocol at ``/sparql``: GET, POST of a form, POST of the query or update itself."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request, Response

from kgservice.api import body, explorer_query, negotiation, service, update, void
from kgservice.api.body import Fields
from kgservice.api.faults import BadRequestError
from kgservice.api.negotiation import HTML
from kgservice.api.problems import DOCUMENTED
from kgservice.errors import QueryRefused
from kgservice.store.base import Form, Query

router = APIRouter(tags=["SPARQL"], responses=DOCUMENTED, default_response_class=Response)
router.include_router(void.router)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

PATIENCE_SECONDS = 0.25
"""How long a query runs before the connection is watched for the client's leaving."""

ANSWERS: dict[int | str, dict[str, Any]] = DOCUMENTED | {
    200: {
        "description": "The answer in the form that Accept asks for; without a query, the description of the service.",
        "content": {kind: {} for kind in (*negotiation.TABLES, *negotiation.GRAPHS)},
    },
    204: {"description": "The update is done."},
}
_IRIS = {"type": "array", "items": {"type": "string", "format": "iri"}}
_QUERY = {"type": "string", "example": "SELECT * WHERE { ?s ?p ?o } LIMIT 10"}
_UPDATE = {"type": "string", "example": "INSERT DATA { <urn:a> <urn:b> 1 }"}
PARAMETERS: dict[str, dict[str, Any]] = {
    "query": _QUERY,
    "default-graph-uri": _IRIS,
    "named-graph-uri": _IRIS,
}
UPDATE_PARAMETERS: dict[str, dict[str, Any]] = {
    "update": _UPDATE,
    "using-graph-uri": _IRIS,
    "using-named-graph-uri": _IRIS,
}
GET_EXTRA = {
    "parameters": [{"name": name, "in": "query", "required": False, "schema": PARAMETERS[name]} for name in PARAMETERS]
}
POST_EXTRA = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": PARAMETERS | UPDATE_PARAMETERS,
                    "oneOf": [{"required": ["query"]}, {"required": ["update"]}],
                }
            },
            QUERY: {"schema": _QUERY},
            UPDATE: {"schema": _UPDATE},
        },
    }
}


@router.get("/sparql", responses=ANSWERS, openapi_extra=GET_EXTRA, summary="Query, or describe the service")
async def sparql_get(request: Request) -> Response:
    """Answer the query in the URL; without one describe the service, to a browser with a form."""
    fields = body.query_fields(request)
    if not fields.all("query") and not fields.all("update"):
        return await _describe(request)
    if fields.all("update"):
        update.authorise(request)
        raise BadRequestError("An update needs POST: as the parameter update of a form, or as the body.")
    return await _answer(request, fields.one("query") or "", fields)


@router.post("/sparql", responses=ANSWERS, openapi_extra=POST_EXTRA, summary="Query, or with the token update")
async def sparql_post(request: Request) -> Response:
    """Answer the query in the body, which is a form or the query itself; carry out an update, with the token."""
    kind = body.require_media_type(request, (FORM, QUERY, UPDATE))
    if kind == UPDATE:
        return await update.from_body(request)
    in_url = body.query_fields(request)
    if kind == QUERY:
        if in_url.all("query"):
            raise BadRequestError("There is a query in the URL and another in the body. Send one.")
        return await _answer(request, await body.text(request), in_url)
    fields = Fields(in_url.pairs + (await body.form_fields(request)).pairs)
    if fields.all("update"):
        return await update.from_form(request, fields)
    if (text := fields.one("query")) is None:
        raise BadRequestError('The form has no parameter "query" or "update".')
    return await _answer(request, text, fields)


async def _describe(request: Request) -> Response:
    form = negotiation.choose(request.headers.get("accept"), (*negotiation.GRAPHS, HTML))
    if form == HTML:
        return explorer_query.query_page(request)
    return await void.described(request, str(request.url.replace(query="")), form)


async def _answer(request: Request, text: str, fields: Fields) -> Response:
    known = service.of(request)
    form = await update.inspect(known, text)
    if form is Form.update:
        raise QueryRefused("A query is read-only, and this is an update. Send it as update= in a POST.")
    form = form or Form.select  # no keyword of any form: the engine will say where it expected one
    offers = negotiation.GRAPHS if form.is_graph else negotiation.TABLES
    kind = negotiation.choose(body.header(request.scope, b"accept"), offers)
    query = Query(text, form, kind, fields.iris("default-graph-uri"), fields.iris("named-graph-uri"))
    with _Watched(request):
        answered = await known.store.query(query)
    return Response(answered, media_type=kind, headers={"Vary": "Accept"})


class _Watched:
    """Stops what is done within when the client leaves, for which the connection is watched after a while."""

    def __init__(self, request: Request) -> None:
        self._receive = request.receive
        self._has_left = False

    def __enter__(self) -> None:
        loop = asyncio.get_running_loop()
        self._asking = asyncio.current_task(loop)
        self._watch: asyncio.TimerHandle | asyncio.Task[None] = loop.call_later(PATIENCE_SECONDS, self._begin)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._watch.cancel()
        if self._has_left and kind is asyncio.CancelledError and self._asking is not None:
            self._asking.uncancel()
            raise BadRequestError("The client left before the answer was there.")

    def _begin(self) -> None:
        self._watch = asyncio.ensure_future(self._until_left())

    async def _until_left(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._has_left = True
        if self._asking is not None:
            self._asking.cancel()
