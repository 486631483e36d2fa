"""From the sums over a text to probabilities, labels, tiers and affect.

A text starts at ``bias``.  Every token and pair of adjacent tokens adds its association, every primary its row of
``lexicon`` times its strength, log(1 + the sum of weight times intensity of the clues for it); softmax makes
probabilities of the seven sums.  All numbers are those of `Weights`.

*Labels.*  A text is neutral when nothing in it speaks, or when the probability of neutral exceeds the threshold.
Otherwise every primary with at least ``label_share`` of the best one's probability is named, as finely as its clues
allow: from an emotion to the narrower one that holds most of the clues' weight under it, unless that is less than half,
for then the finer evidence is ambiguous.  A narrower emotion with ``label_share`` of the best one's weight is named as
well.

*Extension emotions*, beside the tree, lend their clues to the primaries of the emotions that they are related to, in
equal parts, and are named like an emotion right under these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, sqrt

from kgservice.classify.calibration import CLASSES, PRIMARIES
from kgservice.classify.rollup import Rollup, Scores, ranked, require_tier, scores
from kgservice.classify.weights import AFFECT_UNIT, HITS, MEAN, SQUARE, STEP, TOKENS, WEIGHT, WORDS, Weights
from kgservice.ontology.model import VAD

CLEAR = 0.5
"""The share of the clues' weight under an emotion that a narrower one needs to be named in its stead."""

Chances = Sequence[float]
"""The probability of each class; none where nothing speaks."""

_Item = tuple[tuple[str, ...], float]
"""The way to an emotion from its primary, and the weight of the clues for it."""


