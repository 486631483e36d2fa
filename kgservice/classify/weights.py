"""What was learned about words: how they shift the classes, their affect, and how evidence becomes a probability.

In: ``vocab/associations.tsv``, ``word-affect.tsv`` and ``calibration.toml``, all generated.  Out: `Weights`, whose
numbers are read when a word is first met (see `amounts`).  The files that the project ships are read quickly; of one
that is not as it should be, only the strict reader says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from kgservice import content, tsv
from kgservice.classify import calibration
from kgservice.classify.amounts import Amounts, Shift
from kgservice.classify.calibration import CLASSES, Calibration, Numbers
from kgservice.ontology.model import DIMENSIONS

ASSOCIATIONS = "vocab/associations.tsv"
AFFECT = "vocab/word-affect.tsv"

ASSOCIATION_COLUMNS = ("form", *CLASSES)
AFFECT_COLUMNS = ("form", *DIMENSIONS, "weight", "method", "source")

MAX_ASSOCIATION = 5_000
"""Hundredths of a nat; what is beyond is a mistake."""


class Weights:
    """The three tables.

    Rows are read when a word is first met: most never are.  ``calibration``: see there.
    """

    def __init__(
        self,
        associations: Mapping[str, Sequence[int] | str],
        affect: Mapping[str, Sequence[float]],
        calibration: Calibration,
        check: Callable[[], object] = dict,
    ) -> None:
        """Hold ``associations``, hundredths of a nat by form, and ``affect``: three dimensions and the weight by word.

        The numbers of an association may be text, joined by tabs; ``check`` is called when such a text holds none, and
        should raise what is wrong.

        >>> from kgservice.ontology import VAD
        >>> rules = Calibration((0.0,) * 7, {}, 20, 0.5, 0.5, VAD(0, 0, 0), 1.0)
        >>> weights = Weights({"so happy": (0, 0, 0, 150, 0, 0, 0)}, {"happy": (0.9, 0.4, 0.2, 1)}, rules)
        >>> weights.pair("so", "happy").values, weights.pair("so", "sad")
        ([0.0, 0.0, 0.0, 150.0, 0.0, 0.0, 0.0], None)
        >>> weights.affect_of("happy").affect[:5]
        [1.0, 10000.0, 9000.0, 4000.0, 2000.0]
        """
        self.calibration = calibration
        self._affect, self._check = affect, check
        self._alone = associations
        self.pairs: list[tuple[str, str]] = []
        for form in associations:
            if " " in form:
                first, _, second = form.partition(" ")
                self.pairs.append((first, second))
                if " " in second:
                    check()

    def alone(self, token: str) -> Shift | None:
        """Return how a form shifts the classes; None when it has no association."""
        row = self._alone.get(token)
        return None if row is None else self._shift(row)

    def pair(self, first: str, second: str) -> Shift | None:
        """Return how two tokens side by side shift the classes, besides what each does; None: they do not."""
        return self.alone(f"{first} {second}")

    def _shift(self, row: Sequence[int] | str) -> Shift:
        if not isinstance(row, str):
            return Shift(row)
        try:
            values = list(map(int, row.split("\t")))
            if len(values) == len(CLASSES) and max(values) <= MAX_ASSOCIATION and min(values) >= -MAX_ASSOCIATION:
                return Shift(values)
        except ValueError:
            pass
        self._check()
        raise ValueError(row)

    def affect_of(self, word: str) -> Amounts | None:
        """Return what a word adds to the sums of affect; None for one without any, or one that counts for nothing."""
        if word not in self._affect:  # asked first, since Mapping.get raises inside, which is slow
            return None
        found = self._affect[word]
        return None if not found[3] else Amounts((), found[3], found[:3])


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
    found = tsv.quick_rows(associations, ASSOCIATION_COLUMNS)
    check = partial(read_associations, associations)
    return Weights(found or check(), _affect(affect), calibration.read_calibration(rules), check)


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
    """Affect by word, whose numbers are read when a word is looked up."""

    def __init__(self, rows: Mapping[str, str], check: Callable[[], object]) -> None:
        self._rows, self._check = rows, check

    def __getitem__(self, word: str) -> Sequence[float]:
        try:
            numbers = tuple(map(float, self._rows[word].split("\t")[:4]))
        except ValueError:
            numbers = (2.0,)
        if len(numbers) != 4 or max(numbers) > 1 or min(numbers) < -1:
            self._check()
            raise ValueError(word)
        return numbers

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _affect(file: Path) -> Mapping[str, Sequence[float]]:
    check = partial(read_affect, file)
    rows = tsv.quick_rows(file, AFFECT_COLUMNS)
    return check() if rows is None else _Affect(rows, check)


def read_affect(file: Path) -> dict[str, Numbers]:
    """Read a table of word affect strictly: by word, valence, arousal, dominance and weight; raises `TableError`."""
    rows = tsv.read(file, AFFECT_COLUMNS, key=("form",))
    return {
        row.required("form"): (*(row.number_in(name, -1, 1) for name in DIMENSIONS), row.number_in("weight", 0, 1))
        for row in rows
    }
