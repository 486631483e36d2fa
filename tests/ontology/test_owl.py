"""The graph: each emotion is a class and a concept, every link stands in both directions, all is OWL 2 DL."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

import kgservice
from kgservice import content, namespaces
from kgservice.namespaces import EMOTION, ONTOLOGY, RATING, SCHEME, SOURCE, STATEMENT, TONE, version_iri
from kgservice.ontology.graph import load_graph
from kgservice.ontology.owl import build_graph
from kgservice.ontology.sources import read_sources
from kgservice.ontology.tables import read_ontology

E, T = Namespace(EMOTION), Namespace(TONE)
SCHEMA = content.path("ontology", "schema.ttl")
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
BUILT_IN = (namespaces.RDF, namespaces.RDFS, namespaces.OWL)


@pytest.fixture
def graph(full: Path) -> Graph:
    folder = full / "ontology"
    return build_graph(read_ontology(folder), read_sources(folder / "sources.tsv"), SCHEMA)


@pytest.fixture(scope="module")
def schema() -> Graph:
    return load_graph(SCHEMA)


def test_the_header_has_the_version_of_the_package(schema: Graph) -> None:
    header = URIRef(ONTOLOGY)
    assert str(schema.value(header, OWL.versionInfo)) == kgservice.__version__
    assert str(schema.value(header, OWL.versionIRI)) == version_iri(kgservice.__version__)
    assert kgservice.__version__ in str(schema.value(header, DCTERMS.bibliographicCitation))


def test_every_term_of_the_schema_has_an_english_label_and_comment(schema: Graph) -> None:
    ours = {term for term in schema.subjects(RDF.type) if term.startswith(TONE)}
    lacking = [
        term
        for term in ours
        for p in (RDFS.label, RDFS.comment)
        if [x.language for x in schema.objects(term, p)] != ["en"]
    ]
    assert len(ours) > 40
    assert lacking == []


def test_every_term_that_the_schema_names_is_declared(schema: Graph) -> None:
    named = {node for triple in schema for node in triple if isinstance(node, URIRef) and node.startswith(TONE)}
    assert named - {URIRef(TONE)} == {term for term in schema.subjects(RDF.type) if term.startswith(TONE)}


def test_no_property_is_transitive_and_irreflexive(schema: Graph) -> None:
    """OWL 2 DL forbids it."""
    assert (
        set(schema.subjects(RDF.type, OWL.TransitiveProperty)) & set(schema.subjects(RDF.type, OWL.IrreflexiveProperty))
        == set()
    )


def test_an_emotion_is_a_class_under_its_broader_emotion(graph: Graph) -> None:
    assert set(graph.objects(E.delight, RDFS.subClassOf)) == {E.cheerfulness}
    assert set(graph.objects(E.joy, RDFS.subClassOf)) == {T.EmotionEpisode}
    assert set(graph.objects(E.awe, RDFS.subClassOf)) == {T.EmotionEpisode}


def test_an_emotion_is_a_concept_with_label_definition_and_sources(graph: Graph) -> None:
    assert set(graph.objects(E.delight, RDF.type)) == {
        *(OWL.Class, OWL.NamedIndividual, SKOS.Concept, T.Emotion, T.TertiaryEmotion)
    }
    assert graph.value(E.delight, SKOS.prefLabel) == graph.value(E.delight, RDFS.label) == Literal("delight", lang="en")
    assert graph.value(E.delight, SKOS.definition).language == "en"
    assert graph.value(E.delight, T.definitionSource) == URIRef(SOURCE + "kgservice")
    assert set(graph.objects(E.awe, SKOS.altLabel)) == {
        Literal(word, lang="en") for word in ("reverence", "wonderment")
    }


def test_tree_and_extension_are_two_schemes(graph: Graph) -> None:
    tree, extension = URIRef(SCHEME + "tone"), URIRef(SCHEME + "tone-extension")
    assert set(graph.objects(tree, SKOS.hasTopConcept)) == {E.fear, E.joy, E.sadness}
    assert set(graph.subjects(SKOS.inScheme, extension)) == set(graph.objects(extension, SKOS.hasTopConcept)) == {E.awe}
    assert graph.value(E.awe, T.tier) is None


def test_a_scheme_without_emotions_is_left_out(mini: Path) -> None:
    graph = build_graph(read_ontology(mini / "ontology"), [], SCHEMA)
    assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)) == {URIRef(SCHEME + "tone")}


def test_primaries_are_pairwise_disjoint(graph: Graph) -> None:
    pairs = {tuple(sorted(pair)) for pair in graph.subject_objects(OWL.disjointWith) if pair[0].startswith(EMOTION)}
    assert pairs == set(combinations(sorted([E.fear, E.joy, E.sadness]), 2))


def test_vad_is_decimal_with_four_places(graph: Graph) -> None:
    assert graph.value(E.joy, T.valence).n3() == f'"0.5000"^^<{XSD.decimal}>'
    assert str(graph.value(E.joy, T.vadMethod)) == "rated"


def test_each_rating_has_its_own_node(graph: Graph) -> None:
    rated, estimated = URIRef(RATING + "joy.glasgow2019"), URIRef(RATING + "joy.kgservice")
    assert set(graph.objects(E.joy, T.hasRating)) == {rated, estimated}
    assert {str(entry) for entry in graph.objects(rated, T.entry)} == {"joy", "joyful"}
    assert (str(graph.value(rated, T.valenceSD)), int(graph.value(rated, T.valenceCount))) == ("0.3250", 33)
    assert graph.value(estimated, T.valenceCount) is None


LINKS = {
    "broader": (E.delight, SKOS.broader, E.cheerfulness),
    "narrower": (E.cheerfulness, SKOS.narrower, E.delight),
    "related": (E.awe, SKOS.related, E.fear),
    "related, mirrored": (E.fear, SKOS.related, E.awe),
    "opposite": (E.joy, T.isOppositeOf, E.sadness),
    "opposite, mirrored": (E.sadness, T.isOppositeOf, E.joy),
    "composed of": (E.awe, T.isComposedOf, E.fear),
    "component of": (E.fear, T.isComponentOf, E.awe),
    "leads to": (E.anxiety, T.leadsTo, E.grief),
    "follows from": (E.grief, T.followsFrom, E.anxiety),
    "more intense": (E.grief, T.moreIntenseThan, E["sadness-secondary"]),
    "less intense": (E["sadness-secondary"], T.lessIntenseThan, E.grief),
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS.keys())
def test_a_link_can_be_asked_for_from_either_end(graph: Graph, link: tuple[URIRef, URIRef, URIRef]) -> None:
    assert link in graph


def test_a_rejected_link_is_not_released(graph: Graph) -> None:
    assert (E.fear, T.leadsTo, E.joy) not in graph


def test_each_statement_says_kind_method_confidence_evidence_source_and_status(graph: Graph) -> None:
    statement = URIRef(STATEMENT + "joy.isOppositeOf.sadness.made-up.read.kgservice")
    facts = {p.removeprefix(TONE): str(o) for p, o in graph.predicate_objects(statement) if p.startswith(TONE)}
    assert facts == {
        "subject": E.joy.toPython(),
        "relation": TONE + "isOppositeOf",
        "object": E.sadness.toPython(),
        "kind": "made-up",
        "method": "read",
        "parameters": "window=2; minimum=5",
        "score": "0.000012",
        "confidence": "0.9",
        "evidence": 'a "test" of\\escapes',
        "source": SOURCE + "kgservice",
        "status": "accepted",
    }


def test_one_link_by_two_methods_has_two_statements(graph: Graph) -> None:
    found = [s for s in graph.subjects(T.subject, E.anxiety) if (s, T.relation, T.leadsTo) in graph]
    assert len(found) == 2


def test_there_is_no_blank_node(graph: Graph) -> None:
    assert [triple for triple in graph if any(isinstance(node, BNode) for node in triple)] == []


def test_every_property_is_declared_as_one_kind(graph: Graph) -> None:
    """What OWL 2 DL asks for, beside the reasoner's run in ``test_reason``."""
    used = {predicate for predicate in graph.predicates() if not str(predicate).startswith(BUILT_IN)}
    kinds = {predicate: set(graph.objects(predicate, RDF.type)) & PROPERTY_KINDS for predicate in used}
    assert {predicate: kind for predicate, kind in kinds.items() if len(kind) != 1} == {}


