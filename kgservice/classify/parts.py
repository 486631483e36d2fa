"""A bulk job cut into parts: rows of Parquet files, each part labelled by itself and written whole.

A `Part` says everything that a worker on this or another machine needs, in plain values, so that every engine can pass
it on. Its file appears in one step, so a worker may be killed and its part begun anew by another at any time; a file
that is there is finished. Order needs no keeping: part n holds the n-th stretch of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kgservice import content
from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.frames import label_arrow
from kgservice.errors import MissingExtra
from kgservice.vocab import load_lexicon

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError:
    raise MissingExtra("Labelling in bulk", "pyarrow", "frames") from None


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with every row: the arguments of `label_arrow`; ``lexicon`` is a file, empty: the packaged."""

    column: str = "text"
    evidence: bool = False
    prefix: str = ""
    lexicon: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows ``start`` to ``stop`` (not included) of row group ``group`` of the Parquet file ``source``.

    ``target``: the file to write; ``number``: the part's place in the whole, from 0.
    """

    number: int
    source: str
    group: int
    start: int
    stop: int
    target: str
    work: Work

    @property
    def is_done(self) -> bool:
        """Tell whether the part has been labelled and written."""
        return Path(self.target).is_file()

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.stop - self.start


def cut(sources: Iterable[Path], folder: Path, work: Work, most: int) -> Iterator[Part]:
    """Yield the parts of Parquet files, each of at most ``most`` rows and none across row groups; in order.

    Files without a row give one part without a row, so that what is written has their columns.
    """
    number, source = 0, None
    for source in sources:
        metadata = parquet.read_metadata(source)
        for group in range(metadata.num_row_groups):
            rows = metadata.row_group(group).num_rows
            for start in range(0, rows, most):
                target = folder / f"part-{number:06}.parquet"
                yield Part(number, str(source), group, start, min(start + most, rows), str(target), work)
                number += 1
    if number == 0 and source is not None:
        yield Part(0, str(source), 0, 0, 0, str(folder / f"part-{0:06}.parquet"), work)


def label_part(part: Part) -> int:
    """Label a part and write its file in one step; return how many rows it has."""
    table = label_arrow(
        _read(part),
        part.work.column,
        classifier=_classifier(part.work.lexicon),
        evidence=part.work.evidence,
        prefix=part.work.prefix,
    )
    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink)
    content.replace(Path(part.target), sink.getvalue())
    return part.rows


TASK = pa.schema(
    [
        *(("number", pa.int64()), ("source", pa.string()), ("group", pa.int64())),
        *(("start", pa.int64()), ("stop", pa.int64()), ("target", pa.string())),
        *(("column", pa.string()), ("evidence", pa.bool_()), ("prefix", pa.string()), ("lexicon", pa.string())),
    ]
)
"""A part as an Arrow row, which is how the distributed engines pass it on."""
DONE = pa.schema([("number", pa.int64()), ("rows", pa.int64())])
"""What they bring back of it."""


def to_row(part: Part) -> dict[str, Any]:
    """Return a part as a row of `TASK`."""
    row = asdict(part)
    work = row.pop("work")
    return {**row, **work}


def label_rows(tasks: pa.Table | pa.RecordBatch) -> pa.Table:
    """Label the parts that the rows of `TASK` name; return rows of `DONE`."""
    rows = tasks.to_pylist()
    parts = [Part(work=Work(*(row.pop(name) for name in Work.__slots__)), **row) for row in rows]
    return pa.Table.from_pylist([{"number": part.number, "rows": label_part(part)} for part in parts], DONE)


def _read(part: Part) -> pa.Table:
    """Return the rows of a part, decoding no more of its row group than stands before its end."""
    seen, found = 0, []
    file = parquet.ParquetFile(part.source)
    for batch in file.iter_batches(batch_size=part.rows, row_groups=[part.group]) if part.rows else ():
        first, last = max(part.start - seen, 0), min(part.stop - seen, batch.num_rows)
        if first < last:
            found.append(batch.slice(first, last - first))
        seen += batch.num_rows
        if seen >= part.stop:
            break
    return pa.Table.from_batches(found, file.schema_arrow)


@cache
def _classifier(lexicon: str) -> EmotionClassifier:
    return EmotionClassifier(lexicon=load_lexicon(Path(lexicon) if lexicon else None))
