"""Read a text into words that are known, with what they add to the sums, and where each lies in the text.

In: any text.  Out: a `Reading`.  White space cuts a text into pieces.
"""

from __future__ import annotations

import re

from kgservice.classify.amounts import Amounts
from kgservice.classify.matcher import Found
from kgservice.classify.pieces import Piece, Pieces
from kgservice.classify.tokens import Span
from kgservice.classify.words import JOINING, NAMING, RATED, SPEAKING, Join, Word

_CHUNK = re.compile(r"\S+")


class Reading:
    """A text, or a segment of a long one that begins at ``offset``, in pieces.

    ``sums``: what its words, and pairs of them side by side, add to the sums.
    ``terms``: the lexicon's forms of one word; ``joined``: where pairs stand on which phrases hang.  ``has``: the signs
    of all pieces.
    """

    __slots__ = (
        *("_begins", "_count", "_number", "_place", "_tokens", "_words", "has", "joined", "offset", "pieces"),
        *("sums", "terms", "text"),
    )

    def __init__(self, text: str, offset: int, pieces: list[Piece]) -> None:
        """Begin with nothing summed up."""
        self.text, self.offset, self.pieces, self.has = text, offset, pieces, 0
        self.sums = Amounts()
        self.terms: list[Found] = []
        self.joined: list[tuple[int, Join]] = []
        self._begins: list[int] | None = None
        self._tokens: list[str] | None = None
        self._words: list[Word] | None = None
        self._number, self._count, self._place = -1, 0, 0

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

    @property
    def length(self) -> int:
        """How many words there are."""
        count = 0
        for piece in self.pieces:
            count += piece.count
        return count

    def places(self, sign: int) -> list[int]:
        """Return where words stand that have a sign, in order."""
        found: list[int] = []
        count = 0
        for piece in self.pieces:
            if piece.signs & sign:
                if piece.count == 1:
                    found.append(count)
                else:
                    for place, word in enumerate(piece.words):
                        if word.signs & sign:
                            found.append(count + place)
            count += piece.count
        return found

    def stretched(self) -> list[int]:
        """Return the places of words with stretched letters, in order."""
        found: list[int] = []
        count = 0
        for piece in self.pieces:
            for place in piece.stretched:
                found.append(count + place)
            count += piece.count
        return found

    def span(self, start: int, end: int) -> Span:
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

    def _go_to(self, word: int) -> Piece:
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
            size = -1
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
        self._pieces, self._known = pieces, pieces.known

    def read(self, text: str, offset: int = 0) -> Reading:
        """Return the reading of ``text``; one without words for an empty text."""
        pieces = [self._piece(chunk) for chunk in text.split()]
        reading = Reading(text, offset, pieces)
        sums, has, count = reading.sums, 0, 0
        before: Piece | None = None
        for piece in pieces:
            signs = piece.signs
            has |= signs
            if before is not None and before.afters & piece.bit and piece.befores & before.last_bit:
                has |= self._join(reading, before, piece, count)
            if signs & SPEAKING:
                sums.add(piece)
            if signs & RATED:
                sums.add_affect(piece)
            if piece.count == 1:
                if signs & NAMING:
                    reading.terms.append((count, count + 1, piece.entry))
                count += 1
                before = piece
            elif piece.count:
                if signs & (NAMING | JOINING):
                    _add_found(reading, piece, count)
                count += piece.count
                before = piece
        reading.has = has
        return reading

    def _join(self, reading: Reading, before: Piece, piece: Piece, count: int) -> int:
        """Add what the last word of a piece and the first of the next one do together; return its signs."""
        join = before.joins.get(piece.first)
        if join is None:
            return 0
        reading.sums.add(join)
        if join.phrases is not None:
            reading.joined.append((count - 1, join))
        return join.signs

    def _piece(self, chunk: str) -> Piece:
        piece = self._known.get(chunk)
        return self._pieces.read(chunk) if piece is None else piece


def _add_found(reading: Reading, piece: Piece, count: int) -> None:
    """Add what is found in a piece of several words."""
    for place, word in enumerate(piece.words):
        if word.entry is not None:
            reading.terms.append((count + place, count + place + 1, word.entry))
    for place, join in piece.inner:
        if join.phrases is not None:
            reading.joined.append((count + place, join))
