"""Which entries of a norm stand for which emotion: ``ontology/affect-entries.tsv``.

A row with an empty source holds for every norm; a row that names a source replaces it for that one, where a norm
marks senses or where the plain word is mostly another one.  ``own``: the emotion's own word.  ``forms``: words of
the same root that say how somebody feels (``grumpy``, not ``grumpy``'s cause), adjectives and participles before
verbs.  ``synonyms``: other emotions whose word shares the WordNet 3.0 synset named beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from kgservice import tsv
from kgservice.errors import UnknownEmotion
from kgservice.ontology.norms import Norm, find

COLUMNS = ("emotion", "label", "source", "own", "forms", "synset", "synonyms", "note")


class Entries(NamedTuple):
    """The words to look up for one emotion in one norm, and the emotions that WordNet calls its synonyms."""

    own: tuple[str, ...]
    forms: tuple[str, ...]
    synonyms: tuple[str, ...] = ()


class EntryTable:
    """All rows of the table; ``table.of(emotion, source)`` gives the `Entries` that hold there."""

    def __init__(self, rows: Mapping[tuple[str, str], Entries]) -> None:
        """Hold entries by emotion and source, the source empty for every norm."""
        self._rows = dict(rows)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    @property
    def emotions(self) -> tuple[str, ...]:
        """The ids of the emotions, sorted."""
        return tuple(sorted({emotion for emotion, _ in self._rows}))

    def of(self, emotion: str, source: str) -> Entries:
        """Return the entries of an emotion for one source; raises `UnknownEmotion`."""
        if (emotion, "") not in self._rows:
            raise UnknownEmotion(emotion, self.emotions)
        return self._rows.get((emotion, source), self._rows[emotion, ""])

    def synonyms(self, emotion: str) -> tuple[str, ...]:
        """Return the ids of the emotions that share a WordNet synset with this one; maybe none."""
        return self.of(emotion, "").synonyms

    def words(self, emotion: str) -> frozenset[str]:
        """Return every word of an emotion for any source, without sense marks."""
        rows = (entries for (of, _), entries in self._rows.items() if of == emotion)
        return frozenset(unmarked(word) for row in rows for word in (*row.own, *row.forms))


def read_entries(file: Path, labels: Mapping[str, str]) -> EntryTable:
    """Read the table.

    ``labels``: id to label of every emotion.  Raises `TableError` for an emotion or synonym that is unknown, a label
    out of step, an emotion without a row for every norm, an emotion and source twice.

    >>> from kgservice import content
    >>> table = read_entries(content.path("ontology", "affect-entries.tsv"), {"joy": "joy"})
    Traceback (most recent call last):
    kgservice.errors.TableError: ontology/affect-entries.tsv row 2, column emotion: "admiration" is not known. \
Nearest: joy.
    """
    rows = tsv.read(file, COLUMNS, key=["emotion", "source"])
    found: dict[tuple[str, str], Entries] = {}
    for row in rows:
        emotion = row.one_of("emotion", labels)
        if row["label"] != labels[emotion]:
            raise row.error("label", f'"{row["label"]}" is not the label of that id', f'Write "{labels[emotion]}".')
        if row["source"] and (emotion, "") not in found:
            raise row.error("source", "the row for every norm is missing", "Put one with an empty source before it.")
        found[emotion, row["source"]] = Entries(row.list_of("own"), row.list_of("forms"), _synonyms(row, labels))
    return EntryTable(found)


def _synonyms(row: tsv.Row, emotions: Collection[str]) -> tuple[str, ...]:
    synonyms = row.list_of("synonyms")
    for synonym in synonyms:
        if synonym not in emotions or synonym == row["emotion"]:
            raise row.error("synonyms", f'"{synonym}" is no other emotion', "Write ids of other emotions.")
    if bool(synonyms) != bool(row["synset"]):
        raise row.error("synset", "synonyms and their synset go together", "Fill in both or neither.")
    return synonyms


def look_up(entries: Entries, norms: Mapping[str, Norm]) -> tuple[tuple[Norm, ...], bool]:
    """Return what a norm says about an emotion, and whether that is its own word.

    The own word wins; else every form that the norm has; empty when it has none.
    """
    own = _found(entries.own, norms)
    return (own, True) if own else (_found(entries.forms, norms), False)


def both(entries: Entries, norms: Mapping[str, Norm]) -> tuple[tuple[Norm, ...], tuple[Norm, ...]]:
    """Return the norms of the own word and those of the forms; each maybe empty."""
    return _found(entries.own, norms), _found(entries.forms, norms)


def _found(words: tuple[str, ...], norms: Mapping[str, Norm]) -> tuple[Norm, ...]:
    hits = (find(norms, word) for word in words)
    return tuple(hit for hit in hits if hit is not None)


def unmarked(entry: str) -> str:
    """Return an entry without its sense mark.

    >>> unmarked("content (happy)"), unmarked("grief stricken")
    ('content', 'grief stricken')
    """
    return entry.partition(" (")[0]
