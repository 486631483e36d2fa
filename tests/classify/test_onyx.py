"""Predictions as JSON-LD, read by a real RDF library."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD

from kgservice.classify import Prediction
from kgservice.classify.onyx import lines, to_jsonld
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


def test_tiers_neutral_and_intensity_stand_on_the_emotion_set(classify: Classify) -> None:
    prediction = classify("glad and afraid")
    data = graph(prediction)
    (whole,) = data.subjects(RDF.type, ONYX.EmotionSet)
    found = {
        (int(data.value(node, URIRef(TONE + "tier"))), str(data.value(node, ONYX.hasEmotionCategory)))
        for node in data.objects(whole, URIRef(TONE + "tierScore"))
    }
    assert found == {(tier, emotion_iri(emotion)) for tier in (1, 2, 3) for emotion, _ in prediction.tier(tier)}
    assert float(data.value(whole, URIRef(TONE + "intensity"))) == pytest.approx(prediction.intensity)
    assert float(data.value(whole, URIRef(TONE + "neutral"))) == prediction.neutral


def test_evidence_names_what_changed_it(classify: Classify) -> None:
    data = graph(classify("so happy"))
    (place,) = data.subjects(RDF.type, NIF.Phrase)
    assert str(data.value(place, URIRef(TONE + "modifier"))) == "intensifier: so"


def test_several_predictions_are_one_document_of_several_texts(classify: Classify) -> None:
    predictions = [classify(text) for text in ("happy", "nothing", "not sad")]
    document = to_jsonld(predictions)
    assert json.loads("\n".join(lines(predictions))) == json.loads(json.dumps(document))
    quads = parse(json.dumps(document), format=RdfFormat.JSON_LD)
    data = Graph().parse(data=serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES), format="nt")
    texts = {str(data.value(text, NIF.isString)): text for text in data.subjects(RDF.type, NIF.Context)}
    assert set(texts) == {"happy", "nothing", "not sad"}
    evidence = {str(data.value(data.value(place, NIF.referenceContext), NIF.isString)) for place in places(data)}
    assert evidence == {"happy", "not sad"}
    assert json.loads("\n".join(lines([])))["@graph"] == []


def places(data: Graph) -> list[object]:
    return list(data.subjects(RDF.type, NIF.Phrase))
