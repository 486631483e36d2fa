"""What one form adds to the sums over a text: to the seven classes, and to the affect.

All numbers are whole, so that sums are exact whatever their order.  They are plain attributes, because in the compiled
wheel such sums are made without a single Python object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kgservice.classify.native import i64, mypyc_attr

STEP: Final = 0.01
"""What one unit of an association stands for, in nats."""

AFFECT_UNIT: Final = 10_000.0
"""Sums of affect are whole numbers of 1 / 10,000."""

_OTHERS: Final = 6.0


@mypyc_attr(acyclic=True)
class Shift:
    """How something shifts the classes, in units of `STEP`.

    >>> shift = Shift((0, 0, 0, 60, 0, 0, 0))
    >>> shift.values, round(shift.lift(3), 2), round(shift.lift(0), 2)
    ([0.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0], 0.6, -0.1)
    """

    __slots__ = ("anger", "fear", "joy", "love", "neutral", "sadness", "surprise")

    def __init__(self, values: Sequence[float] = ()) -> None:
        """Take a number for each of `CLASSES`, in their order; without any they are 0."""
        self.neutral: float = 0.0
        self.anger: float = 0.0
        self.fear: float = 0.0
        self.joy: float = 0.0
        self.love: float = 0.0
        self.sadness: float = 0.0
        self.surprise: float = 0.0
        if values:
            numbers = [float(value) for value in values]
            self.neutral, self.anger, self.fear, self.joy = numbers[0], numbers[1], numbers[2], numbers[3]
            self.love, self.sadness, self.surprise = numbers[4], numbers[5], numbers[6]

    @property
    def values(self) -> list[float]:
        """The numbers in the order of `CLASSES`."""
        return [self.neutral, self.anger, self.fear, self.joy, self.love, self.sadness, self.surprise]

    def add(self, other: Shift, times: float = 1.0) -> None:
        """Add another one, so many times."""
        self.neutral += times * other.neutral
        self.anger += times * other.anger
        self.fear += times * other.fear
        self.joy += times * other.joy
        self.love += times * other.love
        self.sadness += times * other.sadness
        self.surprise += times * other.surprise

    def scale(self, by: float, times: float = 1.0, plus: float = 0.0) -> None:
        """Divide every number ``by``, take it so many ``times``, and add ``plus``."""
        self.neutral = times * (self.neutral / by) + plus
        self.anger = times * (self.anger / by) + plus
        self.fear = times * (self.fear / by) + plus
        self.joy = times * (self.joy / by) + plus
        self.love = times * (self.love / by) + plus
        self.sadness = times * (self.sadness / by) + plus
        self.surprise = times * (self.surprise / by) + plus

    def lift(self, place: i64) -> float:
        """Return how far the class at ``place`` in `CLASSES` is lifted above the mean of the others, in nats."""
        total = self.neutral + self.anger + self.fear + self.joy + self.love + self.sadness + self.surprise
        own = self.at(place)
        return STEP * (own - (total - own) / _OTHERS)

    def at(self, place: i64) -> float:
        """Return the number of the class at ``place`` in `CLASSES`."""
        if place < 3:
            return self.neutral if place == 0 else self.anger if place == 1 else self.fear
        if place < 5:
            return self.joy if place == 3 else self.love
        return self.sadness if place == 5 else self.surprise


@mypyc_attr(acyclic=True)
class Amounts(Shift):
    """What something adds to both sums.

    Of affect: how many words are ``rated``; the sum of their ``weight``; weight times ``valence``, ``arousal``,
    ``dominance``; weight times the square of each.  All but the first are in units of 1 / `AFFECT_UNIT`.
    """

    __slots__ = ("arousal", "arousals", "dominance", "dominances", "rated", "valence", "valences", "weight")

    def __init__(self, shift: Sequence[float] = (), weight: float = 0.0, point: Sequence[float] = ()) -> None:
        """Shift the classes, and let a ``point`` of valence, arousal, dominance count with ``weight``; both maybe not.

        >>> Amounts((), 0.5, (0.5, 0.2, 0.1)).affect
        [1.0, 5000.0, 2500.0, 1000.0, 500.0, 1250.0, 200.0, 50.0]
        """
        super().__init__(shift)
        self.rated: float = 0.0
        self.weight: float = 0.0
        self.valence: float = 0.0
        self.arousal: float = 0.0
        self.dominance: float = 0.0
        self.valences: float = 0.0
        self.arousals: float = 0.0
        self.dominances: float = 0.0
        if weight:
            valence, arousal, dominance = float(point[0]), float(point[1]), float(point[2])
            self.rated, self.weight = 1.0, _units(weight)
            self.valence, self.valences = _units(weight * valence), _units(weight * valence * valence)
            self.arousal, self.arousals = _units(weight * arousal), _units(weight * arousal * arousal)
            self.dominance, self.dominances = _units(weight * dominance), _units(weight * dominance * dominance)

    @property
    def affect(self) -> list[float]:
        """The numbers of affect in the order above."""
        means = [self.rated, self.weight, self.valence, self.arousal, self.dominance]
        return [*means, self.valences, self.arousals, self.dominances]

    def add_affect(self, other: Amounts) -> None:
        """Add the affect of another one."""
        self.rated += other.rated
        self.weight += other.weight
        self.valence += other.valence
        self.arousal += other.arousal
        self.dominance += other.dominance
        self.valences += other.valences
        self.arousals += other.arousals
        self.dominances += other.dominances


def _units(number: float) -> float:
    return float(round(number * AFFECT_UNIT))
