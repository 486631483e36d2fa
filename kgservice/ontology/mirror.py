"""VAD points reflected: which emotions lie where another one's mirror image lies.

In: emotions with VAD.  Out: `Candidate` pairs with a score, best first, for `opposites`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Literal, NamedTuple

from kgservice.ontology.model import VAD, Emotion

Axis = Literal["ignored", "kept", "mirrored"]
Ends = tuple[str, str]
"""Two emotion ids in their order: an unordered pair."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """What happens to arousal and dominance when valence changes its sign."""

    arousal: Axis
    dominance: Axis

    def score(self, one: VAD, other: VAD) -> float:
        """Return how well ``other`` is the reflection of ``one``: 1 for opposite corners, below 0 for no reflection.

        Half the distance in valence, less the distance between ``other`` and the reflected ``one``.  Symmetric.

        >>> Mirror("kept", "ignored").score(VAD(0.8, 0.5, 0.3), VAD(-0.8, 0.5, -0.4))
        0.8
        >>> Mirror("kept", "ignored").score(VAD(0.5, 0, 0), VAD(0.5, 0, 0))
        -1.0
        """
        misses = (
            one.valence + other.valence,
            _miss(self.arousal, one.arousal, other.arousal),
            _miss(self.dominance, one.dominance, other.dominance),
        )
        return abs(one.valence - other.valence) / 2 - sqrt(sum(miss * miss for miss in misses))


def _miss(axis: Axis, one: float, other: float) -> float:
    return {"ignored": 0.0, "kept": one - other, "mirrored": one + other}[axis]


class Candidate(NamedTuple):
    """A pair of comparable emotions; ``rank``: the worse of the places that each takes for the other, from 1."""

    ends: Ends
    score: float
    rank: int


def ends(one: str, other: str) -> Ends:
    """Return two ids as an unordered pair.

    >>> ends("joy", "grief")
    ('grief', 'joy')
    """
    return (one, other) if one < other else (other, one)


def comparable(one: Emotion, other: Emotion) -> bool:
    """Tell whether a mirror may pair two emotions: their valence differs in sign and they stand at the same level.

    Primary emotions stand at one level, all others (tiers 2 and 3 and the extension) at another.
    """
    if one.vad is None or other.vad is None:
        return False
    return one.vad.valence * other.vad.valence < 0 and (one.tier == 1) == (other.tier == 1)


def candidates(emotions: Iterable[Emotion], mirror: Mirror) -> list[Candidate]:
    """Return every pair of comparable emotions with score and rank, best score first; maybe none."""
    scores = {
        ends(one.id, other.id): mirror.score(one.vad, other.vad)
        for one, other in combinations(emotions, 2)
        if comparable(one, other) and one.vad is not None and other.vad is not None
    }
    ordered = sorted(scores, key=lambda pair: (-scores[pair], pair))
    places: dict[str, int] = {}
    found = []
    for pair in ordered:
        for end in pair:
            places[end] = places.get(end, 0) + 1
        found.append(Candidate(pair, scores[pair], max(places[end] for end in pair)))
    return found
