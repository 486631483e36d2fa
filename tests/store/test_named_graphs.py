"""The named graphs of the release: disjoint, together the default graph, and each holds what its name says."""

from __future__ import annotations

import json

import pytest
from ring import LIMITS, RING, TRIPLES, ring

from kgservice.errors import QueryError
from kgservice.namespaces import LEXICON, MAPPING, ONTOLOGY, SCHEME, scheme_iri
from kgservice.ontology import crosswalk
from kgservice.store import contents
from kgservice.store.base import Form, Limits, Query, Source, Update
from kgservice.store.oxigraph import Oxigraph


def rows(engine: Oxigraph, text: str) -> list[dict[str, str]]:
    answer = json.loads(engine.answer(Query(text, Form.select, "application/sparql-results+json")))
    return [{name: term["value"] for name, term in row.items()} for row in answer["results"]["bindings"]]


def number(engine: Oxigraph, pattern: str) -> int:
    return int(rows(engine, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")[0]["n"])


@pytest.fixture(scope="module")
def release() -> Oxigraph:
    engine = Oxigraph(Limits(rows=10**6), is_union=True)
    engine.load_all(contents.packaged())
    return engine


def test_every_part_of_the_release_is_a_graph_by_its_own_iri(release: Oxigraph) -> None:
    known = crosswalk.load()
    schemes = {scheme_iri(name) for name in known.schemes if name != "tone"}
    sets = {MAPPING + name for name in known.sets}
    graphs = {row["g"] for row in rows(release, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert graphs == {ONTOLOGY, LEXICON} | schemes | sets


def test_no_triple_stands_in_two_graphs(release: Oxigraph) -> None:
    everything = number(release, "?s ?p ?o")
    assert everything == number(release, "GRAPH ?g { ?s ?p ?o }") == len(release)
    assert everything == number(release, "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }")


def test_a_graph_holds_what_its_name_says(release: Oxigraph) -> None:
    skos = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    ekman, mappings = f"GRAPH <{scheme_iri('ekman')}>", f"GRAPH <{MAPPING}ekman>"
    labels = rows(release, skos + f"SELECT ?l {{ {ekman} {{ ?l skos:inScheme ?s }} }}")
    assert len(labels) == len(crosswalk.scheme("ekman"))
    there, back = (
        rows(release, skos + f"SELECT ?a ?b {{ {mappings} {{ {ends} FILTER(STRSTARTS(STR(?a), '{SCHEME}')) }} }}")
        for ends in ("?a skos:exactMatch ?b", "?b skos:exactMatch ?a")
    )
    assert there == back and {row["a"] for row in there} <= {row["l"] for row in labels}
    assert not rows(release, skos + f"SELECT * {{ {ekman} {{ ?a skos:exactMatch ?b }} }}")


def test_a_published_grouping_stands_in_its_own_set(release: Oxigraph) -> None:
    name = MAPPING + "goemotions-ekman"
    pair = f"<{scheme_iri('goemotions')}/annoyance> ?p <{scheme_iri('ekman')}/anger>"
    assert [row["g"] for row in rows(release, f"SELECT ?g {{ GRAPH ?g {{ {pair} }} }}")] == [name]


@pytest.mark.parametrize("is_union", [True, False], ids=["read only", "written to"])
def test_the_data_set_is_the_same_whether_or_not_it_may_be_written_to(is_union: bool) -> None:
    engine = Oxigraph(LIMITS, is_union=is_union)
    more = "<urn:new> <urn:p> 1 .", '<urn:x> <urn:p> "1" <urn:h> .'
    engine.load_all(
        [
            Source("ring", "text/turtle", lambda: [RING], "urn:g"),
            Source("one", "text/turtle", lambda: [more[0].encode()]),
            Source("other", "application/n-quads", lambda: [more[1].encode()]),
        ]
    )
    assert number(engine, "?s ?p ?o") == TRIPLES + 2
    assert number(engine, "GRAPH <urn:g> { ?s ?p ?o }") == TRIPLES
    assert {row["g"] for row in rows(engine, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")} == {"urn:g", "urn:h"}
    assert len(rows(engine, "SELECT * FROM <urn:h> { ?s ?p ?o }")) == 1
    assert rows(engine, "SELECT*FROM NAMED<urn:g>{ ?s ?p ?o }") == []
    assert rows(engine, "SELECT ?FROM { BIND('FROM' AS ?FROM) ?s <urn:p> ?o }") == [{"FROM": "FROM"}] * 2


def test_a_union_is_not_written_to() -> None:
    engine = Oxigraph(is_union=True)
    engine.load_all([ring()])
    with pytest.raises(QueryError, match="reading only"):
        engine.update(Update("CLEAR ALL"))
