"""Folding keeps what is seen, drops what is not, and knows the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.classify.folding import fold
from kgservice.vocab import normalize

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("HAPPY", "happy", id="capitals"),
        pytest.param("Straße", "strasse", id="full case folding"),
        pytest.param("ｈａｐｐｙ", "happy", id="full width"),
        pytest.param("\U0001d421\U0001d41a\U0001d429\U0001d429\U0001d432", "happy", id="mathematical bold"),
        pytest.param("can\u2019t", "can't", id="typographic apostrophe"),
        pytest.param("cafe\u0301", "café", id="combining mark composed"),
        pytest.param("h\u0336a\u0336p\u0336p\u0336y\u0336", "happy", id="struck through"),
        pytest.param("hap\0py", "happy", id="NUL"),
        pytest.param("hap\u200bpy", "happy", id="zero-width space"),
        pytest.param("hap\ud800py", "happy", id="lone surrogate"),
        pytest.param("\U0001f44d\U0001f3fd", "\U0001f44d", id="skin tone"),
        pytest.param("\u2764\ufe0f\u200d\U0001f525", "\u2764\U0001f525", id="joined emoji"),
        pytest.param("\u1112\u1161\u11ab", "한", id="Hangul syllable from its letters"),
        pytest.param("a\tb\nc", "a\tb\nc", id="white space stays"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_folds_to_what_a_reader_sees(written: str, folded: str) -> None:
    assert fold(written).text == folded


@pytest.mark.parametrize(
    ("written", "place"), [("so hap\0py!", (3, 9)), ("ﬁne happy", (4, 9)), ("\0\0happy\0", (2, 8)), ("İ happy", (2, 7))]
)
def test_a_folded_word_leads_back_to_its_place(written: str, place: tuple[int, int]) -> None:
    folded = fold(written)
    start = folded.text.index("happy")
    assert folded.span(start, start + len("happy")) == place


@given(ANY_TEXT)
def test_every_folded_character_comes_from_inside_the_text_in_order(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(i, i + 1) for i in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(st.characters(codec="latin-1", exclude_categories=("Cc", "Cf"))))
def test_folding_agrees_with_the_normal_form_of_the_vocabulary(text: str) -> None:
    squeezed = " ".join(fold(text).text.replace("_", " ").split())
    assert squeezed.replace(" ", "") == normalize(text.replace("\u00b4", "'")).replace(" ", "").translate(
        dict.fromkeys(range(768, 880))
    )


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
