"""The precision that the references find, from the two committed tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from kgservice.figuretable import FigureTable
from kgservice.vocab.sample.drawing import AUTHORED, GATHERED, RIGHT, WRONG
from kgservice.vocab.sample.judges import CANNOT_TELL, REFERENCES, YES
from kgservice.vocab.sample.table import Judged

TWO, NAME = "two or more, all yes", "sample"
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of ``judged`` cases were called right; ``interval``: 95 %, by Wilson; None where nothing was judged."""

    right: int
    judged: int
    of: int

    @property
    def share(self) -> float | None:
        """The share called right, 0 to 1."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Source: Wilson (1927), Probable inference, the law of succession, and statistical inference.

        >>> [round(end, 3) for end in Precision(9, 10, 10).interval]
        [0.596, 0.982]
        """
        if not self.judged:
            return None
        n, p = self.judged, self.right / self.judged
        middle, half = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        return (middle - half) / (1 + _Z**2 / n), (middle + half) / (1 + _Z**2 / n)

    def __str__(self) -> str:
        """Say share, interval and number in one cell; nothing where nothing was judged."""
        if self.interval is None:
            return ""
        low, high = self.interval
        return f"{self.share:.2f} ({low:.2f} to {high:.2f}), {self.judged} of {self.of}"


Verdict = Callable[[Judged], str]


def by_reference(reference: str) -> Verdict:
    """Return what one reference says of a case."""
    return lambda judged: judged.verdicts[reference]


def by_two(judged: Judged) -> str:
    """Return yes where every reference that can tell says so, and at least two can."""
    told = [verdict for verdict in judged.verdicts.values() if verdict != CANNOT_TELL]
    return CANNOT_TELL if len(told) < 2 else YES if set(told) == {YES} else "no"


def precision(cases: Sequence[Judged], verdict: Verdict) -> Precision:
    """Count the verdicts on some cases."""
    told = [said for case in cases if (said := verdict(case)) != CANNOT_TELL]
    return Precision(told.count(YES), len(told), len(cases))


def figures(sample: Iterable[Judged], controls: Iterable[Judged]) -> FigureTable:
    """Return the table of `vocab/README.md`: a row a reference; shares of yes with interval and how many it judged."""
    every = (*sample, *controls)
    cases = {kind: [j for j in every if j.case.kind == kind] for kind in _kinds()}
    cases = {"all": cases[GATHERED] + cases[AUTHORED], **cases}
    verdicts = {**{name: by_reference(name) for name in REFERENCES}, TWO: by_two}
    rows = ((name, *(str(precision(cases[kind], verdict)) for kind in cases)) for name, verdict in verdicts.items())
    columns = ("reference", "the sample", "gathered", "authored", "labels (right)", "wrong pairs")
    return FigureTable(NAME, columns, tuple(rows))


def _kinds() -> tuple[str, ...]:
    return (GATHERED, AUTHORED, RIGHT, WRONG)
