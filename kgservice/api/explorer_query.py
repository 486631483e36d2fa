"""The query page: an editor whose script asks ``/sparql``, and without scripts a form that is answered on the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response

from kgservice.api import html, negotiation, service, update
from kgservice.errors import QueryRefused
from kgservice.namespaces import BASE, PREFIXES, TONE, shortened
from kgservice.store.base import Form, Query
from kgservice.web.queries import examples

router = APIRouter(include_in_schema=False, default_response_class=Response)

FIRST = "tertiary-emotions-under-joy"
MOST_ROWS = 1000
"""Rows that the page shows without scripts."""


class Cell(NamedTuple):
    """A value of an answer; ``address`` is empty for what leads nowhere."""

    text: str
    address: str = ""


class Answer(NamedTuple):
    """What a query gives: the names of its columns and the first of its rows, or RDF as ``text``."""

    names: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
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
    form = await update.inspect(request, text) or Form.select
    if form is Form.update:
        raise QueryRefused("This page only reads, and this is an update. Send it to /sparql as update= in a POST.")
    kind = negotiation.GRAPHS[0] if form.is_graph else negotiation.TABLES[0]
    body = await service.of(request).store.query(Query(text, form, kind))
    if form.is_graph:
        return Answer(text=body.decode())
    return _table(json.loads(body), html.root(request))


def _table(found: Mapping[str, Any], root: str) -> Answer:
    """Return SPARQL 1.1 Query Results JSON as cells."""
    if "boolean" in found:
        return Answer(("answer",), ((Cell("yes" if found["boolean"] else "no"),),), 1)
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    shown = (tuple(_cell(row.get(name), root) for name in names) for row in rows[:MOST_ROWS])
    return Answer(tuple(names), tuple(shown), len(rows))


def _cell(term: Mapping[str, Any] | None, root: str) -> Cell:
    """Return a value; ids of ours lead to this service, other web addresses to where they are defined."""
    if term is None or term["type"] == "triple":
        return Cell("" if term is None else json.dumps(term["value"]))
    value = term["value"]
    if term["type"] != "uri" or not value.startswith(("http:", "https:")):
        return Cell(value)
    is_ours = value.startswith(BASE) and not value.startswith(TONE)
    return Cell(shortened(value), f"{root}/{value.removeprefix(BASE)}" if is_ours else value)
