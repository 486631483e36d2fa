"""Sum the weights of emotions at a tier of the tree, and average their VAD.

In: an `Ontology` and weights by emotion.  Out: scores and a `VAD`.  Built once per classifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgservice.errors import UnknownEmotion
from kgservice.ontology.model import DIMENSIONS, TIERS, VAD, Ontology

Scores = tuple[tuple[str, float], ...]
"""(emotion id, score) pairs, best first; the scores sum to 1, or there are none."""


class Rollup:
    """What the classifier needs to know of the ontology, by emotion id."""

    def __init__(self, ontology: Ontology) -> None:
        """Look up each emotion's place in the tiers and its VAD."""
        self._at = {tier: _places(ontology, tier) for tier in TIERS}
        self._vad = {emotion.id: emotion.vad for emotion in ontology if emotion.vad is not None}
        self._known = frozenset(ontology.ids)

    def check(self, emotions: Iterable[str]) -> None:
        """Raise `UnknownEmotion` unless the ontology has all of ``emotions``."""
        for emotion in emotions:
            if emotion not in self._known:
                raise UnknownEmotion(emotion, self._known)

    def at(self, tier: int, weights: Mapping[str, float]) -> Scores:
        """Return the scores at ``tier`` (1, 2 or 3); weights of coarser emotions and of extensions are left out.

        Raises `ValueError` for another tier.
        """
        if tier not in TIERS:
            raise ValueError(f"tier {tier!r} is not one of 1 (primary), 2 (secondary), 3 (tertiary)")
        places = self._at[tier]
        sums: dict[str, float] = {}
        for emotion, weight in weights.items():
            if (place := places.get(emotion)) is not None:
                sums[place] = sums.get(place, 0.0) + weight
        return scores(sums)

    def primary(self, weights: Mapping[str, float]) -> str | None:
        """Return the best emotion at tier 1, or None."""
        if len(weights) == 1:
            return self._at[1].get(next(iter(weights)))
        best = self.at(1, weights)
        return best[0][0] if best else None

    def vad(self, weights: Mapping[str, float]) -> VAD | None:
        """Return the mean VAD of the emotions that have one, by weight; None when none has."""
        points = [(weight, self._vad[emotion]) for emotion, weight in weights.items() if emotion in self._vad]
        total = sum(weight for weight, _ in points)
        if not total:
            return None
        return VAD(*(sum(weight * getattr(vad, name) for weight, vad in points) / total for name in DIMENSIONS))


def scores(weights: Mapping[str, float]) -> Scores:
    """Return each weight's share of their sum, best first, ties by id; empty when there is none.

    >>> scores({"fear": 1.0, "joy": 3.0})
    (('joy', 0.75), ('fear', 0.25))
    >>> scores({})
    ()
    """
    if len(weights) == 1:
        return tuple((emotion, 1.0) for emotion in weights)
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((emotion, weight / total) for emotion, weight in ranked)


def _places(ontology: Ontology, tier: int) -> dict[str, str]:
    """Return the ancestor (or self) at ``tier`` of every emotion that has one."""
    at = {emotion.id: ontology.at(emotion.id, tier) for emotion in ontology}
    return {emotion: place.id for emotion, place in at.items() if place is not None}
