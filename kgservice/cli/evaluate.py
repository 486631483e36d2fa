"""The command that measures the classifier on labelled text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgservice import content
from kgservice.classify.evaluation import Entrant, Evaluation, Reading
from kgservice.classify.evaluation import evaluate as measure
from kgservice.classify.evaluation.affect import AffectEvaluation, evaluate_affect
from kgservice.classify.evaluation.baselines import standard
from kgservice.classify.evaluation.document import Table, affect_table, document, label_table, mean_table, score_table
from kgservice.classify.evaluation.learned import nearest_label, tf_idf
from kgservice.classify.evaluation.ratings import RatedReading
from kgservice.cli.choice import Embed, Lexicon, chosen
from kgservice.cli.output import RowFormat, opened, remarks, write_rows
from kgservice.cli.progress import bar


class Form(StrEnum):
    """The forms that an evaluation can take."""

    table = "table"
    markdown = "markdown"
    html = "html"
    json = "json"
    csv = "csv"
    tsv = "tsv"


class Target(StrEnum):
    """What is measured."""

    labels = "labels"
    vad = "vad"


Files = Annotated[list[Path], typer.Argument(help="Labelled texts: .jsonl, .csv or .tsv, one record a text.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")]


def evaluate(
    files: Files,
    text_column: Annotated[str, typer.Option(help="Field that holds the text.")] = "text",
    label_column: Annotated[
        list[str] | None,
        typer.Option(help="Field that holds the labels (default: labels or label); of ratings one or three."),
    ] = None,
    scheme: Annotated[
        str | None, typer.Option(help="Scheme of the labels, such as goemotions; default: our own.")
    ] = None,
    tier: Annotated[int, typer.Option(min=1, max=3, help="Tier at which labels are compared.")] = 1,
    target: Annotated[Target, typer.Option(help="Measure labels, or valence, arousal and dominance.")] = Target.labels,
    scale: Annotated[tuple[float, float], typer.Option(help="Lowest and highest rating, for --target vad.")] = (-1, 1),
    split: Annotated[str | None, typer.Option(help="Only the rows whose field split says so.")] = None,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="The split dev, else a fixed third of the rows.")
    ] = False,
    skip_unknown: Annotated[
        bool, typer.Option("--skip-unknown", help="Leave labels out that the scheme lacks.")
    ] = False,
    baselines: Annotated[bool, typer.Option(help="Also measure the baselines on the same rows.")] = True,
    train: Annotated[list[Path] | None, typer.Option(help="Also measure TF-IDF trained on this file.")] = None,
    embedding: Annotated[
        bool, typer.Option("--embedding", help="Also the nearest label by sentence model; slow at first.")
    ] = False,
    format: Annotated[Form, typer.Option(help="How to show it; json gives everything.")] = Form.table,
    output: Output = None,
    lexicon: Lexicon = None,
    embed: Embed = False,
) -> None:
    """Measure the classifier on labelled texts, beside baselines: macro-F1, calibration, silence, or r of its VAD.

    Example: kgservice evaluate comments.jsonl --scheme goemotions --split dev
    """
    _check(files, train or [], split, held_out)
    classifier = chosen(lexicon, embed)
    columns = _columns(label_column or [], target, train or embedding)
    result: Evaluation | AffectEvaluation
    with _progress() as progress:
        if target is Target.vad:
            ratings = RatedReading(text_column, columns, scale, split, held_out)
            result = evaluate_affect(files, classifier, reading=ratings, raters=baselines, progress=progress)
        else:
            onto, label = classifier.ontology, columns[0] if columns else None
            reading = Reading(onto, text_column, label, scheme, tier, split, held_out, skip_unknown)
            entrants = [*standard(classifier.lexicon, onto, tier)] if baselines else []
            entrants += _learners(train or [], embedding, reading, files)
            result = measure(files, classifier, reading=reading, baselines=entrants, progress=progress)
    _remark(result)
    _write(result, format, output)


def _remark(result: Evaluation | AffectEvaluation) -> None:
    for section in document(result).sections:
        for remark in section.remarks:
            remarks.print(f"{section.heading}: {remark}", markup=False)


def _check(files: list[Path], train: list[Path], split: str | None, held_out: bool) -> None:
    for file in (*files, *train):
        if not file.is_file():
            raise typer.BadParameter(f"there is no file {file}")
    if split is not None and held_out:
        raise typer.BadParameter("give --split or --held-out, not both")
    both = {file.resolve() for file in files} & {file.resolve() for file in train}
    if both and split is None and not held_out:
        raise typer.BadParameter(f"{both.pop()} would be learned from and measured on; add --held-out or --split")


def _columns(columns: list[str], target: Target, learners: object) -> tuple[str, ...]:
    """Return the columns of the labels or ratings, when there may be so many."""
    if target is Target.vad and learners:
        raise typer.BadParameter("--train and --embedding are for labels, not for --target vad")
    if target is Target.labels and len(columns) > 1:
        raise typer.BadParameter("several --label-column are for --target vad")
    if len(columns) not in (0, 1, 3):
        raise typer.BadParameter("give one --label-column with three ratings, or one each for V, A and D")
    return tuple(columns)


def _learners(train: list[Path], embedding: bool, reading: Reading, files: list[Path]) -> Iterator[Entrant]:
    if train:
        yield tf_idf(train, reading, measured=files)
    if embedding:
        yield nearest_label(reading.ontology, reading.tier, cache=content.cache_folder())


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Yield a function that shows how much of the present file is done, with the time left."""
    with bar() as progress:
        task = progress.add_task("labelling", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _write(result: Evaluation | AffectEvaluation, form: Form, output: Path | None) -> None:
    text = _text(result, form)
    with opened(output) as stream:
        if text is not None:
            stream.write(text)
            return
        for number, table in enumerate(_tables(result, every=form is Form.table)):
            stream.write("\n" * bool(number))
            rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
            write_rows(rows, table.columns, RowFormat(form), stream)


def _text(result: Evaluation | AffectEvaluation, form: Form) -> str | None:
    """Return the whole text of a form, None for one that is written row by row."""
    if form is Form.json:
        return json.dumps(result.to_dict(), ensure_ascii=False) + "\n"
    if form is Form.markdown:
        from kgservice.classify.evaluation.markdown import to_markdown

        return to_markdown(document(result))
    if form is Form.html:
        from kgservice.classify.evaluation.page import to_html

        return to_html(document(result))
    return None


def _tables(result: Evaluation | AffectEvaluation, every: bool) -> Iterator[Table]:
    """Yield the figures of all files in one table and, if ``every`` is wanted, those of our labels by file."""
    if isinstance(result, AffectEvaluation):
        yield _joined([(report.file, affect_table(report)) for report in result.files])
        return
    means = [("mean", mean_table(result))] if len(result.files) > 1 else []
    yield _joined([(report.file, score_table(report)) for report in result.files] + means)
    if every:
        yield _joined([(report.file, label_table(report.scores[0])) for report in result.files])


def _joined(tables: list[tuple[str, Table]]) -> Table:
    """Return tables of several files as one, with a column for the file; a column that a table lacks stays empty."""
    (_, first), *more = tables
    if not more:
        return first
    rows = []
    for file, table in tables:
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            rows.append((Path(file).name, *(cells.get(column, "") for column in first.columns)))
    return Table(first.caption, ("file", *first.columns), tuple(rows))
