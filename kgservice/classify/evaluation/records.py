"""Open a file of labelled texts and read its records with a measure of progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kgservice.classify.texts import TextRecord, kind_of, read_texts
from kgservice.errors import TableError, nearest

Progress = Callable[[int, int], None]
"""Called with how much has been read, and how much there is: bytes, or the rows of a Parquet file."""


def read_records(file: Path, text_field: str = "text", progress: Progress | None = None) -> Iterator[TextRecord]:
    """Yield the records of a file lazily; raises what `read_texts` raises, and `OSError`."""
    total = file.stat().st_size
    with file.open("rb") as stream:
        for record in read_texts(stream, str(file), kind_of(file.name), text_field):
            if progress:
                progress(record.end, total)
            yield record


def field(record: TextRecord, names: tuple[str, ...], file: str) -> tuple[str, object]:
    """Return the first of the fields ``names`` that a record has, with its name; raises `TableError`."""
    for name in names:
        if name in record.fields:
            return name, record.fields[name]
    known = [name for name in record.fields if name]
    near = nearest(names[0], known)
    fix = f"Nearest: {', '.join(near)}." if near else f"It holds: {', '.join(known[:8]) or 'the text alone'}."
    raise TableError(file, record.number, names[0], "there is no such field", f"{fix} Name the right one.")
