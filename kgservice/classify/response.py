"""Which answer fits the feeling of what was said: by mirroring it, by soothing it, or by what plausibly follows it.

In: a text and candidates for an answer.  Out: the candidates, best first.  Texts become *moods* (shares of the primary
emotions and of ``neutral``); a *way* says from two moods how well the second answers the first:

mirror
    The answer feels the same: the overlap of the two moods.
soothe
    The answer feels what the ontology calls the opposite of an unpleasant emotion (``isOppositeOf``, pleasant ones
    only, by confidence; for what is pleasant, neutral or without such an opposite: the same).
plausible
    The answer feels what may follow: `Plausibility.step` between every two primaries, so a ``leadsTo`` statement, or
    else nearness in VAD space.

What an answer says about the matter counts nowhere: combine the fit with a measure of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.prediction import Prediction
from kgservice.errors import UnknownId
from kgservice.ontology.model import Emotion, Ontology
from kgservice.ontology.plausibility import Plausibility

NEUTRAL = "neutral"
WAYS = ("mirror", "soothe", "plausible")

UNKNOWN = 0.5
"""How plausible an emotion and a neutral turn follow each other: nothing is stated, so neither likely nor unlikely."""

Mood = Mapping[str, float]
"""Shares of the primary emotions and of ``neutral``; they sum to 1."""


class UnknownAnswer(UnknownId):
    """There is no way of answering of this name."""

    kind = "way of answering"


class Ranked(NamedTuple):
    """A candidate with its fit, 0 to 1."""

    text: str
    fit: float


def mood(prediction: Prediction) -> dict[str, float]:
    """Return the mood of a labelled text; wholly neutral where nothing in it speaks.

    >>> mood(EmotionClassifier().classify(""))
    {'neutral': 1.0}
    """
    shares = prediction.tier(1)
    if not shares:
        return {NEUTRAL: 1.0}
    some = 1 - prediction.neutral
    return {emotion: some * share for emotion, share in shares} | {NEUTRAL: prediction.neutral}


class Fit:
    """Says how well one mood answers another; made once for an ontology.

    >>> from kgservice import load_ontology
    >>> fit = Fit(load_ontology())
    >>> fit("mirror", {"sadness": 1.0}, {"sadness": 1.0}), fit("soothe", {"sadness": 1.0}, {"sadness": 1.0})
    (1.0, 0.0)
    >>> fit("soothe", {"sadness": 1.0}, {"joy": 1.0}) > 0.8
    True
    """

    def __init__(self, ontology: Ontology) -> None:
        """Look up the opposites and what follows what."""
        self._primaries = [emotion.id for emotion in ontology.at_tier(1)]
        self._soothing = soothing(ontology)
        self._step = cache(Plausibility(ontology).step)

    def __call__(self, way: str, before: Mood, answer: Mood) -> float:
        """Return the fit, 0 to 1, by one of `WAYS`; raises `UnknownAnswer`."""
        if way == "mirror":
            return _overlap(before, answer)
        if way == "soothe":
            return _overlap(self._soothed(before), answer)
        if way == "plausible":
            pairs = ((a, b, p * q) for a, p in before.items() for b, q in answer.items())
            return sum(weight * self._plausible(a, b) for a, b, weight in pairs)
        raise UnknownAnswer(way, WAYS)

    def _soothed(self, before: Mood) -> Mood:
        wanted: dict[str, float] = defaultdict(float)
        for emotion, share in before.items():
            for other, part in self._soothing.get(emotion, {emotion: 1.0}).items():
                wanted[other] += share * part
        return wanted

    def _plausible(self, first: str, second: str) -> float:
        if NEUTRAL in (first, second):
            return 1.0 if first == second else UNKNOWN
        score = self._step(first, second).score
        return UNKNOWN if score is None else score


def soothing(ontology: Ontology) -> dict[str, dict[str, float]]:
    """Return, for each unpleasant primary, the pleasant primaries that oppose it, with shares that sum to 1.

    Statements between narrower emotions count for their primaries.  A primary that no statement opposes to a pleasant
    one is left out.

    >>> from kgservice import load_ontology
    >>> max(soothing(load_ontology())["sadness"].items(), key=lambda pair: pair[1])[0]
    'joy'
    """
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for link in ontology.dependencies:
        if link.relation == "isOppositeOf":
            ends = ontology.at(link.subject, 1), ontology.at(link.object, 1)
            for one, other in (ends, ends[::-1]):
                if one and other and _valence(one) < 0 < _valence(other):
                    sums[one.id][other.id] += link.confidence
    return {one: {other: each / sum(found.values()) for other, each in found.items()} for one, found in sums.items()}


def rank(
    said: str, candidates: Iterable[str], way: str = "plausible", classifier: EmotionClassifier | None = None
) -> list[Ranked]:
    """Return the candidates as answers to what was said, the best fit first; equal ones in their order.

    ``way``: one of `WAYS`.  Raises `UnknownAnswer` for another, `TypeError` for what is no text.

    >>> answers = ["That is terrible, I am so sorry.", "Ha ha, how funny!"]
    >>> rank("My dog died yesterday. I am so sad.", answers, "mirror")[0].text
    'That is terrible, I am so sorry.'
    """
    classifier = classifier or EmotionClassifier()
    fit, before = Fit(classifier.ontology), mood(classifier.classify(said))
    found = [Ranked(p.text, fit(way, before, mood(p))) for p in classifier.classify_many(candidates)]
    return sorted(found, key=lambda each: -each.fit)


def _overlap(one: Mood, other: Mood) -> float:
    return sum(min(share, other.get(emotion, 0.0)) for emotion, share in one.items())


def _valence(emotion: Emotion) -> float:
    return emotion.vad.valence if emotion.vad else 0.0
