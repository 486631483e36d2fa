"""Read a text into words that are known, with what they add to the sums, and where each lies in the text.

In: any text.  Out: a `Reading`.  White space cuts a text into pieces.
"""

from __future__ import annotations

import re

from kgservice.classify.amounts import Amounts
from kgservice.classify.matcher import Match
from kgservice.classify.native import i64, mypyc_attr
from kgservice.classify.pieces import NO_PIECE, Piece, Pieces
from kgservice.classify.tokens import Span
from kgservice.classify.words import JOINING, NAMING, RATED, SPEAKING, Join, Word, Words

_CHUNK = re.compile(r"\S+")


@mypyc_attr(acyclic=True)
class Reading(Amounts):
    """A text, or a segment of a long one that begins at ``offset``, in pieces, and what all of it adds to the sums.

    ``terms``: the lexicon's forms of one word; ``joined``: where pairs stand on which phrases hang.  ``has``: the signs
    of all pieces; ``bits``: those of all words; ``length``: how many words there are.
    """

    __slots__ = (
        *("_begins", "_count", "_number", "_place", "_tokens", "_words", "bits", "has", "joined", "length", "offset"),
        *("pieces", "terms", "text"),
    )

    def __init__(self, text: str, offset: i64) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.text = text
        self.offset: i64 = offset
        self.has: i64 = 0
        self.bits: i64 = 0
        self.length: i64 = 0
        self.pieces: list[Piece] = []
        self.terms: list[Match] = []
        self.joined: list[tuple[i64, Join]] = []
        self._begins: list[int] | None = None
        self._tokens: list[str] | None = None
        self._words: list[Word] | None = None
        self._number: i64 = -1
        self._count: i64 = 0
        self._place: i64 = 0

    @property
    def tokens(self) -> list[str]:
        """The texts of the words in order."""
        if self._tokens is None:
            tokens: list[str] = []
            for piece in self.pieces:
                if piece.count == 1:
                    tokens.append(piece.first)
                else:
                    for word in piece.words:
                        tokens.append(word.text)
            self._tokens = tokens
        return self._tokens

    @property
    def words(self) -> list[Word]:
        """The words in order."""
        if self._words is None:
            words: list[Word] = []
            for piece in self.pieces:
                words.extend(piece.words)
            self._words = words
        return self._words

    def places(self, sign: i64) -> list[int]:
        """Return where words stand that have a sign, in order."""
        found: list[int] = []
        count: i64 = 0
        for piece in self.pieces:
            if piece.signs & sign:
                if piece.count == 1:
                    found.append(count)
                else:
                    place = count
                    for word in piece.words:
                        if word.signs & sign:
                            found.append(place)
                        place += 1
            count += piece.count
        return found

    def stretched(self) -> list[int]:
        """Return the places of words with stretched letters, in order."""
        found: list[int] = []
        count: i64 = 0
        for piece in self.pieces:
            for place in piece.stretched:
                found.append(count + place)
            count += piece.count
        return found

    def span(self, start: i64, end: i64) -> Span:
        """Return where the words from ``start`` up to, not including, ``end`` lie in the segment.

        Goes on from the place asked for last, so that to ask in the order of the text takes time in proportion to it.
        """
        if start < self._count or self._number < 0:
            self._start_over()
        piece = self._go_to(start)
        begin, stop = piece.begin, piece.end
        if start > self._count:
            begin, stop = piece.spans[start - self._count]
        begin += self._place
        if end > start + 1:
            piece = self._go_to(end - 1)
            stop = piece.spans[end - 1 - self._count][1]
        return begin, stop + self._place

    def _go_to(self, word: i64) -> Piece:
        """Go on to the piece that holds a word."""
        piece = self.pieces[self._number]
        while word >= self._count + piece.count:
            self._number += 1
            self._count += piece.count
            self._place = self._begins[self._number] if self._begins is not None else self._place + piece.size + 1
            piece = self.pieces[self._number]
        return piece

    def _start_over(self) -> None:
        """Go to the first piece; sizes tell where the others begin, unless there is more than one space somewhere."""
        if self._number < 0:
            size: i64 = -1
            for piece in self.pieces:
                size += piece.size + 1
            if size != len(self.text):
                self._begins = [match.start() for match in _CHUNK.finditer(self.text)]
        self._number, self._count = 0, 0
        self._place = self._begins[0] if self._begins is not None else 0


class Reader:
    """Reads texts."""

    def __init__(self, pieces: Pieces) -> None:
        """Read chunks by ``pieces``."""
        self._pieces, self._known, self._words = pieces, pieces.known, pieces.words

    def read(self, text: str, offset: i64 = 0) -> Reading:
        """Return the reading of ``text``; one without words for an empty text."""
        reading = Reading(text, offset)
        pieces, known, words, before = reading.pieces, self._known, self._words, NO_PIECE
        has: i64 = 0
        bits: i64 = 0
        count: i64 = 0
        for chunk in text.split():
            piece = known.get(chunk)
            if piece is None:
                piece = self._pieces.read(chunk)
            pieces.append(piece)
            signs = piece.signs
            has |= signs
            bits |= piece.bits
            if before.afters & piece.bit and piece.befores & before.last_bit:
                has |= _join(reading, words, before, piece, count)
            if signs & SPEAKING:
                reading.add(piece)
            if signs & RATED:
                reading.add_affect(piece)
            if signs & (NAMING | JOINING):
                _add_found(reading, piece, count)
            if piece.count:
                count += piece.count
                before = piece
        reading.has, reading.bits, reading.length = has, bits, count
        return reading


def _join(reading: Reading, words: Words, before: Piece, piece: Piece, count: i64) -> i64:
    """Add what the last word of a piece and the first of the next one do together; return its signs."""
    join = words.join(before.last, piece.first, before.joins)
    if join is None:
        return 0
    reading.add(join)
    if join.phrases is not None:
        reading.joined.append((count - 1, join))
    return join.signs


def _add_found(reading: Reading, piece: Piece, count: i64) -> None:
    """Add what is found in a piece."""
    if piece.count == 1:
        reading.terms.append(Match(count, count + 1, piece.entry))
        return
    place = count
    for word in piece.words:
        if word.entry is not None:
            reading.terms.append(Match(place, place + 1, word.entry))
        place += 1
    for inside, join in piece.inner:
        if join.phrases is not None:
            reading.joined.append((count + inside, join))
