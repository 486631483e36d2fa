"""The command that answers a SPARQL query from the released content."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgservice.cli.output import RowFormat, write_rows
from kgservice.errors import QueryRefused, QuerySyntaxError, UnreadableText
from kgservice.store import guard, prologue
from kgservice.store.base import Form, Limits, Query
from kgservice.store.contents import packaged
from kgservice.store.oxigraph import Oxigraph


class QueryFormat(StrEnum):
    """How an answer can be written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    ttl = "ttl"
    nt = "nt"
    owl = "owl"
    jsonld = "jsonld"


_SOLUTIONS = {
    QueryFormat.csv: "text/csv",
    QueryFormat.tsv: "text/tab-separated-values",
    QueryFormat.json: "application/sparql-results+json",
    QueryFormat.xml: "application/sparql-results+xml",
}
_GRAPHS = {
    QueryFormat.ttl: "text/turtle",
    QueryFormat.nt: "application/n-triples",
    QueryFormat.owl: "application/rdf+xml",
    QueryFormat.jsonld: "application/ld+json",
}


def query(
    source: Annotated[
        str, typer.Argument(help="A file that holds a query, - for standard input, or the query itself.")
    ],
    format: Annotated[QueryFormat | None, typer.Option(help="table or ttl by default, as the query asks.")] = None,
) -> None:
    """Answer a SPARQL query over ontology and vocabulary; the project's prefixes are declared for you.

    Example: kgservice query "SELECT ?e WHERE { ?e skos:broader emotion:fear }"
    """
    text = _text(source)
    form = guard.inspect(text) or Form.select
    if form is Form.update:
        raise QueryRefused("The released content does not change: write SELECT, ASK, CONSTRUCT or DESCRIBE.")
    chosen, media_type = _media_type(form, format)
    engine = Oxigraph(Limits(rows=sys.maxsize, answer=sys.maxsize), is_union=True)
    engine.load_all(packaged())
    answer = _answer(engine, Query(text, form, media_type))
    if chosen is QueryFormat.table:
        _show(json.loads(answer))
    else:
        sys.stdout.buffer.write(answer)


def _text(source: str) -> str:
    if not source.strip():
        raise typer.BadParameter("the query is empty")
    if " " in source and not source.endswith(".rq"):
        return source
    if source != "-" and not Path(source).is_file():
        raise typer.BadParameter(f"there is no file {source}")
    data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableText("standard input" if source == "-" else source, error.start) from None


def _media_type(form: Form, format: QueryFormat | None) -> tuple[QueryFormat, str]:
    allowed = _GRAPHS if form.is_graph else {QueryFormat.table: _SOLUTIONS[QueryFormat.json], **_SOLUTIONS}
    chosen = format or next(iter(allowed))
    if chosen not in allowed:
        raise typer.BadParameter(f"{form.value} cannot be written as {chosen}, only as {', '.join(allowed)}")
    return chosen, allowed[chosen]


def _answer(engine: Oxigraph, asked: Query) -> bytes:
    """Answer with the prefixes declared."""
    try:
        return engine.answer(asked._replace(text=prologue.declared(asked.text)))
    except QuerySyntaxError as error:
        raise prologue.undeclared(error) from None


def _show(results: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> None:
    if "boolean" in results:
        sys.stdout.write(f"{'yes' if results['boolean'] else 'no'}\n")
        return
    columns = [str(name) for name in results["head"]["vars"]]
    rows = [{name: _short(term) for name, term in solution.items()} for solution in results["results"]["bindings"]]
    write_rows(rows, columns, RowFormat.table, sys.stdout)


def _short(term: dict[str, str]) -> str:
    return prologue.short(term["value"]) if term["type"] == "uri" else term["value"]
