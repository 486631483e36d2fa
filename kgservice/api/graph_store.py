"""The SPARQL 1.1 Graph Store protocol at ``/store``: whole graphs, read by anybody and written with the token.

A graph is named by ``?graph=IRI``, or by the URL itself below ``/store/``; ``?default`` is the default graph.  What is
sent is read here, so forms, names below ``/store/`` and answers that say what is wrong are the same over each store.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response

from kgservice.api import body, negotiation, problems, service, update
from kgservice.api.faults import BadRequestError, MediaTypeError
from kgservice.api.problems import DOCUMENTED
from kgservice.store.oxigraph import GRAPH_FORMATS

router = APIRouter(tags=["SPARQL"], responses=DOCUMENTED, default_response_class=Response)

PATH, DIRECT = "/store", "/store/{name:path}"
MULTIPART = "multipart/form-data"

_RDF = {"schema": {"type": "string", "example": "<urn:a> <urn:b> 1 ."}}
NAMED: dict[str, Any] = {
    "parameters": [
        {
            "name": "graph",
            "in": "query",
            "schema": {"type": "string", "format": "iri"},
            "description": "The graph's name.",
        },
        {
            "name": "default",
            "in": "query",
            "schema": {"type": "string", "maxLength": 0},
            "example": "",
            "description": "The default graph, instead of a named one.",
        },
    ]
}
SENT = NAMED | {"requestBody": {"required": True, "content": dict.fromkeys(negotiation.GRAPHS, _RDF)}}
READ: dict[int | str, dict[str, Any]] = DOCUMENTED | {
    200: {"description": "The graph as RDF.", "content": {kind: {} for kind in negotiation.GRAPHS}}
}
WRITTEN: dict[int | str, dict[str, Any]] = DOCUMENTED | {
    201: {"description": "The graph is new."},
    204: {"description": "The graph was there and is changed."},
}


@router.get(PATH, responses=READ, openapi_extra=NAMED, summary="Read a graph")
@router.get(DIRECT, include_in_schema=False)
async def read(request: Request) -> Response:
    """Answer with a whole graph."""
    graph = _named(request)
    kind = negotiation.choose(request.headers.get("accept"), negotiation.GRAPHS)
    answered = await service.of(request).graphs.read(graph, kind)
    return Response(answered, media_type=kind, headers={"Vary": "Accept"})


@router.put(PATH, responses=WRITTEN, openapi_extra=SENT, summary="Replace a graph, with the token")
@router.put(DIRECT, include_in_schema=False)
async def replace(request: Request) -> Response:
    """Have a graph hold what is sent and nothing else."""
    update.authorise(request)
    return await _write(request, _named(request), service.of(request).graphs.replace)


@router.post(PATH, responses=WRITTEN, openapi_extra=SENT, summary="Add to a graph, or make one, with the token")
@router.post(DIRECT, include_in_schema=False)
async def add(request: Request) -> Response:
    """Add what is sent to a graph; without a name, to a new one whose URL Location tells."""
    update.authorise(request)
    graphs = service.of(request).graphs
    if request.url.path.endswith(PATH) and not request.scope["query_string"]:
        graph = f"{_url(request)}/{uuid.uuid4()}"
        response = await _write(request, graph, graphs.add)
        response.headers["Location"] = graph
        return response
    return await _write(request, _named(request), graphs.add)


@router.delete(PATH, status_code=problems.NO_CONTENT, openapi_extra=NAMED, summary="Remove a graph, with the token")
@router.delete(DIRECT, status_code=problems.NO_CONTENT, include_in_schema=False)
async def remove(request: Request) -> Response:
    """Remove a graph; the default graph is emptied."""
    update.authorise(request)
    await service.of(request).graphs.remove(_named(request))
    return Response(status_code=problems.NO_CONTENT)


async def _write(request: Request, graph: str | None, write: Callable[[str | None, str], Awaitable[None]]) -> Response:
    """Write the RDF of the body to a graph."""
    parts = _parts(request, await request.body())
    triples = await asyncio.to_thread(_ntriples, parts, graph or _url(request))
    was_there = await service.of(request).graphs.has(graph)
    await write(graph, triples)
    return Response(status_code=problems.NO_CONTENT if was_there else problems.CREATED)


def _named(request: Request) -> str | None:
    """Return the graph's IRI, None for the default graph; raises `BadRequestError` when the URL names none or two."""
    fields = body.query_fields(request)
    fields.one("graph")
    named = fields.iris("graph")
    if request.path_params.get("name"):
        named += (_url(request),)
    if len(named) + len(fields.all("default")) != 1:
        raise BadRequestError("Name one graph: ?graph=IRI, or ?default, or a URL below /store/.")
    return named[0] if named else None


def _url(request: Request) -> str:
    return str(request.url.replace(query=""))


def _parts(request: Request, data: bytes) -> list[tuple[str, bytes]]:
    """Return what a body consists of: media type and bytes of each file of a form, else of the whole."""
    kind = body.require_media_type(request, (*GRAPH_FORMATS, MULTIPART))
    if kind != MULTIPART:
        return [(kind, data)]
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    form = BytesParser(policy=HTTP).parsebytes(head + data)
    if not form.is_multipart():
        raise BadRequestError("The form has no parts that its boundary separates.")
    parts = [(part.get_content_type(), bytes(part.get_payload(decode=True))) for part in form.iter_parts()]
    for kind, _ in parts:
        if kind not in GRAPH_FORMATS:
            raise MediaTypeError(kind, tuple(GRAPH_FORMATS))
    return parts


def _ntriples(parts: list[tuple[str, bytes]], base: str) -> str:
    """Return RDF as N-Triples, in which no two parts share a blank node; raises `BadRequestError`."""
    try:
        triples = [
            quad.triple
            for kind, data in parts
            for quad in ox.parse(data, GRAPH_FORMATS[kind], base_iri=base, rename_blank_nodes=True)
        ]
    except (SyntaxError, ValueError) as error:
        raise BadRequestError(f"The RDF in the body cannot be read: {error}") from None
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
