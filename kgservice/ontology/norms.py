"""Rating norms as their authors publish them, read from the user's own copy.

In: a file of ratings and the name of its format.  Out: one `Norm` per entry, on the scale of its source.  A closed
norm is only ever read: each `Norm` says through its format whether what is made of it may be passed on, and
`affect.write_affect` keeps to that.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from math import sqrt
from pathlib import Path

from kgservice import content
from kgservice.errors import TableError, UnreadableText, nearest
from kgservice.ontology.model import VAD
from kgservice.ontology.norm_formats import Columns, NormFormat, norm_format
from kgservice.ontology.scale import rescale
from kgservice.tsv import Row

Triple = tuple[float, float, float]

COMPONENTS = ("identity", "behavior", "modifier", "setting", "artifact", "value")
"""What an actdata term can be; it becomes the sense mark of the entry, as in ``angry (modifier)``."""

PARTIAL_SETS = ("uga2015", "usstudent2015", "dukecommunity2015", "dukestudent2015")
"""Data sets of actdata that are parts of another: uga2015, dukecommunity2015 and dukestudent2015 together *are*
usfullsurveyor2015 (their n add up to its n and their weighted means to its means for all 2,403 terms)."""

COMPUTED_SETS = ("mostafaviestimates2022",)
"""Data sets of actdata that nobody rated."""


@dataclass(frozen=True, slots=True)
class Norm:
    """The rating of one entry: three numbers in the order of ``format.dimensions``, on the scale of the source.

    ``sd``: spread over raters, ``n``: how many they were, both per dimension; None where the source has none.
    """

    entry: str
    format: NormFormat
    mean: Triple
    sd: Triple | None
    n: tuple[int, int, int] | None

    @property
    def source(self) -> str:
        """The key of the source."""
        return self.format.source

    @property
    def licence(self) -> str:
        """The licence of the source."""
        return self.format.licence

    @property
    def redistributable(self) -> bool:
        """Whether the source allows to pass its figures on."""
        return self.format.redistributable

    @property
    def vad(self) -> VAD:
        """The mean on -1 to 1; not defined for evaluation, potency and activity (see `epa`)."""
        low, high = self.format.low, self.format.high
        return VAD(*(rescale(x, low, high, name) for x, name in zip(self.mean, self.format.dimensions, strict=True)))

    @property
    def half_range(self) -> float:
        """How many units of the source's scale make one unit of -1 to 1."""
        return (self.format.high - self.format.low) / 2


def read_norms(file: Path, format: str) -> dict[str, Norm]:
    """Read a file of ratings.

    ``format``: a key of `norm_formats.FORMATS`.  Returns entry to `Norm` in file order; an entry is what the source
    prints, with underscores as spaces, and may carry a sense mark, as in ``content (happy)``.  The rows of one
    actdata term are pooled (see `pool`) and its component becomes the mark, as in ``hurt (modifier)``.  Raises
    `UnknownNormFormat`; `UnreadableText` for a file that is not UTF-8; `TableError` naming file, row, column and fix
    for a missing file or column, a number that is none or lies outside the printed scale, an entry twice.
    """
    norm = norm_format(format)
    rows = _rows(file, norm)
    found = _pooled(rows, norm) if norm.name == "actdata" else _plain(rows, norm)
    norms = {entry.entry: entry for entry in found}
    if norm.name == "nrc-vad-2" and norms and all(min(entry.mean) >= 0 for entry in norms.values()):
        fix = "Version 1 runs from 0 to 1: give the format nrc-vad for it."
        raise TableError(content.display(file), None, None, "no number is below 0", fix)
    return norms


def find(norms: Mapping[str, Norm], word: str) -> Norm | None:
    """Return the norm of an entry, or of the word with a mark that its format allows; None when there is none.

    >>> angry = Norm("angry (modifier)", norm_format("actdata"), (-1.9, 0.2, 1.6), None, None)
    >>> find({angry.entry: angry}, "angry") is angry
    True
    >>> find({angry.entry: angry}, "jovial") is None
    True
    """
    marks = next(iter(norms.values())).format.marks if norms else ()
    entries = (word, *(f"{word} ({mark})" for mark in marks))
    return next((norms[entry] for entry in entries if entry in norms), None)


def pool(parts: Sequence[Norm]) -> Norm:
    """Return one norm for several independent samples of raters of the same entry.

    Samples that publish raters and spread are weighted by their raters, and the others (older ones) are left out;
    the spread is that of all raters together, within and between samples.  Where no sample publishes them, the plain
    mean is taken and neither spread nor raters are given.  ``parts`` must not be empty.

    >>> sample = norm_format("actdata")
    >>> first = Norm("calm", sample, (2.0, 1.0, 0.0), (1.0, 1.0, 1.0), (30, 30, 30))
    >>> second = Norm("calm", sample, (3.0, 1.0, 0.0), (1.0, 1.0, 1.0), (10, 10, 10))
    >>> pool([first, second]).mean, pool([first, second]).n
    ((2.25, 1.0, 0.0), (40, 40, 40))
    """
    counted = [part for part in parts if part.sd is not None and part.n is not None]
    if not counted:
        first, second, third = (sum(part.mean[i] for part in parts) / len(parts) for i in range(3))
        return Norm(parts[0].entry, parts[0].format, (first, second, third), None, None)
    v, a, d = (_pool_dimension([_one(part, i) for part in counted]) for i in range(3))
    return Norm(parts[0].entry, parts[0].format, (v[0], a[0], d[0]), (v[1], a[1], d[1]), (v[2], a[2], d[2]))


