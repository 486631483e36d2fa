"""Conversations with their words: who says what, and the emotion that people gave to it where they did.

In: a file of JSON lines, one conversation a line::

    {"source": "office", "turns": [{"speaker": "A", "text": "…", "emotion": "joy"}, …]}

``source`` and ``emotion`` may be missing.  Out: `Dialogue` after `Dialogue`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kgservice.classify.evaluation.meanings import Meanings, cut, of_tree
from kgservice.errors import TableError, UnknownId, UnreadableText
from kgservice.ontology.model import Ontology


class Said(NamedTuple):
    """One turn; ``emotions``: primaries that people gave, none for a neutral turn, None where nobody labelled it."""

    speaker: str
    text: str
    emotions: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The turns of one conversation in order; ``source`` is empty where the file names none."""

    source: str
    turns: tuple[Said, ...]


def read_dialogues(file: Path, ontology: Ontology) -> Iterator[Dialogue]:
    """Yield the conversations of a file, in order; an empty line is passed over.

    Raises `TableError` naming file and line for a line that is no conversation or has an unknown emotion,
    `UnreadableText` when the file is not UTF-8, and `OSError`.
    """
    meanings = of_tree(ontology)
    with file.open("rb") as stream:
        start = 0
        for number, raw in enumerate(stream, start=1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise UnreadableText(f"{file} row {number}", start + error.start) from None
            start += len(raw)
            if line.strip():
                yield _dialogue(str(file), number, line, meanings)


def _dialogue(file: str, number: int, line: str, meanings: Meanings) -> Dialogue:
    try:
        record = json.loads(line)
        turns = [(str(turn["speaker"]), turn["text"], turn.get("emotion")) for turn in record["turns"]]
        if not all(isinstance(text, str) for _, text, _ in turns):
            raise TypeError
    except (ValueError, TypeError, KeyError, AttributeError):
        fix = 'Write {"turns": [{"speaker": …, "text": …, "emotion": …}, …]}; the emotion may be left out.'
        raise TableError(file, number, None, "the line is not a conversation", fix) from None
    said = (Said(speaker, text, _emotions(file, number, label, meanings)) for speaker, text, label in turns)
    return Dialogue(str(record.get("source", "")), tuple(said))


def _emotions(file: str, number: int, label: object, meanings: Meanings) -> frozenset[str] | None:
    if label is None:
        return None
    labels = cut(label, meanings)
    if labels is None:
        raise TableError(file, number, "emotion", f"{label!r:.40} is no label", "Give an emotion, or neutral.")
    try:
        return frozenset[str]().union(*(meanings(each).emotions for each in labels))
    except UnknownId as error:
        problem, _, fix = str(error).partition(". ")
        raise TableError(file, number, "emotion", problem, fix or "Give an emotion of the tree, or neutral.") from None
