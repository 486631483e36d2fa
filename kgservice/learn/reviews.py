"""Read reviews: texts with a rating and, where the file has them, a group and helpful votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, isfinite

from kgservice.classify.evaluation.records import field
from kgservice.classify.texts import TextRecord
from kgservice.errors import TableError, nearest


@dataclass(frozen=True, slots=True)
class Reviews:
    """The texts of a file with their ratings, their groups and their votes; the last two None without."""

    texts: list[str]
    ratings: list[float]
    groups: list[str] | None
    votes: list[float] | None


@dataclass(frozen=True, slots=True)
class ReviewFields:
    """Which fields hold what; empty for what a file lacks.  ``levels``: ratings that are words, lowest first."""

    rating: str
    group: str = ""
    votes: str = ""
    levels: tuple[str, ...] = ()


def read_reviews(records: Iterable[TextRecord], file: str, fields: ReviewFields) -> Reviews:
    """Return the reviews in the records of ``file``, in order; ratings that are words become 1, 2 and so on.

    Raises `TableError` with the row for a field that is missing, a rating that is no number or none of the levels, and
    votes below 0.
    """
    found = Reviews([], [], [] if fields.group else None, [] if fields.votes else None)
    for record in records:
        found.texts.append(record.text)
        found.ratings.append(_rating(record, file, fields))
        if found.groups is not None:
            found.groups.append(str(field(record, (fields.group,), file)[1]))
        if found.votes is not None:
            found.votes.append(_number(record, fields.votes, file, 0))
    return found


def _rating(record: TextRecord, file: str, fields: ReviewFields) -> float:
    if not fields.levels:
        return _number(record, fields.rating, file)
    return _level(record, fields.rating, fields.levels, file)


def _number(record: TextRecord, name: str, file: str, least: float = -inf) -> float:
    _, cell = field(record, (name,), file)
    try:
        value = float(str(cell))
    except ValueError:
        value = inf
    if not isfinite(value):
        fix = "Write a number, or name the levels of ratings that are words, lowest first."
        raise TableError(file, record.number, name, f"{cell!r:.40} is no number", fix)
    if value < least:
        raise TableError(file, record.number, name, f"{value:g} is below {least:g}", "Correct it.")
    return value


def _level(record: TextRecord, name: str, levels: Sequence[str], file: str) -> float:
    _, cell = field(record, (name,), file)
    if str(cell) not in levels:
        near = ", ".join(nearest(str(cell), levels) or levels)
        raise TableError(file, record.number, name, f"{cell!r:.40} is none of the levels", f"Nearest: {near}.")
    return levels.index(str(cell)) + 1.0
