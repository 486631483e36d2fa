"""Cut a folded text into the tokens that the matcher compares: words, emoticons, emoji, punctuation, hashtags.

In: a `Folded` text.  Out: strings, and on demand where each lies.  A word is letters and digits with apostrophes
inside; a Chinese or Japanese character is a token of its own, since these scripts put no space between words; a hyphen
separates like a space.  Hashtags keep their ``#``, and hang together when they were written so.  Quotation marks and
single symbols that mean nothing to the matcher are no tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgservice.classify.native import i64

_CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_ASCII_WORD = "[a-z0-9#]+(?:'[a-z0-9]+)*"
_WORD = rf"[{_CJK}]|(?:#|[^\W_{_CJK}])+(?:'[^\W_{_CJK}]+)*"
_MARKS = "[.!?]+|[,;:()]|--+"
_SYMBOLS = r"[^\w\s'\"\u00ab\u00bb\u2018-\u201f\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]"
_SEPARATORS = re.compile(r"[\s_']|(?<=[^\W_])-(?=[^\W_])")
_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.])@(?=_*[^\W_])\w+")

BOUNDARIES = frozenset(".!?,;:()-\u2013\u2014")
"""First characters of the tokens that end a clause."""


def is_boundary(token: str) -> bool:
    """Tell whether a token ends a clause.

    >>> is_boundary("!!"), is_boundary("and"), is_boundary("")
    (True, False, False)
    """
    return not "a" <= token < "{" and token[:1] in BOUNDARIES


SENTENCE_ENDS = frozenset(".!?")
"""First characters of the tokens that end a sentence."""

_BITS: Final = 61


def bit(token: str) -> i64:
    """Return one of 61 bits for a token; in one process the same token has always the same.

    >>> bit("happy") == bit("happy") and bit("happy") & bit("happy") > 0
    True
    """
    one: i64 = 1
    return one << (hash(token) % _BITS)


def bits(tokens: Iterable[str]) -> i64:
    """Return the bits of some tokens; all tokens of a phrase have theirs among these where the phrase stands."""
    found: i64 = 0
    for token in tokens:
        found |= bit(token)
    return found


def count_below(places: list[int], limit: i64) -> i64:
    """Return how many of ``places``, which are sorted, are less than ``limit``.

    >>> count_below([1, 4, 6], 4), count_below([1, 4, 6], 5)
    (1, 2)
    """
    low: i64 = 0
    high: i64 = len(places)
    while low < high:
        middle = (low + high) // 2
        if places[middle] < limit:
            low = middle + 1
        else:
            high = middle
    return low


Span = tuple[int, int]


class Tokenizer:
    """Cuts texts into tokens; knows what to find as it stands, such as emoticons."""

    def __init__(self, verbatim: Iterable[str] = ()) -> None:
        """Find each folded string of ``verbatim`` as one token, the longest first.

        One that begins with a letter or digit must go on with a mark: "o_o", "f***".
        """
        forms = sorted(set(verbatim), key=lambda form: (-len(form), form))
        self._ascii = _pattern(_ASCII_WORD, [form for form in forms if form.isascii()], "")
        self._any = _pattern(_WORD, forms, f"|{_SYMBOLS}")

    def drops_marks(self, form: str) -> bool:
        """Tell whether cutting drops a mark near the start of ``form``, which must then be found as it stands.

        >>> Tokenizer().drops_marks(":-)"), Tokenizer().drops_marks("f***"), Tokenizer().drops_marks("tear-jerker")
        (True, True, False)
        """
        dropped = "".join(self.cut(form)).replace("'", "") != _SEPARATORS.sub("", form)
        return dropped and not form[:2].isalnum()

    def cut(self, folded: str) -> list[str]:
        """Return the tokens in order; empty for a text without any.  Takes time in proportion to the length.

        >>> Tokenizer([":)"]).cut("so happy :) aren't you?")
        ['so', 'happy', ':)', "aren't", 'you', '?']
        >>> Tokenizer().cut("")
        []
        """
        pattern = self._ascii if folded.isascii() else self._any
        return pattern.findall(_without_links(folded))

    def find(self, folded: str) -> list[tuple[str, int, int]]:
        """Return the tokens of `cut`, each with where it begins and ends in ``folded``, in the same order."""
        pattern = self._ascii if folded.isascii() else self._any
        return [(match[0], *match.span()) for match in pattern.finditer(_without_links(folded))]


def _pattern(word: str, verbatim: list[str], symbols: str) -> re.Pattern[str]:
    first = _one_of([form for form in verbatim if form[0].isalnum()], r"[^a-z0-9\s']")
    marks = _one_of([form for form in verbatim if not form[0].isalnum()], "")
    return re.compile(f"{first}{word}|{marks}{_MARKS}{symbols}")


def _one_of(forms: list[str], second: str) -> str:
    """Return the part of the pattern that finds any of ``forms``; it tries them only where one can begin."""
    if not forms:
        return ""
    begins = "".join(sorted({re.escape(form[0]) for form in forms}))
    return f"(?=[{begins}]{second})(?:{'|'.join(map(_guarded, forms))})|"


def _guarded(form: str) -> str:
    """Keep a form from eating into a word, a time of day ("2:30") or an address ("https://")."""
    before = r"(?<![^\W_])" if form[0].isalnum() else "(?<![0-9])" if form[-1].isalnum() else ""
    after = r"(?![^\W_])" if form[-1].isalnum() else "(?!/)" if form[-1] == "/" else ""
    return before + re.escape(form) + after


def _without_links(folded: str) -> str:
    """Blank out web addresses and the names of accounts, which say nothing about a feeling."""
    if "@" in folded or "://" in folded or "www." in folded:
        return _LINK.sub(lambda match: " " * len(match.group()), folded)
    return folded
