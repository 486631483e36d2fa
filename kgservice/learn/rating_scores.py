"""How well ratings are foretold: mean absolute error, Pearson's r and F1, with paired differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgservice.classify.evaluation import Example, score
from kgservice.classify.evaluation.agreement import agreement, resampled
from kgservice.classify.evaluation.intervals import Difference, Interval, difference, interval


@dataclass(frozen=True, slots=True)
class RatingScore:
    """What was reached.

    ``error``: mean absolute, on the scale of the ratings.  ``r``: None where all that is told is equal.  ``macro_f1``:
    see `macro_f1`; None for numbers that are no levels.  ``better_by``: how much lower the error is than that of the
    one compared with; None for that one.
    """

    name: str
    error: float
    error_interval: Interval
    r: float | None
    r_interval: Interval
    macro_f1: float | None
    better_by: Difference | None


def rating_scores(
    target: Sequence[float], told: Mapping[str, Sequence[float]], bases: Mapping[str, str], *, levels: bool = True
) -> list[RatingScore]:
    """Return the score of each of ``told``, compared with the one that ``bases`` names for it.

    ``levels``: whether the target has a few levels, such as stars.  Raises `MissingExtra` without numpy.

    >>> better, worse = rating_scores([1, 2, 3, 4], {"a": [1, 2, 3, 5], "b": [3, 3, 2, 2]}, {"a": "b", "b": "b"})
    >>> better.error, better.better_by.by, worse.better_by
    (0.25, 1.25, None)
    """
    own = {name: agreement(target, values) for name, values in told.items()}
    draws = {name: resampled(target, values) for name, values in told.items()}
    found = []
    for name, (rs, errors) in draws.items():
        base = bases[name]
        below = None if name == base else difference(own[base].error - own[name].error, draws[base][1] - errors)
        f1 = macro_f1(target, told[name]) if levels else None
        found.append(RatingScore(name, own[name].error, interval(errors), own[name].r, interval(rs), f1, below))
    return found


def macro_f1(ratings: Sequence[float], told: Sequence[float]) -> float:
    """Return the mean F1 over the whole ratings that occur, each number told counting as the nearest of them.

    >>> macro_f1([1, 1, 5, 5], [1.2, 2.9, 6.0, 4.0])
    1.0
    """
    levels = sorted({round(rating) for rating in ratings})
    near = [min(levels, key=lambda level: (abs(level - value), level)) for value in told]
    gold = [Example(0, "", frozenset([str(round(rating))])) for rating in ratings]
    return score("", gold, [{str(level): 1.0} for level in near]).macro_f1
