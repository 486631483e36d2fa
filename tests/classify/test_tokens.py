"""How texts are cut into tokens."""

from __future__ import annotations

import pytest

from kgservice.classify.tokens import Tokenizer

TOKENIZER = Tokenizer([":)", ":-(", "<3", ":/", ":d", "o_o", "f***", "*hugs*"])


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("so happy, aren't you?!", ["so", "happy", ",", "aren't", "you", "?!"], id="words and marks"),
        pytest.param("'quoted' words", ["quoted", "words"], id="quotation marks are no tokens"),
        pytest.param("broken-hearted", ["broken", "hearted"], id="hyphen separates"),
        pytest.param("yes -- no", ["yes", "--", "no"], id="dash"),
        pytest.param("hi:) bye:-(", ["hi", ":)", "bye", ":-("], id="emoticons"),
        pytest.param("see https://x.org/happy :/ ok", ["see", ":/", "ok"], id="web addresses are skipped"),
        pytest.param("ftp://x.org", ["ftp", ":", "x", ".", "org"], id="no emoticon in another address"),
        pytest.param("@happy_guy hello me@happy.org", ["hello", "me", "happy", ".", "org"], id="accounts are skipped"),
        pytest.param("at 2:30 :d", ["at", "2", ":", "30", ":d"], id="a time is no emoticon"),
        pytest.param("o_o f***!", ["o_o", "f***", "!"], id="forms with marks inside"),
        pytest.param("#so#happy *hugs*", ["#so#happy", "*hugs*"], id="hashtags hang together"),
        pytest.param("😀😀", ["😀", "😀"], id="each emoji"),
        pytest.param("我很高兴", ["我", "很", "高", "兴"], id="each Chinese character"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t ", [], id="white space"),
    ],
)
def test_text_is_cut(text: str, tokens: list[str]) -> None:
    assert TOKENIZER.cut(text) == tokens


def test_spans_are_those_of_the_tokens() -> None:
    text = "see https://x.org/ so happy :) 😀我"
    found = TOKENIZER.find(text)
    assert [token for token, _, _ in found] == [text[start:end] for _, start, end in found] == TOKENIZER.cut(text)
