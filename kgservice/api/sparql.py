"""The SPARQL 1.1 protocol at ``/sparql``, for queries: GET, POST of a form, POST of the query itself."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request, Response
from pyoxigraph import NamedNode

from kgservice.api import body, description, negotiation, pages, resources, service
from kgservice.api.body import Fields
from kgservice.api.faults import BadRequestError
from kgservice.api.negotiation import HTML
from kgservice.api.problems import DOCUMENTED
from kgservice.errors import QueryRefused
from kgservice.store import guard
from kgservice.store.base import Form, Query, Store

router = APIRouter(tags=["SPARQL"], responses=DOCUMENTED, default_response_class=Response)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

LONG_TEXT = 20_000
"""Characters from which a query is scanned in a thread, so that others are not kept waiting."""

PATIENCE_SECONDS = 0.25
"""How long a query runs before the connection is watched for the client's leaving."""

ANSWERS: dict[int | str, dict[str, Any]] = DOCUMENTED | {
    200: {
        "description": "The answer in the form that Accept asks for; without a query, the description of the service.",
        "content": {kind: {} for kind in (*negotiation.TABLES, *negotiation.GRAPHS)},
    }
}
_IRIS = {"type": "array", "items": {"type": "string", "format": "iri"}}
_QUERY = {"type": "string", "example": "SELECT * WHERE { ?s ?p ?o } LIMIT 10"}
PARAMETERS: dict[str, dict[str, Any]] = {
    "query": _QUERY,
    "default-graph-uri": _IRIS,
    "named-graph-uri": _IRIS,
}
GET_EXTRA = {
    "parameters": [{"name": name, "in": "query", "required": False, "schema": PARAMETERS[name]} for name in PARAMETERS]
}
POST_EXTRA = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {"schema": {"type": "object", "required": ["query"], "properties": PARAMETERS}},
            QUERY: {"schema": _QUERY},
        },
    }
}


@router.get("/sparql", responses=ANSWERS, openapi_extra=GET_EXTRA, summary="Query, or describe the service")
async def sparql_get(request: Request) -> Response:
    """Answer the query in the URL; without one describe the service, to a browser with a form."""
    fields = body.query_fields(request)
    if not fields.all("query") and not fields.all("update"):
        return _describe(request)
    _refuse_update(fields)
    return await _answer(request, fields.one("query") or "", fields)


@router.post("/sparql", responses=ANSWERS, openapi_extra=POST_EXTRA, summary="Query")
async def sparql_post(request: Request) -> Response:
    """Answer the query in the body, which is a form or the query itself."""
    kind = body.require_media_type(request, (FORM, QUERY, UPDATE))
    if kind == UPDATE:
        raise QueryRefused("This endpoint is read-only: it takes queries, not updates.")
    in_url = body.query_fields(request)
    if kind == QUERY:
        if in_url.all("query"):
            raise BadRequestError("There is a query in the URL and another in the body. Send one.")
        return await _answer(request, await body.text(request), in_url)
    fields = Fields(in_url.pairs + (await body.form_fields(request)).pairs)
    _refuse_update(fields)
    if (text := fields.one("query")) is None:
        raise BadRequestError('The form has no parameter "query".')
    return await _answer(request, text, fields)


def _refuse_update(fields: Fields) -> None:
    if fields.all("update"):
        raise QueryRefused("This endpoint is read-only: it takes queries, not updates.")


def _describe(request: Request) -> Response:
    accept = request.headers.get("accept")
    form = negotiation.choose(accept, (*negotiation.GRAPHS, HTML))
    if form == HTML:
        return Response(pages.query_form(request.scope.get("root_path", "")), media_type=HTML)
    endpoint = str(request.url.replace(query=""))
    written = resources.write(description.describe(endpoint, service.of(request).store.condition), form)
    return Response(written, media_type=form, headers={"Vary": "Accept"})


async def _answer(request: Request, text: str, fields: Fields) -> Response:
    form = await asyncio.to_thread(guard.inspect, text) if len(text) > LONG_TEXT else guard.inspect(text)
    if form is Form.update:
        raise QueryRefused("This endpoint is read-only: it takes queries, not updates.")
    form = form or Form.select  # no keyword of any form: the engine will say where it expected one
    offers = negotiation.GRAPHS if form.is_graph else negotiation.TABLES
    kind = negotiation.choose(request.headers.get("accept"), offers)
    query = Query(text, form, kind, _iris(fields, "default-graph-uri"), _iris(fields, "named-graph-uri"))
    answered = await _unless_left(request, service.of(request).store, query)
    return Response(answered, media_type=kind, headers={"Vary": "Accept"})


def _iris(fields: Fields, name: str) -> tuple[str, ...]:
    """Return the IRIs that a parameter names; raises `BadRequestError` for what is no IRI."""
    for iri in (iris := fields.all(name)):
        try:
            NamedNode(iri)
        except ValueError as error:
            raise BadRequestError(f'The {name} "{iri[:200]}" is not an IRI: {error}.') from None
    return iris


async def _unless_left(request: Request, store: Store, query: Query) -> bytes:
    """Return the answer; stop the query when the client leaves before it is there."""
    answering = asyncio.ensure_future(store.query(query))
    try:
        await asyncio.wait([answering], timeout=PATIENCE_SECONDS)
        if not answering.done():
            leaving = asyncio.ensure_future(_left(request))
            await asyncio.wait([answering, leaving], return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
        if not answering.done():
            raise BadRequestError("The client left before the answer was there.")
        return answering.result()
    finally:
        answering.cancel()


async def _left(request: Request) -> None:
    """Return once the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
