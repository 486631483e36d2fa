"""What the words around a term do to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.classify.contrasts import contrast
from kgservice.classify.modifiers import KINDS, MAX_REACH, Modifiers, load_modifiers
from kgservice.classify.tokens import Tokenizer
from kgservice.errors import TableError

CUT = Tokenizer().cut
MODIFIERS = Modifiers(load_modifiers(), CUT)


def effect(before: str, **options: bool) -> tuple[bool, float]:
    tokens = [*CUT(before), "TERM"]
    acting = [place for place, token in enumerate(tokens) if MODIFIERS.is_acting(token)]
    return MODIFIERS.effect(tokens, acting, len(tokens) - 1, **options)


@pytest.mark.parametrize(
    "before",
    [
        "i am not",
        "i'm never",
        "nobody was",
        "nobody in this room was",
        "no",
        "without",
        "it is hardly",
        "i am no longer",
        "they didn't make me",
        "they didnt make me",
        "they didn t make me",
        "we are neither",
        "far from",
        "i do not think i am very",
        "not really all that",
        "lack of",
    ],
)
def test_a_negation_reaches_the_term(before: str) -> None:
    assert effect(before)[0]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "i am",
        "no, i am",
        "i am not. i am",
        "not sad but",
        "i do not care because i am",
        "it was not him and i am",
        "not only",
        "not just",
        "nothing but",
        "why not be",
        "without a doubt",
        "i can't wait to be",
        "no wonder i am",
        "not one of all the many people who came here was",
    ],
)
def test_a_negation_does_not_reach_across_a_boundary_nor_out_of_a_fixed_phrase(before: str) -> None:
    assert not effect(before)[0]


@pytest.mark.parametrize("before", ["i couldn't be", "i could not be", "never been", "i can't be"])
def test_the_negation_of_a_comparative_is_praise(before: str) -> None:
    assert effect(before)[0] and not effect(before, comparative=True)[0]
    assert not effect(before + " more")[0]


def test_never_so_is_no_negation() -> None:
    assert not effect("i was never so")[0] and effect("i was not so")[0]


@pytest.mark.parametrize(
    ("before", "intensity"),
    [
        ("very", 1.293),
        ("slightly", 0.707),
        ("a bit", 0.707),
        ("kind of", 0.707),
        ("very much", 1.293),
        ("so very", (1 + 0.293 * 0.95) * 1.293),
        ("very old and big and", 1.0),
        ("the", 1.0),
    ],
)
def test_degree_words_change_the_intensity_by_their_distance(before: str, intensity: float) -> None:
    assert effect(before)[1] == pytest.approx(intensity)


def test_a_contrast_weakens_what_is_before_it_and_strengthens_what_is_after_in_its_sentence() -> None:
    tokens = CUT("a but b. c")
    turned = [contrast(MODIFIERS.contrasts, tokens, i, i + 1) for i in (0, 2, 4)]
    assert turned == [(0.9, "contrast: but"), (1.1, "contrast: but"), None]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("die nacht war kalt und die angst ist noch da", True),
        ("je ne suis pas triste", True),
        ("i think we should die another day", False),
        ("the cafe de paris was full", False),
        ("", False),
    ],
)
def test_small_words_tell_another_language(text: str, foreign: bool) -> None:
    assert MODIFIERS.is_foreign(CUT(text)) is foreign


def test_the_packaged_table_keeps_its_own_rules() -> None:
    rows = load_modifiers()
    assert {row.kind for row in rows} == set(KINDS)
    assert {row.source for row in rows} == {"vader2014", "kgservice"}
    assert all(1 <= row.window <= MAX_REACH for row in rows if row.kind == "negation")
    assert all(row.factor > 0 for row in rows if row.kind == "intensifier")
    assert all(row.factor < 0 for row in rows if row.kind == "diminisher")
    assert [row.form for row in rows] == sorted(row.form for row in rows)


def test_the_factors_from_vader_are_vaders() -> None:
    boosters = pytest.importorskip("vaderSentiment.vaderSentiment").BOOSTER_DICT
    rows = {row.form: row for row in load_modifiers() if row.source == "vader2014" and row.kind != "negation"}
    assert {form: row.factor for form, row in rows.items()}.items() <= boosters.items()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("nott\tnegatoin\t\t3\t\tkgservice", "negation"),
        ("Not\tnegation\t\t3\t\tkgservice", "normal form"),
        ("not\tnegation\t\t99\t\tkgservice", "window"),
        ("not\tnegation\t\t3\tsometimes\tkgservice", "sometimes"),
        ("not\tnegation\t\t3\t\t", "source"),
        ("very\tintensifier\tmuch\t\t\tkgservice", "not a number"),
    ],
)
def test_a_broken_row_is_named_with_its_fix(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "modifiers.tsv"
    file.write_text(f"form\tkind\tfactor\twindow\tunless\tsource\n{row}\n")
    with pytest.raises(TableError, match=problem) as caught:
        load_modifiers(file)
    assert caught.value.row == 2
