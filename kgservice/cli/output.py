"""How the command line shows rows: a table for people; JSON lines, CSV or TSV for programs.

Data goes to standard output (or the file given), remarks and progress to standard error.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

remarks = Console(stderr=True, soft_wrap=True, highlight=False)
"""Where everything goes that is not data."""

WIDE = 240
"""Columns of a table that is not shown on a terminal, so that pipes and files cut nothing off."""


class RowFormat(StrEnum):
    """The forms that rows can take."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"


@contextmanager
def opened(file: Path | None, *, append: bool = False) -> Iterator[TextIO]:
    """Yield ``file`` open for writing UTF-8, or standard output for None."""
    if file is None:
        yield sys.stdout
        sys.stdout.flush()
    else:
        with file.open("a" if append else "w", encoding="utf-8", newline="") as stream:
            yield stream


def write_rows(
    rows: Iterable[Mapping[str, object]],
    columns: Sequence[str],
    format: RowFormat,
    stream: TextIO,
    *,
    header: bool = True,
) -> None:
    """Write rows as they come (a table only at the end).

    JSON writes each row whole, one object a line; the other forms write only ``columns``.  ``header``: CSV and TSV
    begin with the names of the columns.
    """
    if format is RowFormat.json:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    elif format is RowFormat.table:
        _write_table(rows, columns, stream)
    else:
        writer = csv.writer(stream, delimiter="\t" if format is RowFormat.tsv else ",", lineterminator="\n")
        if header:
            writer.writerow(columns)
        writer.writerows([_plain(row.get(column)) for column in columns] for row in rows)


def _write_table(rows: Iterable[Mapping[str, object]], columns: Sequence[str], stream: TextIO) -> None:
    console = Console(file=stream, highlight=False, width=None if stream.isatty() else WIDE)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    try:
        for row in rows:
            table.add_row(*(Text(_plain(row.get(column))) for column in columns))
    finally:  # what is there is shown, whatever stops the rest
        if table.row_count:
            console.print(table)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        return "|".join(_plain(item) for item in value)
    return str(value)
