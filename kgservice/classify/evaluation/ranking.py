"""Measure who ranks the right one of several candidates highest: mean reciprocal rank and hits at 1.

Cases come in groups (the turns of one conversation, say); as cases of one group have much in common, the intervals
resample groups, not cases (see `intervals`).  Equal scores count as the mean over their possible orders, so a ranker
that tells nothing apart gets what chance gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgservice.classify.evaluation.intervals import Difference, Interval, difference, interval, library, resamples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


class Outcome(NamedTuple):
    """What one case brings: the reciprocal rank of the right candidate, and whether it came first, both 0 to 1."""

    reciprocal_rank: float
    hit: float


Groups = Sequence[Sequence[Outcome]]


@dataclass(frozen=True, slots=True)
class RankingScore:
    """What one ranker reached over ``cases``, each share from 0 to 1.

    ``better_by``: how much its mean reciprocal rank is above that of the ranker compared with; None for that one.
    """

    name: str
    cases: int
    mrr: float
    hits: float
    mrr_interval: Interval
    hits_interval: Interval
    better_by: Difference | None


def outcome(scores: Sequence[float]) -> Outcome:
    """Return the outcome of one case whose first candidate is the right one.

    >>> outcome([0.5, 0.9, 0.1]), outcome([0.5, 0.5])
    (Outcome(reciprocal_rank=0.5, hit=0.0), Outcome(reciprocal_rank=0.75, hit=0.5))
    """
    right, *others = scores
    above = sum(score > right for score in others)
    level = 1 + sum(score == right for score in others)
    ranks = range(above + 1, above + level + 1)
    return Outcome(sum(1 / rank for rank in ranks) / level, (above == 0) / level)


def ranking_scores(rankers: Mapping[str, Groups], base: str) -> list[RankingScore]:
    """Return what each ranker reached on the same groups of cases, compared with the one called ``base``.

    A group without a case says nothing; without any case there are no scores.  Raises `KeyError` for an unknown
    ``base``, `MissingExtra` without numpy.

    >>> good, bad = [[outcome([1, 0])], [outcome([1, 0]), outcome([0, 1])]], [[outcome([0, 1])], [outcome([0, 1])] * 2]
    >>> [(score.name, score.cases, round(score.mrr, 3)) for score in ranking_scores({"good": good, "bad": bad}, "bad")]
    [('good', 3, 0.833), ('bad', 3, 0.5)]
    """
    sums = {name: _sums(groups) for name, groups in rankers.items()}
    if not sums[base][:, 0].any():
        return []
    draws = {name: _drawn(each) for name, each in sums.items()}
    found = []
    for name, each in sums.items():
        cases, mrr, hits = each.sum(axis=0)
        by = mrr / cases - sums[base][:, 1].sum() / cases
        better = None if name == base else difference(float(by), draws[name][:, 0] - draws[base][:, 0])
        ranks, first = (interval(draws[name][:, column]) for column in (0, 1))
        found.append(RankingScore(name, int(cases), float(mrr / cases), float(hits / cases), ranks, first, better))
    return found


def _sums(groups: Groups) -> Array:
    rows = [(len(group), sum(c.reciprocal_rank for c in group), sum(c.hit for c in group)) for group in groups if group]
    sums: Array = library().array(rows, dtype=float).reshape(-1, 3)
    return sums


def _drawn(sums: Array) -> Array:
    """Return the mean reciprocal rank and the hits of each resample."""
    drawn = library().concatenate([batch @ sums for batch in resamples([1] * len(sums))])
    means: Array = drawn[:, 1:] / drawn[:, :1]
    return means
