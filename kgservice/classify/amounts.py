"""What one form adds to the sums over a text: to the seven classes, and to the affect.

All numbers are whole, so that sums are exact whatever their order.  They are plain attributes, because in the compiled
wheel such sums are made without a single Python object.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgservice.classify.calibration import CLASSES

STEP = 0.01
"""What one unit of an association stands for, in nats."""

_OTHERS = len(CLASSES) - 1


class Shift:
    """How a form shifts the classes, in units of `STEP`.

    >>> shift = Shift((0, 0, 0, 60, 0, 0, 0))
    >>> shift.values, round(shift.lift(3), 2), round(shift.lift(0), 2)
    ([0.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0], 0.6, -0.1)
    """

    __slots__ = ("_lifts", "anger", "fear", "joy", "love", "neutral", "sadness", "surprise")

    def __init__(self, values: Sequence[float]) -> None:
        """Take the values in the order of `CLASSES`."""
        neutral, anger, fear, joy, love, sadness, surprise = map(float, values)
        self.neutral: float = neutral
        self.anger: float = anger
        self.fear: float = fear
        self.joy: float = joy
        self.love: float = love
        self.sadness: float = sadness
        self.surprise: float = surprise
        self._lifts: tuple[float, ...] = ()

    @property
    def values(self) -> list[float]:
        """The values in the order of `CLASSES`."""
        return summed([self])

    def lift(self, place: int) -> float:
        """Return how far the class at ``place`` in `CLASSES` is lifted above the mean of the others, in nats."""
        if not self._lifts:
            values = summed([self])
            total = sum(values)
            self._lifts = tuple([STEP * (own - (total - own) / _OTHERS) for own in values])
        return self._lifts[place]


def summed(shifts: list[Shift]) -> list[float]:
    """Return the sums of some shifts, in the order of `CLASSES`."""
    neutral = anger = fear = joy = love = sadness = surprise = 0.0
    for shift in shifts:
        neutral += shift.neutral
        anger += shift.anger
        fear += shift.fear
        joy += shift.joy
        love += shift.love
        sadness += shift.sadness
        surprise += shift.surprise
    return [neutral, anger, fear, joy, love, sadness, surprise]


WORDS, WEIGHT, MEAN, SQUARE = 0, 1, 2, 5
"""Places in the sums of affect: words with one, the sum of their weights; weight times valence, arousal, dominance;
weight times the square of each."""

AFFECT_UNIT = 10_000
"""Sums of affect are whole numbers of 1 / 10,000."""


class Affect:
    """What the affect of words adds to the sums; see `WORDS`.

    >>> Affect(1, 0.5, (0.5, 0.2, 0.1)).values
    [1.0, 5000.0, 2500.0, 1000.0, 500.0, 1250.0, 200.0, 50.0]
    """

    __slots__ = ("arousal", "arousals", "dominance", "dominances", "valence", "valences", "weight", "words")

    def __init__(self, words: int, weight: float, point: Sequence[float]) -> None:
        """Let ``point`` count with ``weight``."""
        valence, arousal, dominance = point
        self.words: float = float(words)
        self.weight: float = _units(weight)
        self.valence: float = _units(weight * valence)
        self.arousal: float = _units(weight * arousal)
        self.dominance: float = _units(weight * dominance)
        self.valences: float = _units(weight * valence * valence)
        self.arousals: float = _units(weight * arousal * arousal)
        self.dominances: float = _units(weight * dominance * dominance)

    @property
    def values(self) -> list[float]:
        """The numbers in their order."""
        return summed_affect([self])


def summed_affect(affects: list[Affect]) -> list[float]:
    """Return the sums of the affect of some words; see `WORDS`."""
    words = weight = valence = arousal = dominance = valences = arousals = dominances = 0.0
    for one in affects:
        words += one.words
        weight += one.weight
        valence += one.valence
        arousal += one.arousal
        dominance += one.dominance
        valences += one.valences
        arousals += one.arousals
        dominances += one.dominances
    return [words, weight, valence, arousal, dominance, valences, arousals, dominances]


def _units(number: float) -> float:
    return float(round(number * AFFECT_UNIT))
