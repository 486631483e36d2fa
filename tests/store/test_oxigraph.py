"""The engine: answers in every form, and limits on rows."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import xml.etree.ElementTree as ElementTree

import pytest
from pyoxigraph import parse
from ring import LIMITS, PEOPLE, RING, ring, select

from kgservice.errors import QueryError, QuerySyntaxError, QueryTooLarge, StoreUnavailable
from kgservice.store.base import Form, Query
from kgservice.store.oxigraph import GRAPH_FORMATS, RESULT_FORMATS, InProcess, Oxigraph

MANY = "SELECT ?s ?age { ?s <urn:age> ?age . ?t <urn:knows> ?u }"
ALL = "SELECT ?s ?age { ?s <urn:age> ?age }"


def rows(data: bytes, media_type: str) -> int:
    if media_type.endswith("json"):
        return len(json.loads(data)["results"]["bindings"])
    if media_type.endswith("xml"):
        return len(ElementTree.fromstring(data)[1])
    delimiter = "\t" if "tab" in media_type else ","
    return len(list(csv.DictReader(io.StringIO(data.decode()), delimiter=delimiter)))


@pytest.mark.parametrize("media_type", RESULT_FORMATS)
def test_a_table_comes_in_every_form(engine: Oxigraph, media_type: str) -> None:
    assert rows(engine.answer(select(ALL, media_type)), media_type) == PEOPLE


@pytest.mark.parametrize("media_type", RESULT_FORMATS)
@pytest.mark.parametrize("limit", [1, 7, PEOPLE])
def test_the_row_limit_is_exact_in_every_form(media_type: str, limit: int) -> None:
    engine = Oxigraph(dataclasses.replace(LIMITS, rows=limit))
    engine.load(RING, "text/turtle")
    assert rows(engine.answer(select(f"{MANY} LIMIT {limit}", media_type)), media_type) == limit
    with pytest.raises(QueryTooLarge, match=f"more than {limit} rows"):
        engine.answer(select(f"{MANY} LIMIT {limit + 1}", media_type))


def test_rows_whose_text_looks_like_the_end_of_a_row_are_counted_once() -> None:
    engine = Oxigraph(dataclasses.replace(LIMITS, rows=2))
    engine.load(rb'<urn:a> <urn:p> "\"}},{\"x\"}},{\"" , "</result>" .', "text/turtle")
    for media_type in ("application/sparql-results+json", "application/sparql-results+xml"):
        assert rows(engine.answer(select("SELECT ?o { ?s ?p ?o }", media_type)), media_type) == 2


def test_an_answer_longer_than_the_limit_is_refused() -> None:
    engine = Oxigraph(dataclasses.replace(LIMITS, answer=1000, rows=10**9))
    engine.load(RING, "text/turtle")
    with pytest.raises(QueryTooLarge, match="longer than"):
        engine.answer(select("SELECT * { ?a ?b ?c . ?d ?e ?f }", "text/csv"))


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_rdf_comes_in_every_form(engine: Oxigraph, media_type: str) -> None:
    query = Query("CONSTRUCT { ?s <urn:is> ?age } { ?s <urn:age> ?age }", Form.construct, media_type)
    triples = {str(quad.triple) for quad in parse(engine.answer(query), GRAPH_FORMATS[media_type])}
    assert len(triples) == PEOPLE and "<urn:p:7> <urn:is> " in "".join(triples)


def test_triples_are_counted_too() -> None:
    engine = Oxigraph(dataclasses.replace(LIMITS, rows=PEOPLE - 1))
    engine.load(RING, "text/turtle")
    with pytest.raises(QueryTooLarge, match="rows"):
        engine.answer(Query("CONSTRUCT { ?s <urn:is> ?a } { ?s <urn:age> ?a }", Form.construct, "text/turtle"))


def test_turtle_uses_the_prefixes_of_the_query(engine: Oxigraph) -> None:
    text = "PREFIX p: <urn:p:> PREFIX rel: <x> # PREFIX q: <urn:q:>\nDESCRIBE p:1"
    answered = engine.answer(Query(text, Form.describe, "text/turtle")).decode()
    assert "@prefix p: <urn:p:> ." in answered
    assert "<urn:knows> p:2" in answered


@pytest.mark.parametrize("media_type", RESULT_FORMATS)
def test_a_boolean_comes_in_every_form(engine: Oxigraph, media_type: str) -> None:
    assert b"true" in engine.answer(Query("ASK {}", Form.ask, media_type))


def test_a_syntax_error_has_line_and_column(engine: Oxigraph) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        engine.answer(select("SELECT *\nWHERE { ?s ?p }"))
    assert (caught.value.line, caught.value.column) == (2, 16)


def test_two_queries_in_one_text_are_a_syntax_error(engine: Oxigraph) -> None:
    with pytest.raises(QuerySyntaxError):
        engine.answer(select("SELECT * {} SELECT * {}"))


def test_an_unknown_function_is_an_error_of_the_query(engine: Oxigraph) -> None:
    with pytest.raises(QueryError, match="not supported"):
        engine.answer(select("SELECT (<urn:f>(1) AS ?x) {}"))


def test_a_relative_iri_is_resolved(engine: Oxigraph) -> None:
    answered = engine.answer(select("SELECT (<emotion/joy> AS ?x) {}"))
    assert b"https://w3id.org/tone-kg/emotion/joy" in answered


def test_the_protocol_can_choose_the_dataset(engine: Oxigraph) -> None:
    inside = Query("ASK { ?s ?p ?o }", Form.ask, "text/csv")
    assert engine.answer(inside) == b"true"
    assert engine.answer(inside._replace(default_graphs=("urn:none",))) == b"false"
    assert engine.answer(inside._replace(named_graphs=("urn:none",))) == b"false"


def test_from_a_file_reads_no_file(engine: Oxigraph, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    answered = engine.answer(select(f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}"))
    assert rows(answered, "text/csv") == 0


def test_content_that_is_no_rdf_is_named() -> None:
    with pytest.raises(StoreUnavailable, match="text/turtle"):
        Oxigraph().load(b"this is no Turtle", "text/turtle")


def test_the_store_without_processes_says_that_its_limits_do_not_hold() -> None:
    import asyncio

    async def scenario() -> tuple[bytes, str, str]:
        store = InProcess([ring()], LIMITS)
        before = store.condition.status
        await store.start()
        answered = await store.query(select(f"{ALL} LIMIT 1"))
        condition = store.condition
        await store.close()
        return answered, before, f"{condition.status}: {condition.detail}"

    answered, before, after = asyncio.run(scenario())
    assert rows(answered, "text/csv") == 1
    assert before == "starting"
    assert after.startswith("degraded: No fork")
