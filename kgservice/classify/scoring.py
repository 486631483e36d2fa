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

from collections.abc import Mapping, Sequence
from math import exp, sqrt

from kgservice.classify.amounts import AFFECT_UNIT, MEAN, SQUARE, STEP, WEIGHT, WORDS
from kgservice.classify.calibration import CLASSES
from kgservice.classify.clues import Part
from kgservice.classify.features import Sums
from kgservice.classify.reading import SPEAKING
from kgservice.classify.rollup import Rollup, Scores, by_score, ranked, scores
from kgservice.classify.weights import Weights
from kgservice.ontology.model import VAD, vad_in_range

CLEAR = 0.5
"""The share of the clues' weight under an emotion that a narrower one needs to be named in its stead."""

_COUNT = len(CLASSES)

Chances = list[float]
"""The probability of each class; none where nothing speaks."""

_Item = tuple[tuple[str, ...], float]
"""The way to an emotion from its primary, and the weight of the clues for it."""


class Scoring:
    """Judges sums by learned weights."""

    def __init__(self, weights: Weights, rollup: Rollup, sums: Sums) -> None:
        """Judge by ``weights`` what ``sums`` sums up, rolling emotions up by ``rollup``."""
        rules = weights.calibration
        self._rollup, self._sums = rollup, sums
        self._bias: list[float] = list(rules.bias)
        self._rows: dict[str, list[float]] = {primary: list(row) for primary, row in rules.lexicon.items()}
        self._length: float = rules.length
        self._doubt: float = rules.doubt
        self._share: float = rules.label_share
        self._shrinkage: float = rules.shrinkage
        self._valence: float = rules.prior.valence
        self._arousal: float = rules.prior.arousal
        self._dominance: float = rules.prior.dominance

    def chances(self, weights: Mapping[str, float], parts: list[Part]) -> Chances:
        """Return the probabilities of `CLASSES`, which sum to 1; none when no form and no clue speaks."""
        tokens, has, negated = 0, 0, False
        for part in parts:
            tokens += len(part.reading.tokens)
            negated = negated or part.negated
            if not part.foreign:
                has |= part.reading.has
        if not weights and not has & SPEAKING:
            return []
        step = STEP if tokens <= self._length else STEP * sqrt(self._length / tokens)
        sums, bias = self._sums.of(parts), self._bias
        odds = [bias[i] + step * sums[i] for i in range(_COUNT)]
        if weights:
            for primary, strength in self._rollup.strengths(weights).items():
                row = self._rows[primary]
                for i in range(_COUNT):
                    odds[i] += strength * row[i]
        chances = doubted(_softmax(odds), self._doubt)
        return self._without_denied(weights, chances, parts) if negated else chances

    def _without_denied(self, weights: Mapping[str, float], chances: list[float], parts: list[Part]) -> list[float]:
        """Give what primaries have whose every clue is negated to neutral; see *Denial* above."""
        negated = [clue.sense.emotion for part in parts for clue in part.clues if clue.negated]
        spoken = self._rollup.primaries_of(weights)
        primaries = [CLASSES.index(primary) for primary in self._rollup.primaries_of(negated) if primary not in spoken]
        denied = {i for i in primaries if chances[i] < CLEAR}
        left = [0.0 if i in denied else chance for i, chance in enumerate(chances)]
        left[0] += sum([chances[i] for i in denied], 0.0)
        return left

    def is_neutral(self, weights: Mapping[str, float], chances: Chances) -> bool:
        """Tell whether the text gets no label."""
        return not chances or chances[0] > chances[_best(chances)]

    def neutral(self, weights: Mapping[str, float], chances: Chances) -> float:
        """Return the probability that the text expresses no emotion, 0 to 1."""
        return chances[0] if chances else 1.0

    def scores(self, weights: Mapping[str, float], chances: Chances) -> Scores:
        """Return every class with its probability, best first; they sum to 1, or are none where nothing speaks."""
        return ranked(list(zip(CLASSES, chances, strict=True))) if chances else ()

    def primary(self, weights: Mapping[str, float], chances: Chances) -> str | None:
        """Return the best primary, the first by name of equals; None for a neutral text."""
        return None if self.is_neutral(weights, chances) else CLASSES[_best(chances)]

    def tier(self, number: int, weights: Mapping[str, float], chances: Chances) -> Scores:
        """Return the scores at a tier; see `Prediction.tier`."""
        if not chances:
            return ()
        emotional = _emotional(chances)
        if not emotional:
            return ()
        shares: list[tuple[str, float]] = []
        for i in range(1, _COUNT):
            if chances[i]:
                shares.append((CLASSES[i], chances[i] / emotional))
        if number == 1:
            return by_score(shares)
        masses = dict(shares)
        found: dict[str, float] = {}
        for primary, inside in self._by_primary(weights).items():
            at = [(way[number - 1], weight) for way, weight in inside if len(way) >= number and way[-1] in self._rollup]
            total = sum([weight for _, weight in at], 0.0)
            for emotion, weight in at:
                found[emotion] = found.get(emotion, 0.0) + masses.get(primary, 0.0) * weight / total
        return scores({emotion: score for emotion, score in found.items() if score})

    def labels(self, weights: Mapping[str, float], chances: Chances) -> Scores:
        """Return the labels with their scores, best first; none for a neutral text."""
        if self.is_neutral(weights, chances):
            return ()
        share, emotional = self._share, _emotional(chances)
        least = share * chances[_best(chances)]
        found: list[tuple[str, float]] = []
        for i in range(1, _COUNT):
            chance = chances[i]
            if chance and chance >= least:
                items = self._under(CLASSES[i], weights) if weights else []
                if len(items) < 2:
                    found.append((items[0][0][-1] if items else CLASSES[i], chance / emotional))
                else:
                    found += _descend(CLASSES[i], 1, chance / emotional, items, share)
        return (found[0],) if len(found) == 1 else _merged(found, share)

    def _under(self, primary: str, weights: Mapping[str, float]) -> list[_Item]:
        """Return the emotions under a primary that clues speak for, with the weights of these."""
        found: list[_Item] = []
        for emotion, weight in weights.items():
            for way, share in self._rollup.ways(emotion):
                if way[0] == primary:
                    found.append((way, share * weight))
        return found

    def _by_primary(self, weights: Mapping[str, float]) -> dict[str, list[_Item]]:
        found: dict[str, list[_Item]] = {}
        for emotion, weight in weights.items():
            for way, share in self._rollup.ways(emotion):
                found.setdefault(way[0], []).append((way, share * weight))
        return found

    def vad(self, weights: Mapping[str, float], affect: Sequence[float]) -> VAD | None:
        """Return the mean affect of the words, shrunk to the prior; None when no word has one."""
        if not affect[WORDS]:
            return None
        unit = (self._shrinkage + affect[WEIGHT] / AFFECT_UNIT) * AFFECT_UNIT
        start = self._shrinkage * AFFECT_UNIT
        return vad_in_range(
            (start * self._valence + affect[MEAN]) / unit,
            (start * self._arousal + affect[MEAN + 1]) / unit,
            (start * self._dominance + affect[MEAN + 2]) / unit,
        )

    def spread(self, weights: Mapping[str, float], affect: Sequence[float]) -> VAD | None:
        """Return the weighted standard deviations of the words' affect; None for fewer than two words."""
        if affect[WORDS] < 2:
            return None
        total = affect[WEIGHT]
        pairs = zip(affect[MEAN:SQUARE], affect[SQUARE:], strict=True)
        return VAD(*(sqrt(min(1.0, max(0.0, square / total - (mean / total) ** 2))) for mean, square in pairs))


