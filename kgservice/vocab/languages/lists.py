"""Labels from lists, the user's or published ones: tables of emotion, language, label, kind and source."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from kgservice import tsv
from kgservice.ontology.languages import ENGLISH, TAG
from kgservice.ontology.translations import KINDS, Translation
from kgservice.vocab.languages.wordnets import clean

COLUMNS = ("emotion", "language", "label", "kind", "source")
OPTIONAL = ("synset", "method", "confidence", "reviewer")
METHOD = "list"
CONFIDENCE = 0.8
"""Confidence of a row that states none: a published label that was matched by a person or a mapping."""


def read_labels(file: Path, emotions: Collection[str], sources: Collection[str]) -> tuple[Translation, ...]:
    """Read a list of labels, in the order of its rows.

    ``emotions``: the known ids; ``sources``: the ids of ``ontology/sources.tsv``.  Raises `TableError` naming file,
    row, column and fix for an unknown emotion, source, kind or language tag, a label that is no word, a row twice;
    `UnreadableText` when the file is not UTF-8.
    """
    rows = tsv.read(file, COLUMNS, optional=OPTIONAL, key=["emotion", "language", "label"])
    return tuple(_translation(row, emotions, sources) for row in rows)


def _translation(row: tsv.Row, emotions: Collection[str], sources: Collection[str]) -> Translation:
    language, label = row.required("language"), clean(row.required("label"))
    if not TAG.fullmatch(language) or language == ENGLISH:
        fix = "Write a tag such as it or pt-BR; English labels stand in emotions.tsv."
        raise row.error("language", f'"{language}" is no tag of another language', fix)
    if not label:
        raise row.error("label", f'"{row["label"]}" is no word', "Write letters, spaces and hyphens only.")
    return Translation(
        emotion=row.one_of("emotion", emotions),
        language=language,
        label=label,
        kind=row.one_of("kind", KINDS),
        synset=row["synset"],
        source=row.one_of("source", sources),
        method=row.slug("method") if row["method"] else METHOD,
        confidence=row.number_in("confidence", 0, 1) if row["confidence"] else CONFIDENCE,
        reviewer=row["reviewer"],
    )
