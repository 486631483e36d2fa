"""What was learned about words: how they shift the classes, their affect, and how evidence becomes a probability.

In: ``vocab/associations.tsv``, ``word-affect.tsv`` and ``calibration.toml``, all generated.  Out: `Weights`, whose
numbers are packed (see `packing`) so that the sums over a text are made in C.  The files that the project ships are
read quickly; of one that is not as it should be, only the strict reader says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from kgservice import content, tsv
from kgservice.classify import calibration
from kgservice.classify.calibration import CLASSES, Calibration, Numbers
from kgservice.classify.packing import Packing
from kgservice.ontology.model import DIMENSIONS

ASSOCIATIONS = "vocab/associations.tsv"
AFFECT = "vocab/word-affect.tsv"

ASSOCIATION_COLUMNS = ("form", *CLASSES)
AFFECT_COLUMNS = ("form", *DIMENSIONS, "weight", "method", "source")

STEP = 0.01
"""What one unit of an association stands for, in nats."""

SUMS = Packing(len(CLASSES))
"""Packs the associations of a form; sums over a text have one field a class."""

WORDS, WEIGHT, MEAN, SQUARE = 0, 1, 2, 5
"""Fields of the sums of affect: words with one, the sum of their weights; weight times valence, arousal, dominance;
weight times the square of each."""

AFFECTS = Packing(8)
AFFECT_UNIT = 10_000
"""Sums of affect are whole numbers of 1 / 10,000."""

MAX_ASSOCIATION = 5_000
"""Hundredths of a nat; keeps the sums over a segment of a text inside their fields."""


class Weights:
    """The three tables.

    ``alone``: what a token adds to the packed sums; ``pairs``: what a token adds after another, by the first and then
    by the second; ``calibration``.
    """

    def __init__(
        self,
        associations: Mapping[str, Sequence[int]],
        affect: Mapping[str, Sequence[float]],
        calibration: Calibration,
    ) -> None:
        """Hold ``associations``, hundredths of a nat by form, and ``affect``: three dimensions and the weight by word.

        >>> from kgservice.ontology import VAD
        >>> rules = Calibration((0.0,) * 7, {}, 20, 0.5, 0.5, VAD(0, 0, 0), 1.0)
        >>> weights = Weights({"so happy": (0, 0, 0, 150, 0, 0, 0)}, {"happy": (0.9, 0.4, 0.2, 1)}, rules)
        >>> SUMS.unpack(weights.pairs["so"]["happy"])
        (0, 0, 0, 150, 0, 0, 0)
        >>> AFFECTS.unpack(weights.affect_of("happy"))
        (1, 10000, 9000, 4000, 2000, 8100, 1600, 400)
        """
        self.calibration = calibration
        self.alone: dict[str, int] = {}
        self.pairs: dict[str, dict[str, int]] = {}
        self._affect = affect
        for form, values in associations.items():
            packed = SUMS.pack(values)
            if " " in form:
                first, second = form.split(" ")
                self.pairs.setdefault(first, {})[second] = packed
            else:
                self.alone[form] = packed

    def affect_of(self, word: str) -> int:
        """Return what a word adds to the sums of affect; 0 for a word without one, or one that counts for nothing."""
        found = self._affect.get(word)
        if found is None or not found[3]:
            return 0
        *point, weight = found
        means = [round(weight * x * AFFECT_UNIT) for x in point]
        squares = [round(weight * x * x * AFFECT_UNIT) for x in point]
        return AFFECTS.pack([1, round(weight * AFFECT_UNIT), *means, *squares])

    def mirrored(self, word: str) -> int:
        """Return what mirroring the valence of a word adds to the sums of affect that have it already."""
        found = self._affect.get(word)
        if found is None:
            return 0
        return AFFECTS.pack([0, 0, -2 * round(found[3] * found[0] * AFFECT_UNIT), 0, 0, 0, 0, 0])


def load_weights(folder: Path | None = None) -> Weights:
    """Read the three tables of ``folder``, by default the packaged ones.

    Raises `TableError` for a malformed table, naming file, row, column and fix.

    >>> load_weights().calibration.label_share <= 1
    True
    """
    return _packaged() if folder is None else _read(folder)


@cache
def _packaged() -> Weights:
    return _read(content.path("vocab"))


def _read(folder: Path) -> Weights:
    associations, affect, rules = (folder / Path(name).name for name in (ASSOCIATIONS, AFFECT, calibration.FILE))
    return Weights(_associations(associations), _affect(affect), calibration.read_calibration(rules))


def _associations(file: Path) -> dict[str, list[int]]:
    try:
        rows = {cells[0]: list(map(int, cells[1:])) for cells in _cells(file, ASSOCIATION_COLUMNS)}
        sound = all(max(row) <= MAX_ASSOCIATION and min(row) >= -MAX_ASSOCIATION for row in rows.values())
        sound = sound and max((form.count(" ") for form in rows), default=0) < 2
    except ValueError:
        sound = False
    return rows if sound else read_associations(file)


def _cells(file: Path, columns: Sequence[str]) -> list[list[str]]:
    """Return the rows of a file that is exactly as `tsv.dumps` writes it; raises `ValueError` for any other."""
    try:
        header, *lines = file.read_bytes().decode().removesuffix("\n").split("\n")
    except OSError as error:
        raise ValueError(file) from error
    if header.startswith("#"):
        header, *lines = lines
    rows = [line.split("\t") for line in lines]
    if header.split("\t") != list(columns) or not all(len(row) == len(columns) and row[0] for row in rows):
        raise ValueError(file)
    if len({row[0] for row in rows}) != len(rows):
        raise ValueError(file)
    return rows


def read_associations(file: Path) -> dict[str, list[int]]:
    """Read a table of associations strictly: by form, hundredths of a nat for each class; raises `TableError`."""
    found = {}
    for row in tsv.read(file, ASSOCIATION_COLUMNS, key=("form",)):
        form = row.required("form")
        if len(form.split(" ")) > 2 or "" in form.split(" "):
            raise row.error("form", f'"{form}" is neither one token nor two', "Write tokens joined by one space.")
        found[form] = [row.integer(name) for name in CLASSES]
        if too_far := next((name for name in CLASSES if abs(int(row[name])) > MAX_ASSOCIATION), None):
            raise row.error(
                too_far,
                f"{row[too_far]} is outside -{MAX_ASSOCIATION} to {MAX_ASSOCIATION}",
                "Write hundredths of a nat.",
            )
    return found


class _Affect(Mapping[str, Sequence[float]]):
    """Affect by word, whose numbers are read when a word is looked up: most words never are."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._rows = {cells[0]: cells for cells in _cells(file, AFFECT_COLUMNS)}

    def __getitem__(self, word: str) -> Sequence[float]:
        try:
            numbers = tuple(map(float, self._rows[word][1:5]))
        except ValueError:
            numbers = (2.0,)
        if max(numbers) > 1 or min(numbers) < -1:
            read_affect(self._file)  # says what is wrong
        return numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _affect(file: Path) -> Mapping[str, Sequence[float]]:
    try:
        return _Affect(file)
    except ValueError:
        return read_affect(file)


def read_affect(file: Path) -> dict[str, Numbers]:
    """Read a table of word affect strictly: by word, valence, arousal, dominance and weight; raises `TableError`."""
    rows = tsv.read(file, AFFECT_COLUMNS, key=("form",))
    return {
        row.required("form"): (*(row.number_in(name, -1, 1) for name in DIMENSIONS), row.number_in("weight", 0, 1))
        for row in rows
    }
