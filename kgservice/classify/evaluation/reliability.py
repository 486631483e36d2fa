"""Whether a labeller is as often right as it says: the expected calibration error, and the table behind it.

Source: Guo, Pleiss, Sun and Weinberger (2017), On calibration of modern neural networks: texts are put into bins of
equal width by the score of the best label; the error is the mean distance between the mean score of a bin and the
share of its texts where that label was right, weighted by how many texts are in the bin.
"""

from __future__ import annotations

from dataclasses import dataclass, field

BINS = 15


@dataclass(frozen=True, slots=True)
class Bin:
    """Texts whose best label has a score from ``low`` to ``high``: how many, their mean score, the share right."""

    low: float
    high: float
    count: int
    score: float
    right: float


@dataclass(slots=True)
class Reliability:
    """Counts best labels by how sure the labeller was.

    >>> sure = Reliability()
    >>> sure.add(0.9, right=True)
    >>> sure.add(0.9, right=False)
    >>> round(sure.error, 3), [(b.count, b.right) for b in sure.bins]
    (0.4, [(2, 0.5)])
    """

    _counts: list[int] = field(default_factory=lambda: [0] * BINS)
    _scores: list[float] = field(default_factory=lambda: [0.0] * BINS)
    _right: list[int] = field(default_factory=lambda: [0] * BINS)

    def add(self, score: float, right: bool) -> None:
        """Count one text: the score of its best label, 0 to 1, and whether people gave that label."""
        place = min(int(score * BINS), BINS - 1)
        self._counts[place] += 1
        self._scores[place] += score
        self._right[place] += right

    @property
    def bins(self) -> tuple[Bin, ...]:
        """The bins that hold any text, from the least sure up."""
        rows = enumerate(zip(self._counts, self._scores, self._right, strict=True))
        return tuple(Bin(i / BINS, (i + 1) / BINS, n, score / n, right / n) for i, (n, score, right) in rows if n)

    @property
    def error(self) -> float | None:
        """The expected calibration error, 0 to 1; None when nothing was counted."""
        total = sum(self._counts)
        return sum(b.count * abs(b.score - b.right) for b in self.bins) / total if total else None
