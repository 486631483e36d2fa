"""A noisy series made smooth: a moving average weighted by evidence.

Each value becomes the mean of the values around it, weighted by how near they are and by how much evidence stands
behind them.  The weight by nearness is that of a plain moving average applied three times (a bell of three boxes, close
to a Gaussian of the same spread), which running sums give in time linear in the length, whatever the window: a book
takes as long a sentence as a note.  Source: Wells, W. M. (1986), Efficient synthesis of Gaussian filters by cascaded
uniform filters, IEEE Transactions on Pattern Analysis and Machine Intelligence 8(2), 234-239.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate

PASSES = 3
_NOTHING = 1e-9
"""Evidence below this is what rounding leaves of none."""


def smooth(values: Sequence[float | None], weights: Sequence[float], window: int) -> list[float | None]:
    """Return the smoothed series, as long as ``values``.

    ``values``: None where nothing is known.  ``weights``: the evidence behind each value, 0 or more.  ``window``: how
    many values a smoothed one rests on (it falls short of that at the ends, and by up to 5 for the boxes to be odd);
    less than 7 leaves the values as they are.  None where the window holds no evidence.

    >>> [round(x, 2) for x in smooth([0, 0, 0, 9, 0, 0, 0], [1] * 7, 7)]
    [0.69, 1.23, 2.08, 2.33, 2.08, 1.23, 0.69]
    >>> smooth([0.5, None, 1.0], [1, 0, 3], 1)
    [0.5, None, 1.0]
    """
    width = box_width(window)
    if width == 1:
        return list(values)
    pairs = list(zip(values, weights, strict=True))
    above: Sequence[float] = [0.0 if value is None else value * weight for value, weight in pairs]
    below: Sequence[float] = [0.0 if value is None else weight for value, weight in pairs]
    for _ in range(PASSES):
        above, below = _box(above, width), _box(below, width)
    return [a / b if b > _NOTHING else None for a, b in zip(above, below, strict=True)]


def box_width(window: int) -> int:
    """Return the width of each box, an odd number, of three that together reach over ``window`` values.

    >>> box_width(7), box_width(15), box_width(1)
    (3, 5, 1)
    """
    width = max(1, (window + PASSES - 1) // PASSES)
    return width if width % 2 else width - 1


def _box(values: Sequence[float], width: int) -> Sequence[float]:
    """Return the mean over ``width`` neighbours, with nothing beyond the ends."""
    sums = array("d", accumulate(values, initial=0.0))
    reach, last = width // 2, len(values)
    return array("d", ((sums[min(last, i + reach + 1)] - sums[max(0, i - reach)]) / width for i in range(last)))
