"""The command that follows the emotions through a document or conversation."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from kgservice import content
from kgservice.classify import EmotionClassifier
from kgservice.classify.prediction import writable
from kgservice.classify.texts import TextRecord, kind_of, read_texts
from kgservice.classify.trajectory import Trajectory, Turn, drawing, page
from kgservice.classify.trajectory import trajectory as follow
from kgservice.cli.output import RowFormat, opened, remarks, write_rows
from kgservice.cli.progress import bar
from kgservice.errors import TableError, UnreadableText, nearest
from kgservice.ontology.model import DIMENSIONS
from kgservice.vocab import load_lexicon

COLUMNS = ("index", "place", "start", "end", "speaker", "primary", *DIMENSIONS)
SMOOTHED = tuple(f"smoothed_{name}" for name in DIMENSIONS)
TURN_COLUMNS = ("turn", "place", "of", "value", "prominence", "quote")
CHANGE_COLUMNS = ("change", "times", "jump", "what is known")
MOST_CHANGES = 10


class TrajectoryFormat(StrEnum):
    """The forms that a trajectory can take."""

    table = "table"
    json = "json"
    csv = "csv"
    png = "png"
    svg = "svg"
    html = "html"


class Kind(StrEnum):
    """What the input is: a document, or the turns of a conversation in one of three forms."""

    document = "document"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"


def trajectory(
    file: Annotated[
        str, typer.Argument(help="A text, or a conversation (.jsonl, .csv, .tsv), or - for standard input.")
    ],
    format: Annotated[TrajectoryFormat, typer.Option(help="How to show it.")] = TrajectoryFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="What the input is; by default what its name says.")] = None,
    window: Annotated[
        float, typer.Option(help="What a smoothed value rests on: a share of the text below 1, or so many sentences.")
    ] = 0.1,
    text_column: Annotated[str, typer.Option(help="Column or field of a conversation that holds the text.")] = "text",
    speaker_column: Annotated[
        str, typer.Option(help="Column or field of a conversation that names the speaker.")
    ] = "speaker",
    lexicon: Annotated[Path | None, typer.Option(help="Another lexicon file.", exists=True, dir_okay=False)] = None,
) -> None:
    """Follow the emotions through a text sentence by sentence, or through a conversation turn by turn.

    Example: kgservice trajectory novel.txt --format html -o novel.html
    """
    if window <= 0:
        raise typer.BadParameter(f"--window {window:g} holds nothing; give a share below 1, or sentences from 1")
    if format is TrajectoryFormat.png and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a PNG is no text for a terminal; name a file with --output")
    if file != "-" and not Path(file).exists():
        raise typer.BadParameter(f"there is no file {file}")
    source = _source(file, kind or _kind(file), text_column, speaker_column)
    found = _followed(source, EmotionClassifier(lexicon=load_lexicon(lexicon)), window)
    _write(found, "standard input" if file == "-" else Path(file).name, format, output)
    emotional = sum(point.primary is not None for point in found)
    remarks.print(f"{len(found)} {'turns' if found.speakers else 'sentences'}, {emotional} with an emotion")


def _kind(file: str) -> Kind:
    known = kind_of(file)
    if known == "lines":
        return Kind.document
    if known not in list(Kind):
        raise typer.BadParameter(f"{file} is {known}; a conversation is read from .jsonl, .csv or .tsv")
    return Kind(known)


def _source(file: str, kind: Kind, text_column: str, speaker_column: str) -> str | list[Turn]:
    name = "standard input" if file == "-" else file
    if kind is Kind.document:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableText(name, error.start) from None
    if file == "-":
        return list(_turns(name, read_texts(sys.stdin.buffer, name, kind, text_column), speaker_column))
    with Path(file).open("rb") as stream:
        return list(_turns(name, read_texts(stream, name, kind, text_column), speaker_column))


def _turns(name: str, records: Iterator[TextRecord], speaker_column: str) -> Iterator[Turn]:
    for record in records:
        if speaker_column not in record.fields:
            near = ", ".join(nearest(speaker_column, record.fields) or tuple(record.fields)[:5])
            fix = f"It holds: {near}. Name it with --speaker-column." if near else "Give each turn a speaker."
            raise TableError(name, record.number, speaker_column, "there is no such field", fix)
        yield Turn(str(record.fields[speaker_column]), record.text)


def _followed(source: str | list[Turn], classifier: EmotionClassifier, window: float) -> Trajectory:
    total = len(source) if isinstance(source, str) else sum(len(turn.text) + 1 for turn in source)
    with bar() as progress:
        task = progress.add_task("labelling", total=total)
        return follow(source, classifier, window=window, progress=lambda read: progress.update(task, completed=read))


def _write(found: Trajectory, name: str, format: TrajectoryFormat, output: Path | None) -> None:
    if format is TrajectoryFormat.png:
        _write_bytes(drawing.to_png(found, name), output)
    elif format in (TrajectoryFormat.svg, TrajectoryFormat.html):
        made = drawing.to_svg if format is TrajectoryFormat.svg else page.to_html
        _write_bytes(made(found, name).encode(), output)
    else:
        with opened(output) as stream:
            write = {TrajectoryFormat.json: _write_json, TrajectoryFormat.csv: _write_csv}.get(format, _write_tables)
            write(found, stream)


def _write_bytes(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        content.replace(output, data)


def _write_json(found: Trajectory, stream: TextIO) -> None:
    """Write one JSON document, point by point, so that a book needs no more memory than its points."""
    stream.write(json.dumps(found.summary())[:-1] + ', "points": [')
    for number, row in enumerate(found.rows()):
        stream.write((",\n" if number else "\n") + json.dumps(row))
    stream.write("]}\n")


def _write_csv(found: Trajectory, stream: TextIO) -> None:
    emotions = sorted(found.emotions)
    write_rows(_flat(found, emotions), (*COLUMNS, *SMOOTHED, *emotions, "text"), RowFormat.csv, stream)


def _flat(found: Trajectory, emotions: list[str]) -> Iterator[dict[str, object]]:
    for i, point in enumerate(found):
        shares = dict(point.tiers[0])
        yield {
            **{name: getattr(point, name) for name in ("index", "start", "end", "speaker", "primary")},
            "place": found.place(point),
            **(point.vad.to_dict() if point.vad else {}),
            **{f"smoothed_{name}": curve[i] for name, curve in found.curves.items()},
            **{emotion: shares.get(emotion, 0.0) for emotion in emotions},
            "text": writable(point.text),
        }


def _write_tables(found: Trajectory, stream: TextIO) -> None:
    stream.write(drawing.describe(found) + "\n\n")
    turns = [
        {"turn": t.kind, "place": f"{t.place:.0%}", "of": name, "value": f"{t.value:+.2f}"}
        | {"prominence": f"{t.prominence:.2f}", "quote": page.quote(writable(t.quote.text))}
        for name in DIMENSIONS
        for t in found.turning_points(name)
    ]
    write_rows(turns, TURN_COLUMNS, RowFormat.table, stream)
    changes = [
        {
            "change": f"{t.step.first} > {t.step.second}",
            "times": t.count,
            "jump": "yes" if t.step.is_jump else "",
            "what is known": t.step.remark,
        }
        for t in found.transitions[:MOST_CHANGES]
    ]
    stream.write("\n" if turns and changes else "")
    write_rows(changes, CHANGE_COLUMNS, RowFormat.table, stream)
    for name, own in found.speakers.items():
        stream.write(f"\n{name}: {drawing.describe(own)}\n")
