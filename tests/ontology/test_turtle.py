"""Equal graphs give equal bytes, which any Turtle parser reads back."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD

from kgservice.errors import BuildError
from kgservice.namespaces import BASE, EMOTION, ONTOLOGY, SKOS, TONE, emotion_iri
from kgservice.ontology import turtle

JOY, NOTE = URIRef(emotion_iri("joy")), URIRef(SKOS + "note")


def graph_of(*triples: tuple[URIRef, URIRef, URIRef | Literal]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def read(data: bytes) -> set[object]:
    return set(Graph().parse(data=data, format="turtle"))


LITERALS = {
    "quotes and backslashes": Literal('a "b" \\c\\ \\u0041'),
    "line breaks and tabs": Literal("a\nb\r\n\tc"),
    "other scripts and emoji": Literal("悲しみ 😢 é"),
    "empty text": Literal(""),
    "language": Literal("Freude", lang="de"),
    "language with region": Literal("joy", lang="en-gb"),
    "zeros at the end of a decimal": Literal("0.5000", datatype=XSD.decimal, normalize=False),
    "negative decimal": Literal("-0.2500", datatype=XSD.decimal, normalize=False),
    "decimal without a point": Literal("5", datatype=XSD.decimal, normalize=False),
    "integer with a zero before": Literal("01", datatype=XSD.integer, normalize=False),
    "boolean": Literal("true", datatype=XSD.boolean),
    "date and time": Literal("2026-11-21T00:00:00Z", datatype=XSD.dateTime, normalize=False),
    "number that is none": Literal("many", datatype=URIRef(TONE + "count")),
}


@pytest.mark.parametrize("literal", LITERALS.values(), ids=LITERALS.keys())
def test_a_literal_is_read_back_as_it_was(literal: Literal) -> None:
    data = turtle.dumps(graph_of((JOY, NOTE, literal)), "test")
    from pyoxigraph import RdfFormat, parse  # keeps lexical forms, unlike rdflib

    (quad,) = parse(data, format=RdfFormat.TURTLE)
    assert quad.object.value == str(literal)
    assert (quad.object.language or "") == (literal.language or "")
    assert quad.object.datatype.value == str(
        literal.datatype or (XSD.string if not literal.language else f"{turtle.PREFIXES['rdf']}langString")
    )


IRIS = {
    "slash in the local name": EMOTION + "joy/more",
    "dot at the end": EMOTION + "joy.",
    "percent sign": BASE + "term/na%C3%AFve_joy",
    "no known prefix": "http://example.com/x?y=1#z",
    "a namespace itself": TONE,
    "version": ONTOLOGY + "/0.1.0",
    "hyphens and dots": BASE + "statement/joy.isOppositeOf.sadness-secondary.x",
}


@pytest.mark.parametrize("iri", IRIS.values(), ids=IRIS.keys())
def test_an_iri_is_read_back_as_it_was(iri: str) -> None:
    triple = (URIRef(iri), URIRef(SKOS + "related"), URIRef(iri))
    assert read(turtle.dumps(graph_of(triple), "test")) == {triple}


def test_the_order_in_which_triples_are_added_changes_nothing() -> None:
    triples = [(URIRef(emotion_iri(name)), NOTE, Literal(note)) for name in ("joy", "fear") for note in "ba"]
    assert turtle.dumps(graph_of(*triples), "x") == turtle.dumps(graph_of(*reversed(triples)), "x")


def test_the_ontology_stands_before_everything_else() -> None:
    text = turtle.dumps(graph_of((JOY, NOTE, Literal("a")), (URIRef(ONTOLOGY), NOTE, Literal("b"))), "x").decode()
    assert text.index(f"<{ONTOLOGY}>") < text.index("emotion:joy")


def test_only_prefixes_that_are_used_are_declared() -> None:
    text = turtle.dumps(graph_of((JOY, NOTE, Literal("a"))), "x").decode()
    assert [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")] == ["emotion:", "skos:"]


def test_the_remark_is_the_first_line() -> None:
    assert turtle.dumps(Graph(), "Made by hand.") == b"# Made by hand.\n"


def test_a_blank_node_is_refused() -> None:
    graph = Graph().parse(data="[] a <http://example.com/C> .", format="turtle")
    with pytest.raises(BuildError, match="blank"):
        turtle.dumps(graph, "x")
