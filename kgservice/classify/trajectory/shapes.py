"""The overall shape of an emotional arc: the six of Reagan et al. (2016), by correlation.

Source: Reagan, A. J., Mitchell, L., Kiley, D., Danforth, C. M., Dodds, P. S. (2016), The emotional arcs of stories are
dominated by six basic shapes, EPJ Data Science 5:31.  They found the shapes as the first three modes of a singular
value decomposition, up and down; here a half, a whole and one and a half turns of a cosine stand for the modes.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi
from statistics import StatisticsError, correlation
from typing import NamedTuple

SHAPES: dict[str, tuple[int, float]] = {
    "rags to riches": (1, -1.0),
    "tragedy": (1, 1.0),
    "man in a hole": (2, 1.0),
    "Icarus": (2, -1.0),
    "Cinderella": (3, -1.0),
    "Oedipus": (3, 1.0),
}
"""Their names, and the cosine of each: half turns from start to end, and sign."""

COURSES = {
    "rags to riches": "rise",
    "tragedy": "fall",
    "man in a hole": "fall, rise",
    "Icarus": "rise, fall",
    "Cinderella": "rise, fall, rise",
    "Oedipus": "fall, rise, fall",
}

POINTS = 100
LEAST_POINTS = 8
LEAST_RANGE = 0.05
"""Fewer known values, or values that stay within this range (scale -1 to 1), have no shape; choices, not measured."""


class Shape(NamedTuple):
    """A shape of `SHAPES`, its course in words, and how well the arc follows it: Pearson's r, 0 to 1."""

    name: str
    course: str
    correlation: float


def shapes(series: Sequence[float | None]) -> tuple[Shape, ...]:
    """Return all six shapes, the best first, the later ones with negative correlations; none for what has no shape.

    ``series``: a smooth arc, None where nothing is known.

    >>> [shape.course for shape in shapes([0.8, 0.5, 0.1, -0.2, -0.3, -0.1, 0.2, 0.6, 0.9])][:1]
    ['fall, rise']
    >>> shapes([0.1, None, 0.3]), shapes([0.2] * 50)
    ((), ())
    """
    known = [(index, value) for index, value in enumerate(series) if value is not None]
    if len(known) < LEAST_POINTS or max(v for _, v in known) - min(v for _, v in known) < LEAST_RANGE:
        return ()
    arc = _resampled(known, len(series))
    found = []
    for name, (turns, sign) in SHAPES.items():
        template = [sign * cos(turns * pi * i / (POINTS - 1)) for i in range(POINTS)]
        try:
            found.append(Shape(name, COURSES[name], correlation(arc, template)))
        except StatisticsError:  # the samples are all equal
            return ()
    return tuple(sorted(found, key=lambda shape: -shape.correlation))


def _resampled(known: Sequence[tuple[int, float]], length: int) -> list[float]:
    """Return the arc at `POINTS` equal steps from start to end, straight between known values, level beyond them."""
    arc, place = [], 0
    for i in range(POINTS):
        x = i * (length - 1) / (POINTS - 1)
        while place < len(known) - 1 and known[place + 1][0] <= x:
            place += 1
        (left, low), (right, high) = known[place], known[min(place + 1, len(known) - 1)]
        share = (x - left) / (right - left) if right > left else 0.0
        arc.append(low + (high - low) * min(1.0, max(0.0, share)))
    return arc
