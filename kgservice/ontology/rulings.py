"""What people rule about computed links: ``ontology/dependency-decisions.tsv``, the only part of them that is edited.

In: that table and derived rows.  Out: the same rows, those ruled on as accepted or rejected, with who and when in
their evidence.  So rows may be derived again and no ruling is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kgservice import tsv
from kgservice.ontology.model import Dependency
from kgservice.ontology.tables import DEPENDENCY_KEY
from kgservice.tsv import Row

COLUMNS = (*DEPENDENCY_KEY, "ruling", "reviewer", "date", "reason")
RULINGS = ("accepted", "rejected")
_MARK = re.compile(r" \[(?:accepted|rejected) by .*\]$")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about one row: ``key`` is its `tables.DEPENDENCY_KEY`, ``ruling`` one of `RULINGS`."""

    key: tuple[str, ...]
    ruling: str
    reviewer: str
    date: str
    reason: str
    row: Row


def read_rulings(file: Path) -> list[Ruling]:
    """Read the rulings; empty when the file is absent.

    Raises `TableError` for an unknown ruling, an empty reviewer or reason, a date that is not YYYY-MM-DD, two rulings
    on one row.
    """
    if not file.exists():
        return []
    return [_ruling(row) for row in tsv.read(file, COLUMNS, key=DEPENDENCY_KEY)]


def _ruling(row: Row) -> Ruling:
    try:
        date.fromisoformat(row.required("date"))
    except ValueError:
        raise row.error("date", f'"{row["date"]}" is not a date', "Write it as 2026-01-31.") from None
    key = tuple(row.required(column) for column in DEPENDENCY_KEY)
    ruling = row.one_of("ruling", RULINGS)
    return Ruling(key, ruling, row.required("reviewer"), row["date"], row.required("reason"), row)


def apply_rulings(rows: Iterable[Dependency], rulings: Sequence[Ruling]) -> list[Dependency]:
    """Return the rows in their order, those ruled on with that status.

    Raises `TableError` for a ruling on a row that is not there or that is published: what a source says is not ruled
    on here.
    """
    by_key = {ruling.key: ruling for ruling in rulings}
    ruled = [_ruled(row, by_key.pop(row.key, None)) for row in rows]
    for ruling in by_key.values():
        raise ruling.row.error(None, "no derived row has this key", "Remove the ruling, or correct its key.")
    return ruled


def _ruled(row: Dependency, ruling: Ruling | None) -> Dependency:
    if ruling is None:
        return row
    if row.status == "published":
        raise ruling.row.error("ruling", "the row is published", "Correct it in published.tsv instead.")
    mark = f" [{ruling.ruling} by {ruling.reviewer} on {ruling.date}: {ruling.reason}]"
    return replace(row, status=ruling.ruling, evidence=row.evidence + mark)


def without_ruling(row: Dependency) -> Dependency:
    """Return a ruled row as it was derived; any other row unchanged."""
    derived = _MARK.sub("", row.evidence)
    return row if derived == row.evidence else replace(row, status="computed", evidence=derived)
