"""What people rule about candidates: ``vocab/decisions.tsv``, the only table of the vocabulary with reviewers in it.

The table is a log: a ruling is a row at its end (`review.log` writes it) and no row is ever changed.  What holds after
all rows stands in `review.standing`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kgservice import content, tsv
from kgservice.errors import TableError
from kgservice.tsv import Row
from kgservice.vocab.expressions import normal_term

FILE = "vocab/decisions.tsv"
RULINGS = ("accept", "reject", "reassign", "split")
NOTE, WITHDRAW = "note", "withdraw"
VERDICTS = (*RULINGS, NOTE, WITHDRAW)
COLUMNS = ("term", "emotion", "verdict", "to", "weight", "reviewer", "note", "date")
LATER_COLUMNS = ("to_weight", "adjudicates", "seen")
"""Columns that a table written by hand may lack."""

LOG_COLUMNS = (
    "term",
    "emotion",
    "verdict",
    "to",
    "weight",
    "to_weight",
    "reviewer",
    *LATER_COLUMNS[1:],
    "note",
    "date",
)
"""The order in which the program writes them: ``date`` is last, since a row cut off there has no whole date."""

LEAST_WEIGHT = 0.01
"""The least weight that a person can set; the greatest is 1."""

DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?")
NAME = re.compile(r"[^\s|](?:[^\t\n\r|]{0,58}[^\s|])?")
"""A reviewer: 1 to 60 characters, no bar (names are listed with bars between them), tab or line break."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: what one person ruled on one term and emotion, and when.

    ``verdict``: ``accept`` keeps the pair, ``reject`` removes it, ``reassign`` gives the term to the emotion ``to``
    instead, ``split`` keeps the pair and gives the term to ``to`` as well; ``note`` rules nothing, ``withdraw`` takes
    back the person's newest row on the pair.  ``weight`` and, of a split, ``to_weight``: the weights that the person
    sets, 0.01 to 1; None keeps the computed one.  ``date``: a day, or a second in UTC (``2026-01-31T12:00:00Z``).
    ``adjudicates``: the people whose contradicting rulings this one settles; mostly empty.  ``seen``: whose rulings on
    the pair the person could have seen before; empty for one given blind.
    """

    term: str
    emotion: str
    verdict: str
    to: str
    weight: float | None
    reviewer: str
    date: str
    note: str
    to_weight: float | None = None
    adjudicates: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """The term and the emotion."""
        return self.term, self.emotion

    @property
    def outcome(self) -> str:
        """The ruling in short, such as ``accept`` or ``reassign to joy``; weights and notes play no part."""
        return f"{self.verdict} to {self.to}" if self.to else self.verdict

    def to_dict(self) -> dict[str, object]:
        """Return the row as plain values, in the order of the log."""
        values = {column: getattr(self, column) for column in LOG_COLUMNS}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def read(file: Path, labels: Mapping[str, str]) -> tuple[Decision, ...]:
    """Read the table, in its order; empty when the file is absent, empty or only a header.

    Raises `TableError` for an unknown emotion or verdict, a missing or impossible reviewer, a date that is none, a
    ``to`` that is missing for ``reassign`` and ``split`` or given otherwise or the emotion itself, a weight outside
    0.01 to 1 or where nothing is accepted, a last line that was torn off.
    """
    if not file.exists() or not file.stat().st_size:
        return ()
    _refuse_torn(file)
    rows = tsv.read(file, COLUMNS, optional=LATER_COLUMNS)
    return tuple(decision(row, labels) for row in rows)


def decision(row: Row, labels: Mapping[str, str]) -> Decision:
    """Return the decision in a row; raises `TableError` as `read` does."""
    verdict = row.one_of("verdict", VERDICTS)
    _check_other(row, verdict)
    return Decision(
        term=normal_term(row),
        emotion=row.one_of("emotion", labels),
        verdict=verdict,
        to=row.one_of("to", labels) if row["to"] else "",
        weight=_weight(row, "weight", verdict in ("accept", "reassign", "split")),
        reviewer=_name(row, "reviewer", row.required("reviewer")),
        date=_date(row),
        note=row["note"],
        to_weight=_weight(row, "to_weight", verdict == "split"),
        adjudicates=tuple(_name(row, "adjudicates", name) for name in row.list_of("adjudicates")),
        seen=tuple(_name(row, "seen", name) for name in row.list_of("seen")),
    )


def torn_end(data: bytes) -> bytes:
    r"""Return what stands after the last line break of a table's bytes, "" when that is nothing or a whole row.

    A row is whole when it has as many cells as the header and a date.

    >>> torn_end(b"term\tdate\njoy\t2026-01-31\nfear\t2026-"), torn_end(b"term\tdate\njoy\t2026-01-31")
    (b'fear\t2026-', b'')
    """
    *lines, end = data.split(b"\n")
    header = next((line for line in lines if not line.startswith(b"#")), b"").split(b"\t")
    cells = end.split(b"\t")
    if not end or b"date" not in header or len(cells) != len(header):
        return end
    return b"" if DATE.fullmatch(cells[header.index(b"date")].decode("utf-8", "replace").strip()) else end


def _refuse_torn(file: Path) -> None:
    data = file.read_bytes()
    if torn_end(data):
        problem = "the last line is torn: a program was stopped while it wrote"
        fix = "Run: kgservice review --list, which keeps every whole line."
        raise TableError(content.display(file), data.count(b"\n") + 1, None, problem, fix)


def _check_other(row: Row, verdict: str) -> None:
    if (verdict in ("reassign", "split")) != bool(row["to"]):
        problem = "only reassign and split name another emotion, and must"
        raise row.error("to", problem, "Fill it in or empty it.")
    if row["to"] and row["to"] == row["emotion"]:
        raise row.error("to", f'"{row["to"]}" is the emotion itself', "Name another emotion.")


def _weight(row: Row, column: str, is_allowed: bool) -> float | None:
    if row[column] and not is_allowed:
        raise row.error(column, f"{row['verdict']} sets no such weight", "Empty the cell.")
    return row.number_in(column, LEAST_WEIGHT, 1) if row[column] else None


def _name(row: Row, column: str, name: str) -> str:
    if not NAME.fullmatch(name):
        raise row.error(column, f'"{name}" is no name', "Write 1 to 60 characters, no tab or bar.")
    return name


def _date(row: Row) -> str:
    written = row.required("date")
    try:
        datetime.fromisoformat(written)
    except ValueError:
        written = ""
    if not DATE.fullmatch(written):
        problem = f'"{row["date"]}" is not a date'
        raise row.error("date", problem, "Write YYYY-MM-DD, or a second of UTC as 2026-01-31T12:00:00Z.")
    return written
