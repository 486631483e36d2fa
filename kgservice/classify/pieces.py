"""What stands between white space, read: its words, where they lie, and what they add to the sums.

In: a chunk of a text.  Out: a `Piece`.  How a chunk reads depends on nothing outside it; so what was found out about it
is kept for the next time: most chunks of a text were met before.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from kgservice.classify.amounts import Amounts
from kgservice.classify.folding import fold
from kgservice.classify.matcher import Entry, Matcher
from kgservice.classify.native import i64, mypyc_attr
from kgservice.classify.respelling import cut_hashtag, is_stretched, shortened
from kgservice.classify.tokens import Span
from kgservice.classify.words import EXCLAIMING, NO_JOINS, SHOUTED, SMALL, STRETCHED, Join, Word, Words

MAX_PIECES: Final = 20_000
"""Pieces that are kept; when there are more, all are forgotten.  Each takes some 0.3 kB."""

MAX_KEPT: Final = 40
"""Characters beyond which a chunk is read anew each time."""

_CAPITALS = re.compile(r"[A-Z]{2}")
_SMALL_LETTERS = re.compile(r"[a-z]{2}")

_Token = tuple[int, int, str, bool]
"""Where a token begins and ends in its chunk, how it reads, whether it was written with stretched letters."""


@mypyc_attr(acyclic=True)
class Piece(Amounts):
    """A chunk as it reads, and what all of it adds to the sums.

    ``size``: its length.  ``words``: its tokens; ``count``: how many; ``spans``: where each lies in the chunk, the
    first from ``begin`` to ``end``.  ``first``, ``last``: the texts of the first and the last one, "" where there is
    none.  ``signs``, ``bits`` (of all its words), ``bit`` and ``befores`` (of the first), ``last_bit``, ``afters`` and
    ``joins`` (of the last): see `kgservice.classify.words`.  ``inner``: what tokens inside it do with the one after, by
    place.  ``stretched``: which tokens were.
    """

    __slots__ = (
        *("afters", "befores", "begin", "bit", "bits", "count", "end", "entry", "first", "inner", "joins", "last"),
        *("last_bit", "signs", "size", "spans", "stretched", "words"),
    )

    def __init__(
        self, size: int, words: tuple[Word, ...], spans: tuple[Span, ...], inner: tuple[tuple[int, Join], ...] = ()
    ) -> None:
        """Sum up what the words add, one by one and side by side."""
        super().__init__()
        self.size: i64 = size
        self.count: i64 = len(words)
        self.signs: i64 = 0
        self.bit: i64 = 0
        self.bits: i64 = 0
        self.befores: i64 = 0
        self.last_bit: i64 = 0
        self.afters: i64 = 0
        self.begin: i64 = 0
        self.end: i64 = 0
        self.first, self.last, self.joins, self.entry = "", "", NO_JOINS, NO_ENTRY
        self.words, self.spans = words, spans
        self.inner = inner
        self.stretched: tuple[int, ...] = ()
        for word in words:
            self.add(word)
            self.add_affect(word)
            self.signs |= word.signs
            self.bits |= word.bit
        if words:
            self._take_ends(words[0], words[-1], spans[0])
        for _, join in inner:
            self.add(join)
            self.signs |= join.signs

    def _take_ends(self, first: Word, last: Word, span: Span) -> None:
        self.first, self.bit, self.befores, self.entry = first.text, first.bit, first.befores, first.entry or NO_ENTRY
        self.last, self.joins, self.last_bit, self.afters = last.text, last.joins, last.bit, last.afters
        self.begin, self.end = span


NO_ENTRY: Final = Entry(())
NO_PIECE: Final = Piece(0, (), ())


class Pieces:
    """Folds, cuts and respells chunks, and remembers them."""

    def __init__(self, matcher: Matcher, words: Words, common: Container[str]) -> None:
        """Cut as ``matcher`` does; a respelling may lead to a term of its lexicon or to a ``common`` word."""
        self._tokenizer, self._terms, self.words, self._common = matcher.tokenizer, matcher, words, common
        self.known: dict[str, Piece] = {}

    def __contains__(self, token: object) -> bool:
        """Tell whether a word is known: a respelling may lead to it."""
        return token in self._terms or token in self._common

    def read(self, chunk: str) -> Piece:
        """Read a chunk, and keep what was read unless it is long."""
        piece = self._plain(chunk) if chunk.isascii() and chunk.isalnum() and len(chunk) <= MAX_KEPT else None
        if piece is None:
            piece = self._read(chunk)
        piece.signs |= _written(chunk)
        if len(chunk) <= MAX_KEPT:
            if len(self.known) >= MAX_PIECES:
                self.known.clear()
            self.known[piece.first if piece.first == chunk else chunk] = piece  # one string, not two alike
        return piece

    def _plain(self, chunk: str) -> Piece | None:
        """Read a chunk of letters and digits, which is one token as it stands; None when it is stretched."""
        token = chunk.lower()
        return None if is_stretched(token) else Piece(len(chunk), (self.words.of(token),), ((0, len(chunk)),))

    def _read(self, chunk: str) -> Piece:
        found = list(self._tokens(chunk))
        words = tuple([self.words.of(text) for _, _, text, _ in found])
        piece = Piece(len(chunk), words, tuple([(start, end) for start, end, _, _ in found]), self._inner(words))
        piece.stretched = tuple([place for place, token in enumerate(found) if token[3]])
        if piece.stretched:
            piece.signs |= STRETCHED
        return piece

    def _inner(self, words: tuple[Word, ...]) -> tuple[tuple[int, Join], ...]:
        """Return what words of a chunk do with the one after, by place."""
        found: list[tuple[int, Join]] = []
        for place in range(len(words) - 1):
            if (join := self.words.join(words[place].text, words[place + 1].text, words[place].joins)) is not None:
                found.append((place, join))
        return tuple(found)

    def _tokens(self, chunk: str) -> Iterator[_Token]:
        """Yield the tokens of a chunk."""
        folded = fold(chunk)
        stretched = is_stretched(folded.text)
        for token, start, end in self._tokenizer.find(folded.text):
            if "#" in token and (token[0] == "#" or token[0].isalnum()):
                for first, last, word in self._hashtags(chunk[slice(*folded.span(start, end))], token):
                    yield *folded.span(start + first, start + last), word, False
                continue
            word = shortened(token, self) if stretched else token
            yield *folded.span(start, end), word, word != token

    def _hashtags(self, written: str, token: str) -> Iterator[tuple[int, int, str]]:
        """Yield the words of hashtags that may run together, with their places in ``token``."""
        start = 0
        whole = written if len(written) == len(token) else token
        for tag in token.split("#"):
            if tag:
                for begin, end, word in cut_hashtag(whole[start : start + len(tag)], tag, self._terms, self._common):
                    yield start + begin, start + end, shortened(word, self)
            start += len(tag) + 1


def _written(chunk: str) -> i64:
    """Return the signs of how a chunk is written."""
    signs: i64 = 0
    if chunk.islower():
        signs = SMALL if _SMALL_LETTERS.search(chunk) else 0
    else:
        signs |= SHOUTED if _CAPITALS.search(chunk) else 0
        signs |= SMALL if _SMALL_LETTERS.search(chunk) else 0
    return signs | EXCLAIMING if "!" in chunk else signs