class Scoring:
    """Judges sums by learned weights."""

    def __init__(self, weights: Weights, rollup: Rollup) -> None:
        """Judge by ``weights``, rolling emotions up by ``rollup``."""
        self._rules = weights.calibration
        self._rollup = rollup

    def chances(self, weights: Mapping[str, float], sums: Sequence[int]) -> Chances:
        """Return the probabilities of `CLASSES`, which sum to 1; none when no form and no clue speaks."""
        if not sums[HITS] and not weights:
            return ()
        rules, tokens = self._rules, sums[TOKENS]
        step = STEP if tokens <= rules.length else STEP * sqrt(rules.length / tokens)
        odds = [start + step * total for start, total in zip(rules.bias, sums, strict=False)]
        if weights:
            for primary, strength in self._rollup.strengths(weights).items():
                odds = [one + strength * more for one, more in zip(odds, rules.lexicon[primary], strict=True)]
        highest = max(odds)
        powers = [exp(one - highest) for one in odds]
        total = sum(powers)
        return [power / total for power in powers]

    def is_neutral(self, weights: Mapping[str, float], chances: Chances) -> bool:
        """Tell whether the text gets no label."""
        return not chances or chances[0] > self._rules.neutral_threshold

    def neutral(self, weights: Mapping[str, float], chances: Chances) -> float:
        """Return the probability that the text expresses no emotion, 0 to 1."""
        return chances[0] if chances else 1.0

    def scores(self, weights: Mapping[str, float], chances: Chances) -> Scores:
        """Return every class with its probability, best first; they sum to 1, or are none where nothing speaks."""
        return ranked(zip(CLASSES, chances, strict=True)) if chances else ()

    def primary(self, weights: Mapping[str, float], chances: Chances) -> str | None:
        """Return the best primary, the first by name of equals; None for a neutral text."""
        if self.is_neutral(weights, chances):
            return None
        return CLASSES[chances.index(max(chances[1:]), 1)]

    def tier(self, number: int, weights: Mapping[str, float], chances: Chances) -> Scores:
        """Return the scores at a tier; see `Prediction.tier`."""
        require_tier(number)
        if not chances:
            return ()
        emotional = 1 - chances[0] or 1.0
        shares = [chance / emotional for chance in chances[1:]]
        if number == 1:
            return ranked(zip(PRIMARIES, shares, strict=True))
        masses = dict(zip(PRIMARIES, shares, strict=True))
        found: dict[str, float] = {}
        for primary, inside in self._by_primary(weights).items():
            at = [(way[number - 1], weight) for way, weight in inside if len(way) >= number and way[-1] in self._rollup]
            total = sum(weight for _, weight in at)
            for emotion, weight in at:
                found[emotion] = found.get(emotion, 0.0) + masses[primary] * weight / total
        return scores(found)

    def labels(self, weights: Mapping[str, float], chances: Chances) -> Scores:
        """Return the labels with their scores, best first; none for a neutral text."""
        if self.is_neutral(weights, chances):
            return ()
        share, emotional = self._rules.label_share, 1 - chances[0]
        least = share * max(chances[1:])
        inside = self._by_primary(weights) if weights else {}
        found: list[tuple[str, float]] = []
        for primary, chance in zip(PRIMARIES, chances[1:], strict=True):
            if chance >= least:
                found += _refined(primary, chance / emotional, inside.get(primary, []), share)
        if len(found) == 1:
            return tuple(found)
        merged: dict[str, float] = {}
        for emotion, score in found:
            merged[emotion] = merged.get(emotion, 0.0) + score
        least = share * max(merged.values())
        return ranked((emotion, score) for emotion, score in merged.items() if score >= least)

    def _by_primary(self, weights: Mapping[str, float]) -> dict[str, list[_Item]]:
        found: dict[str, list[_Item]] = {}
        for emotion, weight in weights.items():
            for way, share in self._rollup.ways(emotion):
                found.setdefault(way[0], []).append((way, share * weight))
        return found

    def vad(self, weights: Mapping[str, float], affect: Sequence[int]) -> VAD | None:
        """Return the mean affect of the words, shrunk to the prior; None when no word has one."""
        if not affect[WORDS]:
            return None
        prior, shrinkage = self._rules.prior, self._rules.shrinkage
        unit = (shrinkage + affect[WEIGHT] / AFFECT_UNIT) * AFFECT_UNIT
        start = shrinkage * AFFECT_UNIT
        return VAD(
            (start * prior.valence + affect[MEAN]) / unit,
            (start * prior.arousal + affect[MEAN + 1]) / unit,
            (start * prior.dominance + affect[MEAN + 2]) / unit,
        )

    def spread(self, weights: Mapping[str, float], affect: Sequence[int]) -> VAD | None:
        """Return the weighted standard deviations of the words' affect; None for fewer than two words."""
        if affect[WORDS] < 2:
            return None
        total = affect[WEIGHT]
        pairs = zip(affect[MEAN:SQUARE], affect[SQUARE:], strict=True)
        return VAD(*(sqrt(min(1.0, max(0.0, square / total - (mean / total) ** 2))) for mean, square in pairs))


def _refined(primary: str, score: float, items: Sequence[_Item], share: float) -> list[tuple[str, float]]:
    """Return the emotions to name for a primary."""
    if not items:
        return [(primary, score)]
    if len(items) == 1:
        return [(items[0][0][-1], score)]
    return list(_descend(primary, 1, score, items, share))


def _descend(
    emotion: str, depth: int, score: float, items: Sequence[_Item], share: float
) -> Iterator[tuple[str, float]]:
    inside: dict[str, list[_Item]] = {}
    for way, weight in items:
        if len(way) > depth:
            inside.setdefault(way[depth], []).append((way, weight))
    sums = {narrower: sum(weight for _, weight in below) for narrower, below in inside.items()}
    total, best = sum(weight for _, weight in items), max(sums.values(), default=0.0)
    if best < CLEAR * total or not best:
        yield emotion, score
        return
    for narrower, weight in sums.items():
        if weight >= share * best:
            yield from _descend(narrower, depth + 1, score * weight / total, inside[narrower], share)
