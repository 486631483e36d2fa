"""The labels of one corpus turned into those of another scheme, row by row, with how each came about.

In: `TextRecord` after `TextRecord`.  Out: rows as `unification` writes them, and a `Statement` of what became of all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from kgservice.classify.corpus import Corpus
from kgservice.classify.evaluation.dataset import FIELDS
from kgservice.classify.evaluation.meanings import COUNTED, Meaning, cut
from kgservice.classify.evaluation.records import field
from kgservice.classify.evaluation.report import LabelUse
from kgservice.classify.prediction import writable
from kgservice.classify.texts import TextRecord
from kgservice.errors import TableError, UnknownId
from kgservice.ontology.conversion import LOSS_OF_PREDICATE, Conversion, Converted
from kgservice.ontology.crosswalk import Crosswalk
from kgservice.ontology.mapping_trail import mappings_used
from kgservice.ontology.schemes import NEUTRAL

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


class Converter:
    """Turns the labels of one scheme into those of the target, each once."""

    def __init__(self, crosswalk: Crosswalk, source: str, target: str, tier: int | None) -> None:
        """Convert from scheme ``source`` to ``target``; raises `UnknownScheme`."""
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


class Relabelled:
    """Makes the rows of one corpus and counts what becomes of them."""

    def __init__(self, corpus: Corpus, converter: Converter) -> None:
        """Begin with no row."""
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
