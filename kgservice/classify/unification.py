"""Merge labelled files of different schemes into one Parquet file with the labels of one, and state what is lost.

In: `Corpus` objects.  Out: a row for each row read, and a `Statement` for each corpus.  Rows are streamed; the file
appears when it is whole.  Uses pyarrow (extra ``frames``).

=========== ===================================================================================================
text        as it was
labels      ids of the scheme wanted; empty for a neutral row; null where no label of the row could be carried over
file, row   where it is from, as `classify.texts` counts rows
original    the labels of the row as they stood
conversions one struct a label and target: ``original``, ``label`` (null when lost), ``mappings`` (IRIs of the SSSOM
            records used, none within one scheme), ``predicate``, ``loss``, ``confidence`` (0 to 1, authored), ``via``
=========== ===================================================================================================

A label is carried over when the conversion is exact, close, or to something broader; one that could be several things
is lost (see `evaluation.meanings`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice.classify.corpus import Corpus
from kgservice.classify.evaluation.dataset import FIELDS
from kgservice.classify.evaluation.meanings import COUNTED, Meaning, cut
from kgservice.classify.evaluation.records import Progress, field, read_records
from kgservice.classify.evaluation.report import LabelUse
from kgservice.classify.prediction import writable
from kgservice.classify.texts import TextRecord
from kgservice.errors import TableError, UnknownId
from kgservice.ontology.conversion import LOSS_OF_PREDICATE, Conversion, Converted
from kgservice.ontology.crosswalk import Crosswalk
from kgservice.ontology.schemes import NEUTRAL, TONE

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 10_000
"""Rows that are written at a time: a row group."""

PREDICATES = {loss: predicate for predicate, loss in LOSS_OF_PREDICATE.items()}

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Statement:
    """What became of one corpus.

    ``labelled``: rows that have a label now; ``neutral``: rows that had none; ``lost``: rows none of whose labels could
    be carried over; ``labels``: every label found with its count, what it becomes and the loss, most frequent first.
    """

    corpus: Corpus
    rows: int
    labelled: int
    neutral: int
    lost: int
    labels: tuple[LabelUse, ...]


def unify(
    corpora: Iterable[Corpus],
    output: Path,
    crosswalk: Crosswalk,
    target: str = TONE,
    *,
    tier: int | None = None,
    drop_lost: bool = False,
    progress: Progress | None = None,
) -> list[Statement]:
    """Write the rows of all corpora, in order, with labels of the scheme ``target`` to the Parquet file ``output``.

    ``tier``: 1, 2 or 3, with ``tone`` alone.  ``drop_lost``: leave out the rows that end without a label though they
    had one.  Raises `TableError` with file and row for a record that is broken or a label that the scheme lacks,
    `UnknownScheme`, `ContentError` for a tier that cannot be, `MissingExtra`; then nothing is written.
    """
    from kgservice.classify.arrow import parquet

    crosswalk.scheme(target)
    statements = []
    partial = output.with_name(output.name + ".partial")
    try:
        with parquet.ParquetWriter(partial, _schema(target, tier)) as writer:
            for corpus in corpora:
                tally = _Tally(corpus, _Converter(crosswalk, corpus.scheme, target, tier))
                rows = (tally.row(record) for record in read_records(corpus.file, corpus.text_field, progress))
                _write(writer, (row for row in rows if not (drop_lost and row["labels"] is None)))
                statements.append(tally.statement())
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return statements


class _Converter:
    """Turns the labels of one scheme into those of the target, each once."""

    def __init__(self, crosswalk: Crosswalk, source: str, target: str, tier: int | None) -> None:
        self.source, self.target, self._crosswalk, self._tier = source, target, crosswalk, tier
        self.has_neutral = crosswalk.scheme(target).get(NEUTRAL) is not None
        self.conversion = cache(self._conversion)
        self.rows = cache(self._rows)

    def meaning(self, label: str) -> Meaning:
        """Return the targets of a label, none when it is lost, and the loss; raises `UnknownLabel`."""
        found = self.conversion(label)
        kept = found.labels if found.loss in COUNTED else ()
        return Meaning(frozenset(each.id for each in kept), found.loss)

    def _conversion(self, label: str) -> Conversion:
        return self._crosswalk.convert(label, self.source, self.target, tier=self._tier)

    def _rows(self, label: str) -> tuple[Row, ...]:
        """Return the structs of a label; one without target when it is lost."""
        found = self.conversion(label)
        if found.loss not in COUNTED:
            lost: Row = {"label": None, "mappings": [], "predicate": None, "confidence": 0.0, "via": []}
            return ({"original": label, "loss": found.loss, **lost},)
        return tuple(self._row(label, found, item) for item in found.items)

    def _row(self, label: str, found: Conversion, item: Converted) -> Row:
        return {
            "original": label,
            "label": item.target and item.target.id,
            "mappings": mappings_used(self._crosswalk, found, item),
            "predicate": PREDICATES[item.loss],
            "loss": item.loss,
            "confidence": round(item.confidence, 4),
            "via": list(item.via),
        }


class _Tally:
    """Makes the rows of one corpus and counts what becomes of them."""

    def __init__(self, corpus: Corpus, converter: _Converter) -> None:
        self._corpus, self._converter = corpus, converter
        self._rows: Counter[str] = Counter()
        self._uses: Counter[str] = Counter()

    def row(self, record: TextRecord) -> Row:
        """Return the row of a record; raises `TableError`."""
        original = self._labels(record)
        conversions = [row for label in original for row in self._converter.rows(label)]
        labels: list[str] | None = list(dict.fromkeys(str(row["label"]) for row in conversions if row["label"]))
        if not original:
            labels = [NEUTRAL] if self._converter.has_neutral else []
        elif not labels:
            labels = None
        self._uses.update(original)
        self._rows["neutral" if not original else "lost" if labels is None else "labelled"] += 1
        return {
            "text": writable(record.text),
            "labels": labels,
            "file": str(self._corpus.file),
            "row": record.number,
            "original": list(original),
            "conversions": conversions,
        }

    def _labels(self, record: TextRecord) -> tuple[str, ...]:
        name = str(self._corpus.file)
        column, cell = field(record, (self._corpus.label_field,) if self._corpus.label_field else FIELDS, name)
        try:
            labels = cut(cell, self._converter.meaning)
            if labels is None:
                fix = "Give a label or a list of labels, empty for neutral."
                raise TableError(name, record.number, column, f"{cell!r:.40} is no label", fix)
            for label in labels:
                self._converter.conversion(label)
        except UnknownId as error:
            problem, _, fix = str(error).partition(". ")
            raise TableError(name, record.number, column, problem, fix or "Name the scheme it is from.") from None
        return labels

    def statement(self) -> Statement:
        """Return what became of the rows so far."""
        meaning = self._converter.meaning
        used = sorted(self._uses.items(), key=lambda pair: (-pair[1], pair[0]))
        labels = (LabelUse(x, n, tuple(sorted(meaning(x).emotions)), meaning(x).loss) for x, n in used)
        labelled, neutral, lost = (self._rows[kind] for kind in ("labelled", "neutral", "lost"))
        return Statement(self._corpus, self._rows.total(), labelled, neutral, lost, tuple(labels))


def mappings_used(crosswalk: Crosswalk, conversion: Conversion, item: Converted) -> list[str]:
    """Return the IRIs of the mapping records behind one item of a conversion; none within one scheme.

    >>> from kgservice.ontology import crosswalk
    >>> fear = crosswalk.convert("fear", "goemotions", "ekman")
    >>> [iri.rpartition("/")[2] for iri in mappings_used(crosswalk.load(), fear, fear.items[0])]
    ['goemotions-ekman.fear.exactMatch.fear']
    """
    source, target = conversion.label.scheme, conversion.target
    if item.target is None or source == target:
        return []
    start, goal = conversion.label.id, item.target.id
    if not item.via:
        return _iris(crosswalk, f"{source}-{target}", start, goal) or _iris(
            crosswalk, f"{target}-{source}", goal, start
        )
    return _iris(crosswalk, source, start, item.via[0]) + _iris(crosswalk, target, goal, item.via[-1])


def _iris(crosswalk: Crosswalk, name: str, subject: str, end: str) -> list[str]:
    from kgservice.ontology.scheme_graph import mapping_iri  # rdflib, which reading labels does without

    known = crosswalk.sets.get(name)
    return [mapping_iri(name, row) for row in known.of(subject) if row.object == end] if known else []


def _schema(target: str, tier: int | None) -> pa.Schema:
    from kgservice import __version__
    from kgservice.classify.arrow import pa

    texts = pa.list_(pa.string())
    names = ("original", "label", "mappings", "predicate", "loss", "confidence", "via")
    types = {"mappings": texts, "confidence": pa.float64(), "via": texts}
    conversion = pa.struct([(name, types.get(name, pa.string())) for name in names])
    columns = {"text": pa.string(), "labels": texts, "file": pa.string(), "row": pa.int64(), "original": texts}
    metadata = {"kgservice": __version__, "target": target, "tier": str(tier or "")}
    return pa.schema([*columns.items(), ("conversions", pa.list_(conversion))], metadata=metadata)


def _write(writer: pa.parquet.ParquetWriter, rows: Iterator[Row]) -> None:
    from kgservice.classify.arrow import pa

    while batch := list(islice(rows, BATCH)):
        writer.write_table(pa.Table.from_pylist(batch, writer.schema))
