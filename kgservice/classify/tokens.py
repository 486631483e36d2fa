"""Cut a folded text into the tokens that the matcher compares: words, emoticons, emoji, punctuation, hashtags.

In: a `Folded` text.  Out: strings, and on demand where each lies.  A word is letters and digits with apostrophes
inside; a Chinese or Japanese character is a token of its own, since these scripts put no space between words; a hyphen
separates like a space.  Hashtags keep their ``#``, and hang together when they were written so.  Quotation marks and
single symbols that mean nothing to the matcher are no tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_ASCII_WORD = "[a-z0-9#]+(?:'[a-z0-9]+)*"
_WORD = rf"[{_CJK}]|(?:#|[^\W_{_CJK}])+(?:'[^\W_{_CJK}]+)*"
_MARKS = "[.!?]+|[,;:()]|--+"
_SYMBOLS = r"[^\w\s'\"\u00ab\u00bb\u2018-\u201f\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]"
_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.])@\w+")

BOUNDARIES = frozenset(".!?,;:()-\u2013\u2014")
"""First characters of the tokens that end a clause."""

SENTENCE_ENDS = frozenset(".!?")
"""First characters of the tokens that end a sentence."""

Span = tuple[int, int]


def looks_verbatim(form: str) -> bool:
    """Tell whether a form must be found as it stands, such as an emoticon: it begins with a mark that is no word.

    >>> looks_verbatim(":-)"), looks_verbatim("over the moon"), looks_verbatim("\N{GRINNING FACE}")
    (True, False, False)
    """
    return bool(form) and form.isascii() and not form[0].isalnum() and not form.isspace()


class Tokenizer:
    """Cuts texts into tokens; knows the emoticons to look for."""

    def __init__(self, emoticons: Iterable[str] = ()) -> None:
        """Look for these ``emoticons`` (folded; see `looks_verbatim`), the longest first."""
        verbatim = _verbatim(emoticons)
        self._ascii = re.compile(f"{_ASCII_WORD}|{verbatim}{_MARKS}")
        self._any = re.compile(f"{_WORD}|{verbatim}{_MARKS}|{_SYMBOLS}")

    def cut(self, folded: str) -> list[str]:
        """Return the tokens in order; empty for a text without any.  Takes time in proportion to the length.

        >>> Tokenizer([":)"]).cut("so happy :) aren't you?")
        ['so', 'happy', ':)', "aren't", 'you', '?']
        >>> Tokenizer().cut("")
        []
        """
        pattern = self._ascii if folded.isascii() else self._any
        return pattern.findall(_without_links(folded))

    def spans(self, folded: str) -> list[Span]:
        """Return where the tokens of `cut` begin and end in ``folded``, in the same order."""
        pattern = self._ascii if folded.isascii() else self._any
        return [match.span() for match in pattern.finditer(_without_links(folded))]


def _verbatim(emoticons: Iterable[str]) -> str:
    """Return the part of the pattern that finds emoticons; it tries them only where one can begin."""
    forms = sorted(set(emoticons), key=lambda form: (-len(form), form))
    if not forms:
        return ""
    begins = "".join(sorted({re.escape(form[0]) for form in forms}))
    return f"(?=[{begins}])(?:{'|'.join(map(_guarded, forms))})|"


def _guarded(emoticon: str) -> str:
    """Keep an emoticon that ends in a letter or a slash from eating into a word, a time of day or an address."""
    if emoticon[-1].isalnum():
        return rf"(?<![0-9]){re.escape(emoticon)}(?![^\W_])"
    return re.escape(emoticon) + ("(?!/)" if emoticon[-1] == "/" else "")


def _without_links(folded: str) -> str:
    """Blank out web addresses and the names of accounts, which say nothing about a feeling."""
    if "@" in folded or "://" in folded or "www." in folded:
        return _LINK.sub(lambda match: " " * len(match.group()), folded)
    return folded
