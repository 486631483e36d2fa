"""From the sums over a text to probabilities, labels, tiers and affect.

A text starts at ``bias``.  Every token and pair of adjacent tokens adds its association, every primary its row of
``lexicon`` times its strength, log(1 + the sum of weight times intensity of the clues for it); softmax makes
probabilities of the seven sums, and a share ``doubt`` of them is spread evenly, since some labels follow from nothing
in the text.  All numbers are those of `Weights`.

*Labels.*  A text is neutral when nothing in it speaks or when neutral is its most probable class.  Otherwise every
primary with at least ``label_share`` of the best one's probability is named, as finely as its clues allow: from an
emotion to the narrower one that holds most of the clues' weight under it, unless that is less than half, for then the
finer evidence is ambiguous.  A narrower emotion with ``label_share`` of the best one's weight is named as well.

*Denial.*  A primary whose every clue is negated ("not afraid") gives its probability to neutral, unless all else that
is said gives it half of the probability: such a best one was right in 38 of 47 texts of five labelled sets.

*Extension emotions*, beside the tree, lend their clues to the primaries of the emotions that they are related to, in
equal parts, and are named like an emotion right under these.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log1p, sqrt
from typing import Final

from kgservice.classify.amounts import AFFECT_UNIT, STEP, Amounts, Shift
from kgservice.classify.calibration import CLASSES
from kgservice.classify.clues import Part
from kgservice.classify.features import Sums
from kgservice.classify.judge import ByEmotion, Chances, Judge
from kgservice.classify.native import i64
from kgservice.classify.rollup import Rollup, Scores, ranked, scores
from kgservice.classify.weights import Weights
from kgservice.classify.words import SPEAKING
from kgservice.ontology.model import VAD

CLEAR: Final = 0.5
"""The share of the clues' weight under an emotion that a narrower one needs to be named in its stead."""

_COUNT: Final = 7
_NAMES: Final = list(CLASSES)

_Item = tuple[tuple[str, ...], float]
"""The way to an emotion from its primary, and the weight of the clues for it."""


