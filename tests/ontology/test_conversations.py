"""Conversations are read strictly, and turns are paired as the module says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgservice.errors import TableError, UnreadableText
from kgservice.ontology.conversations import Conversation, Turn, pairs, read_conversations

SOURCES = ["dailydialog2017", "meld2019"]
TALK = {"source": "meld", "turns": [{"speaker": "A", "emotion": "happiness", "text": "Our tent stands at last."}]}


def _file(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "talks.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_the_annotators_labels_become_emotions_and_neutral_none(tmp_path: Path) -> None:
    marks = ["happiness", "joy", "disgust", "neutral"]
    talk = {"source": "dailydialog", "turns": [{"speaker": "B", "emotion": mark, "text": "…"} for mark in marks]}
    (read,) = read_conversations(_file(tmp_path, json.dumps(talk)), SOURCES)
    assert read.source == "dailydialog2017"
    assert [turn.emotion for turn in read.turns] == ["joy", "joy", "disgust", None]


def test_a_labeller_sees_the_texts_and_replaces_the_annotators(tmp_path: Path) -> None:
    (read,) = read_conversations(_file(tmp_path, json.dumps(TALK)), SOURCES, label=lambda text: f"{len(text)}")
    assert read.turns == (Turn("A", "24"),)


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        pytest.param("{", None, "not a conversation", id="no JSON"),
        pytest.param('["meld"]', None, "not a conversation", id="no object"),
        pytest.param('{"source": "meld", "turns": [{"speaker": "A"}]}', None, "not a conversation", id="no emotion"),
        pytest.param(json.dumps(TALK).replace("meld", "meld2018"), "source", "Nearest: meld2019", id="unknown source"),
        pytest.param(json.dumps(TALK).replace("happiness", "hapiness"), "emotion", "Nearest: happiness", id="label"),
    ],
)
def test_a_bad_line_is_named_with_what_to_write(tmp_path: Path, line: str, column: str | None, said: str) -> None:
    with pytest.raises(TableError, match=said) as caught:
        read_conversations(_file(tmp_path, json.dumps(TALK), line), SOURCES)
    assert (caught.value.row, caught.value.column) == (2, column)


def test_a_missing_file_and_one_that_is_not_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="does not exist"):
        read_conversations(tmp_path / "none.jsonl", SOURCES)
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableText):
        read_conversations(tmp_path / "bytes.jsonl", SOURCES)


# Turns: A joy, A fear, B neutral, A anger, B sadness.
TURNS = (Turn("A", "joy"), Turn("A", "fear"), Turn("B", None), Turn("A", "anger"), Turn("B", "sadness"))


@pytest.mark.parametrize(
    ("speaker", "bridge", "expected"),
    [
        # A's own turns are joy, fear, anger; B's are neutral, sadness, so B gives no pair.
        pytest.param("same-speaker", False, ["joy fear", "fear anger"], id="own next turn"),
        # Neighbours by two speakers: fear-neutral and neutral-anger are left out, joy-fear is one speaker.
        pytest.param("other-speaker", False, ["anger sadness"], id="reply"),
        pytest.param("same-speaker", True, ["joy fear", "fear anger"], id="own next turn without neutral"),
        # Without B's neutral turn fear and anger are neighbours, but both are A's.
        pytest.param("other-speaker", True, ["anger sadness"], id="reply without neutral"),
    ],
)
def test_pairs_of_emotional_turns(speaker: str, bridge: bool, expected: list[str]) -> None:
    talk = Conversation("meld2019", TURNS)
    found = pairs(talk.without_neutral() if bridge else talk, speaker)  # type: ignore[arg-type]
    assert [f"{pair.first} {pair.second}" for pair in found] == expected


def test_leaving_neutral_turns_out_bridges_them() -> None:
    talk = Conversation("meld2019", (Turn("A", "joy"), Turn("C", None), Turn("B", "fear")))
    assert list(pairs(talk, "other-speaker")) == []
    assert [tuple(pair) for pair in pairs(talk.without_neutral(), "other-speaker")] == [("joy", "fear")]
