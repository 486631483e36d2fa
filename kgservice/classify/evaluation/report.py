"""The outcome of an evaluation: `Report` a file, `Evaluation` over all files; plain data, ready for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from kgservice.classify.evaluation.intervals import Difference, Interval
from kgservice.classify.evaluation.scores import Score


@dataclass(frozen=True, slots=True)
class LabelUse:
    """How often a label of the file occurs, which emotions it counts as (none: left out), and the loss."""

    label: str
    count: int
    emotions: tuple[str, ...]
    loss: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured on one file: counts of rows, a score per labeller (ours first), what could not be measured.

    ``selection``: which rows.  ``outside``: rows whose labels say nothing about the tier; not scored.  ``labels``: the
    labels of the file, most frequent first.  ``differences``: by how much our macro-F1 is above that of each baseline;
    empty without intervals.  ``missing``: what did not run, by name, with the reason.
    """

    file: str
    selection: str
    scheme: str | None
    tier: int
    rows: int
    labelled: int
    neutral: int
    outside: int
    multi_label: bool
    love_is_joy: bool
    labels: tuple[LabelUse, ...]
    scores: tuple[Score, ...]
    differences: tuple[tuple[str, Difference], ...]
    missing: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain JSON."""
        differences = {name: _difference(value) for name, value in self.differences}
        return asdict(self) | {"differences": differences, "missing": dict(self.missing)}

    def __getitem__(self, name: str) -> Score:
        """Return the score of one labeller; raises `KeyError`."""
        return {score.name: score for score in self.scores}[name]


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean macro-F1 of one labeller over all files, each counted once, and how far ours is above it."""

    name: str
    macro_f1: float
    interval: Interval | None
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Reports in the order of the files, and the means over them of the labellers that ran on every one."""

    files: tuple[Report, ...]
    means: tuple[Mean, ...]

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain JSON."""
        means = [asdict(m) | {"difference": m.difference and _difference(m.difference)} for m in self.means]
        return {"files": [report.to_dict() for report in self.files], "means": means}

    @property
    def missing(self) -> dict[str, str]:
        """What did not run, by name, with the reason."""
        return {name: reason for report in self.files for name, reason in report.missing}


def common_names(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the labellers that ran on every file, in the order of the first."""
    named = [{score.name for score in report.scores} for report in reports]
    return tuple(score.name for score in reports[0].scores if all(score.name in names for names in named))


def _difference(difference: Difference) -> dict[str, object]:
    return {"by": difference.by, "interval": list(difference.interval), "p": difference.p}
