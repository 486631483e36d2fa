"""How much of an arc is more than chance: the same sentences in random order, smoothed in the same way.

Any smoothed series goes up and down and looks like some shape.  A story's order matters where its curve swings wider,
or follows a shape more closely, than the curves of its shuffled sentences.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from kgservice.classify.trajectory.model import Trajectory
from kgservice.classify.trajectory.shapes import shapes
from kgservice.classify.trajectory.smoothing import smooth

SHUFFLES = 200
SEED = 20261121

Curve = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of the story beside the same figure of each shuffled one."""

    value: float
    shuffled: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean of the shuffled ones."""
        return fmean(self.shuffled)

    @property
    def p(self) -> float:
        """How often a shuffled one is at least as large: one-sided, not below 1 / (shuffles + 1)."""
        return (1 + sum(each >= self.value for each in self.shuffled)) / (1 + len(self.shuffled))


@dataclass(frozen=True)
class Chance:
    """``curves``: the smoothed valence of each shuffled story, as long as the story's own.

    ``swing``: the standard deviation of the curve; ``fit``: its correlation with the shape that it follows best.
    """

    curves: tuple[Curve, ...]
    swing: Compared
    fit: Compared


def chance(story: Trajectory, shuffles: int = SHUFFLES, seed: int = SEED) -> Chance | None:
    """Shuffle the points of a trajectory so many times; None where its valence has no shape.

    >>> from kgservice.classify.trajectory import trajectory
    >>> text = "I am so happy! " * 20 + "I am so sad. " * 20
    >>> found = chance(trajectory(text), shuffles=50)
    >>> found.swing.value > found.swing.mean, round(found.swing.p, 3)
    (True, 0.02)
    """
    own = story.curves["valence"]
    if not (best := shapes(own)):
        return None
    pairs = [(value, point.weight) for value, point in zip(story.raw("valence"), story, strict=True)]
    generator = random.Random(seed)
    curves = tuple(_smoothed(generator.sample(pairs, len(pairs)), story.reach) for _ in range(shuffles))
    fits = tuple(found[0].correlation if (found := shapes(curve)) else 0.0 for curve in curves)
    return Chance(curves, Compared(swing(own), tuple(map(swing, curves))), Compared(best[0].correlation, fits))


def swing(curve: Curve) -> float:
    """Return the standard deviation of the known values of a curve; 0 where there is none.

    >>> swing((0.5, None, -0.5)), swing((None,))
    (0.5, 0.0)
    """
    known = [value for value in curve if value is not None]
    return pstdev(known) if known else 0.0


def _smoothed(pairs: Sequence[tuple[float | None, float]], reach: int) -> Curve:
    values, weights = zip(*pairs, strict=True)
    return tuple(smooth(values, weights, reach))
