"""Open a file of texts, plain, packed with gzip, or Parquet, and read its records with a measure of progress."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from kgservice.classify.columns import missing
from kgservice.classify.texts import Broken, TextRecord, kind_of, read_texts, stop
from kgservice.errors import MissingExtra, TableError

if TYPE_CHECKING:
    import pyarrow.parquet


class TextFile:
    r"""The records of a file, lazily and in order; use it in a ``with`` statement.

    ``total`` and `done`: bytes of the file as it lies on disk, or rows of a Parquet file.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "notes.txt.gz"
    ...     _ = file.write_bytes(gzip.compress(b"one\ntwo\n"))
    ...     with TextFile(file) as texts:
    ...         [record.text for record in texts], texts.done == texts.total
    (['one', 'two'], True)
    """

    def __init__(self, path: Path, text_field: str = "text", broken: Broken = stop) -> None:
        """Open ``path``; ``text_field`` and ``broken`` are those of `read_texts`.

        Raises `TableError` for an unknown extension, a Parquet file that is none or lacks the column.
        """
        self.path, self.text_field, self.broken = path, text_field, broken
        self.kind = kind_of(path.name)
        self._rows = 0
        self._table = open_parquet(path, text_field) if self.kind == "parquet" else None
        self._raw: BinaryIO = path.open("rb")
        self.total: int = path.stat().st_size if self._table is None else self._table.metadata.num_rows

    @property
    def done(self) -> int:
        """How much has been read."""
        return self._raw.tell() if self._table is None else self._rows

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._raw.close()
        if self._table is not None:
            self._table.close()

    def __iter__(self) -> Iterator[TextRecord]:
        if self._table is not None:
            return self._parquet_records(self._table)
        if self.path.suffix.lower() == ".gz":
            return self._unpacked_records()
        return read_texts(self._raw, str(self.path), self.kind, self.text_field, self.broken)

    def _unpacked_records(self) -> Iterator[TextRecord]:
        stream: Any = gzip.GzipFile(fileobj=self._raw)
        try:
            yield from read_texts(stream, str(self.path), self.kind, self.text_field, self.broken)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise TableError(str(self.path), None, None, f"not gzip to its end: {error}", "Pack it again.") from None

    def _parquet_records(self, table: pyarrow.parquet.ParquetFile) -> Iterator[TextRecord]:
        for batch in table.iter_batches(batch_size=1000):
            for fields in batch.to_pylist():
                self._rows += 1
                text = fields.pop(self.text_field)
                if isinstance(text, str):
                    yield TextRecord(self._rows, text, fields)
                else:
                    problem = f"{text!r:.40} is not a text"
                    fix = "Fill it in, or write Parquet, where a null stays one."
                    self.broken(TableError(str(self.path), self._rows, self.text_field, problem, fix))


def open_parquet(path: Path, text_field: str) -> pyarrow.parquet.ParquetFile:
    """Return an open Parquet file that has the column ``text_field``.

    Raises `MissingExtra` without pyarrow, `TableError` for a file that is no Parquet or lacks the column.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra("Reading Parquet", "pyarrow", "frames") from None
    try:
        table = parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid as error:
        problem = f"it cannot be read as Parquet: {str(error).splitlines()[0].rstrip('.')}"
        raise TableError(str(path), None, None, problem, "Write it again, whole.") from None
    if text_field not in table.schema_arrow.names:
        raise missing(str(path), None, text_field, table.schema_arrow.names)
    return table
