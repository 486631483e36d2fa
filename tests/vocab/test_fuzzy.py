"""Terms within a few edits of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice import load_lexicon
from kgservice.vocab.fuzzy import MAX_DISTANCE, SHORT, FuzzyIndex, distance

WORDS = st.text(alphabet="abc ", max_size=9)


def plain(one: str, other: str) -> int:
    """Levenshtein distance by its recursive definition, row by row."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row = row, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(before[j - 1] + (a != b), before[j] + 1, row[j - 1] + 1))
    return row[-1]


@given(WORDS, WORDS, st.integers(0, 4))
def test_the_distance_is_levenshteins_up_to_the_most_asked_for(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(plain(one, other), most + 1)


@given(st.lists(WORDS, unique=True, max_size=30), WORDS)
def test_sifting_loses_no_term(terms: list[str], word: str) -> None:
    most = 1 if len(word) < SHORT else MAX_DISTANCE
    expected = sorted((edits, term) for term in terms if (edits := plain(word, term)) <= most)
    assert [(edits, term) for term, edits in FuzzyIndex(terms).near(word)] == expected


@pytest.mark.parametrize(("word", "term"), [("hapy", "happy"), ("delihgted", "delighted"), ("furios", "furious")])
def test_a_slip_finds_its_term_first(word: str, term: str) -> None:
    assert FuzzyIndex(load_lexicon().terms).near(word)[0][0] == term


def test_what_is_like_nothing_finds_nothing() -> None:
    assert FuzzyIndex(load_lexicon().terms).near("qqqqqqqq") == ()
    assert FuzzyIndex([]).near("happy") == ()
