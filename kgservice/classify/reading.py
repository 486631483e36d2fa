"""Read a text into tokens that the matcher knows, with what they add to the sums, and where each lies in the text.

In: any text.  Out: a `Reading`.  White space cuts a text into chunks, and how a chunk reads depends on nothing outside
it; so what was found out about a chunk, a `Piece`, is kept for the next time: most chunks of a text were met before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from kgservice.classify.folding import fold
from kgservice.classify.respelling import cut_hashtag, is_stretched, shortened
from kgservice.classify.tokens import Span, Tokenizer
from kgservice.classify.weights import Weights

MAX_PIECES = 20_000
"""Pieces that are kept; when there are more, all are forgotten.  Each takes some 0.7 kB."""

MAX_KEPT = 40
"""Characters beyond which a chunk is read anew each time."""

ANCHORED, NEGATING, CONTRASTING, FOREIGN, REPORTING, EXCLAIMING, ASKING, SHOUTED, SMALL, STRETCHED, SPEAKING = SIGNS = [
    1 << number for number in range(11)
]
"""Signs, one bit each, of what there is in a piece or text: a token on which a term hangs; that may negate; that
contrasts; of another language; such as "said"; "!"; "?"; two capitals side by side; two small letters; stretched
letters; a form with an association."""

_PLACED = ANCHORED | NEGATING
_CAPITALS = re.compile(r"[A-Z]{2}")
_SMALL_LETTERS = re.compile(r"[a-z]{2}")
_CHUNK = re.compile(r"\S+")


class Piece:
    """What stands between white space.

    ``size``: its length.  ``total``: what it adds to the packed sums, pairs inside it included, and ``affect`` to those
    of affect.  ``signs``: see `SIGNS`.  ``first``: its first token, "" where it has none.  ``following``: what tokens
    after its last add, or None.  ``spans``: of each token, inside the piece.  ``stretched``, ``anchored``,
    ``negating``: which tokens were written with stretched letters, have terms hang on them, may negate.  ``lifts``:
    room for what `kgservice.classify.evidence` works out about each token.
    """

    __slots__ = (
        *("affect", "anchored", "count", "first", "following", "lifts", "negating", "signs", "size", "spans"),
        *("stretched", "tokens", "total"),
    )

    def __init__(self, size: int, tokens: list[str], spans: list[Span], stretched: frozenset[int]) -> None:
        """Begin with what is read; what it adds comes later."""
        self.size, self.tokens, self.count = size, tokens, len(tokens)
        self.first = tokens[0] if tokens else ""
        self.spans, self.stretched = spans, stretched
        self.total, self.affect, self.signs = 0, 0, 0
        self.following: dict[str, int] | None = None
        self.anchored: list[int] = []
        self.negating: list[int] = []
        self.lifts: list[list[float]] = []


class Reading:
    """A text, or a segment of a long one that begins at ``offset``, in pieces.

    ``total``: the packed sums over its pieces and pairs of tokens; ``has``: the signs of all pieces; ``anchored``,
    ``negating``: the places of such tokens.
    """

    __slots__ = (
        *("_counts", "_starts", "anchored", "has", "negating", "offset", "pieces", "text"),
        *("tokens", "total"),
    )

    def __init__(self, text: str, offset: int) -> None:
        """Begin with nothing read."""
        self.text, self.offset = text, offset
        self.pieces: list[Piece] = []
        self.tokens: list[str] = []
        self.anchored: list[int] = []
        self.negating: list[int] = []
        self.total, self.has = 0, 0
        self._counts: list[int] = []
        self._starts: list[int] = []

    def affect(self) -> int:
        """Return the packed sums of affect over its pieces."""
        total = 0
        for piece in self.pieces:
            total += piece.affect
        return total

    def span(self, start: int, end: int) -> Span:
        """Return where the tokens from ``start`` up to, not including, ``end`` lie in the segment."""
        first = self._piece_of(start)
        begin, stop = self.pieces[first].spans[start - self._counts[first]]
        begin += self._starts[first]
        if end == start + 1:
            return begin, stop + self._starts[first]
        last = self._piece_of(end - 1)
        return begin, self.pieces[last].spans[end - 1 - self._counts[last]][1] + self._starts[last]

    def is_stretched(self, position: int) -> bool:
        """Tell whether a token was written with stretched letters."""
        piece = self._piece_of(position)
        return position - self._counts[piece] in self.pieces[piece].stretched

    def _piece_of(self, position: int) -> int:
        """Return which piece holds a token."""
        if not self._counts:
            self._find_places()
        return bisect_right(self._counts, position) - 1

    def _find_places(self) -> None:
        """Find the tokens before each piece, and where it begins: lengths tell, unless there is more than one space."""
        count, place = 0, 0
        counts, starts = [], []
        for piece in self.pieces:
            counts.append(count)
            starts.append(place)
            count += piece.count
            place += piece.size + 1
        if place - 1 != len(self.text):
            starts = [match.start() for match in _CHUNK.finditer(self.text)]
        self._counts, self._starts = counts, starts


def _place(reading: Reading, piece: Piece) -> None:
    """Add the places of a piece's tokens that are looked for."""
    count = len(reading.tokens)
    for token in piece.anchored:
        reading.anchored.append(count + token)
    for token in piece.negating:
        reading.negating.append(count + token)


