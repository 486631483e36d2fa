"""Where sentences begin and end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice import content
from kgservice.classify.trajectory.segments import MAX_CHARS, abbreviations, sentences
from kgservice.errors import TableError


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


LONG_LINE = "She walked all the way down to the wide river with Mr."

CASES = {
    "nothing": ("", []),
    "blank": (" \n\t\n ", []),
    "one without an end": ("so happy", ["so happy"]),
    "stops": ("I left. He stayed! Why? Who knows…", ["I left.", "He stayed!", "Why?", "Who knows…"]),
    "several stops": ("What?! No!!! Well...", ["What?!", "No!!!", "Well..."]),
    "titles": ("Mr. Darcy met Dr. Watson. They left.", ["Mr. Darcy met Dr. Watson.", "They left."]),
    "initials": ("J. K. Rowling wrote. I read.", ["J. K. Rowling wrote.", "I read."]),
    "I is no initial": ("So did I. He left.", ["So did I.", "He left."]),
    "Latin": ("Emotions, e.g. Joy, i.e. gladness. End.", ["Emotions, e.g. Joy, i.e. gladness.", "End."]),
    "may end here": ("We left at 5 p.m. on foot, etc. The end.", ["We left at 5 p.m. on foot, etc.", "The end."]),
    "numbers": ("It cost 3.50 euros. Cheap.", ["It cost 3.50 euros.", "Cheap."]),
    "a numbered item": ("1. Buy eggs. 2. Cry.", ["1. Buy eggs.", "2. Cry."]),
    "a number at the end": ("He was 30. She was 12.", ["He was 30.", "She was 12."]),
    "small letters as in chats": ("i was sad. then i ate! yum", ["i was sad.", "then i ate!", "yum"]),
    "a quote that goes on": ('"Stop!" he said. "No."', ['"Stop!" he said.', '"No."']),
    "a quote that ends": ("\u201cStop!\u201d He left.", ["\u201cStop!\u201d", "He left."]),
    "an ellipsis that goes on": ("Well... maybe. Or… not.", ["Well... maybe.", "Or… not."]),
    "brackets": ("(He left.) She stayed.", ["(He left.)", "She stayed."]),
    "no space after": ("example.com is a site.Really", ["example.com is a site.Really"]),
    "Chinese": ("我很高兴。他哭了！“真的？”他问", ["我很高兴。", "他哭了！", "“真的？”", "他问"]),
    "Arabic and Hindi": ("هل أنت حزين؟ نعم. मैं खुश हूँ। हाँ", ["هل أنت حزين؟", "نعم.", "मैं खुश हूँ।", "हाँ"]),
    "verse": ("Roses are red\nViolets are blue", ["Roses are red", "Violets are blue"]),
    "a line that goes on": ("the end of\nthe world", ["the end of\nthe world"]),
    "a wrapped line": (f"{LONG_LINE} Darcy\nWickham.", [f"{LONG_LINE} Darcy\nWickham."]),
    "a title at the end of a line": (f"{LONG_LINE}\nDarcy. Alone.", [f"{LONG_LINE}\nDarcy.", "Alone."]),
    "a paragraph": ("no stop\n\ngoes on", ["no stop", "goes on"]),
    "Windows": ("One\r\nTwo\r\n\r\nthree", ["One", "Two", "three"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_text_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_what_never_ends_is_cut_at_white_space() -> None:
    pieces = cut("word " * 1000)
    assert len(pieces) == 3 and all(piece.endswith("word") and len(piece) <= MAX_CHARS for piece in pieces)
    assert [len(piece) for piece in cut("x" * 4500)] == [MAX_CHARS, MAX_CHARS, 500]


@given(st.text(alphabet=st.sampled_from("ab AI.!?…\n\r\t\"')1。」\u2028é\ud800"), max_size=200) | st.text())
def test_sentences_follow_one_another_and_leave_out_only_white_space(text: str) -> None:
    spans = list(sentences(text))
    ends = [0]
    for start, end in spans:
        assert ends[-1] <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip() and not text[ends[-1] : start].strip()
        ends.append(end)
    assert not text[ends[-1] :].strip()


def test_every_example_of_the_table_is_one_or_two_sentences() -> None:
    for line in content.path("vocab", "abbreviations.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        abbreviation, ends, example = line.split("\t")
        assert example == "" or len(cut(example)) == (2 if ends == "maybe" and "The" in example else 1), abbreviation


def test_a_wrong_word_in_the_table_is_named(tmp_path: Path) -> None:
    file = tmp_path / "abbreviations.tsv"
    file.write_text("abbreviation\tends\texample\nmr\tnever\t\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"row 2, column ends: .*never"):
        abbreviations(file)
