"""Merge labelled files of different schemes into one Parquet file with the labels of one, and state what is lost.

In: `Corpus` objects.  Out: a row for each row read, and a `Statement` for each corpus.  Rows are streamed; the file
appears when it is whole.  Uses pyarrow (extra ``frames``).

=========== ===================================================================================================
text        as it was
labels      ids of the scheme wanted; empty for a neutral row; null where no label of the row could be carried over
file, row   where it is from, as `classify.texts` counts rows
original    the labels of the row as they stood
conversions one struct a label and target: ``original``, ``label`` (null when lost), ``mappings`` (IRIs of the SSSOM
            records used, none within one scheme), ``predicate``, ``loss``, ``confidence`` (0 to 1, authored), ``via``
=========== ===================================================================================================

A label is carried over when the conversion is exact, close, or to something broader; one that could be several things
is lost (see `evaluation.meanings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice.classify.corpus import Corpus
from kgservice.classify.evaluation.records import Progress, read_records
from kgservice.classify.relabel import Converter, Relabelled, Row, Statement
from kgservice.ontology.crosswalk import Crosswalk
from kgservice.ontology.schemes import TONE

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 10_000
"""Rows that are written at a time: a row group."""


def unify(
    corpora: Iterable[Corpus],
    output: Path,
    crosswalk: Crosswalk,
    target: str = TONE,
    *,
    tier: int | None = None,
    drop_lost: bool = False,
    progress: Progress | None = None,
) -> list[Statement]:
    """Write the rows of all corpora, in order, with labels of the scheme ``target`` to the Parquet file ``output``.

    ``tier``: 1, 2 or 3, with ``tone`` alone.  ``drop_lost``: leave out the rows that end without a label though they
    had one.  Raises `TableError` with file and row for a record that is broken or a label that the scheme lacks,
    `UnknownScheme`, `ContentError` for a tier that cannot be, `MissingExtra`; then nothing is written.
    """
    from kgservice.classify.arrow import parquet

    crosswalk.scheme(target)
    statements = []
    partial = output.with_name(output.name + ".partial")
    try:
        with parquet.ParquetWriter(partial, _schema(target, tier)) as writer:
            for corpus in corpora:
                relabelled = Relabelled(corpus, Converter(crosswalk, corpus.scheme, target, tier))
                rows = map(relabelled.row, read_records(corpus.file, corpus.text_field, progress))
                _write(writer, (row for row in rows if not (drop_lost and row["labels"] is None)))
                statements.append(relabelled.statement())
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return statements


def _schema(target: str, tier: int | None) -> pa.Schema:
    from kgservice import __version__
    from kgservice.classify.arrow import pa

    texts = pa.list_(pa.string())
    names = ("original", "label", "mappings", "predicate", "loss", "confidence", "via")
    types = {"mappings": texts, "confidence": pa.float64(), "via": texts}
    conversion = pa.struct([(name, types.get(name, pa.string())) for name in names])
    columns = {"text": pa.string(), "labels": texts, "file": pa.string(), "row": pa.int64(), "original": texts}
    metadata = {"kgservice": __version__, "target": target, "tier": str(tier or "")}
    return pa.schema([*columns.items(), ("conversions", pa.list_(conversion))], metadata=metadata)


def _write(writer: pa.parquet.ParquetWriter, rows: Iterator[Row]) -> None:
    from kgservice.classify.arrow import pa

    while batch := list(islice(rows, BATCH)):
        writer.write_table(pa.Table.from_pylist(batch, writer.schema))
