"""How sure a figure is: percentile intervals and paired differences from resampling the rows (Efron 1979).

The rows of a file are drawn anew, with replacement, 1,000 times with a fixed seed; every labeller is scored on the
same draws, so that the difference between two is that on the same rows.  Drawing is done on the counts of patterns,
which is the same as drawing rows.  Uses numpy, of the ``evaluate`` extra, and in it the generator whose stream is
frozen, so that the figures come out the same everywhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kgservice.errors import MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

RESAMPLES = 1000
SEED = 20261121
LEVEL = 0.95
_BATCH = 100


class Interval(NamedTuple):
    """The lower and the upper end of a 95 % interval."""

    low: float
    high: float


class Difference(NamedTuple):
    """How much better one labeller is than another on the same rows.

    ``interval``: 95 % of the resamples.  ``p``: two-sided, the share of the resamples in which the sign is the other
    one, times 2; not below 2 / (resamples + 1).
    """

    by: float
    interval: Interval
    p: float


def resamples(counts: Sequence[int], seed: int = SEED) -> Iterator[Array]:
    """Yield `RESAMPLES` draws in batches: arrays of shape (draws, patterns) with how often each pattern was drawn.

    Each draw has as many rows as ``counts`` together.  Raises `MissingExtra` without numpy.

    >>> sum(len(batch) for batch in resamples([3, 5])), next(resamples([3, 5])).sum(axis=1).tolist()[:2]
    (1000, [8.0, 8.0])
    """
    numpy = library()
    state = numpy.random.RandomState(seed)
    total = sum(counts)
    shares = numpy.array(counts, dtype=float) / total
    for _ in range(0, RESAMPLES, _BATCH):
        if total > len(counts):
            yield state.multinomial(total, shares, size=_BATCH).astype(float)
        else:  # every pattern once: drawing the rows themselves is quicker
            rows = (state.randint(0, total, total) for _ in range(_BATCH))
            yield numpy.array([numpy.bincount(row, minlength=total) for row in rows], dtype=float)


def seed_of(name: str) -> int:
    """Return the seed for a file, so that the draws of several files have nothing to do with each other.

    >>> seed_of("a.csv") == seed_of("a.csv") != seed_of("b.csv")
    True
    """
    return SEED ^ zlib.crc32(name.encode())


def interval(draws: Array) -> Interval:
    """Return the middle 95 % of the resampled figures; figures that are no number are left out.

    >>> import numpy
    >>> [round(end, 6) for end in interval(numpy.arange(1001.0))]
    [25.0, 975.0]
    """
    numpy = library()
    ends = [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2]
    low, high = numpy.nanpercentile(draws, ends) if not numpy.isnan(draws).all() else (0.0, 0.0)
    return Interval(float(low), float(high))


def difference(by: float, draws: Array) -> Difference:
    """Return a difference with its interval and p, given the differences in the resamples.

    >>> import numpy
    >>> difference(0.2, numpy.full(1000, 0.2)).p
    0.001998001998001998
    """
    other = int((draws <= 0).sum() if by > 0 else (draws >= 0).sum())
    return Difference(by, interval(draws), min(1.0, 2 * (other + 1) / (len(draws) + 1)))


def library() -> Any:
    """Return numpy; raises `MissingExtra`."""
    try:
        import numpy
    except ImportError:
        raise MissingExtra("Intervals", "numpy", "evaluate") from None
    return numpy
