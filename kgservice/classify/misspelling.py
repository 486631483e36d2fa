"""Slips of the pen in terms: "hapy", "exicted", "anxieus".

In: ``vocab/misspellings.tsv``, which `kgservice.classify.lookalikes` makes: the forms whose slips are read, what the
least usual slip of each costs that is still read (see `kgservice.classify.slips`), and which of its slips are rather
another word, or a slip of one.  Out: the form that a misspelt word stands for.  The first letter is always right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kgservice import content, tsv
from kgservice.classify.neighbours import Neighbours
from kgservice.classify.slips import KINDS

FILE = "vocab/misspellings.tsv"
COLUMNS = ("form", "cost", "lookalikes")
SHORTEST = min(kind.letters for kind in KINDS) - 1
"""Letters of the shortest slip; what is shorter needs no look into the table."""

MOST = max(kind.cost for kind in KINDS)
"""What the least usual slip costs."""

MisspellingRow = tuple[str, float, str]
"""A form, what its slips may cost, and its lookalikes joined by "|"."""


class Limit(NamedTuple):
    """What is read as a slip of a form: what costs no more than ``cost``, save ``lookalikes``, joined by "|"."""

    cost: float
    lookalikes: str


class Misspellings:
    """The forms whose slips are read.

    >>> misspellings = Misspellings([("excited", 45, "evicted|exited")])
    >>> misspellings.get("exicted"), misspellings.get("exited"), misspellings.get("excited")
    ('excited', None, None)
    """

    def __init__(self, rows: Iterable[MisspellingRow]) -> None:
        """Hold the rows of a table."""
        self._limits = {form: Limit(cost, lookalikes) for form, cost, lookalikes in rows}
        self._forms = Neighbours(self._limits)

    def __iter__(self) -> Iterator[str]:
        """Yield the forms."""
        return iter(self._limits)

    def get(self, word: str) -> str | None:
        """Return the form that a misspelt word stands for, of several the likeliest; None for any other word."""
        found: list[tuple[float, float, str]] = []
        if word not in self._limits and word.isascii() and word.isalpha():
            for form, kind in self._forms.near(word):
                most, lookalikes = self._limits[form]
                if kind.cost <= most and len(form) >= kind.letters and word not in lookalikes.split("|"):
                    found.append((kind.cost, -most, form))
        return min(found)[2] if found else None


def form_of(word: str) -> str | None:
    """Return the form that a misspelt word stands for by the packaged table, which is read at the first call; or None.

    >>> form_of("exicted"), form_of("exited"), form_of("excited")
    ('excited', None, None)
    """
    return _packaged().get(word)


def load_misspellings(file: Path | None = None) -> Misspellings:
    """Return the misspellings of a table, by default of the packaged one; raises `TableError`.

    >>> load_misspellings().get("hapy")
    'happy'
    """
    return _packaged() if file is None else _read(file)


@cache
def _packaged() -> Misspellings:
    return _read(content.path(*FILE.split("/")))


def _read(file: Path) -> Misspellings:
    return Misspellings(_quick_rows(file) or _checked_rows(file))


def _quick_rows(file: Path) -> list[MisspellingRow] | None:
    """Return the rows of a table as the project ships it; None for any other, of which `_checked_rows` tells more."""
    rows = tsv.quick_rows(file, COLUMNS)
    try:
        return [_row(form, *cells.split("\t")) for form, cells in rows.items()] if rows is not None else None
    except (TypeError, ValueError):
        return None


def _row(form: str, cost: str, lookalikes: str) -> MisspellingRow:
    if not 0 <= float(cost) <= MOST:
        raise ValueError(cost)
    return form, float(cost), lookalikes


def _checked_rows(file: Path) -> list[MisspellingRow]:
    rows = tsv.read(file, COLUMNS, key=("form",))
    return [(row.required("form"), row.number_in("cost", 0, MOST), row["lookalikes"]) for row in rows]
