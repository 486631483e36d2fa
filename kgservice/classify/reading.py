"""Read a text into tokens that the matcher knows, with what they add to the sums, and where each lies in the text.

In: any text.  Out: a `Reading`.  White space cuts a text into chunks, and how a chunk reads depends on nothing outside
it; so what was found out about a chunk, a `Piece`, is kept for the next time: most chunks of a text were met before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from kgservice.classify.amounts import Affect, Shift
from kgservice.classify.folding import fold
from kgservice.classify.matcher import Anchor
from kgservice.classify.respelling import cut_hashtag, is_stretched, shortened
from kgservice.classify.tokens import Span, Tokenizer
from kgservice.classify.weights import Weights

MAX_PIECES = 20_000
"""Pieces that are kept; when there are more, all are forgotten.  Each takes some 0.7 kB."""

MAX_KEPT = 40
"""Characters beyond which a chunk is read anew each time."""

ANCHORED, NEGATING, ACTING, CONTRASTING, FOREIGN, REPORTING, EXCLAIMING, ASKING, SHOUTED, SMALL, STRETCHED, SPEAKING = (
    SIGNS
) = [1 << number for number in range(12)]
"""Signs, one bit each, of what there is in a piece or text: a token on which a term hangs; that may negate; that may
act on a term or end a clause; that contrasts; of another language; such as "said"; "!"; "?"; two capitals side by side;
two small letters; stretched letters; a form with an association."""

_CAPITALS = re.compile(r"[A-Z]{2}")
_SMALL_LETTERS = re.compile(r"[a-z]{2}")
_CHUNK = re.compile(r"\S+")


class Piece:
    """What stands between white space.

    ``size``: its length.  ``first``: its first token, "" where it has none.  ``spans``: of each token, inside the
    piece.  ``alone``: how each token shifts the classes; ``pairs``: how pairs of its tokens do, each with the place of
    the first; ``following``: how tokens after its last one do, or None.  ``affects``: what its tokens add to the sums
    of affect.  ``signs``: see `SIGNS`.  ``stretched``, ``anchors``, ``negating``, ``acting``: which tokens were written
    with stretched letters, have terms hang on them, may negate, may act on a term.
    """

    __slots__ = (
        *("acting", "affects", "alone", "anchors", "count", "first", "following", "negating", "pairs", "signs"),
        *("size", "spans", "stretched", "tokens"),
    )

    def __init__(self, size: int, tokens: list[str], spans: tuple[Span, ...], stretched: tuple[int, ...]) -> None:
        """Begin with what is read; what it adds comes later."""
        self.size, self.tokens, self.count = size, tokens, len(tokens)
        self.first = tokens[0] if tokens else ""
        self.spans, self.stretched = spans, stretched
        self.signs = 0
        self.following: dict[str, Shift] | None = None
        self.alone: tuple[Shift | None, ...] = ()
        self.pairs: tuple[tuple[int, Shift], ...] = ()
        self.affects: tuple[Affect, ...] = ()
        self.anchors: tuple[tuple[int, Anchor], ...] = ()
        self.negating: tuple[int, ...] = ()
        self.acting: tuple[int, ...] = ()


class Reading:
    """A text, or a segment of a long one that begins at ``offset``, in pieces.

    ``shifts``: how its tokens, and pairs of adjacent ones, shift the classes; ``has``: the signs of all pieces.
    """

    __slots__ = (
        *("_begins", "_count", "_number", "_place", "_stretched", "has", "offset", "pieces", "shifts", "text"),
        *("tokens",),
    )

    def __init__(self, text: str, offset: int) -> None:
        """Begin with nothing read."""
        self.text, self.offset, self.has = text, offset, 0
        self.pieces: list[Piece] = []
        self.tokens: list[str] = []
        self.shifts: list[Shift] = []
        self._begins: list[int] | None = None
        self._stretched: list[int] | None = None
        self._number, self._count, self._place = -1, 0, 0

    def places(self, sign: int) -> list[int]:
        """Return where tokens stand that are `NEGATING`, `ACTING` or `STRETCHED`, in order."""
        found: list[int] = []
        count = 0
        for piece in self.pieces:
            if piece.signs & sign:
                of_kind = piece.acting if sign == ACTING else piece.negating if sign == NEGATING else piece.stretched
                for token in of_kind:
                    found.append(count + token)
            count += piece.count
        return found

    @property
    def stretched(self) -> list[int]:
        """The places of tokens with stretched letters, in order."""
        if self._stretched is None:
            self._stretched = self.places(STRETCHED)
        return self._stretched

    def span(self, start: int, end: int) -> Span:
        """Return where the tokens from ``start`` up to, not including, ``end`` lie in the segment.

        Goes on from the place asked for last, so that to ask in the order of the text takes time in proportion to it.
        """
        if start < self._count or self._number < 0:
            self._start_over()
        piece = self._go_to(start)
        begin, stop = piece.spans[start - self._count]
        begin += self._place
        if end > start + 1:
            piece = self._go_to(end - 1)
            stop = piece.spans[end - 1 - self._count][1]
        return begin, stop + self._place

    def _go_to(self, token: int) -> Piece:
        """Go on to the piece that holds a token."""
        piece = self.pieces[self._number]
        while token >= self._count + piece.count:
            self._number += 1
            self._count += piece.count
            self._place = self._begins[self._number] if self._begins is not None else self._place + piece.size + 1
            piece = self.pieces[self._number]
        return piece

    def _start_over(self) -> None:
        """Go to the first piece; sizes tell where the others begin, unless there is more than one space somewhere."""
        if self._number < 0:
            size = -1
            for piece in self.pieces:
                size += piece.size + 1
            if size != len(self.text):
                self._begins = [match.start() for match in _CHUNK.finditer(self.text)]
        self._number, self._count = 0, 0
        self._place = self._begins[0] if self._begins is not None else 0


def _add_forms(reading: Reading, piece: Piece) -> None:
    """Add how the tokens of a piece, and the pairs inside it, shift the classes."""
    for shift in piece.alone:
        if shift is not None:
            reading.shifts.append(shift)
    for _, pair in piece.pairs:
        reading.shifts.append(pair)


class Words(NamedTuple):
    """Words that the counters of a reading tell of; see `SIGNS`."""

    anchor: Callable[[str], Anchor | None]
    negating: Container[str]
    is_acting: Callable[[str], bool]
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
        pieces, tokens, shifts, known = reading.pieces, reading.tokens, reading.shifts, self._pieces
        has = 0
        following: dict[str, Shift] | None = None
        for chunk in text.split():
            piece = known.get(chunk)
            if piece is None:
                piece = self._piece(chunk)
            pieces.append(piece)
            signs = piece.signs
            has |= signs
            if following is not None and (more := following.get(piece.first)) is not None:
                shifts.append(more)
                has |= SPEAKING
            if piece.count == 1:
                if (shift := piece.alone[0]) is not None:
                    shifts.append(shift)
                tokens.append(piece.first)
                following = piece.following
            elif piece.count:
                if signs & SPEAKING:
                    _add_forms(reading, piece)
                tokens += piece.tokens
                following = piece.following
        reading.has = has
        return reading

    def _piece(self, chunk: str) -> Piece:
        """Read a chunk, and keep what was read unless it is long."""
        found = list(self._read_chunk(chunk))
        tokens = [word for _, _, word, _ in found]
        stretched = tuple([place for place, part in enumerate(found) if part[3]])
        piece = Piece(len(chunk), tokens, tuple([(start, end) for start, end, _, _ in found]), stretched)
        piece.signs = self._signs(chunk, piece)
        if self._weights is None:
            piece.alone = (None,) * len(tokens)
        else:
            self._weigh(piece, self._weights)
        if len(chunk) <= MAX_KEPT:
            if len(self._pieces) >= MAX_PIECES:
                self._pieces.clear()
            self._pieces[chunk] = piece
        return piece

    def _weigh(self, piece: Piece, weights: Weights) -> None:
        tokens = piece.tokens
        piece.alone = tuple([weights.alone(token) for token in tokens])
        pairs: list[tuple[int, Shift]] = []
        for place, (first, second) in enumerate(pairwise(tokens)):
            if (following := weights.after(first)) is not None and second in following:
                pairs.append((place, following[second]))
        piece.pairs = tuple(pairs)
        if pairs or any(shift is not None for shift in piece.alone):
            piece.signs |= SPEAKING
        piece.affects = tuple([affect for token in tokens if (affect := weights.affect_of(token)) is not None])
        piece.following = weights.after(tokens[-1]) if tokens else None

    def _signs(self, chunk: str, piece: Piece) -> int:
        words, tokens = self._words, piece.tokens
        piece.anchors = tuple([(i, it) for i, token in enumerate(tokens) if (it := words.anchor(token)) is not None])
        piece.negating = tuple([i for i, token in enumerate(tokens) if token in words.negating])
        piece.acting = tuple([i for i, token in enumerate(tokens) if words.is_acting(token)])
        there = [bool(piece.anchors), bool(piece.negating), bool(piece.acting)]
        there += [any(token in words for token in piece.tokens) for words in self._words[3:]]
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