def test_every_class_is_declared(graph: Graph) -> None:
    used = {*graph.objects(None, RDF.type), *graph.objects(None, RDFS.subClassOf)}
    undeclared = {c for c in used if not str(c).startswith(BUILT_IN) and (c, RDF.type, OWL.Class) not in graph}
    assert undeclared == set()


def test_values_are_of_the_kind_that_their_property_takes(graph: Graph) -> None:
    wrong = []
    for subject, predicate, value in graph:
        if (predicate, RDF.type, OWL.DatatypeProperty) in graph:
            wanted = graph.value(predicate, RDFS.range)
            if not isinstance(value, Literal) or (value.datatype or XSD.string) != wanted:
                wrong.append((subject, predicate, value))
        if (predicate, RDF.type, OWL.ObjectProperty) in graph and not isinstance(value, URIRef):
            wrong.append((subject, predicate, value))
    assert wrong == []


def test_subjects_and_values_lie_in_domain_and_range(graph: Graph) -> None:
    """By the classes that are stated, so that readers without a reasoner see the same."""
    wrong = []
    for subject, predicate, value in graph:
        for end, node in ((RDFS.domain, subject), (RDFS.range, value)):
            wanted = graph.value(predicate, end)
            if wanted is None or isinstance(node, Literal):
                continue
            stated = {
                c for kind in graph.objects(node, RDF.type) for c in graph.transitive_objects(kind, RDFS.subClassOf)
            }
            if wanted not in stated:
                wrong.append((subject, predicate, value))
    assert wrong == []
