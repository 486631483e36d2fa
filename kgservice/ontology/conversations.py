"""Conversations as sequences of emotions: what `transitions` counts.

In: a file of JSON lines, one conversation a line::

    {"source": "meld", "turns": [{"speaker": "A", "emotion": "joy", "text": "…"}, …]}

Out: `Conversation` objects whose turns carry the id of an emotion, or None where the turn is neutral.  The texts are
read only to be labelled; nothing of them is kept or written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from kgservice import content
from kgservice.errors import TableError, UnreadableText, nearest

Speaker = Literal["same-speaker", "other-speaker"]
SPEAKERS: tuple[Speaker, ...] = ("same-speaker", "other-speaker")

CORPORA = {"dailydialog": "dailydialog2017", "meld": "meld2019"}
"""What the files call a corpus, and its id in ``ontology/sources.tsv``; any other name must be such an id itself."""

ANNOTATED: Mapping[str, str | None] = {
    "anger": "anger",
    "disgust": "disgust",
    "fear": "fear",
    "happiness": "joy",
    "joy": "joy",
    "neutral": None,
    "sadness": "sadness",
    "surprise": "surprise",
}
"""The annotators' labels (Ekman's six and neutral) and the emotions that they name.

Disgust, a secondary emotion under anger in the tree, stays a state of its own: the annotators told it from anger.
"""


class Turn(NamedTuple):
    """One turn: who speaks, and the emotion's id or None when neutral."""

    speaker: str
    emotion: str | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one conversation in order, and the source (an id of ``sources.tsv``) of the corpus it is from."""

    source: str
    turns: tuple[Turn, ...]

    def without_neutral(self) -> Conversation:
        """Return the conversation as if its neutral turns had not been spoken."""
        return Conversation(self.source, tuple(turn for turn in self.turns if turn.emotion is not None))


class Pair(NamedTuple):
    """The emotions of two turns, the earlier one first."""

    first: str
    second: str


def read_conversations(
    file: Path, sources: Collection[str], label: Callable[[str], str | None] | None = None
) -> list[Conversation]:
    """Read the conversations of a file, in its order.

    ``sources``: the known source ids.  ``label``: gives the emotion id of a text or None; without it the annotators'
    labels count (`ANNOTATED`).  Raises `TableError` naming file and line for a line that is no conversation, an
    unknown source or an unknown label, `UnreadableText` when the file is not UTF-8.
    """
    name = content.display(file)
    try:
        lines = file.read_text("utf-8").split("\n")
    except FileNotFoundError:
        raise TableError(name, None, None, "the file does not exist", "Give the path of the conversations.") from None
    except UnicodeDecodeError as error:
        raise UnreadableText(name, error.start) from None
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    return [_conversation(name, number, line, sources, label) for number, line in numbered]


def _conversation(
    name: str, number: int, line: str, sources: Collection[str], label: Callable[[str], str | None] | None
) -> Conversation:
    try:
        record = json.loads(line)
        corpus = record["source"]
        turns = [(turn["speaker"], turn["emotion"], turn["text"]) for turn in record["turns"]]
    except (ValueError, TypeError, KeyError):
        fix = 'Write {"source": …, "turns": [{"speaker": …, "emotion": …, "text": …}, …]}.'
        raise TableError(name, number, None, "the line is not a conversation", fix) from None
    source = CORPORA.get(corpus, corpus)
    if source not in sources:
        near = ", ".join(nearest(source, sources)) or ", ".join(CORPORA)
        raise TableError(name, number, "source", f'"{corpus}" is not a known source', f"Nearest: {near}.")
    if label is not None:
        return Conversation(source, tuple(Turn(speaker, label(text)) for speaker, _, text in turns))
    return Conversation(source, tuple(Turn(speaker, _annotated(name, number, mark)) for speaker, mark, _ in turns))


def _annotated(name: str, number: int, mark: str) -> str | None:
    if mark not in ANNOTATED:
        near = ", ".join(nearest(mark, ANNOTATED)) or ", ".join(ANNOTATED)
        raise TableError(name, number, "emotion", f'"{mark}" is not a known label', f"Nearest: {near}.")
    return ANNOTATED[mark]


def pairs(conversation: Conversation, speaker: Speaker) -> Iterator[Pair]:
    """Yield the pairs of emotional turns of one conversation that follow each other.

    ``same-speaker``: a turn and the next turn of the same speaker, whoever speaks between.  ``other-speaker``: a turn
    and the very next one, when somebody else speaks it.  A pair with a neutral turn is left out: neither bridged nor
    counted.  To bridge neutral turns, give `Conversation.without_neutral`.

    >>> talk = Conversation("meld2019", (Turn("A", "joy"), Turn("B", "surprise"), Turn("A", "fear"), Turn("A", None)))
    >>> [tuple(pair) for pair in pairs(talk, "same-speaker")], [tuple(pair) for pair in pairs(talk, "other-speaker")]
    ([('joy', 'fear')], [('joy', 'surprise'), ('surprise', 'fear')])
    """
    for place, turn in enumerate(conversation.turns):
        later = conversation.turns[place + 1 :]
        if speaker == "same-speaker":
            following = next((other for other in later if other.speaker == turn.speaker), None)
        else:
            following = next((other for other in later[:1] if other.speaker != turn.speaker), None)
        if following is not None and turn.emotion is not None and following.emotion is not None:
            yield Pair(turn.emotion, following.emotion)
