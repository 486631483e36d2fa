"""The terms that no dictionary lists: idioms, interjections, slang, emoji, in ``vocab/expressions.tsv``.

Authored with a language model for this project and not yet reviewed by a person: method ``authored``, source
``kgservice``, no reviewer.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kgservice import tsv
from kgservice.tsv import Row
from kgservice.vocab.candidates import emotion_in_step
from kgservice.vocab.model import POS, Sense
from kgservice.vocab.normalize import normalize

FILE = "vocab/expressions.tsv"
METHOD, SOURCE = "authored", "kgservice"
COLUMNS = ("term", "pos", "emotion", "emotion_label", "weight", "note")


def read(file: Path, labels: Mapping[str, str]) -> tuple[Sense, ...]:
    """Read the table, in its order; empty when the file does not exist.

    Raises `TableError` for an unknown emotion or part of speech, a label out of step, a weight outside 0.01 to 1, a
    term that is not in normal form, a term and emotion twice.
    """
    if not file.exists():
        return ()
    return tuple(_sense(row, labels) for row in tsv.read(file, COLUMNS, key=["term", "emotion"]))


def _sense(row: Row, labels: Mapping[str, str]) -> Sense:
    return Sense(
        term=normal_term(row),
        pos=row.one_of("pos", POS),
        forms=(),
        emotion=emotion_in_step(row, labels),
        weight=row.number_in("weight", 0.01, 1),
        score=None,
        method=METHOD,
        source=SOURCE,
        evidence="",
    )


def normal_term(row: Row) -> str:
    """Return the term of a row; raises `TableError` when it is not in normal form."""
    term = row.required("term")
    if term != normalize(term):
        raise row.error("term", f'"{term}" is not in normal form', f'Write "{normalize(term)}".')
    return term
