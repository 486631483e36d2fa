"""Read the texts to label: plain lines, JSON lines, CSV or TSV.

The one reader of text files, for labelling and for evaluation.  Works on a binary stream, record by record, so a
file of any size and a pipe will do, and a broken record is reported with its place.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from kgservice.errors import TableError, UnreadableText, nearest

KINDS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv"}
"""File name extension to kind of file; anything else is plain lines, one text a line."""


@dataclass(frozen=True, slots=True)
class TextRecord:
    """One text to label.

    ``number``: the line on which it stands, from 1.  ``fields``: everything else that its record holds, by name
    (empty for plain lines).  ``end``: how many bytes of the file have been read so far, for progress.
    """

    number: int
    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    end: int = 0


def kind_of(name: str) -> str:
    """Return what sort of text file a name stands for.

    >>> kind_of("reviews.jsonl"), kind_of("notes.txt")
    ('jsonl', 'lines')
    """
    return KINDS.get(PurePath(name).suffix.lower(), "lines")


def read_texts(stream: BinaryIO, name: str, kind: str = "lines", text_field: str = "text") -> Iterator[TextRecord]:
    r"""Yield the texts of a binary stream lazily, in order; none for an empty one.

    ``kind``: ``lines`` (an empty line is an empty text), ``jsonl``, ``csv`` or ``tsv`` (with a header); ``text_field``
    names the field or column that holds the text.  Raises `UnreadableText` at the first byte that is not UTF-8 and
    `TableError` at the first record that is broken; the records before it have been yielded by then.

    >>> import io
    >>> [record.text for record in read_texts(io.BytesIO(b"one\n\nthree"), "notes.txt")]
    ['one', '', 'three']
    """
    lines = _lines(stream, name)
    if kind == "lines":
        return (TextRecord(number, line.rstrip("\r\n"), {}, end) for number, line, end in lines)
    if kind == "jsonl":
        return _json_records(lines, name, text_field)
    return _separated_records(lines, name, "\t" if kind == "tsv" else ",", text_field)


def _lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, str, int]]:
    end = 0
    for number, raw in enumerate(stream, start=1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableText(name, end + error.start) from None
        end += len(raw)
        yield number, line, end


def _json_records(lines: Iterator[tuple[int, str, int]], name: str, text_field: str) -> Iterator[TextRecord]:
    for number, line, end in lines:
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            fix = "Write one JSON object a line."
            raise TableError(name, number, None, f"not JSON at column {error.colno}: {error.msg}", fix) from None
        if not isinstance(record, dict) or text_field not in record:
            known = list(record) if isinstance(record, dict) else []
            raise TableError(name, number, text_field, "there is no such field", _field_fix(text_field, known))
        if not isinstance(record[text_field], str):
            problem = f"{json.dumps(record[text_field])[:40]} is not a text"
            raise TableError(name, number, text_field, problem, "Write it as a JSON string, in quotes.")
        text = record.pop(text_field)
        yield TextRecord(number, text, record, end)


def _separated_records(
    lines: Iterator[tuple[int, str, int]], name: str, separator: str, text_field: str
) -> Iterator[TextRecord]:
    place = [0, 0]

    def tracked() -> Iterator[str]:
        for number, line, end in lines:
            place[:] = [number, end]
            yield line

    if separator == "\t":
        reader = csv.reader(tracked(), delimiter=separator, quoting=csv.QUOTE_NONE, strict=True)
    else:
        reader = csv.reader(tracked(), delimiter=separator, strict=True)
    header = next(reader, None)
    if header is None:
        return
    if text_field not in header:
        raise TableError(name, 1, text_field, "there is no such column", _field_fix(text_field, header))
    number = 2
    try:
        for cells in reader:
            if cells:
                yield _separated_record(name, number, header, cells, text_field, place[1])
            number = place[0] + 1
    except csv.Error as error:
        raise TableError(name, number, None, str(error), "Quote cells as RFC 4180 says.") from None


def _separated_record(
    name: str, number: int, header: list[str], cells: list[str], text_field: str, end: int
) -> TextRecord:
    if len(cells) != len(header):
        problem = f"{len(cells)} cells instead of {len(header)}"
        raise TableError(name, number, None, problem, "Give every row as many cells as the header.")
    fields: dict[str, object] = dict(zip(header, cells, strict=True))
    return TextRecord(number, str(fields.pop(text_field)), fields, end)


def _field_fix(wanted: str, known: list[str]) -> str:
    near = nearest(wanted, known) or tuple(known[:5])
    return f"It holds: {', '.join(near)}. Name the right one." if near else f'Name it "{wanted}".'
