"""Read a text into tokens that the matcher knows, with what they add to the sums, and where each lies in the text.

In: any text.  Out: a `Reading`.  White space cuts a text into chunks, and how a chunk reads depends on nothing outside
it; so what was found out about a chunk, a `Piece`, is kept for the next time: most chunks of a text were met before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator
from itertools import accumulate, chain, pairwise
from operator import add, itemgetter
from typing import NamedTuple

from kgservice.classify.folding import fold
from kgservice.classify.respelling import cut_hashtag, is_stretched, shortened
from kgservice.classify.tokens import Span, Tokenizer
from kgservice.classify.weights import SUMS, TOKEN, Weights

MAX_PIECES = 20_000
"""Pieces that are kept; when there are more, all are forgotten.  Each takes some 0.7 kB."""

MAX_KEPT = 40
"""Characters beyond which a chunk is read anew each time."""

SIGNS = EMPTY, ANCHORED, NEGATING, CONTRASTING, FOREIGN, REPORTING, EXCLAIMING, ASKING, SHOUTED, SMALL, STRETCHED = (
    tuple(SUMS.counts(number) for number in range(11))
)
"""What there may be in a piece, and whether a text has any: no token; a token on which a term hangs; that may negate;
that contrasts; of another language; such as "said"; "!"; "?"; two capitals side by side; two small letters; stretched
letters."""

_CAPITALS = re.compile(r"[A-Z]{2}")
_SMALL_LETTERS = re.compile(r"[a-z]{2}")
_CHUNK = re.compile(r"\S+")


class Piece(NamedTuple):
    """What stands between white space.

    ``total``: what it adds to the packed sums and counters.  ``first``, ``last``: its first and last token, "" where it
    has none.  ``affect``: what it adds to the packed sums of affect.  ``spans``: of each token, inside the chunk.
    ``stretched``: the tokens written with stretched letters.
    """

    total: int
    first: str
    last: str
    tokens: tuple[str, ...]
    affect: int
    spans: tuple[Span, ...]
    stretched: frozenset[int]


_TOTAL: Callable[[Piece], int] = itemgetter(0)
_FIRST: Callable[[Piece], str] = itemgetter(1)
_LAST: Callable[[Piece], str] = itemgetter(2)
_TOKENS: Callable[[Piece], tuple[str, ...]] = itemgetter(3)
_AFFECT: Callable[[Piece], int] = itemgetter(4)


class Reading:
    """A text, or a segment of a long one that begins at ``offset``, in pieces.

    ``total``: the packed sums over its pieces and pairs of tokens; ``has``: its counters (see `SIGNS`).
    """

    __slots__ = ("_chunks", "_ends", "_starts", "has", "offset", "pieces", "text", "tokens", "total")

    def __init__(self, text: str, chunks: list[str], pieces: list[Piece], total: int, offset: int) -> None:
        """Keep the pieces of each of ``chunks``."""
        self.text, self.pieces, self.total, self.offset = text, pieces, total, offset
        self.tokens: list[str] = list(chain.from_iterable(map(_TOKENS, pieces)))
        self.has: int = SUMS.counters(total)
        self._chunks = chunks
        self._starts: list[int] = []
        self._ends: list[int] = []

    def affect(self) -> int:
        """Return the packed sums of affect over its pieces."""
        return sum(map(_AFFECT, self.pieces))

    def span(self, start: int, end: int) -> Span:
        """Return where the tokens from ``start`` up to, not including, ``end`` lie in the segment."""
        first, token = self._place(start)
        begin, stop = self.pieces[first].spans[token]
        begin += self._starts[first]
        if end == start + 1:
            return begin, stop + self._starts[first]
        last, token = self._place(end - 1)
        return begin, self.pieces[last].spans[token][1] + self._starts[last]

    def is_stretched(self, position: int) -> bool:
        """Tell whether a token was written with stretched letters."""
        piece, token = self._place(position)
        return token in self.pieces[piece].stretched

    def _place(self, position: int) -> tuple[int, int]:
        """Return the piece that holds a token, and which of its tokens it is."""
        if not self._ends:
            self._find_places()
        piece = bisect_right(self._ends, position)
        return piece, position - (self._ends[piece - 1] if piece else 0)

    def _find_places(self) -> None:
        """Find where each piece begins; the lengths tell, unless somewhere more than one space stands."""
        self._ends = list(accumulate(map(len, map(_TOKENS, self.pieces))))
        lengths = list(map(len, self._chunks))
        if sum(lengths) + len(lengths) - 1 == len(self.text):
            self._starts = list(map(add, accumulate(lengths, initial=0), range(len(lengths))))
        else:
            self._starts = [match.start() for match in _CHUNK.finditer(self.text)]


class Words(NamedTuple):
    """Words that the counters of a reading tell of; see `SIGNS`."""

    anchors: Container[str]
    negating: Container[str]
    contrasting: Container[str]
    foreign: Container[str]
    reporting: Container[str]


class Reader:
    """Folds, cuts and respells texts."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        terms: Container[str],
        common: Container[str],
        words: Words,
        weights: Weights | None = None,
    ) -> None:
        """Cut with ``tokenizer``; a respelling may lead to ``terms`` of the lexicon and to ``common`` words."""
        self._tokenizer, self._terms, self._common, self._words = tokenizer, terms, common, words
        self._weights = weights
        self._pairs = weights.pairs if weights else {}
        self._pieces = _Pieces(self._piece)

    def __contains__(self, token: object) -> bool:
        """Tell whether a word is known: a respelling may lead to it."""
        return token in self._terms or token in self._common

    def read(self, text: str, offset: int = 0) -> Reading:
        """Return the reading of ``text``; one without tokens for an empty text."""
        chunks = text.split()
        pieces = list(map(self._pieces.__getitem__, chunks))
        total = sum(map(_TOTAL, pieces))
        if self._pairs:
            spoken = pieces
            if SUMS.counters(total) & EMPTY:
                spoken = [piece for piece in pieces if piece.tokens]
            pairs = zip(map(_LAST, spoken), map(_FIRST, spoken[1:]), strict=False)
            total += sum(filter(None, map(self._pairs.get, pairs)))
        return Reading(text, chunks, pieces, total, offset)

    def _piece(self, chunk: str) -> Piece:
        found = list(self._read_chunk(chunk))
        tokens = tuple(word for _, _, word, _ in found)
        stretched = frozenset(place for place, part in enumerate(found) if part[3])
        total = TOKEN * len(tokens) + self._signs(chunk, tokens, bool(stretched))
        total += sum(self._pairs.get(pair, 0) for pair in pairwise(tokens))
        affect = 0
        if self._weights is not None:
            total += sum(self._weights.alone.get(token, 0) for token in tokens)
            affect = sum(map(self._weights.affect_of, tokens))
        first, last = (tokens[0], tokens[-1]) if tokens else ("", "")
        return Piece(total, first, last, tokens, affect, tuple(part[:2] for part in found), stretched)

    def _signs(self, chunk: str, tokens: tuple[str, ...], stretched: bool) -> int:
        there = (
            not tokens,
            *(any(token in words for token in tokens) for words in self._words),
            "!" in chunk,
            any("?" in token for token in tokens),
            _CAPITALS.search(chunk) is not None,
            _SMALL_LETTERS.search(chunk) is not None,
            stretched,
        )
        return sum(SUMS.counter(number) for number, sign in enumerate(there) if sign)

    def _read_chunk(self, chunk: str) -> Iterator[tuple[int, int, str, bool]]:
        """Yield the tokens of a chunk: where each begins and ends there, how it reads, whether it was stretched."""
        folded = fold(chunk)
        tokens, spans = self._tokenizer.cut(folded.text), self._tokenizer.spans(folded.text)
        stretched = is_stretched(folded.text)
        for token, (start, end) in zip(tokens, spans, strict=True):
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


class _Pieces(dict[str, Piece]):
    """Pieces by chunk, read when first met."""

    def __init__(self, read: Callable[[str], Piece]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, chunk: str) -> Piece:
        piece = self._read(chunk)
        if len(chunk) <= MAX_KEPT:
            if len(self) >= MAX_PIECES:
                self.clear()
            self[chunk] = piece
        return piece
