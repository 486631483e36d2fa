"""How well numbers that are told agree with numbers that people gave: Pearson's r, and the mean absolute error.

r asks only whether the numbers come in the right order and distance, the error also for the right place.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import StatisticsError, correlation, fmean
from typing import TYPE_CHECKING, NamedTuple

from kgservice.classify.evaluation.intervals import library, resamples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_NOTHING = 1e-15
"""A product of variances up to which they are rounding errors."""


class Agreement(NamedTuple):
    """``r``: -1 to 1, None where all the numbers told, or all given, are equal; ``error``: on their own scale."""

    r: float | None
    error: float


def agreement(gold: Sequence[float], told: Sequence[float]) -> Agreement:
    """Return the agreement of as many numbers told as given, at least two; raises `ValueError` for fewer.

    >>> agreement([1, 2, 3, 4], [2, 1, 4, 3])
    Agreement(r=0.6, error=1.0)
    >>> agreement([1, 2], [5, 5]).r is None
    True
    """
    error = fmean(abs(y - x) for y, x in zip(gold, told, strict=True))
    if len(gold) < 2:
        raise ValueError("agreement needs two numbers at least")
    try:
        return Agreement(correlation(gold, told), error)
    except StatisticsError:
        return Agreement(None, error)


def resampled(gold: Sequence[float], told: Sequence[float]) -> tuple[Array, Array]:
    """Return r and the error of each resample of the rows; r is no number where all in it are equal.

    The resamples are the same for all numbers told about the same rows, so differences between two are paired.  Raises
    `MissingExtra` without numpy.
    """
    numpy = library()
    y, x = numpy.array(gold, dtype=float), numpy.array(told, dtype=float)
    sums = numpy.stack([x, y, x * x, y * y, x * y, abs(x - y)], axis=1)
    parts = [batch @ sums / len(x) for batch in resamples([1] * len(x))]
    sx, sy, sxx, syy, sxy, error = numpy.concatenate(parts).T
    spread = (sxx - sx * sx) * (syy - sy * sy)
    r = numpy.full(len(spread), numpy.nan)
    varied = spread > _NOTHING
    r[varied] = (sxy - sx * sy)[varied] / numpy.sqrt(spread[varied])
    return r, error
