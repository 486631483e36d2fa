"""The command that measures the classifier on labelled text."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from kgservice.classify import EmotionClassifier
from kgservice.classify import evaluate as evaluation
from kgservice.cli.output import RowFormat, remarks, write_rows
from kgservice.vocab import load_lexicon

_ENDS = ("silent on neutral", "silent on labelled")


def evaluate(
    file: Annotated[Path, typer.Argument(help="Labelled texts: .jsonl, .csv or .tsv with text and labels.")],
    split: Annotated[str | None, typer.Option(help="Only the rows whose field split says so.")] = None,
    baselines: Annotated[bool, typer.Option(help="Also measure the baselines on the same rows.")] = True,
    format: Annotated[RowFormat, typer.Option(help="How to show it; json gives everything.")] = RowFormat.table,
    lexicon: Annotated[Path | None, typer.Option(help="Another lexicon file.", exists=True, dir_okay=False)] = None,
) -> None:
    """Measure the classifier on labelled texts, by macro-F1 over the six primaries, beside baselines.

    Example: kgservice evaluate comments.jsonl --split dev
    """
    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}")
    classifier = EmotionClassifier(lexicon=load_lexicon(lexicon))
    with Progress(console=remarks, transient=True) as progress:
        task = progress.add_task("labelling", total=file.stat().st_size)
        report = evaluation.evaluate(
            file,
            classifier,
            baselines=None if baselines else (),
            split=split,
            progress=lambda read: progress.update(task, completed=read),
        )
    for name, reason in report.missing:
        remarks.print(f"{name} was not measured: {reason}", markup=False)
    remarks.print(f"{report.rows} rows: {report.labelled} with a label, {report.neutral} neutral")
    if format is RowFormat.json:
        sys.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False) + "\n")
    else:
        primaries = [emotion.id for emotion in classifier.ontology.at_tier(1)]
        columns = ("labeller", "macro-F1", *primaries, *_ENDS)
        write_rows([_row(score) for score in report.scores], columns, format, sys.stdout)


def _row(score: evaluation.Score) -> dict[str, object]:
    return {
        "labeller": score.name,
        "macro-F1": f"{score.macro_f1:.3f}",
        **{label.label: f"{label.f1:.2f}" for label in score.per_label},
        "silent on neutral": "" if score.silent_on_neutral is None else f"{score.silent_on_neutral:.2f}",
        "silent on labelled": f"{score.silent_on_labelled:.2f}",
    }
