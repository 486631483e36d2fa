"""The query page: an editor whose script asks ``/sparql``, and without scripts a form that is answered on the page."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response

from kgservice.api import html, negotiation, service, update
from kgservice.errors import QueryRefused
from kgservice.namespaces import BASE, PREFIXES
from kgservice.store.base import Form, Query
from kgservice.web.card import Value, value
from kgservice.web.queries import examples

router = APIRouter(include_in_schema=False, default_response_class=Response)

FIRST = "tertiary-emotions-under-joy"
MOST_ROWS = 1000
"""Rows that the page shows without scripts."""


class Answer(NamedTuple):
    """What a query gives: the names of its columns and the first of its rows, or RDF as ``text``."""

    names: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    total: int = 0
    text: str = ""


@router.get("/query")
async def query(request: Request) -> Response:
    """Return the page; with the answer where its form was sent without scripts."""
    asked = request.query_params
    answer = await _answered(request, asked["query"]) if asked.get("query") and "answer" in asked else None
    return query_page(request, answer)


def query_page(request: Request, answer: Answer | None = None) -> Response:
    """Return the page, also for a browser that asks the endpoint itself."""
    first = next(example.query for example in examples() if example.name == FIRST)
    text = request.query_params.get("query") or first
    return html.page(
        request, "query.html", query=text, answer=answer, examples=examples(), base=BASE, prefixes=PREFIXES
    )


async def _answered(request: Request, text: str) -> Answer:
    known = service.of(request)
    form = await update.inspect(known, text) or Form.select
    if form is Form.update:
        raise QueryRefused("This page only reads, and this is an update. Send it to /sparql as update= in a POST.")
    kind = negotiation.GRAPHS[0] if form.is_graph else negotiation.TABLES[0]
    body = await known.store.query(Query(text, form, kind))
    return Answer(text=body.decode()) if form.is_graph else _table(body)


def _table(body: bytes) -> Answer:
    """Return SPARQL 1.1 Query Results JSON as values."""
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return Answer(("answer",), ((Value("yes" if found else "no"),),), 1)
    names, rows = [variable.value for variable in found.variables], list(found)
    shown = (tuple(value(term) if term is not None else Value("") for term in row) for row in rows[:MOST_ROWS])
    return Answer(tuple(names), tuple(shown), len(rows))
