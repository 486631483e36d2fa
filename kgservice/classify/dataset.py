"""Read labelled texts for evaluation and roll their labels up to the six primaries.

In: JSON lines (``text``, ``labels``: a list) or CSV/TSV (``text`` and ``label`` or ``labels``, joined by ``|``), as
`texts.read_texts` reads them; a field ``split`` is optional.  Out: `Example` after `Example`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgservice.classify.texts import TextRecord, kind_of, read_texts
from kgservice.errors import TableError, nearest
from kgservice.ontology import Ontology

FIELDS = ("labels", "label")
NEUTRAL = "neutral"
"""What a row without an emotion may say instead of nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the primary emotions that people gave it: none when they called it neutral.

    ``outside``: it has labels, but all of them stand beside the tree (extension emotions), so it tests nothing here.
    """

    line: int
    text: str
    gold: frozenset[str]
    outside: bool = False


def read_examples(
    file: Path, ontology: Ontology, *, split: str | None = None, progress: Callable[[int], None] | None = None
) -> Iterator[Example]:
    """Yield the examples of a file lazily, in order; those of one ``split`` only, when one is named.

    ``progress`` is called with the number of bytes read so far.  Labels are emotion ids of any tier, or their names.
    Raises `TableError` with the line for a record that is broken, has no label field or an unknown label, and when no
    record has the split; `UnreadableText` when the file is not UTF-8.
    """
    name, splits = str(file), set()
    with file.open("rb") as stream:
        for record in read_texts(stream, name, kind_of(name)):
            if progress:
                progress(record.end)
            splits.add(str(record.fields.get("split", "")))
            if split is None or record.fields.get("split") == split:
                yield _example(record, name, ontology)
    if split is not None and split not in splits:
        known = ", ".join(sorted(splits - {""})) or "none"
        raise TableError(name, None, "split", f'no record has the split "{split}"', f"Splits of the file: {known}.")


def _example(record: TextRecord, name: str, ontology: Ontology) -> Example:
    labels = _labels(record, name)
    emotions = [_emotion(label, record, name, ontology) for label in labels if label != NEUTRAL]
    roots = [ontology.at(emotion, 1) for emotion in emotions]
    gold = frozenset(root.id for root in roots if root is not None)
    return Example(record.number, record.text, gold, outside=bool(emotions) and not gold)


def _labels(record: TextRecord, name: str) -> list[str]:
    for field in FIELDS:
        value = record.fields.get(field)
        if isinstance(value, str):
            return [label.strip() for label in value.split("|") if label.strip()]
        if isinstance(value, list) and all(isinstance(label, str) for label in value):
            return value
    fix = 'Give each record "labels": a list of emotions, empty for neutral.'
    raise TableError(name, record.number, "labels", "there are no labels", fix)


def _emotion(label: str, record: TextRecord, name: str, ontology: Ontology) -> str:
    if label in ontology:
        return label
    if named := ontology.labelled(label):
        return named[0].id
    near = nearest(label, [*ontology.ids, *(emotion.label for emotion in ontology)])
    fix = f"Nearest: {', '.join(near)}." if near else "Use emotion ids, or map the labels first."
    raise TableError(name, record.number, "labels", f'no emotion "{label}"', fix)
