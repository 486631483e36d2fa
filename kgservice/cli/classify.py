"""The command that labels text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.progress import Progress, TaskID

from kgservice.classify import EmotionClassifier, Prediction
from kgservice.classify.texts import TextRecord, kind_of, read_texts
from kgservice.cli.output import RowFormat, opened, remarks, write_rows
from kgservice.errors import KgserviceError
from kgservice.vocab import load_lexicon

Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")]
COLUMNS = ("text", "primary", "labels", "valence", "arousal", "dominance", "evidence")


def classify(
    source: Annotated[str, typer.Argument(help="A text, a file, or - for standard input; one text a line.")],
    format: Annotated[RowFormat, typer.Option(help="How to show it.")] = RowFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an interrupted --output stopped.")] = False,
    text_field: Annotated[str, typer.Option(help="Field of a .jsonl, .csv or .tsv file that holds the text.")] = "text",
    lexicon: Annotated[Path | None, typer.Option(help="Another lexicon file.", exists=True, dir_okay=False)] = None,
) -> None:
    """Label texts with emotions.

    Example: kgservice classify "I'm over the moon, though a bit nervous"
    """
    if resume and (output is None or format is not RowFormat.json):
        raise typer.BadParameter("--resume needs --output and --format json")
    classifier = EmotionClassifier(lexicon=load_lexicon(lexicon))
    done = _completed(output) if resume and output else 0
    with _records(source, text_field) as records, opened(output, append=done > 0) as stream:
        row = _whole if format is RowFormat.json else _flat
        rows = _Counted(row(record, classifier.classify(record.text)) for record in islice(records, done, None))
        try:
            write_rows(rows, COLUMNS, format, stream)
        except KgserviceError:
            remarks.print(f"{done + rows.count} texts were labelled before this error")
            raise
    if source == "-" or Path(source).is_file():
        remarks.print(f"{done + rows.count} texts labelled")


class _Counted:
    """Rows that know how many of them have been taken."""

    def __init__(self, rows: Iterator[dict[str, object]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[dict[str, object]]:
        for row in self.rows:
            self.count += 1
            yield row


def _whole(record: TextRecord, prediction: Prediction) -> dict[str, object]:
    return {**record.fields, "text": record.text, **prediction.to_dict()}


def _flat(record: TextRecord, prediction: Prediction) -> dict[str, object]:
    vad = prediction.vad.to_dict() if prediction.vad else {}
    return {
        "text": record.text,
        "primary": prediction.primary,
        "labels": tuple(f"{emotion}:{score:.3f}" for emotion, score in prediction.labels),
        **vad,
        "evidence": tuple(("not " if e.negated else "") + e.text for e in prediction.evidence),
    }


@contextmanager
def _records(source: str, text_field: str) -> Iterator[Iterator[TextRecord]]:
    """Yield the records of standard input, of a file with a progress bar, or of the text itself."""
    file = Path(source)
    if source == "-":
        yield read_texts(sys.stdin.buffer, "standard input")
    elif _names_file(source):
        with file.open("rb") as stream, Progress(console=remarks, transient=True) as progress:
            task = progress.add_task("labelling", total=file.stat().st_size)
            yield _tracked(read_texts(stream, source, kind_of(source), text_field), progress, task)
    else:
        yield iter([TextRecord(1, source)])


def _names_file(source: str) -> bool:
    """Tell whether the argument is a file; one that looks like a path and is none is a mistake, not a text."""
    try:
        if Path(source).is_file():
            return True
    except OSError:  # longer than a file name can be, so it is a text
        return False
    if "/" in source and Path(source).is_dir():
        raise typer.BadParameter(f"{source} is a folder; name a file in it")
    looks_like_path = " " not in source and Path(source).suffix in {".txt", ".jsonl", ".ndjson", ".csv", ".tsv"}
    if looks_like_path:
        raise typer.BadParameter(f"there is no file {source}")
    return False


def _tracked(records: Iterator[TextRecord], progress: Progress, task: TaskID) -> Iterator[TextRecord]:
    for record in records:
        progress.update(task, completed=record.end)
        yield record


def _completed(output: Path) -> int:
    """Return how many whole lines an interrupted output holds, cutting off a broken last one."""
    if not output.is_file():
        return 0
    with output.open("r+b") as stream:
        return _cut_to_whole_lines(stream)


def _cut_to_whole_lines(stream: BinaryIO) -> int:
    count, end = 0, 0
    for line in stream:
        if line.endswith(b"\n"):
            count, end = count + 1, end + len(line)
    stream.truncate(end)
    return count
