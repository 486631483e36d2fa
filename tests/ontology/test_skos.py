"""The SKOS view holds what SKOS can say and nothing else, and keeps SKOS's own conditions."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef

from kgservice import namespaces
from kgservice.namespaces import EMOTION, SCHEME, TONE, version_iri
from kgservice.ontology import release, skos
from kgservice.ontology.graph import load_graph

E, S = Namespace(EMOTION), Namespace(SCHEME)
GLAD = S["toy/glad"]


@pytest.fixture
def whole(crossed: Path) -> Graph:
    release.write(crossed)
    return load_graph(release.files(crossed)[0]) + load_graph(release.files(crossed)[2])


@pytest.fixture
def view(whole: Graph) -> Graph:
    return skos.view(whole)


@pytest.fixture(scope="module")
def packaged() -> Graph:
    return skos.view(load_graph())


KEPT = {
    "label": (E.delight, SKOS.prefLabel, Literal("delight", lang="en")),
    "other label": (E.awe, SKOS.altLabel, Literal("reverence", lang="en")),
    "definition": (
        E.joy,
        SKOS.definition,
        Literal("A pleasant emotion that answers something good having happened.", lang="en"),
    ),
    "broader": (E.delight, SKOS.broader, E.cheerfulness),
    "narrower": (E.cheerfulness, SKOS.narrower, E.delight),
    "related": (E.awe, SKOS.related, E.fear),
    "scheme": (E.joy, SKOS.inScheme, S.tone),
    "top concept": (S.tone, SKOS.hasTopConcept, E.joy),
    "scheme of its own for what stands beside the tree": (E.awe, SKOS.inScheme, S["tone-extension"]),
    "foreign scheme": (S.toy, RDF.type, SKOS.ConceptScheme),
    "foreign label": (GLAD, SKOS.prefLabel, Literal("Glad", lang="en")),
    "foreign hierarchy": (S["toy/upset"], SKOS.broader, S["toy/blank"]),
    "exact match": (GLAD, SKOS.exactMatch, E.joy),
    "broad match": (S["toy/upset"], SKOS.broadMatch, E.sadness),
    "narrow match, from the other side": (E.sadness, SKOS.narrowMatch, S["toy/upset"]),
    "title": (S.toy, DCTERMS.title, Literal("The toy scheme", lang="en")),
    "release": (S.tone, DCTERMS.isPartOf, URIRef(version_iri("0.1.0"))),
    "licence": (S.tone, DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")),
}


@pytest.mark.parametrize("triple", KEPT.values(), ids=KEPT.keys())
def test_what_skos_can_say_is_kept(view: Graph, triple: tuple[URIRef, URIRef, URIRef | Literal]) -> None:
    assert triple in view


def test_nothing_is_said_that_the_release_does_not_say(view: Graph, whole: Graph) -> None:
    added = {(s, p) for s, p, o in view if (s, p, o) not in whole}
    assert {s for s, _ in added} == {S.tone, S["tone-extension"]}
    assert {p for _, p in added} == {
        *(DCTERMS.creator, DCTERMS.created, DCTERMS.modified, DCTERMS.license, DCTERMS.bibliographicCitation),
        DCTERMS.isPartOf,
    }


@pytest.mark.parametrize("foreign", [namespaces.OWL, TONE, namespaces.SSSOM])
def test_nothing_else_is_left(packaged: Graph, foreign: str) -> None:
    assert [triple for triple in packaged if any(str(node).startswith(foreign) for node in triple)] == []


def test_every_concept_of_the_release_is_there(packaged: Graph) -> None:
    release_graph = load_graph()
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        assert set(packaged.subjects(RDF.type, kind)) == set(release_graph.subjects(RDF.type, kind))
    assert {subject for subject in packaged.subjects() if (subject, RDF.type, None) not in packaged} == set()


def test_no_concept_has_two_labels_or_none(packaged: Graph) -> None:
    """SKOS integrity condition S14 for every language, and that somebody can read it in English."""
    for concept in packaged.subjects(RDF.type, SKOS.Concept):
        tags = [label.language for label in packaged.objects(concept, SKOS.prefLabel) if isinstance(label, Literal)]
        assert "en" in tags and len(tags) == len(set(tags)), concept


def test_no_preferred_label_is_an_alternative_one_too(packaged: Graph) -> None:
    """S13."""
    assert [t for t in packaged.triples((None, SKOS.altLabel, None)) if (t[0], SKOS.prefLabel, t[2]) in packaged] == []


def test_related_concepts_are_not_above_each_other(packaged: Graph) -> None:
    """S27."""
    pairs = packaged.subject_objects(SKOS.related)
    assert [(a, b) for a, b in pairs if b in set(packaged.transitive_objects(a, SKOS.broader))] == []


@pytest.mark.parametrize("other", [SKOS.broadMatch, SKOS.relatedMatch], ids=["broadMatch", "relatedMatch"])
def test_an_exact_match_is_no_other_match(packaged: Graph, other: URIRef) -> None:
    """S46."""
    assert [pair for pair in packaged.subject_objects(SKOS.exactMatch) if (pair[0], other, pair[1]) in packaged] == []


def test_a_top_concept_is_in_its_scheme(packaged: Graph) -> None:
    pairs = list(packaged.subject_objects(SKOS.topConceptOf))
    assert len(pairs) > 100
    assert [(c, s) for c, s in pairs if (c, SKOS.inScheme, s) not in packaged] == []


def test_a_retired_emotion_keeps_its_label_its_note_and_its_replacement() -> None:
    glee = E.glee
    graph = Graph()
    graph.add((glee, RDF.type, OWL.Class))
    said = [
        (glee, RDF.type, SKOS.Concept),
        (glee, SKOS.prefLabel, Literal("obsolete glee", lang="en")),
        (glee, SKOS.historyNote, Literal("Deprecated in 1.3.0: Two ids for one emotion.", lang="en")),
        (glee, DCTERMS.isReplacedBy, E.delight),
    ]
    for triple in [*said, (glee, OWL.deprecated, Literal(True))]:
        graph.add(triple)
    assert set(skos.view(graph)) == set(said)


def test_a_graph_without_concepts_gives_an_empty_view() -> None:
    assert len(skos.view(Graph())) == 0
