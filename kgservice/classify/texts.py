"""Read the texts to label: plain lines, JSON lines, CSV or TSV.

The one reader of text streams, for labelling and for evaluation; `textfile` opens files, packed ones and Parquet too.
Works on a binary stream, record by record, so a file of any size and a pipe will do, and a broken record is reported
with its place.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO, NoReturn

from kgservice.classify.columns import missing
from kgservice.errors import ContentError, TableError, UnreadableText

KINDS = {
    **dict.fromkeys(("", ".txt", ".text", ".md", ".log"), "lines"),
    **{".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet"},
}
"""File name extension to kind of file; each but Parquet may have ``.gz`` behind it.  Lines: one text a line."""

Broken = Callable[[ContentError], None]
"""What is called with the error of a broken record; returning means to leave it out and go on."""


@dataclass(frozen=True, slots=True)
class TextRecord:
    """One text to label.

    ``number``: the line on which it stands, from 1 (in Parquet its row).  ``fields``: everything else that its record
    holds, by name (empty for plain lines).  ``end``: how many bytes of the unpacked stream have been read so far.
    """

    number: int
    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    end: int = 0


def kind_of(name: str) -> str:
    """Return what sort of text file a name stands for; raises `TableError` for an unknown extension.

    >>> kind_of("reviews.jsonl"), kind_of("notes.txt"), kind_of("reviews.CSV.gz")
    ('jsonl', 'lines', 'csv')
    """
    path = PurePath(name.lower())
    extension = PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix
    if extension not in KINDS:
        known = " ".join(key for key in KINDS if key)
        fix = f"Known: {known}, packed as .gz too. Convert it, or give its lines on standard input."
        raise TableError(name, None, None, f'"{extension}" is no known kind of text file', fix)
    return KINDS[extension]


def stop(error: ContentError) -> NoReturn:
    """Raise the error of a broken record: what `read_texts` does unless told to go on."""
    raise error


def read_texts(
    stream: BinaryIO, name: str, kind: str = "lines", text_field: str = "text", broken: Broken = stop
) -> Iterator[TextRecord]:
    r"""Yield the texts of a binary stream lazily, in order; none for an empty one.

    ``kind``: ``lines`` (an empty line is an empty text), ``jsonl``, ``csv`` or ``tsv`` (with a header); ``text_field``
    names the field or column that holds the text.  A record that is broken goes to ``broken`` as a `TableError`, a
    line that is not UTF-8 as `UnreadableText`; by default they are raised, and the records before have been yielded by
    then.  A header without the column always raises `TableError`, which names the nearest.

    >>> import io
    >>> [record.text for record in read_texts(io.BytesIO(b"one\n\nthree"), "notes.txt")]
    ['one', '', 'three']
    """
    lines = _lines(stream, name, broken)
    if kind == "lines":
        return (TextRecord(number, line.rstrip("\r\n"), {}, end) for number, line, end in lines)
    if kind == "jsonl":
        return _json_records(lines, name, text_field, broken)
    return _separated_records(lines, name, "\t" if kind == "tsv" else ",", text_field, broken)


def _lines(stream: BinaryIO, name: str, broken: Broken) -> Iterator[tuple[int, str, int]]:
    end = 0
    for number, raw in enumerate(stream, start=1):
        start, end = end, end + len(raw)
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            broken(UnreadableText(f"{name} row {number}", start + error.start))
        else:
            yield number, line, end


def _json_records(
    lines: Iterator[tuple[int, str, int]], name: str, text_field: str, broken: Broken
) -> Iterator[TextRecord]:
    for number, line, end in lines:
        if not line.strip():
            continue
        try:
            yield _json_record(name, number, line, text_field, end)
        except TableError as error:
            broken(error)


def _json_record(name: str, number: int, line: str, text_field: str, end: int) -> TextRecord:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        problem = f"column {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else f"all: {error}"
        raise TableError(name, number, None, f"not JSON at {problem}", "Write one JSON object a line.") from None
    if not isinstance(record, dict) or text_field not in record:
        raise missing(name, number, text_field, list(record) if isinstance(record, dict) else [], "field")
    if not isinstance(record[text_field], str):
        problem = f"{json.dumps(record[text_field])[:40]} is not a text"
        raise TableError(name, number, text_field, problem, "Write it as a JSON string, in quotes.")
    return TextRecord(number, record.pop(text_field), record, end)


def _separated_records(
    lines: Iterator[tuple[int, str, int]], name: str, separator: str, text_field: str, broken: Broken
) -> Iterator[TextRecord]:
    rows = _rows(lines, name, separator, broken)
    first, _, header = next(rows, (1, 0, None))
    if header is None:
        return
    if text_field not in header:
        raise missing(name, first, text_field, header)
    for number, end, cells in rows:
        if len(cells) == len(header):
            fields: dict[str, object] = dict(zip(header, cells, strict=True))
            yield TextRecord(number, str(fields.pop(text_field)), fields, end)
        else:
            problem = f"{len(cells)} cells instead of {len(header)}"
            broken(TableError(name, number, None, problem, "Give every row as many cells as the header."))


def _rows(
    lines: Iterator[tuple[int, str, int]], name: str, separator: str, broken: Broken
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the first line, the end in bytes and the cells of each row that is not empty."""
    first = last = 0

    def tracked() -> Iterator[str]:
        nonlocal first, last
        for number, line, end in lines:
            first, last = first or number, end
            yield line

    if separator == "\t":
        reader = csv.reader(tracked(), delimiter=separator, quoting=csv.QUOTE_NONE, strict=True)
    else:
        reader = csv.reader(tracked(), delimiter=separator, strict=True)
    while True:
        first = 0
        try:
            cells = next(reader, None)
        except csv.Error as error:
            broken(TableError(name, first, None, str(error), "Quote cells as RFC 4180 says."))
            continue
        if cells is None:
            return
        if cells:
            yield first, last, cells
