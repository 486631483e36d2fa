"""What people rule about candidates: ``vocab/decisions.tsv``, the only table of the vocabulary with reviewers in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgservice import tsv
from kgservice.tsv import Row
from kgservice.vocab.expressions import normal_term

FILE = "vocab/decisions.tsv"
VERDICTS = ("accept", "reject", "reassign")
COLUMNS = ("term", "emotion", "verdict", "to", "weight", "reviewer", "date", "note")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's ruling on one term and emotion.

    ``accept`` keeps the pair, ``reject`` removes it, ``reassign`` gives the term to the emotion ``to`` instead.
    ``weight``: the weight that the reviewer sets, above 0 to 1; None keeps the computed one.
    """

    term: str
    emotion: str
    verdict: str
    to: str
    weight: float | None
    reviewer: str
    date: str
    note: str


def read(file: Path, labels: Mapping[str, str]) -> tuple[Decision, ...]:
    """Read the table, in its order; empty when the file does not exist or has only its header.

    Raises `TableError` for an unknown emotion or verdict, a missing reviewer, a date that is not YYYY-MM-DD, a
    ``to`` that is missing for ``reassign`` or given otherwise, a person who rules the same pair twice.
    """
    if not file.exists():
        return ()
    return tuple(_decision(row, labels) for row in tsv.read(file, COLUMNS, key=["term", "emotion", "reviewer"]))


def _decision(row: Row, labels: Mapping[str, str]) -> Decision:
    verdict = row.one_of("verdict", VERDICTS)
    if (verdict == "reassign") != bool(row["to"]):
        raise row.error("to", "only reassign names another emotion, and must", "Fill it in or empty it.")
    if not DATE.fullmatch(row.required("date")):
        raise row.error("date", f'"{row["date"]}" is not a date', "Write YYYY-MM-DD.")
    return Decision(
        term=normal_term(row),
        emotion=row.one_of("emotion", labels),
        verdict=verdict,
        to=row.one_of("to", labels) if row["to"] else "",
        weight=row.number_in("weight", 0.01, 1) if row["weight"] else None,
        reviewer=row.required("reviewer"),
        date=row["date"],
        note=row["note"],
    )
