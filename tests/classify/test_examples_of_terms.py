"""Examples: texts in which a term stands, found as the classifier finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.classify.examples import MAX_CHARACTERS, Examples
from kgservice.errors import TableError
from kgservice.vocab.model import Sense


def found(file: Path, per_term: int = 5) -> Examples:
    terms = {"over the moon": (), "gleeful": (), "worry": ("worries", "worried")}
    examples = Examples([Sense(t, "verb", f, "joy", 1.0, None, "", "", "") for t, f in terms.items()], per_term)
    examples.read(file)
    return examples


def test_inflected_forms_and_phrases_are_found_whole_words_only(tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("He worries.\nOVER the Moon!\nA gleefulness.\n", "utf-8")
    examples = found(file)
    assert examples("worry") == ("He worries.",)
    assert examples("over the moon") == ("OVER the Moon!",)
    assert examples("gleeful") == ()


def test_a_term_keeps_its_first_few_texts_each_once(tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("gleeful gleeful\n" * 3 + "".join(f"gleeful {number}\n" for number in range(9)), "utf-8")
    assert found(file, 3)("gleeful") == ("gleeful gleeful", "gleeful 0", "gleeful 1")


def test_records_are_read_by_their_text_field(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": 1, "text": "so gleeful"}\n', "utf-8")
    assert found(file)("gleeful") == ("so gleeful",)
    file.write_text('{"txt": "so gleeful"}\n', "utf-8")
    with pytest.raises(TableError, match="Name the right one"):
        found(file)


def test_a_long_text_is_cut_around_the_term(tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("before " * 500 + "gleeful" + " after" * 500, "utf-8")
    [text] = found(file)("gleeful")
    assert len(text) <= MAX_CHARACTERS + 2 and text.startswith("… before") and text.endswith("after …")
    assert "gleeful" in text
