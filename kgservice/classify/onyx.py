"""Write a prediction as JSON-LD: emotions in Onyx, places in the text in NIF, scores and VAD beside them.

Onyx 1.7 (http://www.gsi.upm.es/ontologies/onyx/) has the categories and their intensity; NIF 2.0 has the text and the
offsets, which count characters from 0 with the end not included, as `Evidence` does.  The context is inside the
document, so that it can be read without the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgservice.classify.rollup import Scores
from kgservice.namespaces import EMOTION, ONYX, TONE, XSD

if TYPE_CHECKING:
    from kgservice.classify.prediction import Evidence, Prediction

NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"

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
    "valence": {"@id": "tone:valence", "@type": "xsd:double"},
    "arousal": {"@id": "tone:arousal", "@type": "xsd:double"},
    "dominance": {"@id": "tone:dominance", "@type": "xsd:double"},
}
"""What the short names stand for; numbers are doubles, so that a whole score such as 1.0 stays one."""

TEXT = "_:text"


def to_jsonld(prediction: Prediction) -> dict[str, object]:
    """Return a prediction as a JSON-LD document whose subject is the text; a neutral text has an empty emotion set.

    Scores, weights and VAD are numbers as in `Prediction`; a lone surrogate in the text becomes U+FFFD.
    """
    from kgservice.classify.prediction import writable

    emotion_set: dict[str, object] = {"@type": "onyx:EmotionSet", "hasEmotion": _emotions(prediction.labels)}
    if prediction.primary:
        emotion_set["primary"] = EMOTION + prediction.primary
    if prediction.vad:
        emotion_set |= prediction.vad.to_dict()
    return {
        "@context": CONTEXT,
        "@id": TEXT,
        "@type": ["nif:Context", "nif:RFC5147String"],
        "isString": writable(prediction.text),
        "hasEmotionSet": emotion_set,
        "evidence": [_evidence(evidence) for evidence in prediction.evidence],
    }


def _emotions(labels: Scores) -> list[dict[str, object]]:
    return [
        {"@type": "onyx:Emotion", "hasEmotionCategory": EMOTION + emotion, "hasEmotionIntensity": score}
        for emotion, score in labels
    ]


def _evidence(evidence: Evidence) -> dict[str, object]:
    from kgservice.classify.prediction import writable

    return {
        "@type": "nif:Phrase",
        "referenceContext": TEXT,
        "beginIndex": evidence.start,
        "endIndex": evidence.end,
        "anchorOf": writable(evidence.text),
        "term": evidence.term,
        "hasEmotionCategory": EMOTION + evidence.emotion,
        "weight": evidence.weight,
        "intensity": evidence.intensity,
        "negated": evidence.negated,
    }
