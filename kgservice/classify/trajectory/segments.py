"""Where the sentences of a text begin and end.

In: any text.  Out: spans of character offsets, in order, without the white space around them.  A sentence ends

- at a full stop, "!", "?" or "…" with the quotes and brackets that close after it, when white space follows; but not
  after an abbreviation of ``vocab/abbreviations.tsv``, an initial ("J. K. Rowling"), the number of an item ("1. Eggs"),
  and not where a small letter follows a closing quote ('"Stop!" he said') or an ellipsis;
- at a full stop of Chinese or Japanese (also without white space);
- at an empty line, and at the end of a line, unless the line looks wrapped: the next one goes on with a small letter,
  or this one has at least `WRAPPED_CHARS` characters;
- after `MAX_CHARS` characters at the latest, at white space if there is any.

Takes time in proportion to the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kgservice import content, tsv

WRAPPED_CHARS = 50
"""From this length on, a line is taken to have been wrapped by a program; verse and lists have shorter lines."""

MAX_CHARS = 2000

COLUMNS = ("abbreviation", "ends", "example")
ENDS = ("no", "maybe")
"""Whether a sentence may end at an abbreviation: never, or where a capital follows."""

_CLOSING = "\"'”’»)\\]"
_END = re.compile(
    rf"(?P<stop>[.!?…‼⁇⁈⁉؟।]+)(?P<close>[{_CLOSING}]*)(?=\s|$)"
    r"|(?P<cjk>[。！？｡]+[」』”’）》]*)"
    r"|(?P<line>\n)(?P<empty>[^\S\n]*\n)?"
)
_WORD = re.compile(r"[^\s\"'“”‘’«»()\[\]]+$")
_LONGEST_WORD = 24
_NOT_SPACE = re.compile(r"\S")
_NUMBERED = re.compile(r"(?:\d{1,3}|[a-zA-Z])$")

Span = tuple[int, int]


def sentences(text: str) -> Iterator[Span]:
    r"""Yield the (start, end) of each sentence; none for an empty or blank text.

    >>> text = 'Mr. Darcy smiled. "Stop!" he said. Why?! 他哭了。他笑了。'
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Darcy smiled.', '"Stop!" he said.', 'Why?!', '他哭了。', '他笑了。']
    >>> list(sentences("  \n "))
    []
    """
    start, line = 0, 0
    for match in _END.finditer(text):
        if match["line"]:
            ends = bool(match["empty"]) or not _is_wrapped(text, line, match.start())
            line = match.end()
        else:
            ends = bool(match["cjk"]) or _is_end(text, start, match)
        if ends:
            yield from _cut(text, start, match.end())
            start = match.end()
    yield from _cut(text, start, len(text))


@cache
def abbreviations(file: Path | None = None) -> dict[str, str]:
    """Return what ``vocab/abbreviations.tsv`` says: by abbreviation (no last stop, small letters) one of `ENDS`.

    Raises `TableError` for another word in the column ``ends``, or an abbreviation that stands twice.

    >>> abbreviations()["mr"], abbreviations()["etc"]
    ('no', 'maybe')
    """
    rows = tsv.read(file or content.path("vocab", "abbreviations.tsv"), COLUMNS, key=["abbreviation"])
    return {row["abbreviation"]: row.one_of("ends", ENDS) for row in rows}


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    following = _following(text, match.end())
    if following.islower() and (match["close"] or match["stop"].endswith(("...", "…"))):
        return False
    if match["stop"] != "." or match["close"]:
        return True
    word = _WORD.search(text, max(start, match.start() - _LONGEST_WORD), match.start())
    if word is None:
        return True
    if _NUMBERED.match(word[0]) and not text[start : word.start()].strip():
        return False
    return not _is_abbreviation(word[0], following)


def _is_abbreviation(word: str, following: str) -> bool:
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    ends = abbreviations().get(word.lower())
    return ends == "no" or (ends == "maybe" and not following.isupper())


def _is_wrapped(text: str, line: int, end: int) -> bool:
    """Tell whether the line from ``line`` to ``end`` goes on in the next one."""
    return end - line >= WRAPPED_CHARS or text[end + 1 : end + 2].islower()


def _following(text: str, place: int) -> str:
    """Return the next character that is no white space; empty at the end."""
    found = _NOT_SPACE.search(text, place)
    return found[0] if found else ""


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without white space around it, in pieces of at most `MAX_CHARS`; nothing when it is blank."""
    while (found := _NOT_SPACE.search(text, start, end)) is not None:
        start = found.start()
        piece = end
        if end - start > MAX_CHARS:
            piece = start + MAX_CHARS
            gap = max(text.rfind(" ", start, piece), text.rfind("\n", start, piece))
            piece = gap if gap > start else piece
        yield start, start + len(text[start:piece].rstrip())
        start = piece
