"""Write predictions as EmotionML 1.0 (https://www.w3.org/TR/emotionml/).

The document defines its own category vocabulary, holding the emotions that it uses, since none of the W3C's has the
whole tree.  Dimensions are the W3C's ``pad-dimensions``, whose pleasure is valence; EmotionML numbers run from 0 to 1,
so a VAD number x from -1 to 1 is written as (x + 1) / 2.  The places of the evidence are RFC 5147 fragments of the
element's own text.  ``info``, which EmotionML leaves to the author, holds the scores of each tier and the evidence that
a negation takes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kgservice.namespaces import TONE
from kgservice.ontology.model import TIERS, VAD

if TYPE_CHECKING:
    from kgservice.classify.prediction import Prediction

NAMESPACE = "http://www.w3.org/2009/10/emotionml"
DIMENSIONS = "http://www.w3.org/TR/emotion-voc/xml#pad-dimensions"
VOCABULARY = "emotions"

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow, not even escaped."""


def to_emotionml(predictions: Prediction | Iterable[Prediction]) -> str:
    """Return a prediction, or several, as an EmotionML document.

    A text without a label has no ``emotion`` element; of several texts, each element's ``id`` says which it is, from
    1.  Each illegal XML character of a text becomes U+FFFD, so that offsets stay true.

    >>> from kgservice import EmotionClassifier
    >>> document = to_emotionml(EmotionClassifier().classify_many(["", "so sad"]))
    >>> "text1" in document, "text2" in document
    (False, True)
    """
    from kgservice.classify.prediction import Prediction

    several = [predictions] if isinstance(predictions, Prediction) else list(predictions)
    used = {emotion for prediction in several for emotion, _ in prediction.labels}
    return "\n".join(lines(several, used)) + "\n"


def lines(predictions: Iterable[Prediction], emotions: Iterable[str]) -> Iterator[str]:
    """Yield the document line by line, so that it may be of any size; ``emotions``: ids of all that may occur."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    start = f'<emotionml version="1.0" xmlns="{NAMESPACE}"'
    names = sorted(set(emotions))
    if not names:
        yield start + "/>"
        return
    yield f'{start} xmlns:tone="{TONE}" category-set="#{VOCABULARY}" dimension-set="{DIMENSIONS}">'
    yield f'  <vocabulary type="category" id="{VOCABULARY}">'
    yield from (f"    <item name={quoteattr(name)}/>" for name in names)
    yield "  </vocabulary>"
    for number, prediction in enumerate(predictions, start=1):
        if prediction.labels:
            yield from _emotion(prediction, number)
    yield "</emotionml>"


def _emotion(prediction: Prediction, number: int) -> Iterator[str]:
    text = escape(_ILLEGAL.sub("\ufffd", prediction.text)).replace("\r", "&#13;")
    yield f'  <emotion id="text{number}" expressed-through="text">{text}'
    for emotion, score in prediction.labels:
        yield f"    <category name={quoteattr(emotion)} value={_number(score)}/>"
    if vad := prediction.vad:
        yield from _dimensions(vad)
    yield f"    <intensity value={_number(prediction.intensity)}/>"
    for evidence in prediction.evidence:
        if not evidence.negated:
            yield f'    <reference uri="#char={evidence.start},{evidence.end}" role="expressedBy"/>'
    yield from _info(prediction)
    yield "  </emotion>"


def _info(prediction: Prediction) -> Iterator[str]:
    yield "    <info>"
    for tier in TIERS:
        for emotion, score in prediction.tier(tier):
            yield f'      <tone:score tier="{tier}" emotion={quoteattr(emotion)} value={_number(score)}/>'
    for evidence in prediction.evidence:
        if evidence.negated:
            place = f'uri="#char={evidence.start},{evidence.end}"'
            yield f"      <tone:negated {place} emotion={quoteattr(evidence.emotion)}/>"
    yield "    </info>"


def _dimensions(vad: VAD) -> list[str]:
    pairs = zip(("pleasure", "arousal", "dominance"), vad, strict=True)
    return [f'    <dimension name="{name}" value={_number((value + 1) / 2)}/>' for name, value in pairs]


def _number(value: float) -> str:
    return quoteattr(f"{value:.4f}")
