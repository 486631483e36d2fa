"""Stretched words and hashtags, read only when all of them is known."""

from __future__ import annotations

import pytest

from kgservice.classify.respelling import MAX_HASHTAG, cut_hashtag, unstretch

TERMS = frozenset({"happy", "good", "angry", "sad", "mad", "love", "haha", "lol", "cool"})
WORDS = frozenset({"so", "not", "is", "on", "my", "life", "i", "am", "be"})


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("haaaappy", "happy"),
        ("happyyyy", "happy"),
        ("goooood", "good"),
        ("coooolll", "cool"),
        ("sooooo", "so"),
        ("hahahaha", "haha"),
        ("bahahahah", "haha"),
        ("lololol", "lol"),
        ("zzzzz", None),
        ("aaa" * 400, None),
    ],
)
def test_a_stretched_word_is_read_as_the_known_word(token: str, word: str | None) -> None:
    assert unstretch(token, (TERMS | WORDS).__contains__) == word


@pytest.mark.parametrize(
    ("written", "words"),
    [
        pytest.param("happy", ["happy"], id="a term"),
        pytest.param("soangry", ["so", "angry"], id="run together"),
        pytest.param("iamnotsad", ["i", "am", "not", "sad"], id="with a negation"),
        pytest.param("LoveIsLife", ["love", "is", "life"], id="capitals show the words"),
        pytest.param("BrandNewThing", ["brand", "new", "thing"], id="capitals, unknown words"),
        pytest.param("beloved", ["beloved"], id="no term inside another word"),
        pytest.param("madison", ["madison"], id="a short term only at the end"),
        pytest.param("xangry", ["xangry"], id="not all known"),
        pytest.param("so" * MAX_HASHTAG, ["so" * MAX_HASHTAG], id="too long"),
    ],
)
def test_a_hashtag_is_cut_into_known_words_or_not_at_all(written: str, words: list[str]) -> None:
    parts = cut_hashtag(written, written.lower(), TERMS, WORDS)
    assert [word for _, _, word in parts] == words
    assert [written[start:end].lower() for start, end, _ in parts] == words
