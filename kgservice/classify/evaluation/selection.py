"""Which rows of a file are measured: those of one split, a part that nothing was learned from, or all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kgservice.classify.evaluation.records import read_records
from kgservice.classify.texts import TextRecord
from kgservice.errors import TableError, nearest

SPLIT_FIELD, DEV = "split", "dev"
ALL, THIRD = "all rows", "held-out third"

Keeps = Callable[[TextRecord], bool]


@dataclass(frozen=True, slots=True)
class Selection:
    """``name``: what is measured, for people; ``keeps``: whether a record belongs to it."""

    name: str
    keeps: Keeps

    def rest(self) -> Selection:
        """Return the rows that are not measured, from which a baseline may learn."""
        return Selection(f"not {self.name}", lambda record: not self.keeps(record))


def in_held_out_third(text: str) -> bool:
    """Tell whether a text belongs to the third that is kept for measuring: its SHA-256 is a multiple of 3.

    >>> sum(in_held_out_third(f"text {number}") for number in range(9)), in_held_out_third("text 1")
    (4, False)
    """
    return int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), 16) % 3 == 0


def select(file: Path, *, split: str | None = None, held_out: bool = False, text_field: str = "text") -> Selection:
    """Return the rows of ``file`` to measure: all, those of a ``split``, or with ``held_out`` a part kept apart.

    Held out is the split ``dev`` where the file has one, else the third of `in_held_out_third`.  Raises `TableError`
    when no record has the split, and what reading the file raises.
    """
    if split is None and not held_out:
        return Selection(ALL, lambda record: True)
    splits = {str(record.fields.get(SPLIT_FIELD, "")) for record in read_records(file, text_field)}
    if held_out:
        if DEV not in splits:
            return Selection(THIRD, lambda record: in_held_out_third(record.text))
        split = DEV
    elif split not in splits:
        near = nearest(split or "", splits - {""})
        known = ", ".join(near or sorted(splits - {""})) or "none"
        raise TableError(str(file), None, SPLIT_FIELD, f'no record has the split "{split}"', f"The file has: {known}.")
    return Selection(f"split {split}", lambda record: record.fields.get(SPLIT_FIELD) == split)