def _one(part: Norm, i: int) -> tuple[float, float, int]:
    assert part.sd is not None and part.n is not None
    return part.mean[i], part.sd[i], part.n[i]


def _pool_dimension(samples: Sequence[tuple[float, float, int]]) -> tuple[float, float, int]:
    total = sum(n for _, _, n in samples)
    mean = sum(n * m for m, _, n in samples) / total
    squares = sum((n - 1) * sd**2 + n * (m - mean) ** 2 for m, sd, n in samples)
    return mean, sqrt(squares / max(total - 1, 1)), total


def _plain(rows: Iterable[Row], norm: NormFormat) -> Iterator[Norm]:
    seen: dict[str, int] = {}
    for row in rows:
        entry = _entry(row)
        if entry in seen:
            raise row.error("word", f'"{entry}" stands in row {seen[entry]} already', "Keep one of the two rows.")
        seen[entry] = row.number
        yield _norm(row, norm, entry)


def _pooled(rows: Iterable[Row], norm: NormFormat) -> Iterator[Norm]:
    samples: dict[str, list[Norm]] = defaultdict(list)
    for row in rows:
        component = row.one_of("component", COMPONENTS)
        if row["group"] == "all" and row.required("dataset") not in PARTIAL_SETS + COMPUTED_SETS:
            entry = f"{_entry(row)} ({component})"
            samples[entry].append(_norm(row, norm, entry))
    for parts in samples.values():
        yield pool(parts)


def _entry(row: Row) -> str:
    return row.required("word").replace("_", " ")


def _norm(row: Row, norm: NormFormat, entry: str) -> Norm:
    mean = tuple(_number(row, column, norm) for column in norm.mean)
    sd = _filled(row, norm.sd)
    n = _filled(row, norm.n)
    return Norm(entry, norm, _triple(mean), sd, (round(n[0]), round(n[1]), round(n[2])) if n else None)


def _number(row: Row, column: str, norm: NormFormat) -> float:
    try:
        return row.number_in(column, norm.low, norm.high)
    except TableError as error:
        raise row.error(column, error.problem, norm.hint if "outside" in error.problem else error.fix) from None


def _filled(row: Row, columns: Columns | None) -> Triple | None:
    """Return the numbers of three columns, or None where the source leaves one of them empty."""
    if columns is None or any(row[column] in ("", "NA") for column in columns):
        return None
    return _triple(tuple(row.number_in(column, 0, 1e6) for column in columns))


def _triple(numbers: Sequence[float]) -> Triple:
    first, second, third = numbers
    return first, second, third


def _rows(file: Path, norm: NormFormat) -> Iterator[Row]:
    name = content.display(file)
    text = _text(file, name)
    if "\t" in text.partition("\n")[0]:
        reader = csv.reader(StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(StringIO(text, newline=""))
    header = _header(next(reader, []), name, norm)
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            problem = f"{len(cells)} cells instead of {len(header)}"
            raise TableError(name, reader.line_num, None, problem, "Give the file as its authors publish it.")
        yield Row(dict(zip(header, (cell.strip() for cell in cells), strict=True)), name, reader.line_num)


def _header(cells: Sequence[str], file: str, norm: NormFormat) -> list[str]:
    """Return the header with the format's own spelling of its columns, and ``word`` for the column of entries."""
    given = [cell.strip().lower().replace("_", " ") for cell in cells]
    wanted = [*norm.mean, *(norm.sd or ()), *(norm.n or ())]
    wanted += ["component", "dataset", "group"] if norm.name == "actdata" else []
    header = list(cells)
    for column in wanted:
        header[_position(given, (column,), file, norm)] = column
    header[_position(given, norm.word, file, norm)] = "word"
    return header


def _position(given: Sequence[str], names: Sequence[str], file: str, norm: NormFormat) -> int:
    for name in names:
        if name.lower().replace("_", " ") in given:
            return given.index(name.lower().replace("_", " "))
    near = ", ".join(nearest(names[0].lower(), given)) or "none"
    fix = f"Give a file of the format {norm.name} (nearest column here: {near}), or name its format."
    raise TableError(file, 1, names[0], "the column is missing", fix)


def _text(file: Path, name: str) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise TableError(name, None, None, "the file does not exist", "Give the path of your copy.") from None
    except UnicodeDecodeError as error:
        raise UnreadableText(name, error.start) from None
