"""What counts as one slip of the pen, and of which kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.classify import slips
from kgservice.classify.neighbours import Neighbours
from kgservice.classify.slips import Kind, kind

WORDS = st.text("abe", min_size=1, max_size=9)
MOST = slips.PUT_AFTER.cost


@pytest.mark.parametrize(
    ("form", "word", "expected"),
    [
        ("happy", "hapy", slips.UNDOUBLED),
        ("sadness", "saddness", slips.DOUBLED),
        ("beautiful", "beautifull", slips.DOUBLED),
        ("excited", "excitd", slips.OMITTED),
        ("boring", "borin", slips.DROPPED_G),
        ("hallelujah", "halleluja", slips.CUT_OFF),
        ("lonely", "lonley", slips.SWAPPED),
        ("miserable", "miserabel", slips.SWAPPED),
        ("worried", "worryed", slips.ALIKE),
        ("fabulous", "fabuloys", slips.ALIKE),
        ("nostalgia", "nostaligia", slips.PUT_IN),
        ("nervous", "nervouse", slips.PUT_IN),
        ("disappointed", "disappoinbed", slips.REPLACED),
        ("depressing", "depressingk", slips.PUT_AFTER),
        ("excited", "excited", None),
        ("excited", "wxcited", None),
        ("excited", "exciteddd", None),
        ("excited", "ecxitde", None),
        ("excited", "excite", None),
        ("excited", "excites", None),
        ("favorite", "favorito", None),
        ("favorites", "favoritos", None),
        ("miserable", "miserables", None),
        ("sad", "", None),
    ],
)
def test_each_slip_has_its_kind(form: str, word: str, expected: Kind | None) -> None:
    assert kind(form, word) is expected


@given(WORDS)
def test_slips_are_those_words_that_have_a_kind(form: str) -> None:
    found = slips.slips(form * 2, MOST)
    assert all(kind(form * 2, word) is sort for word, sort in found.items())
    assert form * 2 not in found


@given(st.sets(WORDS, max_size=30), WORDS)
def test_neighbours_are_found_as_by_trying_each_word(words: set[str], word: str) -> None:
    assert dict(Neighbours(words).near(word)) == {w: sort for w in words if (sort := kind(w, word)) is not None}


@given(WORDS)
def test_a_short_word_has_no_slips(word: str) -> None:
    assert slips.slips(word[:4], MOST) == {}


def test_a_kind_that_costs_too_much_is_left_out() -> None:
    assert set(slips.slips("happy", 1)) == {"hapy"}
    assert "happpy" not in slips.slips("happy", 3) and "haappy" in slips.slips("happy", 4)
