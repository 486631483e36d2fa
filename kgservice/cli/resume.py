"""Find out how far an interrupted output got, and cut off what is half a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kgservice.cli.output import RowFormat
from kgservice.errors import TableError

DELIMITERS = {RowFormat.csv: ",", RowFormat.tsv: "\t"}


def completed(output: Path, format: RowFormat) -> tuple[int, list[str] | None]:
    """Return how many whole rows a file of JSON lines, CSV or TSV holds, and the header of a CSV or TSV.

    What stands behind the last whole row is cut off. (0, None) for a file that is missing or has no whole row.
    Raises `TableError` for a file that is no such table.
    """
    if not output.is_file():
        return 0, None
    with output.open("r+b") as stream:
        if format is RowFormat.json:
            return _whole_lines(stream), None
        return _whole_rows(stream, str(output), DELIMITERS[format])


def _whole_lines(stream: BinaryIO) -> int:
    count, end = 0, 0
    for line in stream:
        if line.endswith(b"\n"):
            count, end = count + 1, end + len(line)
    stream.truncate(end)
    return count


def _whole_rows(stream: BinaryIO, name: str, delimiter: str) -> tuple[int, list[str] | None]:
    read, end, count = 0, 0, 0
    header: list[str] | None = None

    def lines() -> Iterator[str]:
        nonlocal read
        for line in stream:
            if line.endswith(b"\n"):
                read += len(line)
                yield line.decode("utf-8")

    rows = csv.reader(lines(), delimiter=delimiter, strict=True)
    try:
        for cells in rows:
            if header is None:
                header, count = cells, -1
            elif len(cells) != len(header):
                problem = f"{len(cells)} cells instead of {len(header)}"
                raise TableError(name, rows.line_num, None, problem, "Remove what is no output of this command.")
            count, end = count + 1, read
    except csv.Error:  # a quoted cell that stops in the middle
        pass
    stream.truncate(end)
    return max(count, 0), header
