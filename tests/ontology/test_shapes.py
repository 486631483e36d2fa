"""The release has the shapes that ``ontology/shapes.ttl`` promises, and each shape catches what it forbids.

Every case plants one misfit in the full miniature: it sets the values of one path of one node, and that must be found
there and nowhere else.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, SH, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kgservice import content, tsv
from kgservice.errors import MissingExtra
from kgservice.namespaces import EMOTION, RATING, SOURCE, STATEMENT, TONE
from kgservice.ontology import deprecation, release
from kgservice.ontology.graph import load_graph
from kgservice.ontology.shapes import Misfit, misfits

E, T, S = Namespace(EMOTION), Namespace(TONE), Namespace(SOURCE)
SHAPE = Namespace("https://w3id.org/tone-kg/shape/")
KG = S.kgservice
R = URIRef(RATING + "joy.kgservice")
L = URIRef(STATEMENT + "joy.isOppositeOf.sadness.made-up.read.kgservice")
FOCUS = {
    SHAPE.Emotion: E.joy,
    SHAPE.PrimaryEmotion: E.joy,
    SHAPE.SecondaryEmotion: E.cheerfulness,
    SHAPE.TertiaryEmotion: E.delight,
    SHAPE.ExtensionEmotion: E.awe,
    SHAPE.RetiredEmotion: E["glee-old"],
    SHAPE.Rating: R,
    SHAPE.Statement: L,
    SHAPE.Source: KG,
}
"""The node of the miniature in which the misfits of each shape are planted."""


def en(text: str) -> Literal:
    return Literal(text, lang="en")


def number(text: str) -> Literal:
    return Literal(text, datatype=XSD.decimal)


ONE, TWO, THREE = Literal(1), Literal(2), Literal(3)
NO, DOUBLE, MANY = "missing", "of another datatype", "twice"

# shape, path, what is wrong, the values planted
CASES: list[tuple[URIRef, URIRef, str, list[Node]]] = [
    (SHAPE.Emotion, SKOS.prefLabel, NO, []),
    (SHAPE.Emotion, SKOS.prefLabel, "two in one language", [en("joy"), en("mirth")]),
    (SHAPE.Emotion, SKOS.prefLabel, "without language", [Literal("joy")]),
    (SHAPE.Emotion, SKOS.definition, NO, []),
    (SHAPE.Emotion, SKOS.definition, MANY, [en("A pleasant emotion that lasts."), en("A pleasant emotion, in short.")]),
    (SHAPE.Emotion, SKOS.definition, "too short", [en("Pleasant.")]),
    (SHAPE.Emotion, T.definitionSource, NO, []),
    (SHAPE.Emotion, T.definitionSource, "no source", [E.fear]),
    (SHAPE.Emotion, T.classificationSource, NO, []),
    (SHAPE.Emotion, T.classificationSource, "no source", [E.fear]),
    *((SHAPE.Emotion, T[name], NO, []) for name in ("valence", "arousal", "dominance")),
    *((SHAPE.Emotion, T[name], "above 1", [number("1.1")]) for name in ("valence", "arousal", "dominance")),
    *((SHAPE.Emotion, T[name], "below -1", [number("-1.1")]) for name in ("valence", "arousal", "dominance")),
    *((SHAPE.Emotion, T[name], MANY, [number("0.1"), number("0.2")]) for name in ("valence", "arousal", "dominance")),
    *((SHAPE.Emotion, T[name], DOUBLE, [Literal(0.5)]) for name in ("valence", "arousal", "dominance")),
    (SHAPE.Emotion, T.vadMethod, NO, []),
    (SHAPE.Emotion, T.vadMethod, "unknown", [Literal("guessed")]),
    (SHAPE.Emotion, T.vadMethod, MANY, [Literal("rated"), Literal("estimated")]),
    (SHAPE.Emotion, T.hasRating, NO, []),
    (SHAPE.Emotion, T.hasRating, "no rating", [KG]),
    *((SHAPE.Emotion, T[name], "no emotion", [KG]) for name in ("isOppositeOf", "isComposedOf", "leadsTo")),
    (SHAPE.Emotion, T.moreIntenseThan, "no emotion", [KG]),
    (SHAPE.PrimaryEmotion, T.tier, NO, []),
    (SHAPE.PrimaryEmotion, T.tier, "another", [TWO]),
    (SHAPE.PrimaryEmotion, SKOS.broader, "there is one", [E.fear]),
    (SHAPE.SecondaryEmotion, T.tier, NO, []),
    (SHAPE.SecondaryEmotion, T.tier, "another", [THREE]),
    (SHAPE.SecondaryEmotion, SKOS.broader, NO, []),
    (SHAPE.SecondaryEmotion, SKOS.broader, MANY, [E.joy, E.fear]),
    (SHAPE.SecondaryEmotion, SKOS.broader, "no primary", [E.nervousness]),
    (SHAPE.TertiaryEmotion, T.tier, NO, []),
    (SHAPE.TertiaryEmotion, T.tier, "another", [ONE]),
    (SHAPE.TertiaryEmotion, SKOS.broader, NO, []),
    (SHAPE.TertiaryEmotion, SKOS.broader, MANY, [E.cheerfulness, E.nervousness]),
    (SHAPE.TertiaryEmotion, SKOS.broader, "no secondary", [E.joy]),
    (SHAPE.ExtensionEmotion, T.tier, "there is one", [ONE]),
    (SHAPE.ExtensionEmotion, SKOS.broader, "there is one", [E.joy]),
    (SHAPE.RetiredEmotion, SKOS.prefLabel, NO, []),
    (SHAPE.RetiredEmotion, SKOS.prefLabel, "of the living", [en("glee")]),
    (SHAPE.RetiredEmotion, SKOS.definition, NO, []),
    (SHAPE.RetiredEmotion, SKOS.historyNote, NO, []),
    (SHAPE.RetiredEmotion, SKOS.historyNote, "no release", [en("Deprecated: two ids.")]),
    (SHAPE.RetiredEmotion, DCTERMS.isReplacedBy, "no emotion", [KG]),
    (SHAPE.RetiredEmotion, T.tier, "there is one", [ONE]),
    (SHAPE.Rating, T.source, NO, []),
    (SHAPE.Rating, T.source, "no source", [E.joy]),
    (SHAPE.Rating, T.source, MANY, [KG, S.glasgow2019]),
    (SHAPE.Rating, T.method, NO, []),
    (SHAPE.Rating, T.method, "unknown", [Literal("guessed")]),
    *((SHAPE.Rating, T[name], NO, []) for name in ("valence", "arousal", "dominance")),
    *((SHAPE.Rating, T[name], "above 1", [number("7.2")]) for name in ("valence", "arousal", "dominance")),
    *((SHAPE.Rating, T[name], MANY, [number("0.1"), number("0.2")]) for name in ("valence", "arousal", "dominance")),
    (SHAPE.Rating, T.valenceSD, "below 0", [number("-0.1")]),
    (SHAPE.Rating, T.valenceCount, "nobody", [Literal(0)]),
    (SHAPE.Statement, T.subject, NO, []),
    (SHAPE.Statement, T.subject, "no emotion", [KG]),
    (SHAPE.Statement, T.object, NO, []),
    (SHAPE.Statement, T.object, "no emotion", [KG]),
    (SHAPE.Statement, T.object, MANY, [E.sadness, E.fear]),
    (SHAPE.Statement, T.relation, NO, []),
    (SHAPE.Statement, T.relation, "unknown", [T.tier]),
    (SHAPE.Statement, T.kind, NO, []),
    (SHAPE.Statement, T.method, NO, []),
    (SHAPE.Statement, T.source, NO, []),
    (SHAPE.Statement, T.source, "no source", [E.joy]),
    (SHAPE.Statement, T.confidence, NO, []),
    (SHAPE.Statement, T.confidence, "above 1", [number("1.1")]),
    (SHAPE.Statement, T.confidence, "below 0", [number("-0.1")]),
    (SHAPE.Statement, T.status, NO, []),
    (SHAPE.Statement, T.status, "rejected", [Literal("rejected")]),
    (SHAPE.Source, DCTERMS.bibliographicCitation, NO, []),
    (SHAPE.Source, DCTERMS.rights, NO, []),
]


def name_of(case: tuple[URIRef, URIRef, str, list[Node]]) -> str:
    return f"{case[0].fragment or case[0].rsplit('/', 1)[1]}: {case[1].split('#')[-1].rsplit('/', 1)[-1]} {case[2]}"


@pytest.fixture
def graph(full: Path) -> Graph:
    row = {"id": "glee-old", "label": "glee", "replaced_by": "delight", "replaced_by_labels": "delight"}
    row |= {"since": "0.2.0", "reason": "Two ids for one.", "definition": "Loud.", "definition_source": "kgservice"}
    tsv.write(full / "ontology" / "deprecated.tsv", deprecation.COLUMNS, [row])
    return load_graph(release.write(full)[0])


def test_the_miniature_fits(graph: Graph) -> None:
    assert misfits(graph) == ()


def test_the_packaged_release_fits() -> None:
    assert misfits(load_graph()) == ()


@pytest.mark.parametrize("case", CASES, ids=map(name_of, CASES))
def test_a_planted_misfit_is_found_where_it_is_and_nowhere_else(
    graph: Graph, case: tuple[URIRef, URIRef, str, list[Node]]
) -> None:
    shape, path, _, values = case
    graph.remove((FOCUS[shape], path, None))
    for value in values:
        graph.add((FOCUS[shape], path, value))
    found = misfits(graph)
    assert {(misfit.entity, misfit.path) for misfit in found} == {(str(FOCUS[shape]), str(path))}
    assert all(misfit.message for misfit in found)


BAD_IRIS = ["https://example.org/joy", EMOTION + "Joy", EMOTION + "joy_of_life"]


@pytest.mark.parametrize("iri", BAD_IRIS)
def test_an_emotion_that_is_no_slug_of_ours_is_found(graph: Graph, iri: str) -> None:
    for predicate, value in list(graph.predicate_objects(E.awe)):
        graph.add((URIRef(iri), predicate, value))
    assert {(misfit.entity, misfit.path) for misfit in misfits(graph)} == {(iri, "")}


def test_every_path_of_every_shape_has_a_planted_misfit() -> None:
    shapes = Graph().parse(content.path("ontology", "shapes.ttl"))
    promised = {
        (shape, shapes.value(part, SH.path))
        for shape in shapes.subjects(RDF.type, SH.NodeShape)
        for part in shapes.objects(shape, SH.property)
    }
    assert promised == {(shape, path) for shape, path, *_ in CASES}


def test_the_shapes_are_themselves_sound() -> None:
    """By the shapes that SHACL gives for shapes, which pyshacl brings."""
    from pyshacl import validate

    sound, _, report = validate(
        Graph(), shacl_graph=Graph().parse(content.path("ontology", "shapes.ttl")), meta_shacl=True
    )
    assert sound, report


def test_misfits_are_sorted_and_say_what_was_expected(graph: Graph) -> None:
    graph.remove((E.joy, T.vadMethod, None))
    graph.remove((E.fear, T.vadMethod, None))
    first, second = misfits(graph)
    assert [first.entity, second.entity] == [EMOTION + "fear", EMOTION + "joy"]
    assert "Less than 1 values" in first.message


def test_other_shapes_can_be_asked_for(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(
        f"@prefix sh: <{SH}> .\n<urn:shape> a sh:NodeShape ; sh:targetNode <{E.joy}> ;\n"
        f"    sh:property [ sh:path <{OWL.sameAs}> ; sh:minCount 1 ; sh:message 'Say what it equals.' ] .\n",
        encoding="utf-8",
    )
    assert misfits(graph, file) == (Misfit(str(E.joy), str(OWL.sameAs), "Say what it equals."),)


def test_the_graph_is_left_as_it_was(graph: Graph) -> None:
    before = set(graph)
    misfits(graph)
    assert set(graph) == before


def test_without_pyshacl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(MissingExtra, match=r"Checking shapes needs pyshacl\. .*kgservice\[build\]"):
        misfits(Graph())
