"""Turn a file of text records into Parquet files, so that the parts of a bulk job can be read from any place of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from kgservice import content
from kgservice.classify.arrow import pa, parquet
from kgservice.classify.prediction import writable
from kgservice.classify.textfile import TextFile
from kgservice.classify.texts import TextRecord
from kgservice.errors import TableError


def stage(texts: TextFile, folder: Path, rows: int) -> tuple[Path, ...]:
    """Write the records of ``texts`` as Parquet files of ``rows`` rows each to ``folder``; return them in order.

    The column of texts comes first, then the other fields in the order of their first appearance; a field that a
    record lacks is null there.  All files have one schema; without a record there is one file without a row.  Raises
    `TableError` for a field whose values have no common type.
    """
    files, schemas = [], []
    for number, records in enumerate(_batches(texts, rows)):
        table = _table(records, texts)
        files.append(folder / f"part-{number:06}.parquet")
        schemas.append(table.schema)
        _write(table, files[-1])
    whole = _unified(schemas, texts)
    for file, schema in zip(files, schemas, strict=True):
        if schema != whole:
            _write(_fitted(parquet.read_table(file), whole), file)
    return tuple(files)


def _batches(texts: Iterable[TextRecord], rows: int) -> Iterator[list[TextRecord]]:
    records = iter(texts)
    batch = list(islice(records, rows))
    while True:
        yield batch
        if not (batch := list(islice(records, rows))):
            return


def _table(records: Sequence[TextRecord], texts: TextFile) -> pa.Table:
    names = dict.fromkeys(name for record in records for name in record.fields)
    columns = {texts.text_field: pa.array([writable(record.text) for record in records], pa.string())}
    for name in names:
        try:
            columns[name] = pa.array([record.fields.get(name) for record in records])
        except (pa.ArrowException, UnicodeEncodeError) as error:
            raise _mixed(texts, name, str(error), records[0].number) from None
    return pa.table(columns)


def _unified(schemas: Sequence[pa.Schema], texts: TextFile) -> pa.Schema:
    try:
        return pa.unify_schemas(schemas, promote_options="permissive")
    except pa.ArrowException as error:
        raise _mixed(texts, None, str(error), None) from None


def _mixed(texts: TextFile, name: str | None, reason: str, line: int | None) -> TableError:
    where = f"from row {line} on " if line else ""
    problem = f"{where}it has values of no common type ({reason.splitlines()[0].rstrip('.')})"
    return TableError(str(texts.path), None, name, problem, "Write every value of a field in one type.")


def _fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    absent = {field.name: pa.nulls(len(table), field.type) for field in schema if field.name not in table.column_names}
    columns = [absent[f.name] if f.name in absent else table.column(f.name).cast(f.type) for f in schema]
    return pa.table(columns, schema=schema)


def _write(table: pa.Table, file: Path) -> None:
    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink)
    content.replace(file, sink.getvalue())
