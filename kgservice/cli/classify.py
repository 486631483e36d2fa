"""The command that labels text: one text, or a file record by record; `cli.bulk` labels files in parts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgservice.classify.textfile import TextFile
from kgservice.classify.texts import KINDS, Broken, TextRecord, read_texts
from kgservice.cli.bulk import Engine, Run
from kgservice.cli.choice import Embed, Lexicon, chosen
from kgservice.cli.labels import write_document, write_labels
from kgservice.cli.output import RowFormat, remarks
from kgservice.cli.progress import Skipped, bar

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""


class Form(StrEnum):
    """The forms that predictions can take."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"
    jsonld = "jsonld"
    emotionml = "emotionml"


_BY_EXTENSION = {
    **{".json": Form.json, ".jsonl": Form.json, ".ndjson": Form.json, ".csv": Form.csv, ".tsv": Form.tsv},
    **{".parquet": Form.parquet, ".jsonld": Form.jsonld, ".emotionml": Form.emotionml, ".xml": Form.emotionml},
}
_RESUMABLE = (Form.json, Form.csv, Form.tsv, Form.parquet)
_BULK = "In parts, to Parquet"


def classify(
    source: Annotated[str, typer.Argument(help="A text, a file, or - for standard input; one text a line.")],
    format: Annotated[Form | None, typer.Option(help="How to show it; else by --output's extension, or table.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here, not to standard output.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an interrupted --output stopped.")] = False,
    text_column: Annotated[
        str, typer.Option("--text-column", "--text-field", help="Column or field of the file that holds the text.")
    ] = "text",
    prefix: Annotated[str, typer.Option(help="Stands before each added column, for files that have one already.")] = "",
    skip_broken: Annotated[bool, typer.Option("--skip-broken", help="Report a broken row and go on.")] = False,
    lexicon: Lexicon = None,
    embed: Embed = False,
    engine: Annotated[Engine | None, typer.Option(help="What labels the parts.", rich_help_panel=_BULK)] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="How many at once; else one a processor.", rich_help_panel=_BULK)
    ] = None,
    part_rows: Annotated[
        int | None, typer.Option(min=1, help="Rows of a part: what is labelled again at most.", rich_help_panel=_BULK)
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Add the column evidence.", rich_help_panel=_BULK)
    ] = False,
) -> None:
    """Label texts with emotions.

    CSV, TSV and Parquet keep the file's own columns and add: primary, score (of the primary, 0 to 1), neutral (its
    probability), labels (several, best first), valence, arousal, dominance (-1 to 1) and evidence. JSON holds the whole
    prediction.

    Example: kgservice classify "I'm over the moon, though a bit nervous"
    """
    form = _form(format, output, engine, resume)
    with Skipped(skip_broken) as skipped, _stoppable(resumable=output is not None and form in _RESUMABLE):
        if form is Form.parquet:
            if embed:
                raise typer.BadParameter("--embed writes lines, tables and documents; no Parquet, and without --engine")
            if output is None or not _names_file(source):
                raise typer.BadParameter("parquet needs a file to read and --output, a .parquet file or a folder")
            named = str(lexicon.resolve()) if lexicon else ""
            run = Run(Path(source), output, text_column, evidence, prefix, named, engine, workers, part_rows, resume)
            return run.label(skipped.broken)
        classifier = chosen(lexicon, embed)
        with _records(source, text_column, skipped.broken) as records:
            if form in (Form.jsonld, Form.emotionml):
                count = write_document(records, classifier, form is Form.jsonld, output)
            else:
                names = {"text_column": text_column, "prefix": prefix}
                count = write_labels(records, classifier, RowFormat(form), output, resume=resume, **names)
        if source == "-" or Path(source).is_file():
            remarks.print(f"{count} texts labelled")


def _form(format: Form | None, output: Path | None, engine: Engine | None, resume: bool) -> Form:
    """Return the form to write; raises `typer.BadParameter` for options that do not fit together."""
    named = _BY_EXTENSION.get(output.suffix.lower()) if output else None
    form = format or (Form.parquet if engine else named) or Form.table
    if resume and (output is None or form not in _RESUMABLE):
        raise typer.BadParameter("--resume needs --output and --format json, csv, tsv or parquet")
    if engine is not None and (other := {form, named or form} - {Form.parquet}):
        raise typer.BadParameter(f"--engine writes parquet, not {other.pop()}")
    return form


@contextmanager
def _stoppable(*, resumable: bool) -> Iterator[None]:
    """Let Ctrl-C end the command with what has been written kept."""
    try:
        yield
    except KeyboardInterrupt:
        remarks.print("stopped; --resume goes on from here" if resumable else "stopped")
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _records(source: str, text_column: str, broken: Broken) -> Iterator[Iterator[TextRecord]]:
    """Yield the records of standard input, of a file with a progress bar, or of the text itself."""
    if source == "-":
        yield read_texts(sys.stdin.buffer, "standard input", broken=broken)
    elif _names_file(source):
        if Path(source).is_dir():
            raise typer.BadParameter(f"{source} is a folder; label it with --format parquet")
        with TextFile(Path(source), text_column, broken) as texts, bar() as progress:
            task = progress.add_task("labelling", total=texts.total)
            yield (_shown(record, lambda: progress.update(task, completed=texts.done)) for record in texts)
    else:
        yield iter([TextRecord(1, source)])


def _shown(record: TextRecord, show: Callable[[], None]) -> TextRecord:
    show()
    return record


def _names_file(source: str) -> bool:
    """Tell whether the argument is a file, or a folder of Parquet; what looks like a path and is none is a mistake."""
    path = Path(source)
    try:
        if path.is_file():
            return True
        if path.is_dir() and any(path.glob("*.parquet")):
            return True
    except OSError:  # longer than a file name can be, so it is a text
        return False
    if "/" in source and path.is_dir():
        raise typer.BadParameter(f"{source} is a folder; name a file in it")
    looks_like_path = " " not in source and path.suffix.lower() in {*KINDS, ".gz"} - {""}
    if looks_like_path:
        raise typer.BadParameter(f"there is no file {source}")
    return False
