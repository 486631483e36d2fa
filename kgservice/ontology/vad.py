"""A point of valence, arousal and dominance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import dist

from kgservice.errors import VadRangeError

DIMENSIONS = ("valence", "arousal", "dominance")


@dataclass(frozen=True, slots=True)
class VAD:
    """One point of valence, arousal and dominance, each from -1 to 1.

    Raises `VadRangeError` for a number outside.

    >>> VAD(0.8, 0.3, 0.2)
    VAD(valence=0.8, arousal=0.3, dominance=0.2)
    >>> VAD(7.2, 0, 0)
    Traceback (most recent call last):
    kgservice.errors.VadRangeError: valence 7.2 is outside the scale -1 to 1
    """

    valence: float
    arousal: float
    dominance: float

    def __post_init__(self) -> None:
        """Refuse a number outside -1 to 1."""
        if -1 <= self.valence <= 1 and -1 <= self.arousal <= 1 and -1 <= self.dominance <= 1:
            return
        dimension, value = next(pair for pair in zip(DIMENSIONS, self, strict=True) if not -1 <= pair[1] <= 1)
        raise VadRangeError(dimension, value, -1, 1)

    def __iter__(self) -> Iterator[float]:
        """Yield valence, arousal, dominance, always in this order."""
        yield from (self.valence, self.arousal, self.dominance)

    def distance(self, other: VAD) -> float:
        """Return the Euclidean distance to another point, from 0 to the square root of 12.

        >>> VAD(1, 0, 0).distance(VAD(0, 0, 0))
        1.0
        """
        return dist(tuple(self), tuple(other))

    def to_dict(self) -> dict[str, float]:
        """Return the three numbers by name."""
        return dict(zip(DIMENSIONS, self, strict=True))


def vad_in_range(valence: float, arousal: float, dominance: float) -> VAD:
    """Return a point of numbers that cannot be outside -1 to 1, such as means; nothing is checked, which is quicker."""
    point = _new(VAD)
    _set_valence(point, valence)
    _set_arousal(point, arousal)
    _set_dominance(point, dominance)
    return point


_new = VAD.__new__
_set_valence, _set_arousal, _set_dominance = (VAD.__dict__[name].__set__ for name in DIMENSIONS)
