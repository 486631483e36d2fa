"""Fold a text to the vocabulary's normal form without losing where each character came from.

In: any text, however broken.  Out: a `Folded` whose string can be compared with `kgservice.vocab.normalize.normalize`
and whose offsets lead back into the original.  Characters that show nothing (NUL and other controls, zero-width and
directional marks, variation selectors, skin tones, lone surrogates, combining marks left over after composition) are
dropped, so that a word with one inside reads as the word.  White space and underscores stay one character each.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from kgservice.vocab.normalize import normalize

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HIDDEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef\ud800-\udfff"
)
_DROPPED = re.compile(f"[{_MARKS}{_HIDDEN}]")
_UNSEEN = re.compile(f"[{_HIDDEN}]")
_JAMO = "\u1160-\u11ff"
_CLUSTER = re.compile(f"[^{_MARKS}{_HIDDEN}{_JAMO}][{_MARKS}{_HIDDEN}{_JAMO}]{{0,30}}|.", re.DOTALL)
"""A character with what attaches to it; 30 marks at most, the limit of Unicode's Stream-Safe Text Format (UAX 15)."""

_ATTACHED = re.compile(f"[{_MARKS}{_HIDDEN}{_JAMO}]")
_APOSTROPHES = "\u2019\u2018\u02bc\uff07"
_PLAIN = set(map(chr, range(0x20, 0x7F)))


class Folded(NamedTuple):
    """A folded text; ``starts`` and ``ends`` give, per character, its place in the original (None: the same place)."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of the non-empty stretch from ``start`` to ``end``."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    r"""Fold ``text``; an empty text gives an empty one.  Takes time in proportion to the length.

    >>> fold("HAPPY").text
    'happy'
    >>> folded = fold("so hap\0py")
    >>> folded.text, folded.span(3, 8)
    ('so happy', (3, 9))
    """
    if text.isascii() and (text.isprintable() or not _UNSEEN.search(text)):
        return Folded(text.lower())
    return _fold_in_place(text) or _fold_clusters(text)


def _fold_in_place(text: str) -> Folded | None:
    """Fold when every character keeps its place, which most texts allow; None when one does not."""
    if not _PLAIN.issuperset(text) and not all(map(_is_plain, set(text))):
        return None
    folded = text.casefold()
    for apostrophe in _APOSTROPHES:
        folded = folded.replace(apostrophe, "'")
    return Folded(folded)


def _is_plain(char: str) -> bool:
    """Tell whether a character folds to one character, whatever stands beside it; what is plain is remembered."""
    if char in _PLAIN:
        return True
    folded = _fold_cluster(char)
    alone = len(folded) == 1 and (char.casefold() == folded or char in _APOSTROPHES)
    if alone and not unicodedata.combining(char) and not _ATTACHED.match(char):
        _PLAIN.add(char)
    return char in _PLAIN


def _fold_clusters(text: str) -> Folded:
    pieces, starts, ends = [], [], []
    for cluster in _CLUSTER.finditer(text):
        piece = _fold_cluster(cluster.group())
        pieces.append(piece)
        starts += [cluster.start()] * len(piece)
        ends += [cluster.end()] * len(piece)
    return Folded("".join(pieces), tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    """Fold one cluster with the vocabulary's own normal form, which would strip a lone space or underscore."""
    if cluster[0].isspace() or cluster[0] == "_":
        return cluster[0]
    if cluster[0] == "\u00b4":
        return "'"
    return _DROPPED.sub("", normalize(_UNSEEN.sub("", cluster)))
