"""Write a prediction as EmotionML 1.0 (https://www.w3.org/TR/emotionml/).

The document defines its own category vocabulary, holding the emotions that it uses, since none of the W3C's has the
whole tree.  Dimensions are the W3C's ``pad-dimensions``, whose pleasure is valence; EmotionML numbers run from 0 to 1,
so a VAD number x from -1 to 1 is written as (x + 1) / 2.  The places of the evidence are RFC 5147 fragments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kgservice.ontology.model import VAD

if TYPE_CHECKING:
    from kgservice.classify.prediction import Prediction

NAMESPACE = "http://www.w3.org/2009/10/emotionml"
DIMENSIONS = "http://www.w3.org/TR/emotion-voc/xml#pad-dimensions"
VOCABULARY = "emotions"

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow, not even escaped."""


def to_emotionml(prediction: Prediction) -> str:
    """Return a prediction as an EmotionML document; a neutral text has no ``emotion`` element.

    Each illegal XML character of the text becomes U+FFFD, so that offsets stay true.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *_root(prediction)]
    return "\n".join(lines) + "\n"


def _root(prediction: Prediction) -> list[str]:
    start = f'<emotionml version="1.0" xmlns="{NAMESPACE}"'
    if not prediction.labels:
        return [start + "/>"]
    sets = f' category-set="#{VOCABULARY}" dimension-set="{DIMENSIONS}"'
    return [start + sets + ">", *_vocabulary(prediction), *_emotion(prediction), "</emotionml>"]


def _vocabulary(prediction: Prediction) -> list[str]:
    items = [f"    <item name={quoteattr(emotion)}/>" for emotion, _ in sorted(prediction.labels)]
    return [f'  <vocabulary type="category" id="{VOCABULARY}">', *items, "  </vocabulary>"]


def _emotion(prediction: Prediction) -> list[str]:
    categories = [f"    <category name={quoteattr(e)} value={_number(score)}/>" for e, score in prediction.labels]
    places = [
        f'    <reference uri="#char={evidence.start},{evidence.end}" role="expressedBy"/>'
        for evidence in prediction.evidence
        if not evidence.negated
    ]
    text = escape(_ILLEGAL.sub("\ufffd", prediction.text)).replace("\r", "&#13;")
    dimensions = _dimensions(prediction.vad) if prediction.vad else []
    start = f'  <emotion expressed-through="text">{text}'
    return [start, *categories, *dimensions, *places, "  </emotion>"]


def _dimensions(vad: VAD) -> list[str]:
    pairs = zip(("pleasure", "arousal", "dominance"), vad, strict=True)
    return [f'    <dimension name="{name}" value={_number((value + 1) / 2)}/>' for name, value in pairs]


def _number(value: float) -> str:
    return quoteattr(f"{value:.4f}")
