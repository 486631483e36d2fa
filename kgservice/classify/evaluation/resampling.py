"""The figures of `scores` on resampled rows: macro-F1 of every labeller at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgservice.classify.evaluation.answers import Answers, Pattern
from kgservice.classify.evaluation.intervals import SEED, interval, library, resamples
from kgservice.classify.evaluation.scores import Given, Score, labels_of, named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@dataclass(frozen=True)
class Draws:
    """F1 on resampled rows.

    ``labels``: sorted.  ``f1``: by labeller an array of shape (resamples, labels), where a label that a draw has not is
    no number.
    """

    labels: tuple[str, ...]
    f1: dict[str, Array]

    def macro(self, name: str) -> Array:
        """Return the macro-F1 of each draw."""
        means: Array = library().nanmean(self.f1[name], axis=1)
        return means


def draw(answers: Answers, given: Given = named, seed: int = SEED) -> Draws | None:
    """Resample the rows that ``given`` is about: `named`, rows with a label; `said`, all; None where there are none.

    Raises `MissingExtra` without numpy.
    """
    numpy = library()
    kept = sorted(((p, n) for p, n in answers.patterns.items() if labels_of(p[0], given)), key=_order)
    if not kept:
        return None
    patterns, counts = [pattern for pattern, _ in kept], [count for _, count in kept]
    labels = tuple(sorted({label for gold, _ in patterns for label in labels_of(gold, given)}))
    sums = {name: _sums(patterns, labels, index, given) for index, name in enumerate(answers.names)}
    parts: dict[str, list[Array]] = {name: [] for name in answers.names}
    for batch in resamples(counts, seed):
        for name, (hits, both) in sums.items():
            with numpy.errstate(invalid="ignore"):
                parts[name].append(2 * (batch @ hits) / (batch @ both))
    return Draws(labels, {name: numpy.concatenate(batches) for name, batches in parts.items()})


def _order(pair: tuple[Pattern, int]) -> tuple[object, ...]:
    (gold, answers), _ = pair
    return sorted(gold), [(sorted(a.given), a.best or "", a.silent) for a in answers]


def _sums(patterns: Sequence[Pattern], labels: Sequence[str], index: int, given: Given) -> tuple[Array, Array]:
    """Return, by pattern and label, whether the labeller hits it, and how often it is given by people or labeller."""
    numpy = library()
    hits, both = numpy.zeros((len(patterns), len(labels))), numpy.zeros((len(patterns), len(labels)))
    for row, (gold, answers) in enumerate(patterns):
        right, answered = labels_of(gold, given), given(answers[index])
        for column, label in enumerate(labels):
            hits[row, column] = label in right and label in answered
            both[row, column] = (label in right) + (label in answered)
    return hits, both


def with_intervals(score: Score, labelled: Draws, every: Draws | None) -> Score:
    """Return a score with its intervals; ``every``: the draws with neutral as a label."""
    columns = dict(zip(labelled.labels, labelled.f1[score.name].T, strict=True))
    return replace(
        score,
        interval=interval(labelled.macro(score.name)),
        interval_neutral=interval(every.macro(score.name)) if every and score.macro_f1_neutral is not None else None,
        per_label=tuple(replace(one, interval=interval(columns[one.label])) for one in score.per_label),
    )
