"""Measure on sets that nothing was learned from: leave one set out.

For every file, weights are learned from the learning sets without it; then it is measured on its ``dev`` split where it
has one, else on a fixed third.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import fmean

from kgservice.classify import EmotionClassifier
from kgservice.classify.evaluation import Entrant, Evaluation, Reading, evaluate
from kgservice.classify.evaluation.labellers import OURS
from kgservice.figuretable import Cell, FigureTable
from kgservice.learn.study import Study

Make = Callable[[str], EmotionClassifier]
"""Makes the classifier to measure a set of that name with."""

COLUMNS = (
    "set",
    "rows",
    "macro-F1",
    "95 %",
    "silence a miss",
    "with neutral",
    "silent on neutral",
    "calibration error",
    "coverage",
)


def makes(study: Study, make: Callable[[str], EmotionClassifier]) -> Make:
    """Return a maker that learns once for all sets that are not learned from, and anew for each that is."""
    learned = {one.name for one in study.sets}
    made: dict[str, EmotionClassifier] = {}

    def classifier(name: str) -> EmotionClassifier:
        left_out = name if name in learned else ""
        if left_out not in made:
            made[left_out] = make(left_out)
        return made[left_out]

    return classifier


def measure(files: Iterable[Path], make: Make, baselines: Sequence[Entrant] = ()) -> list[Evaluation]:
    """Return an evaluation a file, each by the classifier that never learned from it."""
    found = []
    for file in files:
        classifier = make(file.stem)
        reading = Reading(classifier.ontology, held_out=True)
        found.append(evaluate([file], classifier, reading=reading, baselines=baselines))
    return found


def table(evaluations: Iterable[Evaluation], name: str = "unseen") -> FigureTable:
    """Return the figures of each set, and their means, as the table ``name``."""
    rows: list[tuple[Cell, ...]] = []
    for report in (evaluation.files[0] for evaluation in evaluations):
        score = report[OURS]
        span = f"{score.interval.low:.3f} to {score.interval.high:.3f}" if score.interval else None
        neutral = (score.macro_f1_neutral, score.silent_on_neutral)
        shares = (score.macro_f1_spoken, *neutral, score.calibration_error, score.coverage)
        rows.append((Path(report.file).stem, report.selection, score.macro_f1, span, *shares))
    means = [_mean([row[place] for row in rows]) for place in (2, 4, 5, 6, 7, 8)]
    rows.append(("mean", None, means[0], None, *means[1:]))
    return FigureTable(name, COLUMNS, tuple(rows))


def _mean(cells: Iterable[Cell]) -> float | None:
    numbers = [cell for cell in cells if isinstance(cell, float)]
    return fmean(numbers) if numbers else None
