"""Free labels matched to emotions: those of a file, two annotators' lists compared, or the matcher measured.

Without a file the matcher is tried on the labels of other label sets, on the same labels with one slip of the pen each,
and on names of things, for which no match is right (see `kgservice.classify.label_trial`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice.classify import figures
from kgservice.classify.evaluation.document import Document, Section, Table, number, span
from kgservice.classify.evaluation.records import field, read_records
from kgservice.classify.label_trial import (
    PUBLISHED,
    SPOILT,
    Guess,
    Measured,
    Way,
    by_way,
    label_guesses,
    label_lists,
    score,
    things,
)
from kgservice.classify.open_labels import WAYS, LabelMatcher, OpenMatch
from kgservice.errors import MissingExtra
from kgservice.examples import report
from kgservice.ontology import load_ontology
from kgservice.ontology.model import TIERS
from kgservice.ontology.overlap import Overlap, overlap
from kgservice.vocab import embedding

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Free labels"
_SEPARATORS = re.compile(r"[|;,]")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case; see `report.run`."""
    return report.run(open_labels, arguments)


def open_labels(
    file: Annotated[Path | None, typer.Argument(help="A label a line, or rows with two lists.", exists=True)] = None,
    expected: Annotated[str, typer.Option(help="Column of the first annotator's labels; makes it two lists.")] = "",
    given: Annotated[str, typer.Option(help="Column of the second annotator's labels.")] = "given",
    languages: Annotated[str, typer.Option(help="Further languages to know, such as it,pl.")] = "",
    embed: Annotated[bool, typer.Option(help="Let a sentence model answer last (extra embed).")] = False,
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Match free labels to emotions or to none, compare two annotators, or (without a file) measure the matcher.

    Example: python -m kgservice.examples.open_labels labels.txt
    """
    tags = [tag for tag in languages.split(",") if tag]
    matcher = LabelMatcher(languages=tags, model=embedding.model() if embed else None)
    if file is not None:
        section = _two_lists(file, expected, given, matcher) if expected else _list(file, matcher)
        report.show(Document(TITLE, (section,)), output)
        return
    found, sections = _measure(matcher, embed)
    report.show(Document(TITLE, sections), output)
    if plot:
        report.save_plot(plot, draw(found), TITLE, "Share of labels with the right primary emotion, by matcher.")


def _list(file: Path, matcher: LabelMatcher) -> Section:
    matches = matcher.match_all(report.lines(file))
    counts = Counter(match.how for match in matches)
    remark = f"{len(matches)} labels: {', '.join(f'{counts[way]} {way}' for way in WAYS if counts[way])}."
    columns = ("label", "emotion", "how", "confidence", "by")
    return Section(file.name, (remark,), (Table("Matches", columns, tuple(map(_row, matches))),))


def _row(match: OpenMatch) -> tuple[str, ...]:
    confidence = "" if match.confidence is None else f"{match.confidence:.2f}"
    return (match.label, match.emotion or "no match", match.how, confidence, match.by)


def _two_lists(file: Path, expected: str, given: str, matcher: LabelMatcher) -> Section:
    """Compare the two lists of each row as sets at every tier."""
    ontology = load_ontology()
    pairs = [
        [_names(matcher, cell) for cell in (record.text, field(record, (given,), str(file))[1])]
        for record in read_records(file, expected)
    ]
    rows = [(f"tier {tier}", *_pooled([overlap(ontology, one, other, tier) for one, other in pairs])) for tier in TIERS]
    columns = ("tier", "precision", "recall", "F1", "mean F1 of the rows")
    remark = f"{len(pairs)} rows; the first three are pooled over them. A label without match stands for itself."
    return Section(file.name, (remark,), (Table(f"{given} against {expected}", columns, tuple(rows)),))


def _names(matcher: LabelMatcher, cell: object) -> list[str]:
    labels = map(str, cell) if isinstance(cell, list) else _SEPARATORS.split(str(cell or ""))
    return [match.name for match in matcher.match_all(labels)]


def _pooled(overlaps: Sequence[Overlap]) -> Iterator[str]:
    shared, wanted, said = (sum(len(getattr(o, name)) for o in overlaps) for name in ("shared", "expected", "given"))
    yield number(shared / said if said else None)
    yield number(shared / wanted if wanted else None)
    yield number(2 * shared / (said + wanted) if said + wanted else None)
    rows = [each.f1 for each in overlaps if each.f1 is not None]
    yield number(fmean(rows) if rows else None)


def _measure(matcher: LabelMatcher, embed: bool) -> tuple[dict[str, list[Measured]], tuple[Section, ...]]:
    ontology, lists = load_ontology(), label_lists()
    guesses = label_guesses(ontology, matcher if embed else None)
    found: dict[str, list[Measured]] = {}
    with report.steps(len(lists) * len(guesses)) as step:
        for name, gold in lists.items():
            found[name] = []
            for who, guess in guesses.items():
                step(f"{name}: {who}")
                found[name].append(score(who, guess, gold, ontology))
    tables = [_table(f"{name} ({len(lists[name])})", measured) for name, measured in found.items()]
    ways = by_way(matcher, (lists[PUBLISHED], lists[SPOILT]), ontology)
    return found, (Section("Label sets", (), (*tables, _ways_table(ways))), _false_matches(guesses))


def _table(caption: str, measured: Sequence[Measured]) -> Table:
    columns = ("matcher", "matched", "right emotion", "right primary", "interval", "right of those matched")
    return Table(caption, columns, tuple(map(_measured_row, measured)))


def _measured_row(m: Measured) -> tuple[str, ...]:
    matched, exact, primary = (number(count / m.labels) for count in (m.matched, m.exact, m.primary))
    return (m.name, matched, exact, primary, span(m.interval), number(m.primary / m.matched if m.matched else None))


def _ways_table(ways: Sequence[Way]) -> Table:
    rows = tuple((way.how, str(way.labels), str(way.right), f"{way.confidence:.2f}") for way in ways)
    caption = "The matcher's ways on published and spoilt labels; the confidence is (right + 1) / (labels + 2)"
    return Table(caption, ("way", "labels", "right primary", "confidence"), rows)


def _false_matches(guesses: Mapping[str, Guess]) -> Section:
    try:
        names = things()
    except MissingExtra as error:
        return Section("Names of things", (f"Not measured: {error}",), ())
    rows = tuple((who, number(fmean(guess(n) is not None for n in names))) for who, guess in guesses.items())
    remark = f"{len(names)} nouns of WordNet for artefacts, plants, food, shapes, substances, quantities and animals."
    return Section(
        "Names of things", (remark,), (Table("Share that is wrongly matched", ("matcher", "matched"), rows),)
    )


def draw(found: Mapping[str, Sequence[Measured]]) -> Figure:
    """Return the plot: the share of labels with the right primary, a panel a list."""
    figure = figures.new_figure(8, 4.5)
    for axes, (name, measured) in zip(figure.subplots(len(found), 1, sharex=True), found.items(), strict=True):
        shares = [m.primary / m.labels for m in measured]
        report.interval_dots(axes, [m.name for m in measured], shares, [m.interval for m in measured])
        axes.set_title(name, fontsize=10)
        axes.margins(y=0.3)
    axes.set(xlim=(0, 1), xlabel="share with the right primary emotion, 0 to 1")
    return figure


if __name__ == "__main__":
    raise SystemExit(main())
