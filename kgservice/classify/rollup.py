"""Where each emotion stands in the tree; and scores by a lexicon alone, as shares of its evidence.

In: an `Ontology` and weights by emotion.  Out: scores and a `VAD`.  Built once per classifier.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log1p

from kgservice.errors import UnknownEmotion
from kgservice.ontology.model import DIMENSIONS, TIERS, VAD, Ontology

Scores = tuple[tuple[str, float], ...]
"""(emotion id, score) pairs, best first; the scores sum to 1, or there are none."""

Way = tuple[str, ...]
"""The emotions from a primary down to an emotion; of an extension emotion, the primary and itself."""


class Rollup:
    """What the classifier needs to know of the ontology, by emotion id."""

    def __init__(self, ontology: Ontology) -> None:
        """Look up each emotion's place in the tiers and its VAD."""
        self._ways = {emotion.id: _ways(ontology, emotion.id) for emotion in ontology}
        self._tree = {emotion.id: self._ways[emotion.id][0][0] for emotion in ontology if not emotion.extension}
        self._primaries = {e: tuple((way[0], share) for way, share in ways) for e, ways in self._ways.items()}
        self._vad = {emotion.id: emotion.vad for emotion in ontology if emotion.vad is not None}

    def __contains__(self, emotion: object) -> bool:
        """Tell whether an emotion stands in the tree, not beside it."""
        return emotion in self._tree

    def check(self, emotions: Iterable[str]) -> None:
        """Raise `UnknownEmotion` unless the ontology has all of ``emotions``."""
        for emotion in sorted(emotions):
            if emotion not in self._ways:
                raise UnknownEmotion(emotion, self._ways)

    def ways(self, emotion: str) -> tuple[tuple[Way, float], ...]:
        """Return the way to an emotion; of an extension emotion one for each primary of its related emotions.

        Each with its share, which sum to 1; none for an extension emotion that is related to nothing.
        """
        return self._ways[emotion]

    def primaries(self, emotion: str) -> tuple[tuple[str, float], ...]:
        """Return the primaries that an emotion speaks for, each with its share (see `ways`)."""
        return self._primaries[emotion]

    def primaries_of(self, emotions: Iterable[str]) -> list[str]:
        """Return the primaries that some emotions speak for, in their order, maybe one twice."""
        return [primary for emotion in emotions for primary, _ in self._primaries[emotion]]

    def amounts(self, weights: dict[str, float]) -> dict[str, float]:
        """Return the weights by primary; one without a clue is left out."""
        found: dict[str, float] = {}
        for emotion, weight in weights.items():
            for primary, share in self._primaries[emotion]:
                found[primary] = found.get(primary, 0.0) + share * weight
        return found

    def strengths(self, weights: dict[str, float]) -> dict[str, float]:
        """Return log(1 + weight) by primary; a primary without a clue is left out."""
        return {primary: log1p(amount) for primary, amount in self.amounts(weights).items()}

    def at(self, tier: int, weights: dict[str, float]) -> Scores:
        """Return the scores at ``tier`` (1, 2 or 3); weights of coarser emotions and of extensions are left out."""
        sums: dict[str, float] = {}
        for emotion, weight in weights.items():
            if (way := self._tree.get(emotion)) is not None and len(way) >= tier:
                sums[way[tier - 1]] = sums.get(way[tier - 1], 0.0) + weight
        return scores(sums)

    def vad(self, weights: dict[str, float]) -> VAD | None:
        """Return the mean VAD of the emotions that have one, by weight; None when none has."""
        points = [(weight, self._vad[emotion]) for emotion, weight in weights.items() if emotion in self._vad]
        total = sum(weight for weight, _ in points)
        if not total:
            return None
        return VAD(*(sum(weight * getattr(vad, name) for weight, vad in points) / total for name in DIMENSIONS))

    def spread(self, weights: dict[str, float]) -> VAD | None:
        """Return the standard deviations of the emotions' VAD, by weight; None for fewer than two emotions."""
        points = [(weight, self._vad[emotion]) for emotion, weight in weights.items() if emotion in self._vad]
        mean = self.vad(weights)
        if mean is None or len(points) < 2:
            return None
        total = sum(weight for weight, _ in points)
        squares = [[weight * (getattr(vad, n) - getattr(mean, n)) ** 2 for weight, vad in points] for n in DIMENSIONS]
        return VAD(*(min(1.0, (sum(column) / total) ** 0.5) for column in squares))


def require_tier(tier: object) -> int:
    """Return a tier; raises `ValueError` for what is none."""
    if not isinstance(tier, int) or tier not in TIERS:
        raise ValueError(f"tier {tier!r} is not one of 1 (primary), 2 (secondary), 3 (tertiary)")
    return tier


def scores(weights: dict[str, float]) -> Scores:
    """Return each weight's share of their sum, best first, ties by id; empty when there is none."""
    if len(weights) == 1:
        return tuple((emotion, 1.0) for emotion in weights)
    total = sum(weights.values())
    return tuple((emotion, weight / total) for emotion, weight in ranked(list(weights.items())))


def ranked(pairs: list[tuple[str, float]]) -> Scores:
    """Return (id, score) pairs, best first, ties by id.

    >>> ranked([("joy", 0.25), ("fear", 0.5), ("anger", 0.25)])
    (('fear', 0.5), ('anger', 0.25), ('joy', 0.25))
    """
    found: list[tuple[str, float]] = []
    for name, score in pairs:
        place = len(found)
        while place and _is_after(found[place - 1], name, score):
            place -= 1
        found.insert(place, (name, score))
    return tuple(found)


def _is_after(pair: tuple[str, float], name: str, score: float) -> bool:
    return pair[1] < score or (pair[1] == score and pair[0] > name)


def _ways(ontology: Ontology, emotion: str) -> tuple[tuple[Way, float], ...]:
    if not ontology[emotion].extension:
        return (((*(broader.id for broader in reversed(ontology.ancestors(emotion))), emotion), 1.0),)
    shares: dict[str, float] = {}
    related = [at.id for name in ontology[emotion].related if (at := ontology.at(name, 1))]
    for primary in related:
        shares[primary] = shares.get(primary, 0.0) + 1 / len(related)
    return tuple(((primary, emotion), share) for primary, share in shares.items())
