"""Write predictions as JSON-LD: emotions in Onyx, places in the text in NIF, tiers, scores and VAD beside them.

Onyx 1.7 (http://www.gsi.upm.es/ontologies/onyx/) has the categories and their intensity; NIF 2.0 has the text and the
offsets, which count characters from 0 with the end not included, as `Evidence` does.  The context is inside the
document, so that it can be read without the network.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kgservice.classify.rollup import Scores
from kgservice.namespaces import EMOTION, ONYX, TONE, XSD
from kgservice.ontology.model import DIMENSIONS, TIERS

if TYPE_CHECKING:
    from kgservice.classify.prediction import Evidence, Prediction

NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"

SPREADS = tuple(name + "Spread" for name in DIMENSIONS)

CONTEXT: dict[str, object] = {
    "onyx": ONYX,
    "nif": NIF,
    "tone": TONE,
    "emotion": EMOTION,
    "xsd": XSD,
    "isString": "nif:isString",
    "anchorOf": "nif:anchorOf",
    "beginIndex": {"@id": "nif:beginIndex", "@type": "xsd:nonNegativeInteger"},
    "endIndex": {"@id": "nif:endIndex", "@type": "xsd:nonNegativeInteger"},
    "referenceContext": {"@id": "nif:referenceContext", "@type": "@id"},
    "hasEmotionSet": "onyx:hasEmotionSet",
    "hasEmotion": "onyx:hasEmotion",
    "hasEmotionCategory": {"@id": "onyx:hasEmotionCategory", "@type": "@id"},
    "hasEmotionIntensity": {"@id": "onyx:hasEmotionIntensity", "@type": "xsd:double"},
    "primary": {"@id": "tone:primary", "@type": "@id"},
    "evidence": {"@id": "tone:evidence", "@container": "@set"},
    "term": "tone:term",
    "weight": {"@id": "tone:weight", "@type": "xsd:double"},
    "intensity": {"@id": "tone:intensity", "@type": "xsd:double"},
    "negated": {"@id": "tone:negated", "@type": "xsd:boolean"},
    "opposite": {"@id": "tone:opposite", "@type": "@id"},
    "modifiers": {"@id": "tone:modifier", "@container": "@set"},
    "flags": {"@id": "tone:flag", "@container": "@set"},
    "source": "tone:evidenceSource",
    "tiers": {"@id": "tone:tierScore", "@container": "@set"},
    "tier": {"@id": "tone:tier", "@type": "xsd:integer"},
    **{name: {"@id": f"tone:{name}", "@type": "xsd:double"} for name in ("score", "neutral", *DIMENSIONS, *SPREADS)},
}
"""What the short names stand for; numbers are doubles, so that a whole score such as 1.0 stays one."""


def to_jsonld(predictions: Prediction | Iterable[Prediction]) -> dict[str, object]:
    """Return a prediction as a JSON-LD document whose subject is the text, or several as one document of texts.

    A neutral text has an emotion set without emotions.  Each tier's scores stand on the set, and evidence that a
    negation takes away is there, marked ``negated``.  Scores, weights and VAD are numbers as in `Prediction`; a lone
    surrogate in the text becomes U+FFFD.

    >>> from kgservice import EmotionClassifier
    >>> document = to_jsonld(EmotionClassifier().classify_many(["so sad", ""]))
    >>> [(text["@id"], text["isString"]) for text in document["@graph"]]
    [('_:text1', 'so sad'), ('_:text2', '')]
    """
    from kgservice.classify.prediction import Prediction

    if isinstance(predictions, Prediction):
        return {"@context": CONTEXT, **_text(predictions, 1)}
    return {"@context": CONTEXT, "@graph": [_text(one, number) for number, one in enumerate(predictions, start=1)]}


def lines(predictions: Iterable[Prediction]) -> Iterator[str]:
    """Yield the document of several predictions line by line, a text a line, so that it may be of any size."""
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['
    before = ""
    for number, prediction in enumerate(predictions, start=1):
        yield before + json.dumps(_text(prediction, number), ensure_ascii=False)
        before = ", "
    yield "]}"


def _text(prediction: Prediction, number: int) -> dict[str, object]:
    from kgservice.classify.prediction import writable

    text = f"_:text{number}"
    return {
        "@id": text,
        "@type": ["nif:Context", "nif:RFC5147String"],
        "isString": writable(prediction.text),
        "hasEmotionSet": _emotion_set(prediction),
        "evidence": [_evidence(evidence, text) for evidence in prediction.evidence],
    }


def _emotion_set(prediction: Prediction) -> dict[str, object]:
    emotion_set: dict[str, object] = {
        "@type": "onyx:EmotionSet",
        "hasEmotion": _emotions(prediction.labels),
        "tiers": [score for tier in TIERS for score in _tier(tier, prediction.tier(tier))],
        "neutral": prediction.neutral,
        "intensity": prediction.intensity,
    }
    if prediction.primary:
        emotion_set["primary"] = EMOTION + prediction.primary
    if vad := prediction.vad:
        emotion_set |= vad.to_dict()
    if spread := prediction.vad_spread:
        emotion_set |= {name + "Spread": value for name, value in spread.to_dict().items()}
    return emotion_set


def _emotions(labels: Scores) -> list[dict[str, object]]:
    return [
        {"@type": "onyx:Emotion", "hasEmotionCategory": EMOTION + emotion, "hasEmotionIntensity": score}
        for emotion, score in labels
    ]


def _tier(tier: int, scores: Scores) -> list[dict[str, object]]:
    return [{"tier": tier, "hasEmotionCategory": EMOTION + emotion, "score": score} for emotion, score in scores]


def _evidence(evidence: Evidence, text: str) -> dict[str, object]:
    node = evidence.to_dict()
    opposite = {"opposite": EMOTION + evidence.opposite} if evidence.opposite else {}
    return {
        "@type": "nif:Phrase",
        "referenceContext": text,
        "beginIndex": node["start"],
        "endIndex": node["end"],
        "anchorOf": node["text"],
        "hasEmotionCategory": EMOTION + evidence.emotion,
        **{name: node[name] for name in ("term", "weight", "intensity", "negated", "modifiers", "flags", "source")},
        **opposite,
    }
