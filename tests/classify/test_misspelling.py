"""Which misspellings are read, and that none of them is a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.classify.misspelling import load_misspellings, read_slips, slips
from kgservice.errors import TableError


@pytest.mark.parametrize(
    ("slip", "form"),
    [
        ("hapy", "happy"),
        ("excitd", "excited"),
        ("beautifull", "beautiful"),
        ("embarassed", "embarrassed"),
        ("releived", "relieved"),
    ],
)
def test_common_slips_are_read(slip: str, form: str) -> None:
    assert load_misspellings()[slip] == form


@pytest.mark.parametrize("word", ["exited", "scarred", "relived", "filed", "hunted", "happy", "diner", "bred"])
def test_a_word_is_never_a_slip(word: str) -> None:
    assert word not in load_misspellings()


@pytest.mark.parametrize("form", ["sad", "over the moon", "can't", ":)", "naïve"])
def test_short_forms_phrases_and_other_scripts_have_no_slips(form: str) -> None:
    assert slips(form) == frozenset()


def test_the_first_letter_is_always_right() -> None:
    assert {slip[0] for slip in slips("disappointed")} == {"d"}


def test_a_slip_of_two_forms_is_not_read() -> None:
    assert "charing" in slips("charming") and "charing" in slips("charring")
    assert "charing" not in read_slips({"charming": (), "charring": ()})


def test_a_table_without_its_columns_is_named(tmp_path: Path) -> None:
    file = tmp_path / "misspellings.tsv"
    file.write_text("form\nhappy\n")
    with pytest.raises(TableError, match="lookalikes"):
        load_misspellings(file)
