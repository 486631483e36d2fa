"""Tab-separated tables, read strictly and written canonically.

The one reader and the one writer of every table of the project: UTF-8, LF, a header row, no quoting, one fact a
cell, lists joined by ``|``, an empty cell for "unknown".  Lines that start with ``#`` before the header are remarks
(generated files say so there).  A broken table raises `TableError` with file, row, column and fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kgservice import content
from kgservice.errors import TableError, UnreadableText, nearest
from kgservice.namespaces import SLUG


class Row(dict[str, str]):
    """One row: cells by column name, and where it stands, for errors."""

    def __init__(self, cells: Mapping[str, str], file: str, number: int) -> None:
        """Keep the cells; ``number`` is the line in the file, counted from 1."""
        super().__init__(cells)
        self.file, self.number = file, number

    def error(self, column: str | None, problem: str, fix: str) -> TableError:
        """Return (not raise) the error that says what is wrong in this row."""
        return TableError(self.file, self.number, column, problem, fix)

    def required(self, column: str) -> str:
        """Return a cell that must not be empty; raises `TableError`."""
        value = self[column]
        if not value:
            raise self.error(column, "the cell is empty", "Fill it in.")
        return value

    def number_in(self, column: str, low: float, high: float) -> float:
        """Return a cell as a number from ``low`` to ``high``, ends included; raises `TableError`."""
        text = self.required(column)
        try:
            value = float(text)
        except ValueError:
            raise self.error(column, f'"{text}" is not a number', f"Write a number from {low:g} to {high:g}.") from None
        if not low <= value <= high:
            raise self.error(column, f"{text} is outside {low:g} to {high:g}", "Correct the value.")
        return value

    def integer(self, column: str) -> int:
        """Return a cell as a whole number; raises `TableError`."""
        text = self.required(column)
        try:
            return int(text)
        except ValueError:
            raise self.error(column, f'"{text}" is not a whole number', "Write digits only.") from None

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """Return a cell that must be one of ``allowed``; raises `TableError` naming the nearest."""
        text, known = self.required(column), list(allowed)
        if text not in known:
            near = nearest(text, known) or tuple(known[:6])
            raise self.error(column, f'"{text}" is not known', f"Nearest: {', '.join(near)}.")
        return text

    def slug(self, column: str) -> str:
        """Return a cell that must be a slug, such as ``sadness-secondary``; raises `TableError`."""
        text = self.required(column)
        if not SLUG.fullmatch(text):
            fix = "Write small letters and digits, parts joined by one hyphen, a letter first."
            raise self.error(column, f'"{text}" is not a slug', fix)
        return text

    def list_of(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds a ``|``-joined list; empty for an empty cell."""
        return tuple(self[column].split("|")) if self[column] else ()


def read(file: Path, columns: Sequence[str], *, optional: Sequence[str] = (), key: Sequence[str] = ()) -> list[Row]:
    """Read a table whose header holds all of ``columns``, maybe some of ``optional``, and nothing else.

    Absent optional columns read as empty cells.  ``key`` names columns whose joint value no two rows may share.
    Returns the rows in file order, maybe none.  Raises `TableError` for a missing file, header or cell, an
    unknown column, a duplicate key; `UnreadableText` when the file is not UTF-8.
    """
    name = content.display(file)
    rows = list(_rows(name, _text(file, name), columns, optional))
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        identity = tuple(row[column] for column in key)
        if key and identity in seen:
            what = ", ".join(identity)
            raise row.error(key[0], f'"{what}" stands in row {seen[identity]} already', "Keep one of the two rows.")
        seen[identity] = row.number
    return rows


def quick_rows(file: Path, columns: Sequence[str]) -> dict[str, str] | None:
    """Return the rows of a table that looks as `dumps` writes it: the other cells, unread, by the first one.

    None for any other file, which `read` then tells what is wrong with, and when two rows begin with the same cell or
    one with an empty one.  Takes a tenth of the time.
    """
    try:
        lines = file.read_bytes().decode().removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    header = "\t".join(columns)
    if header not in lines[:2]:
        return None
    del lines[: lines.index(header) + 1]
    rows = [line.partition("\t") for line in lines]
    found = {first: rest for first, _, rest in rows}
    return found if len(found) == len(rows) and "" not in found else None


def write(file: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, remark: str = "") -> None:
    """Write a table in the canonical form: `dumps` to ``file`` in one step, so that a reader never sees half."""
    content.replace(file, dumps(columns, rows, remark=remark).encode())


def dumps(columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, remark: str = "") -> str:
    r"""Return the canonical text of a table: rows as given, None as an empty cell, tuples joined by ``|``.

    ``remark`` becomes a ``#`` line before the header.  Raises `ValueError` for a tab or line break inside a cell.

    >>> dumps(["id", "alt"], [{"id": "joy", "alt": ("a", "b")}, {"id": "fear", "alt": None}])
    'id\talt\njoy\ta|b\nfear\t\n'
    """
    lines = [f"# {remark}"] if remark else []
    lines.append("\t".join(columns))
    lines += ["\t".join(_cell(row[column]) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = "|".join(map(str, value)) if isinstance(value, tuple) else str(value)
    if any(mark in text for mark in "\t\n\r"):
        raise ValueError(f"a cell cannot hold a tab or a line break: {text!r}")
    return text


def _text(file: Path, name: str) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise TableError(name, None, None, "the file does not exist", "Restore it or give another path.") from None
    except UnicodeDecodeError as error:
        raise UnreadableText(name, error.start) from None


def _rows(name: str, text: str, columns: Sequence[str], optional: Sequence[str]) -> Iterator[Row]:
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), start=1)]
    lines = [(number, line) for number, line in lines if line]
    while lines and lines[0][1].startswith("#"):
        lines.pop(0)
    if not lines:
        raise TableError(name, None, None, "there is no header row", f"Start with: {' '.join(columns)}.")
    header = lines[0][1].split("\t")
    _check_header(name, lines[0][0], header, columns, optional)
    absent = {column: "" for column in optional if column not in header}
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            fix = "Separate the cells with single tabs and keep empty cells."
            column = header[len(cells)] if len(cells) < len(header) else header[-1]
            raise TableError(name, number, column, f"{len(cells)} cells instead of {len(header)}", fix)
        yield Row(dict(zip(header, (cell.strip() for cell in cells), strict=True)) | absent, name, number)


def _check_header(name: str, number: int, header: list[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    known = [*columns, *optional]
    for column in header:
        if column not in known:
            near = nearest(column, known) or tuple(known)
            raise TableError(name, number, column, "the column is not known", f"Nearest: {', '.join(near)}.")
        if header.count(column) > 1:
            raise TableError(name, number, column, "the column stands twice", "Keep one.")
    for column in columns:
        if column not in header:
            raise TableError(name, number, column, "the column is missing", "Add it to the header and to every row.")
