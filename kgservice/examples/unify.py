"""Corpora with different label sets merged into one Parquet file with the labels of one, and a statement of loss."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice.classify import figures
from kgservice.classify.corpus import Corpus
from kgservice.classify.evaluation.document import Document, Section, Table
from kgservice.classify.evaluation.meanings import COUNTED
from kgservice.classify.relabel import Statement
from kgservice.classify.unification import unify as merge
from kgservice.cli.progress import bar
from kgservice.examples import report
from kgservice.ontology import crosswalk
from kgservice.ontology.conversion import LOSSES
from kgservice.ontology.schemes import TONE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Label unification"
KINDS = (*COUNTED, "lost", "neutral")

Files = Annotated[list[str], typer.Argument(help="Labelled files: FILE=SCHEME, or FILE=SCHEME:LABELS:TEXT.")]


def unify(
    files: Files,
    merged: Annotated[Path, typer.Option("--merged", help="The Parquet file to write.")],
    to: Annotated[str, typer.Option(help="The scheme of the merged labels; tone is this ontology.")] = TONE,
    tier: Annotated[int | None, typer.Option(min=1, max=3, help="Only emotions of this tier, to tone.")] = None,
    drop_lost: Annotated[bool, typer.Option("--drop-lost", help="Leave out rows that lose every label.")] = False,
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Merge labelled files of several schemes into one file with one scheme, and say what every label loses.

    Example: python -m kgservice.examples.unify comments.jsonl=goemotions tweets.csv=ekman --merged all.parquet --tier 1
    """
    corpora = [Corpus.parse(words) for words in files]
    if merged.resolve() in {corpus.file.resolve() for corpus in corpora}:
        raise typer.BadParameter(f"{merged} is one of the files to merge; name another")
    with bar() as progress:
        task = progress.add_task("merging")
        found = merge(
            corpora,
            merged,
            crosswalk.load(),
            to,
            tier=tier,
            drop_lost=drop_lost,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    report.show(_document(found, to), output)
    if plot:
        description = (
            "Bars: the share of labels of each corpus that is exact, close, broader, lost, and of neutral rows."
        )
        report.save_plot(plot, _drawn(found), TITLE, description)


def counts(statement: Statement) -> dict[str, int]:
    """Return how many labels of a corpus are carried over how, and how many rows are neutral, by `KINDS`."""
    found = dict.fromkeys(KINDS, 0)
    for use in statement.labels:
        found[use.loss if use.loss in COUNTED else "lost"] += use.count
    return found | {"neutral": statement.neutral}


def _document(found: Sequence[Statement], to: str) -> Document:
    sections = [Section(f"To {to}", (), (_summary(found),))]
    for one in found:
        tables = (Table("Labels, what they become and what is lost", COLUMNS, tuple(_rows(one))),)
        sections.append(Section(f"{one.corpus.name} ({one.corpus.scheme})", (), tables))
    return Document(TITLE, tuple(sections))


COLUMNS = ("label", "becomes", "loss", "times")


def _summary(found: Sequence[Statement]) -> Table:
    columns = ("corpus", "rows", "labelled", "neutral", "lost", *(f"labels {kind}" for kind in KINDS[:-1]))
    rows = []
    for one in found:
        kinds = list(counts(one).values())[:-1]
        rows.append((one.corpus.name, *map(str, (one.rows, one.labelled, one.neutral, one.lost, *kinds))))
    return Table("Rows, and how often their labels were carried over how", columns, tuple(rows))


def _rows(one: Statement) -> list[tuple[str, ...]]:
    uses = sorted(one.labels, key=lambda use: (LOSSES.index(use.loss), -use.count))
    return [(use.label, ", ".join(use.emotions) or "lost", use.loss, str(use.count)) for use in uses]


def _drawn(found: Sequence[Statement]) -> Figure:
    figure = figures.new_figure(8, 1.2 + 0.45 * len(found))
    axes = figure.subplots()
    names = [one.corpus.name for one in found]
    left = [0.0] * len(found)
    for number, kind in enumerate(KINDS):
        totals = [sum(counts(one).values()) or 1 for one in found]
        widths = [counts(one)[kind] / total for one, total in zip(found, totals, strict=True)]
        hatch = ("", "//", "..", "xx", "--")[number]
        axes.barh(names, widths, left=left, label=kind, color=figures.COLOURS[number], hatch=hatch, edgecolor="white")
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set(xlabel="share of all labels and neutral rows", xlim=(0, 1))
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    return figure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case and return its exit status."""
    return report.run(unify, arguments)


if __name__ == "__main__":
    sys.exit(main())
