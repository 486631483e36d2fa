"""Read labelled texts: what people gave to each, as emotions of one tier.

In: JSON lines, CSV, TSV (gzip too) or Parquet, as `records` reads them.  Out: `Example` after `Example`, in
the order of the file, never all at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kgservice.classify.evaluation.meanings import Meanings, cut, lenient, of_scheme, of_tree
from kgservice.classify.evaluation.records import Progress, read_records
from kgservice.classify.evaluation.records import field as field_of
from kgservice.classify.evaluation.selection import Selection, select
from kgservice.classify.texts import TextRecord
from kgservice.errors import TableError, UnknownId
from kgservice.ontology import Ontology

FIELDS = ("labels", "label")
"""Where the labels are looked for when no field is named."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the emotions of the tier that people gave it: none when they called it neutral.

    ``outside``: it has labels, but none that says which emotion of the tier is meant, so it tests nothing here.
    """

    line: int
    text: str
    gold: frozenset[str]
    outside: bool = False


@dataclass(frozen=True)
class Reading:
    """How a labelled file is to be read.

    ``label_field``: by default ``labels`` or ``label``.  ``scheme``: the scheme of its labels, by default the tree
    itself (ids and names of emotions).  ``tier``: the tier at which is measured, 1, 2 or 3.  ``split``, ``held_out``:
    see `selection.select`.  ``skip_unknown``: leave labels out that the scheme lacks, instead of stopping.
    """

    ontology: Ontology
    text_field: str = "text"
    label_field: str | None = None
    scheme: str | None = None
    tier: int = 1
    split: str | None = None
    held_out: bool = False
    skip_unknown: bool = False
    selection: Selection | None = field(default=None, repr=False)

    @cached_property
    def meanings(self) -> Meanings:
        """What a label means; raises `UnknownScheme`."""
        found = of_tree(self.ontology, self.tier) if self.scheme is None else of_scheme(self.scheme, self.tier)
        return lenient(found) if self.skip_unknown else found

    def select(self, file: Path) -> Selection:
        """Return which rows of the file are meant; raises as `selection.select`."""
        if self.selection is not None:
            return self.selection
        return select(file, split=self.split, held_out=self.held_out, text_field=self.text_field)

    def whole(self) -> Reading:
        """Return the reading of all rows."""
        return replace(self, split=None, held_out=False, selection=None)

    def all_but(self, file: Path) -> Reading:
        """Return the reading of the rows that this one leaves out."""
        return replace(self, selection=self.select(file).rest())


def read_examples(
    file: Path, reading: Reading, *, uses: Counter[str] | None = None, progress: Progress | None = None
) -> Iterator[Example]:
    r"""Yield the examples of a file lazily, in order.

    ``uses``: is given the count of each label.  Raises `TableError` with the line for a record that is broken, has no
    label field or an unknown label; `UnknownScheme`; `UnreadableText` when the file is not UTF-8.

    >>> from tempfile import TemporaryDirectory
    >>> from kgservice.ontology import load_ontology
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "rows.csv"
    ...     _ = file.write_text("text,label\nGreat fun,amusement\nSome rows,neutral\n")
    ...     [(example.text, set(example.gold)) for example in read_examples(file, Reading(load_ontology()))]
    [('Great fun', {'joy'}), ('Some rows', set())]
    """
    keeps = reading.select(file).keeps
    for record in read_records(file, reading.text_field, progress):
        if keeps(record):
            yield _example(record, str(file), reading, uses)


def _example(record: TextRecord, name: str, reading: Reading, uses: Counter[str] | None) -> Example:
    names = FIELDS if reading.label_field is None else (reading.label_field,)
    column, cell = field_of(record, names, name)
    labels = cut(cell, reading.meanings)
    if labels is None:
        problem = f"{cell!r:.40} is no label"
        raise TableError(name, record.number, column, problem, "Give a label or a list of labels, empty for neutral.")
    try:
        gold = frozenset().union(*(reading.meanings(label).emotions for label in labels))
    except UnknownId as error:
        problem, _, fix = str(error).partition(". ")
        scheme = "Name their scheme." if reading.scheme is None else "Correct it or leave unknown labels out."
        raise TableError(name, record.number, column, problem, f"{fix} {scheme}".strip()) from None
    if uses is not None:
        uses.update(labels)
    return Example(record.number, record.text, gold, outside=bool(labels) and not gold)
