"""Read the records of a labelled file with a measure of progress, and find the fields in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kgservice.classify.columns import missing
from kgservice.classify.textfile import TextFile
from kgservice.classify.texts import TextRecord

Progress = Callable[[int, int], None]
"""Called with how much has been read, and how much there is: bytes, or the rows of a Parquet file."""


def read_records(file: Path, text_field: str = "text", progress: Progress | None = None) -> Iterator[TextRecord]:
    """Yield the records of a file lazily; raises what `TextFile` and `read_texts` raise, and `OSError`."""
    with TextFile(file, text_field) as texts:
        for record in texts:
            if progress:
                progress(texts.done, texts.total)
            yield record


def field(record: TextRecord, names: tuple[str, ...], file: str) -> tuple[str, object]:
    """Return the first of the fields ``names`` that a record has, with its name; raises `TableError`."""
    for name in names:
        if name in record.fields:
            return name, record.fields[name]
    raise missing(file, record.number, names[0], list(record.fields), "field")