class Words(NamedTuple):
    """Words that the counters of a reading tell of; see `SIGNS`."""

    is_anchor: Callable[[str], bool]
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
        self._pieces: dict[str, Piece] = {}

    def __contains__(self, token: object) -> bool:
        """Tell whether a word is known: a respelling may lead to it."""
        return token in self._terms or token in self._common

    def read(self, text: str, offset: int = 0) -> Reading:
        """Return the reading of ``text``; one without tokens for an empty text."""
        reading = Reading(text, offset)
        pieces, tokens = reading.pieces, reading.tokens
        total, has = 0, 0
        following: dict[str, int] | None = None
        for chunk in text.split():
            piece = self._pieces.get(chunk)
            if piece is None:
                piece = self._piece(chunk)
            pieces.append(piece)
            signs = piece.signs
            has |= signs
            if signs & _PLACED:
                _place(reading, piece)
            if signs & SPEAKING:
                total += piece.total
            if following is not None and (more := following.get(piece.first)) is not None:
                total += more
                has |= SPEAKING
            if piece.count == 1:
                tokens.append(piece.first)
                following = piece.following
            elif piece.count:
                tokens.extend(piece.tokens)
                following = piece.following
        reading.total, reading.has = total, has
        return reading

    def _piece(self, chunk: str) -> Piece:
        """Read a chunk, and keep what was read unless it is long."""
        found = list(self._read_chunk(chunk))
        tokens = [word for _, _, word, _ in found]
        stretched = frozenset([place for place, part in enumerate(found) if part[3]])
        piece = Piece(len(chunk), tokens, [(start, end) for start, end, _, _ in found], stretched)
        piece.signs = self._signs(chunk, piece)
        if self._weights is not None:
            self._weigh(piece, self._weights)
        if len(chunk) <= MAX_KEPT:
            if len(self._pieces) >= MAX_PIECES:
                self._pieces.clear()
            self._pieces[chunk] = piece
        return piece

    def _weigh(self, piece: Piece, weights: Weights) -> None:
        tokens = piece.tokens
        forms = [weights.alone(token) for token in tokens]
        forms += [following.get(second) for first, second in pairwise(tokens) if (following := weights.after(first))]
        spoken = [form for form in forms if form is not None]
        if spoken:
            piece.total = sum(spoken)
            piece.signs |= SPEAKING
        piece.affect = sum([weights.affect_of(token) for token in tokens])
        piece.following = weights.after(tokens[-1]) if tokens else None

    def _signs(self, chunk: str, piece: Piece) -> int:
        piece.anchored = [i for i, token in enumerate(piece.tokens) if self._words.is_anchor(token)]
        piece.negating = [i for i, token in enumerate(piece.tokens) if token in self._words.negating]
        there = [bool(piece.anchored), bool(piece.negating)]
        there += [any(token in words for token in piece.tokens) for words in self._words[2:]]
        there += [
            "!" in chunk,
            any("?" in token for token in piece.tokens),
            _CAPITALS.search(chunk) is not None,
            _SMALL_LETTERS.search(chunk) is not None,
            bool(piece.stretched),
        ]
        return sum([sign for sign, holds in zip(SIGNS, there, strict=False) if holds])

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
