"""Predictions as JSON-LD, read by a real RDF library."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD

from kgservice.classify import Prediction
from kgservice.namespaces import ONYX as ONYX_IRI
from kgservice.namespaces import TONE, emotion_iri

ONYX = Namespace(ONYX_IRI)
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
Classify = Callable[[str], Prediction]


def graph(prediction: Prediction) -> Graph:
    """Read JSON-LD by pyoxigraph: rdflib's own parser uses what rdflib deprecates, and warnings are errors here."""
    quads = parse(json.dumps(prediction.to_jsonld()), format=RdfFormat.JSON_LD)
    return Graph().parse(data=serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES), format="nt")


def test_emotions_are_onyx_categories_with_their_scores(classify: Classify) -> None:
    data = graph(classify("happy and sad"))
    found = {
        str(data.value(emotion, ONYX.hasEmotionCategory)): data.value(emotion, ONYX.hasEmotionIntensity)
        for emotion in data.subjects(RDF.type, ONYX.Emotion)
    }
    half = Literal(0.5, datatype=XSD.double)
    assert found == {emotion_iri("joy"): half, emotion_iri("sadness-secondary"): half}


def test_evidence_is_a_place_in_the_text(classify: Classify) -> None:
    data = graph(classify("I am not happy"))
    (place,) = data.subjects(RDF.type, NIF.Phrase)
    (text,) = data.subjects(RDF.type, NIF.Context)
    assert data.value(place, NIF.referenceContext) == text
    assert [int(data.value(place, name)) for name in (NIF.beginIndex, NIF.endIndex)] == [9, 14]
    assert str(data.value(place, NIF.anchorOf)) == "happy" == str(data.value(text, NIF.isString))[9:14]
    assert data.value(place, URIRef(TONE + "negated")).toPython() is True


def test_primary_and_vad_stand_on_the_emotion_set(classify: Classify) -> None:
    data = graph(classify("glad"))
    (whole,) = data.subjects(RDF.type, ONYX.EmotionSet)
    assert data.value(whole, URIRef(TONE + "primary")) == URIRef(emotion_iri("joy"))
    assert [float(data.value(whole, URIRef(TONE + name))) for name in ("valence", "arousal", "dominance")] == (
        pytest.approx([0.8, 0.4, 0.2])
    )


def test_a_neutral_text_has_an_emotion_set_without_emotions(classify: Classify) -> None:
    data = graph(classify("nothing here"))
    assert list(data.subjects(RDF.type, ONYX.EmotionSet)) and not list(data.subjects(RDF.type, ONYX.Emotion))


def test_the_document_can_be_written_in_utf_8(classify: Classify) -> None:
    assert json.dumps(classify("hap\ud800py").to_jsonld(), ensure_ascii=False).encode("utf-8")
