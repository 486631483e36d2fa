"""Peaks and valleys of a smooth series, by their prominence.

The prominence of a peak is how far one must go down from it before one can go up to a higher place (to the end of the
series where there is none): the topographic definition, as in ``scipy.signal.find_peaks``.  A valley is a peak of the
series turned upside down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

LEAST_PROMINENCE = 0.05
"""On the scale -1 to 1.  Below it nothing has turned; a choice, not measured."""

SHARE_OF_RANGE = 0.25
"""A turn must also go over this share of the range of the series; a choice, not measured."""


class Extreme(NamedTuple):
    """A peak or valley: its place in the series, the value there, and its prominence (above 0)."""

    kind: Literal["peak", "valley"]
    place: int
    value: float
    prominence: float


def extremes(series: Sequence[float | None], prominence: float | None = None) -> list[Extreme]:
    """Return the peaks and valleys in order; none in a flat, rising or falling series.

    ``series``: None where nothing is known; such places are passed over.  ``prominence``: the least that counts; by
    default a quarter of the series' range, and `LEAST_PROMINENCE` at least.  A level stretch turns in its middle; the
    ends of the series do not turn.

    >>> [(turn.kind, turn.place, turn.prominence) for turn in extremes([0, 0.5, 0.25, 1, 0])]
    [('peak', 1, 0.25), ('valley', 2, 0.25), ('peak', 3, 1)]
    >>> extremes([0.1, 0.2, None, 0.3])
    []
    """
    known = [(index, value) for index, value in enumerate(series) if value is not None]
    if not known:
        return []
    levels = list(_levels(known))
    heights = [height for _, height in levels]
    least = max(LEAST_PROMINENCE, SHARE_OF_RANGE * (max(heights) - min(heights))) if prominence is None else prominence
    up, down = prominences(heights), prominences([-height for height in heights])
    kinds: tuple[tuple[Literal["peak", "valley"], list[float]], ...] = (("peak", up), ("valley", down))
    turns = [
        Extreme(kind, index, height, found[place])
        for kind, found in kinds
        for place, (index, height) in enumerate(levels)
        if found[place] >= least and found[place] > 0
    ]
    return sorted(turns, key=lambda turn: turn.place)


def prominences(heights: Sequence[float]) -> list[float]:
    """Return the prominence of every height that is above both its neighbours, 0 for the others; time is linear.

    >>> prominences([0, 3, 1, 2, 0])
    [0.0, 3, 0.0, 1, 0.0]
    """
    left = _saddles(heights)
    right = _saddles(heights[::-1])[::-1]
    inner = range(1, len(heights) - 1)
    peaks = {i for i in inner if heights[i - 1] < heights[i] > heights[i + 1]}
    return [heights[i] - max(left[i], right[i]) if i in peaks else 0.0 for i in range(len(heights))]


def _saddles(heights: Sequence[float]) -> list[float]:
    """Return for each height the lowest one back to the next higher one before it, or back to the start."""
    found: list[float] = []
    higher: list[tuple[float, float]] = []
    for height in heights:
        lowest = height
        while higher and higher[-1][0] <= height:
            lowest = min(lowest, higher.pop()[1])
        higher.append((height, lowest))
        found.append(lowest)
    return found


def _levels(known: Sequence[tuple[int, float]]) -> Iterator[tuple[int, float]]:
    """Yield each stretch of equal values once, by the index in its middle."""
    for height, stretch in groupby(known, key=lambda pair: pair[1]):
        indices = [index for index, _ in stretch]
        yield indices[len(indices) // 2], height