def _softmax(odds: list[float]) -> list[float]:
    """Turn log odds into probabilities, in place."""
    highest, total = max(odds), 0.0
    for i in range(_COUNT):
        power = exp(odds[i] - highest)
        odds[i] = power
        total += power
    for i in range(_COUNT):
        odds[i] /= total
    return odds


def doubted(chances: Chances, doubt: float) -> Chances:
    """Spread the share ``doubt`` of the probabilities evenly over the classes, in place.

    >>> [round(chance, 3) for chance in doubted([0.93, 0.07, 0.0, 0.0, 0.0, 0.0, 0.0], 0.7)]
    [0.379, 0.121, 0.1, 0.1, 0.1, 0.1, 0.1]
    """
    certain, even = 1.0 - doubt, doubt / _COUNT
    for i in range(_COUNT):
        chances[i] = certain * chances[i] + even
    return chances


def _emotional(chances: Chances) -> float:
    """Return the probability of all primaries; 1 less that of neutral would lose digits where neutral is nearly 1."""
    total = 0.0
    for i in range(1, _COUNT):
        total += chances[i]
    return total


def _best(chances: Chances) -> int:
    """Return which primary has the highest probability, as a place in `CLASSES`; the first of equals."""
    best = 1
    for i in range(2, _COUNT):
        if chances[i] > chances[best]:
            best = i
    return best


def _merged(found: list[tuple[str, float]], share: float) -> Scores:
    """Add up what is named twice, and keep what has ``share`` of the best score, best first."""
    sums: dict[str, float] = {}
    for emotion, score in found:
        sums[emotion] = sums.get(emotion, 0.0) + score
    least = share * max(sums.values())
    return ranked([(emotion, score) for emotion, score in sums.items() if score >= least])


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
    best = max(sums.values()) if sums else 0.0
    if best < CLEAR * total or not best:
        return [(emotion, score)]
    found: list[tuple[str, float]] = []
    for narrower, weight in sums.items():
        if weight >= share * best:
            found += _descend(narrower, depth + 1, score * weight / total, inside[narrower], share)
    return found
