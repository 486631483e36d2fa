"""An evaluation as a document: headings, tables and figures, written by `markdown` and `page` alike.

Columns: ``interval`` is the middle 95 % of 1,000 resamples; ``with neutral`` macro-F1 with neutral as a label;
``coverage`` the share of rows with a label that get one; ``ECE`` the expected calibration error; ``better by`` how much
the macro-F1 of kgservice is above that of the labeller on the same rows, with its interval and two-sided ``p``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from kgservice.classify.evaluation.affect import AffectEvaluation, AffectReport
from kgservice.classify.evaluation.intervals import Difference, Interval
from kgservice.classify.evaluation.labellers import OURS
from kgservice.classify.evaluation.report import Evaluation, LabelUse, Report
from kgservice.classify.evaluation.scores import Score

Row = tuple[str, ...]

MOST_LABELS = 40
"""Labels of a file that are listed; the rest are summed up."""

MOST_NAMED = 12
"""Labels that count as nothing, named in the remarks."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; all columns but the first hold numbers."""

    caption: str
    columns: Row
    rows: tuple[Row, ...]
    figure: str = ""
    """The plot that shows the same: ``bars``, ``reliability`` or ``confusion``; empty for none."""


@dataclass(frozen=True, slots=True)
class Section:
    """``score``: what the plots of its tables are drawn from."""

    heading: str
    remarks: tuple[str, ...]
    tables: tuple[Table, ...]
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report to read."""

    title: str
    sections: tuple[Section, ...]


def document(evaluation: Evaluation | AffectEvaluation) -> Document:
    """Return the evaluation as a document: the means first when there are several files, then file by file."""
    if isinstance(evaluation, AffectEvaluation):
        return Document(
            "Valence, arousal and dominance of texts", tuple(_affect_section(report) for report in evaluation.files)
        )
    sections = [_section(report) for report in evaluation.files]
    if len(evaluation.files) > 1:
        sections.insert(0, Section(f"Mean of {len(evaluation.files)} files", (), (mean_table(evaluation),)))
    return Document("Emotion labels of texts", tuple(sections))


def mean_table(evaluation: Evaluation) -> Table:
    """Return the mean macro-F1 of each labeller over the files."""
    rows = ((m.name, number(m.macro_f1), span(m.interval), *_difference(m.difference)) for m in evaluation.means)
    return Table("Mean macro-F1", ("labeller", "macro-F1", "interval", "better by", "p"), tuple(rows))


def score_table(report: Report) -> Table:
    """Return the figures of every labeller on one file, one row each."""
    found = dict(report.differences)
    columns = ("labeller", "macro-F1", "interval", "with neutral", "neutral interval", "coverage", "silent on neutral")
    rows = (
        (
            score.name,
            number(score.macro_f1),
            span(score.interval),
            number(score.macro_f1_neutral),
            span(score.interval_neutral),
            number(score.coverage),
            number(score.silent_on_neutral),
            number(score.calibration_error),
            *_difference(found.get(score.name)),
        )
        for score in report.scores
    )
    return Table(
        f"Macro-F1 at tier {report.tier} and when the labellers are silent",
        (*columns, "ECE", "better by", "p"),
        tuple(rows),
    )


def label_table(score: Score) -> Table:
    """Return precision, recall and F1 of one labeller by label."""
    rows = (
        (s.label, number(s.precision), number(s.recall), number(s.f1), span(s.interval), str(s.support))
        for s in score.per_label
    )
    columns = ("label", "precision", "recall", "F1", "interval", "rows")
    return Table(f"{score.name}: F1 by label", columns, tuple(rows), "bars")


def reliability_table(score: Score) -> Table:
    """Return how often the best label was right, by its score."""
    rows = ((f"{b.low:.2f} to {b.high:.2f}", str(b.count), number(b.score), number(b.right)) for b in score.reliability)
    columns = ("score of the best label", "rows", "mean score", "share right")
    return Table(f"{score.name}: reliability of the scores", columns, tuple(rows), "reliability")


def confusion_table(score: Score) -> Table:
    """Return the counts of label given by people (rows) and answered (columns)."""
    counts = {(right, answered): count for right, answered, count in score.confusion}
    rows, columns = confusion_axes(score)
    cells = ((row, *(str(counts.get((row, column), 0)) for column in columns)) for row in rows)
    caption = f"{score.name}: what people said (rows) and what was answered (columns)"
    return Table(caption, ("", *columns), tuple(cells), "confusion")


def confusion_axes(score: Score) -> tuple[Row, Row]:
    """Return the labels of the rows and of the columns of the confusion table, those of the rows first."""
    rows = tuple(dict.fromkeys(right for right, _, _ in score.confusion))
    return rows, (*rows, *sorted({answered for _, answered, _ in score.confusion} - set(rows)))


def counts_sentence(report: Report) -> str:
    """Say in one sentence what was measured on."""
    parts = [f"{report.labelled} with a label", f"{report.neutral} neutral"]
    if report.outside:
        parts.append(f"{report.outside} left out because their labels name no emotion of tier {report.tier}")
    return f"{report.rows} rows: {', '.join(parts)} ({report.selection})."


def loss_sentence(report: Report) -> str:
    """Say how many labels are lost on the way to the tier, and which; empty when none is."""
    lost = [f"{use.label} ({use.loss}, {use.count})" for use in report.labels if not use.emotions]
    if not lost:
        return ""
    more = f" and {len(lost) - MOST_NAMED} more" if len(lost) > MOST_NAMED else ""
    return f"{len(lost)} of {len(report.labels)} labels do not count: {', '.join(lost[:MOST_NAMED])}{more}."


def number(value: float | None) -> str:
    """Write a figure with three digits; nothing for None."""
    return "" if value is None else f"{value:.3f}"


def span(interval: Interval | None) -> str:
    """Write an interval; nothing for None."""
    return "" if interval is None else f"{interval.low:.3f} to {interval.high:.3f}"


def affect_table(report: AffectReport) -> Table:
    """Return r and mean absolute error by rater and dimension."""
    rows = (
        (score.name, d.dimension, number(d.r), span(d.r_interval), number(d.error), span(d.error_interval))
        for score in report.scores
        for d in score.dimensions
    )
    columns = ("rater", "dimension", "r", "interval", "error", "error interval")
    return Table("Agreement with the ratings; the error is on the scale from -1 to 1", columns, tuple(rows))


def _affect_section(report: AffectReport) -> Section:
    low, high = report.scale
    remark = f"{report.rated} rated texts ({report.selection}), rated from {low:g} to {high:g}."
    return Section(_name(report.file), (remark, *_missing(report.missing)), (affect_table(report),))


def _section(report: Report) -> Section:
    score = report[OURS]
    tables = [score_table(report), label_table(score)]
    if score.reliability:
        tables.append(reliability_table(score))
    tables += [confusion_table(score), _use_table(report.labels)]
    return Section(_name(report.file), tuple(_remarks(report)), tuple(tables), score)


def _remarks(report: Report) -> Iterator[str]:
    yield counts_sentence(report)
    if lost := loss_sentence(report):
        yield lost
    yield (
        "Some rows have several labels, so every label with half the weight of the best counts as given."
        if report.multi_label
        else "No row has more than one label, so the best label counts."
    )
    if report.love_is_joy:
        yield "No row is labelled love, so love counts as joy."
    yield from _missing(report.missing)


def _missing(missing: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"Not measured: {name}. {reason}" for name, reason in missing)


def _use_table(uses: Sequence[LabelUse]) -> Table:
    rows = [(use.label, ", ".join(use.emotions) or "left out", use.loss, str(use.count)) for use in uses[:MOST_LABELS]]
    if rest := uses[MOST_LABELS:]:
        rows.append((f"{len(rest)} more", "", "", str(sum(use.count for use in rest))))
    return Table("Labels of the file and what they count as", ("label", "emotion", "loss", "times"), tuple(rows))


def _difference(difference: Difference | None) -> tuple[str, str]:
    if difference is None:
        return "", ""
    return f"{difference.by:.3f} ({span(difference.interval)})", f"{difference.p:.3f}"


def _name(file: str) -> str:
    return PurePath(file).name
