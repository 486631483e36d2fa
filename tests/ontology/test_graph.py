"""The ontology as graphs.

The tree of ``full`` (see ``conftest``) with the VAD that it gives.  Every dimension of anxiety is 0.0, of cheerfulness
0.1, delight 0.2, fear 0.3, grief 0.4, joy 0.5, nervousness 0.6, sadness 0.7, sadness-secondary 0.8, awe 0.9.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from rdflib import Graph, Literal, URIRef

from kgservice import load_graph, load_ontology
from kgservice.errors import BuildError, UnknownEmotion, UnknownId
from kgservice.namespaces import PREFIXES, TONE, emotion_iri
from kgservice.ontology import graph
from kgservice.ontology.model import Ontology
from kgservice.ontology.tables import read_ontology


@pytest.fixture
def ontology(full: Path) -> Ontology:
    return read_ontology(full / "ontology")


def test_the_packaged_graph_keeps_the_digits_of_every_number() -> None:
    value = load_graph().value(URIRef(emotion_iri("joy")), URIRef(TONE + "valence"))
    assert isinstance(value, Literal)
    assert len(str(value).partition(".")[2]) == 4


def test_the_packaged_graph_knows_the_prefixes_of_the_project() -> None:
    bound = {prefix: str(iri) for prefix, iri in load_graph().namespaces()}
    assert {prefix: bound.get(prefix) for prefix in PREFIXES} == PREFIXES


def test_the_packaged_graph_holds_ontology_and_crosswalk() -> None:
    query = "ASK { ?label skos:exactMatch emotion:joy . emotion:joy tone:tier 1 }"
    assert load_graph().query(query).askAnswer


def test_the_graph_is_what_rdflib_itself_reads(tmp_path: Path) -> None:
    file = tmp_path / "some.ttl"
    file.write_text('<urn:a> <urn:b> "x"@en , "y" , 0.50 , true , <urn:c> .\n', encoding="utf-8")
    assert set(graph.load_graph(file)) == set(Graph().parse(file))


BROKEN = {"no Turtle": ("<urn:a> <urn:b>", "is not Turtle"), "blank node": ("[] a <urn:b> .", "blank node")}


@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "some.ttl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=words):
        graph.load_graph(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"none\.ttl does not exist"):
        graph.load_graph(tmp_path / "none.ttl")


def test_the_hierarchy_is_a_forest_with_the_primaries_as_roots() -> None:
    ontology = load_ontology()
    tree = graph.hierarchy(ontology)
    assert nx.is_forest(tree)
    assert {node for node, degree in tree.in_degree() if degree == 0} == {
        emotion.id for emotion in ontology if emotion.tier in (1, None)
    }
    assert set(nx.descendants(tree, "joy")) == {emotion.id for emotion in ontology.descendants("joy")}


def test_links_carry_relation_and_the_highest_confidence(ontology: Ontology) -> None:
    links = graph.links(ontology)
    assert links.edges["anxiety", "grief", "leadsTo"]["confidence"] == 0.4
    assert sorted((a, b) for a, b, relation in links.edges(keys=True) if relation == "isOppositeOf") == [
        ("joy", "sadness"),
        ("sadness", "joy"),
    ]


def test_links_of_one_relation_leave_the_others_out(ontology: Ontology) -> None:
    links = graph.links(ontology, ["isComposedOf"])
    assert sorted(links.edges(keys=True)) == [("awe", "delight", "isComposedOf"), ("awe", "fear", "isComposedOf")]
    assert set(links.nodes) == set(ontology.ids)


def test_neighbours_are_above_below_beside_and_linked(ontology: Ontology) -> None:
    assert graph.neighbours(ontology, "grief") == graph.Neighbours(
        broader="sadness-secondary",
        narrower=(),
        siblings=(),
        related=(),
        linked=(("moreIntenseThan", "sadness-secondary"),),
    )
    assert graph.neighbours(ontology, "joy") == graph.Neighbours(
        broader=None,
        narrower=("cheerfulness",),
        siblings=("fear", "sadness"),
        related=(),
        linked=(("isOppositeOf", "sadness"),),
    )


def test_an_extension_emotion_has_related_emotions_and_no_siblings(ontology: Ontology) -> None:
    awe = graph.neighbours(ontology, "awe")
    assert (awe.broader, awe.siblings, awe.related) == (None, (), ("fear",))
    assert awe.linked == (("isComposedOf", "delight"), ("isComposedOf", "fear"))


def test_an_unknown_emotion_or_relation_names_the_nearest(ontology: Ontology) -> None:
    with pytest.raises(UnknownEmotion, match="Nearest: fear"):
        graph.neighbours(ontology, "feear")
    with pytest.raises(UnknownId, match=r'No relation "leads-to"\. Nearest: leadsTo'):
        graph.links(ontology, ["leads-to"])
