"""The crosswalk as RDF: what a SPARQL user finds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

from kgservice import content
from kgservice.errors import TableError
from kgservice.namespaces import EMOTION, MAPPING, SCHEME, SSSOM
from kgservice.ontology.crosswalk import add_to_graph, load
from kgservice.ontology.schemes import TONE

scheme, emotion, mapping, sssom = Namespace(SCHEME), Namespace(EMOTION), Namespace(MAPPING), Namespace(SSSOM)
KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph(bind_namespaces="none")
    add_to_graph(graph)
    return graph


def test_every_scheme_and_label_is_there(graph: Graph) -> None:
    foreign = [s for s in load().schemes.values() if s.id != TONE]
    assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)) == {URIRef(s.iri) for s in foreign}
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {URIRef(label.iri) for s in foreign for label in s}


def test_every_label_has_one_scheme_and_one_preferred_name(graph: Graph) -> None:
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    wrong = [c for c in concepts for p in (SKOS.prefLabel, SKOS.inScheme) if len(list(graph.objects(c, p))) != 1]
    assert wrong == []


def test_every_label_is_a_top_concept_or_has_a_broader_one(graph: Graph) -> None:
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    wrong = [c for c in concepts if ((c, SKOS.topConceptOf, None) in graph) == ((c, SKOS.broader, None) in graph)]
    assert wrong == []


def test_a_label_matches_its_emotion_in_both_directions(graph: Graph) -> None:
    approval = URIRef(SCHEME + "goemotions/approval")
    assert (approval, SKOS.broadMatch, emotion.joy) in graph
    assert (emotion.joy, SKOS.narrowMatch, approval) in graph
    joy = URIRef(SCHEME + "carer/joy")
    assert (joy, SKOS.exactMatch, emotion.joy) in graph
    assert (emotion.joy, SKOS.exactMatch, joy) in graph


def test_published_codes_are_notations_or_the_same_concept_elsewhere(graph: Graph) -> None:
    assert (URIRef(SCHEME + "carer/anger"), SKOS.notation, Literal("3")) in graph
    fear = URIRef("http://purl.obolibrary.org/obo/MFOEM_000026")
    assert (URIRef(SCHEME + "mfoem/fear"), SKOS.exactMatch, fear) in graph


def test_a_scheme_says_where_it_comes_from(graph: Graph) -> None:
    mfoem = scheme.mfoem
    assert graph.value(mfoem, DCTERMS.rights) == Literal("CC-BY-3.0")
    assert "2025-06-16" in str(graph.value(mfoem, DCTERMS.bibliographicCitation))


def test_every_mapping_has_a_record(graph: Graph) -> None:
    records = set(graph.subjects(RDF.type, sssom.Mapping))
    assert len(records) == sum(len(s.mappings) for s in load().sets.values())
    assert records == set(graph.objects(None, sssom.mappings))
    record = mapping["goemotions.approval.broadMatch.joy"]
    assert graph.value(record, sssom.subject_id) == URIRef(SCHEME + "goemotions/approval")
    assert graph.value(record, sssom.predicate_id) == SKOS.broadMatch
    assert graph.value(record, sssom.object_id) == emotion.joy
    assert graph.value(record, sssom.confidence) == Literal("0.9", datatype=XSD.double)


def test_emotions_match_synsets_of_wordnet(graph: Graph) -> None:
    joy = load().outward["wordnet-3.0"].of("joy")[0]
    synset = URIRef("http://wordnet-rdf.princeton.edu/wn30/" + (joy.object or ""))
    assert (emotion.joy, SKOS.exactMatch, synset) in graph
    assert (URIRef(f"{SCHEME}wordnet-3.0/{joy.object}"), SKOS.exactMatch, synset) in graph


def test_what_fits_nothing_has_a_record_and_no_match(graph: Graph) -> None:
    neutral = URIRef(SCHEME + "goemotions/neutral")
    record = mapping["goemotions.neutral.exactMatch.NoTermFound"]
    assert graph.value(record, sssom.object_id) == sssom.NoTermFound
    assert list(graph.objects(neutral, SKOS.exactMatch)) == [URIRef(SCHEME + "sentiment/neutral")]


def test_without_records_only_skos_is_left() -> None:
    graph = Graph(bind_namespaces="none")
    add_to_graph(graph, records=False)
    assert (URIRef(SCHEME + "carer/joy"), SKOS.exactMatch, emotion.joy) in graph
    assert [term for triple in graph for term in triple if str(term).startswith(SSSOM)] == []


def test_there_are_no_blank_nodes(graph: Graph) -> None:
    assert [term for triple in graph for term in triple if isinstance(term, BNode)] == []


def test_every_property_is_declared_once_also_beside_the_schema(graph: Graph) -> None:
    schema = Graph().parse(content.path("ontology", "schema.ttl"))
    declared = {p: {*graph.objects(p, RDF.type), *schema.objects(p, RDF.type)} & KINDS for p in set(graph.predicates())}
    built_in = ("http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    assert [str(p) for p, kinds in declared.items() if len(kinds) != 1 and not str(p).startswith(built_in)] == []


def test_a_content_folder_without_schemes_adds_nothing(mini: Path) -> None:
    graph = Graph(bind_namespaces="none")
    add_to_graph(graph, mini)
    assert len(graph) == 0


def test_another_content_folder_is_read_anew(mini: Path, tmp_path: Path) -> None:
    shutil.copytree(mini, tmp_path, dirs_exist_ok=True)
    before, after = Graph(bind_namespaces="none"), Graph(bind_namespaces="none")
    add_to_graph(before, tmp_path)
    for name in ("schemes", "mappings"):
        (tmp_path / "ontology" / name).mkdir()
    shutil.copy(content.path("ontology", "schemes", "index.tsv"), tmp_path / "ontology" / "schemes")
    assert len(before) == 0
    with pytest.raises(TableError, match=r"carer\.tsv: the file does not exist"):
        add_to_graph(after, tmp_path)
