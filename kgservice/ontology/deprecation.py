"""Emotions that an earlier release had and this one retired: `Deprecation`.

In: ``ontology/deprecated.tsv``, where it exists.  Out: one record a retired id, or a `TableError`.  An id is never
deleted and never used again: look-ups name the replacement (`kgservice.errors.DeprecatedEmotion`), and the release
keeps label and definition, marked ``owl:deprecated``, without anything that says what the emotion is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgservice import tsv
from kgservice.errors import nearest
from kgservice.namespaces import SLUG, emotion_iri
from kgservice.tsv import Row

COLUMNS = (
    *("id", "label", "replaced_by", "replaced_by_labels"),
    *("since", "reason", "definition", "definition_source"),
)
"""The columns of the table: last those that are taken over from ``emotions.tsv`` as they stood."""

PREFIX = "obsolete "
"""What the released label of a retired emotion begins with, as OBO ontologies have it."""

_VERSION = re.compile(r"\d+\.\d+\.\d+")
_NOTE = re.compile(r"Deprecated in (\S+): (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A retired emotion.

    ``replaced_by``: ids to use instead, sorted; one is an exact replacement, several are candidates, and there may be
    none.  ``since``: the release that retired it.  ``reason``: a sentence.
    """

    id: str
    label: str
    replaced_by: tuple[str, ...]
    since: str
    reason: str
    definition: str
    definition_source: str

    @property
    def iri(self) -> str:
        """The IRI that the emotion had and keeps."""
        return emotion_iri(self.id)

    @property
    def note(self) -> str:
        """Since when and why, as one text; `read_note` takes it apart."""
        return f"Deprecated in {self.since}: {self.reason}"


def read_note(note: str) -> tuple[str, str]:
    """Return the release and the reason that a `Deprecation.note` names; raises `ValueError` for another text.

    >>> read_note("Deprecated in 1.3.0: Two ids for one emotion.")
    ('1.3.0', 'Two ids for one emotion.')
    """
    if not (found := _NOTE.fullmatch(note)):
        raise ValueError(f'"{note}" does not read: Deprecated in VERSION: REASON')
    return found[1], found[2]


def read_deprecations(file: Path, labels: Mapping[str, str], sources: Collection[str]) -> tuple[Deprecation, ...]:
    """Read ``deprecated.tsv``, sorted by id; maybe none.

    ``labels``: the labels of the emotions that there are, by id.  Raises `TableError` for an id that an emotion has,
    a replacement that no emotion is (a retired one included), a label out of step, a version that is not three
    numbers, a label with the prefix of the release, an empty cell, an unknown source, an id twice.
    """
    rows = {row["id"]: row for row in tsv.read(file, COLUMNS, key=["id"])}
    return tuple(_deprecation(row, rows, labels, sources) for _, row in sorted(rows.items()))


def _deprecation(row: Row, rows: Mapping[str, Row], labels: Mapping[str, str], sources: Collection[str]) -> Deprecation:
    _check_id(row, labels)
    if not _VERSION.fullmatch(row.required("since")):
        raise row.error("since", f'"{row["since"]}" is not a version', "Write three numbers, as in 1.3.0.")
    return Deprecation(
        id=row["id"],
        label=_label(row),
        replaced_by=_replacements(row, rows, labels),
        since=row["since"],
        reason=row.required("reason"),
        definition=row.required("definition"),
        definition_source=row.one_of("definition_source", sources),
    )


def _check_id(row: Row, labels: Mapping[str, str]) -> None:
    if not SLUG.fullmatch(row.required("id")):
        fix = "Write it as emotions.tsv had it: small letters and digits, parts joined by one hyphen, a letter first."
        raise row.error("id", f'"{row["id"]}" is not a slug', fix)
    if row["id"] in labels:
        fix = "Remove it from emotions.tsv or extension.tsv. A new emotion takes a new id: ids are never used again."
        raise row.error("id", f'"{row["id"]}" is retired here and an emotion there', fix)


def _label(row: Row) -> str:
    if row.required("label").startswith(PREFIX):
        raise row.error("label", f'"{row["label"]}" is the label of the release', f"Leave {PREFIX.strip()} out.")
    return row["label"]


def _replacements(row: Row, rows: Mapping[str, Row], labels: Mapping[str, str]) -> tuple[str, ...]:
    found = row.list_of("replaced_by")
    for emotion in found:
        if emotion in rows:
            instead = rows[emotion]["replaced_by"] or "nothing"
            raise row.error("replaced_by", f'"{emotion}" is retired itself', f"Write what replaces it: {instead}.")
        if emotion not in labels:
            near = ", ".join(nearest(emotion, labels)) or "none"
            raise row.error("replaced_by", f'"{emotion}" is no emotion', f"Nearest: {near}.")
    wanted = "|".join(labels[emotion] for emotion in found)
    if row["replaced_by_labels"] != wanted:
        problem = f'"{row["replaced_by_labels"]}" are not the labels of those ids'
        raise row.error("replaced_by_labels", problem, f'Write "{wanted}" or correct the ids.')
    return tuple(sorted(set(found)))
