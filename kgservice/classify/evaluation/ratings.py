"""Read texts whose valence, arousal and dominance people rated.

A record holds three numbers: in one field (a list, or an object with the names of the dimensions) or in three.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgservice.classify.evaluation.records import Progress, field, read_records
from kgservice.classify.evaluation.selection import Selection, select
from kgservice.classify.texts import TextRecord
from kgservice.errors import TableError, VadRangeError
from kgservice.ontology.model import DIMENSIONS, VAD
from kgservice.ontology.scale import rescale

ONE_FIELD = "vad"
"""Where the three numbers are looked for when no field is named; else in fields named like the dimensions."""


@dataclass(frozen=True, slots=True)
class RatedReading:
    """How a file of ratings is to be read.

    ``fields``: one name or three; by default ``vad``, or ``valence``, ``arousal`` and ``dominance``.  ``scale``: lowest
    and highest rating that the source prints; ratings come back on -1 to 1.  ``split``, ``held_out``: see `select`.
    """

    text_field: str = "text"
    fields: tuple[str, ...] = ()
    scale: tuple[float, float] = (-1, 1)
    split: str | None = None
    held_out: bool = False

    def select(self, file: Path) -> Selection:
        """Return which rows of the file are meant; raises as `selection.select`."""
        return select(file, split=self.split, held_out=self.held_out, text_field=self.text_field)


@dataclass(frozen=True, slots=True)
class Rated:
    """A text and how people rated it."""

    line: int
    text: str
    vad: VAD


def read_rated(file: Path, reading: RatedReading, *, progress: Progress | None = None) -> Iterator[Rated]:
    r"""Yield the rated texts of a file lazily, in order, without the rows whose ratings are empty.

    Raises `TableError` with the line for a field that is missing, no number, or outside the scale.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "rows.jsonl"
    ...     _ = file.write_text('{"text": "Lovely.", "vad": [5, 3, 4]}\n')
    ...     next(read_rated(file, RatedReading(scale=(1, 5))))
    Rated(line=1, text='Lovely.', vad=VAD(valence=1.0, arousal=0.0, dominance=0.5))
    """
    keeps = reading.select(file).keeps
    for record in read_records(file, reading.text_field, progress):
        if keeps(record) and (vad := _rating(record, str(file), reading)):
            yield Rated(record.number, record.text, vad)


def _rating(record: TextRecord, file: str, reading: RatedReading) -> VAD | None:
    values = _values(record, file, reading)
    if all(value in (None, "") for _, value in values):
        return None
    low, high = reading.scale
    rated = []
    for (column, value), dimension in zip(values, DIMENSIONS, strict=True):
        try:
            rated.append(rescale(float(str(value)), low, high, dimension))
        except VadRangeError as error:
            fix = "Name the scale that the source prints, its lowest and its highest rating."
            raise TableError(file, record.number, column, str(error), fix) from None
        except ValueError:
            raise TableError(file, record.number, column, f"{value!r:.40} is no number", "Write a number.") from None
    return VAD(*rated)


def _values(record: TextRecord, file: str, reading: RatedReading) -> Sequence[tuple[str, object]]:
    """Return the three cells with the names of their fields."""
    names = reading.fields or ((ONE_FIELD,) if ONE_FIELD in record.fields else DIMENSIONS)
    if len(names) == len(DIMENSIONS):
        return [field(record, (name,), file) for name in names]
    column, cell = field(record, names, file)
    if cell is None:
        return [(column, None)] * len(DIMENSIONS)
    if isinstance(cell, dict):
        return [(column, cell.get(dimension)) for dimension in DIMENSIONS]
    if isinstance(cell, list) and len(cell) == len(DIMENSIONS):
        return [(column, value) for value in cell]
    problem = f"{cell!r:.40} is no list of three numbers"
    raise TableError(file, record.number, column, problem, "Give valence, arousal and dominance, or three fields.")