class Scoring(Judge):
    """Judges sums by learned weights."""

    def __init__(self, weights: Weights, rollup: Rollup, sums: Sums) -> None:
        """Judge by ``weights`` what ``sums`` sums up, rolling emotions up by ``rollup``."""
        rules = weights.calibration
        self._rollup, self._sums = rollup, sums
        self._bias = Shift(rules.bias)
        self._rows = {primary: Shift(row) for primary, row in rules.lexicon.items()}
        self._length: float = rules.length
        self._doubt: float = rules.doubt
        self._share: float = rules.label_share
        self._shrinkage: float = rules.shrinkage
        self._valence: float = rules.prior.valence
        self._arousal: float = rules.prior.arousal
        self._dominance: float = rules.prior.dominance

    def chances(self, weights: ByEmotion, parts: list[Part]) -> Chances:
        """Return the probabilities of `CLASSES`, which sum to 1; none when no form and no clue speaks."""
        tokens, has, negated = 0, 0, False
        for part in parts:
            tokens += part.reading.length
            negated = negated or part.negated
            if not part.foreign:
                has |= part.reading.has
        if not weights and not has & SPEAKING:
            return Chances()
        step = STEP if tokens <= self._length else STEP * sqrt(self._length / tokens)
        odds = Shift()
        odds.add(self._bias)
        odds.add(self._sums.of(parts), step)
        for primary, amount in self._rollup.amounts(weights).items():
            odds.add(self._rows[primary], log1p(amount))
        chances = _softmax(odds)
        chances.doubt(self._doubt)
        return self._without_denied(weights, chances, parts) if negated else chances

    def _without_denied(self, weights: ByEmotion, chances: Chances, parts: list[Part]) -> Chances:
        """Give what primaries have whose every clue is negated to neutral; see *Denial* above."""
        spoken = self._rollup.primaries_of(weights)
        negated = self._rollup.primaries_of([c.entry.emotion for part in parts for c in part.clues if c.negated])
        denied = {CLASSES.index(primary) for primary in negated if primary not in spoken}
        values = chances.values
        left = [0.0 if i in denied and chance < CLEAR else chance for i, chance in enumerate(values)]
        left[0] += sum([values[i] for i in denied if values[i] < CLEAR], 0.0)
        return Chances(left)

    def is_neutral(self, weights: ByEmotion, chances: Chances) -> bool:
        """Tell whether the text gets no label."""
        return not chances.known or chances.neutral > chances.at(chances.best)

    def neutral(self, weights: ByEmotion, chances: Chances) -> float:
        """Return the probability that the text expresses no emotion, 0 to 1."""
        return chances.neutral if chances.known else 1.0

    def scores(self, weights: ByEmotion, chances: Chances) -> Scores:
        """Return every class with its probability, best first; they sum to 1, or are none where nothing speaks."""
        return ranked(list(zip(CLASSES, chances.values, strict=True))) if chances.known else ()

    def primary(self, weights: ByEmotion, chances: Chances) -> str | None:
        """Return the best primary, the first by name of equals; None for a neutral text."""
        return None if self.is_neutral(weights, chances) else _NAMES[chances.best]

    def tier(self, number: int, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the scores at a tier; see `Prediction.tier`."""
        if not chances.emotional:
            return ()
        shares = chances.shares()
        if number == 1:
            return _best_first(shares)
        masses = dict(zip(CLASSES, shares.values, strict=True))
        found: dict[str, float] = {}
        for primary, inside in self._by_primary(weights).items():
            at = [(way[number - 1], weight) for way, weight in inside if len(way) >= number and way[-1] in self._rollup]
            total = sum([weight for _, weight in at], 0.0)
            for emotion, weight in at:
                found[emotion] = found.get(emotion, 0.0) + masses.get(primary, 0.0) * weight / total
        return scores({emotion: score for emotion, score in found.items() if score})

    def labels(self, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the labels with their scores, best first; none for a neutral text."""
        if self.is_neutral(weights, chances):
            return ()
        share, emotional = self._share, chances.emotional
        least = share * chances.at(chances.best)
        found: list[tuple[str, float]] = []
        i: i64
        for i in range(1, _COUNT):
            chance = chances.at(i)
            if chance and chance >= least:
                items = self._under(_NAMES[i], weights) if weights else []
                if len(items) < 2:
                    found.append((items[0][0][-1] if items else _NAMES[i], chance / emotional))
                else:
                    found += _descend(_NAMES[i], 1, chance / emotional, items, share)
        return (found[0],) if len(found) == 1 else _merged(found, share)

    def _under(self, primary: str, weights: ByEmotion) -> list[_Item]:
        """Return the emotions under a primary that clues speak for, with the weights of these."""
        found: list[_Item] = []
        for emotion, weight in weights.items():
            for way, share in self._rollup.ways(emotion):
                if way[0] == primary:
                    found.append((way, share * weight))
        return found

    def _by_primary(self, weights: ByEmotion) -> dict[str, list[_Item]]:
        found: dict[str, list[_Item]] = {}
        for emotion, weight in weights.items():
            for way, share in self._rollup.ways(emotion):
                found.setdefault(way[0], []).append((way, share * weight))
        return found

    def vad(self, weights: ByEmotion, affect: Amounts) -> VAD | None:
        """Return the mean affect of the words, shrunk to the prior; None when no word has one."""
        if not affect.rated:
            return None
        unit = (self._shrinkage + affect.weight / AFFECT_UNIT) * AFFECT_UNIT
        start = self._shrinkage * AFFECT_UNIT
        return VAD(
            (start * self._valence + affect.valence) / unit,
            (start * self._arousal + affect.arousal) / unit,
            (start * self._dominance + affect.dominance) / unit,
        )

    def spread(self, weights: ByEmotion, affect: Amounts) -> VAD | None:
        """Return the weighted standard deviations of the words' affect; None for fewer than two words."""
        if affect.rated < 2:
            return None
        total = affect.weight
        pairs = (
            (affect.valence, affect.valences),
            (affect.arousal, affect.arousals),
            (affect.dominance, affect.dominances),
        )
        return VAD(*[sqrt(min(1.0, max(0.0, square / total - (mean / total) ** 2))) for mean, square in pairs])


def _softmax(odds: Shift) -> Chances:
    """Turn log odds into probabilities."""
    chances, highest = Chances(), _highest(odds)
    chances.known = True
    chances.neutral, chances.anger = exp(odds.neutral - highest), exp(odds.anger - highest)
    chances.fear, chances.joy = exp(odds.fear - highest), exp(odds.joy - highest)
    chances.love, chances.sadness = exp(odds.love - highest), exp(odds.sadness - highest)
    chances.surprise = exp(odds.surprise - highest)
    total = chances.neutral + chances.anger + chances.fear + chances.joy + chances.love
    chances.scale(total + chances.sadness + chances.surprise)
    return chances


def _highest(odds: Shift) -> float:
    highest = odds.neutral
    place: i64
    for place in range(1, _COUNT):
        if odds.at(place) > highest:
            highest = odds.at(place)
    return highest


def _best_first(shares: Shift) -> Scores:
    """Return the primaries with their shares, best first, without those that have none."""
    found: list[tuple[str, float]] = []
    seen: i64 = 0
    one: i64 = 1
    place: i64
    while True:
        best, highest = one, 0.0
        for place in range(1, _COUNT):
            share = shares.at(place)
            if share > highest and not seen & (one << place):
                best, highest = place, share
        if not highest:
            return tuple(found)
        found.append((_NAMES[best], highest))
        seen |= one << best


def _merged(found: list[tuple[str, float]], share: float) -> Scores:
    """Add up what is named twice, and keep what has ``share`` of the best score, best first."""
    sums: dict[str, float] = {}
    for emotion, score in found:
        sums[emotion] = sums.get(emotion, 0.0) + score
    least = share * _greatest(sums)
    return ranked([(emotion, score) for emotion, score in sums.items() if score >= least])


def _greatest(sums: dict[str, float]) -> float:
    """Return the greatest number; 0 where there is none above it."""
    greatest = 0.0
    for number in sums.values():
        if number > greatest:
            greatest = number
    return greatest


def _descend(emotion: str, depth: int, score: float, items: Sequence[_Item], share: float) -> list[tuple[str, float]]:
    """Return the emotions to name for an emotion with several clues, or clues for several, under it."""
    inside: dict[str, list[_Item]] = {}
    sums: dict[str, float] = {}
    total = 0.0
    for item in items:
        way, weight = item
        total += weight
        if len(way) > depth:
            inside.setdefault(way[depth], []).append(item)
            sums[way[depth]] = sums.get(way[depth], 0.0) + weight
    best = _greatest(sums)
    if best < CLEAR * total or not best:
        return [(emotion, score)]
    found: list[tuple[str, float]] = []
    for narrower, weight in sums.items():
        if weight >= share * best:
            found += _descend(narrower, depth + 1, score * weight / total, inside[narrower], share)
    return found
