"""A point of valence, arousal and dominance."""

from __future__ import annotations

from collections.abc import Iterator
from math import dist

from kgservice.errors import VadRangeError

DIMENSIONS = ("valence", "arousal", "dominance")


class VAD:
    """One point of valence, arousal and dominance, each from -1 to 1; does not change.

    Raises `VadRangeError` for a number outside, `TypeError` for what is no number, such as text.

    >>> VAD(0.8, 0.3, 0.2)
    VAD(valence=0.8, arousal=0.3, dominance=0.2)
    >>> VAD(7.2, 0, 0)
    Traceback (most recent call last):
    kgservice.errors.VadRangeError: valence 7.2 is outside the scale -1 to 1
    """

    __slots__ = ("_arousal", "_dominance", "_valence")
    __match_args__ = ("valence", "arousal", "dominance")

    def __init__(self, valence: float, arousal: float, dominance: float) -> None:
        """Refuse a number outside -1 to 1."""
        if not (-1.0 <= valence <= 1.0 and -1.0 <= arousal <= 1.0 and -1.0 <= dominance <= 1.0):
            given = zip(DIMENSIONS, (valence, arousal, dominance), strict=True)
            dimension, value = next((name, number) for name, number in given if not -1.0 <= number <= 1.0)
            raise VadRangeError(dimension, value, -1, 1)
        self._valence, self._arousal, self._dominance = float(valence), float(arousal), float(dominance)

    @property
    def valence(self) -> float:
        """From unpleasant to pleasant."""
        return self._valence

    @property
    def arousal(self) -> float:
        """From calm to excited."""
        return self._arousal

    @property
    def dominance(self) -> float:
        """From controlled to in control."""
        return self._dominance

    def __iter__(self) -> Iterator[float]:
        """Go through valence, arousal, dominance, always in this order."""
        return iter((self._valence, self._arousal, self._dominance))

    def distance(self, other: VAD) -> float:
        """Return the Euclidean distance to another point, from 0 to the square root of 12.

        >>> VAD(1, 0, 0).distance(VAD(0, 0, 0))
        1.0
        """
        return dist(tuple(self), tuple(other))

    def to_dict(self) -> dict[str, float]:
        """Return the three numbers by name."""
        return {"valence": self._valence, "arousal": self._arousal, "dominance": self._dominance}

    def __eq__(self, other: object) -> bool:
        """Tell whether all three numbers are the same."""
        return tuple(self) == tuple(other) if isinstance(other, VAD) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of the three numbers."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """Return the three numbers by name."""
        return f"VAD(valence={self._valence!r}, arousal={self._arousal!r}, dominance={self._dominance!r})"

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the three numbers."""
        return VAD, (self._valence, self._arousal, self._dominance)
