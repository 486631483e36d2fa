"""Terms within a few edits of a word, quickly among hundreds of thousands.

An edit puts in, takes out or replaces one letter (Levenshtein distance).  Before any distance is counted, terms are
sifted by length and by their pairs of adjacent letters: one edit takes at most two pairs away and adds at most two, so
terms whose pairs differ more cannot be near.  The pairs of a term are kept as bits of one number, so that to sift costs
one comparison of numbers a term.  Source of the sifting: Ukkonen, E. (1992), Approximate string matching with
q-grams and maximal matches, Theoretical Computer Science 92(1), 191-211.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

MAX_DISTANCE = 2
"""Edits that a word may be away."""

SHORT = 5
"""Words of fewer letters may be one edit away: of two, half of a short word could differ."""

_BITS = 256


class FuzzyIndex:
    """Terms, ready to be searched.

    >>> FuzzyIndex(["happy", "unhappy", "unhappily", "sad"]).near("unhapy")
    (('unhappy', 1),)
    >>> FuzzyIndex(["happy", "harpy", "unhappy", "sad"]).near("happpy")
    (('happy', 1), ('harpy', 2))
    """

    def __init__(self, terms: Iterable[str]) -> None:
        """Sort the terms by length."""
        self._by_length: dict[int, list[tuple[int, str]]] = {}
        for term in terms:
            self._by_length.setdefault(len(term), []).append((_pairs(term), term))

    def near(self, word: str) -> tuple[tuple[str, int], ...]:
        """Return the (term, edits) pairs within `MAX_DISTANCE` of a word, or 1 of a short one, nearest first.

        Equally near terms stand in alphabetical order.  Empty when none is near.
        """
        most = 1 if len(word) < SHORT else MAX_DISTANCE
        pairs, found = _pairs(word), []
        for length in range(max(0, len(word) - most), len(word) + most + 1):
            sifted = [t for bits, t in self._by_length.get(length, ()) if (bits ^ pairs).bit_count() <= 4 * most]
            found += [(edits, term) for term in sifted if (edits := distance(word, term, most)) <= most]
        return tuple((term, edits) for edits, term in sorted(found))


def distance(one: str, other: str, most: int) -> int:
    """Return the Levenshtein distance of two words, or ``most`` + 1 as soon as it is known to be more than ``most``.

    >>> distance("kitten", "sitting", 5), distance("kitten", "sitting", 2), distance("", "", 1)
    (3, 3, 0)
    """
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, against in enumerate(other):
            here.append(min(before[column] + (letter != against), before[column + 1] + 1, here[column] + 1))
        if min(here) > most:
            return most + 1
        before = here
    return min(before[-1], most + 1)


def _pairs(word: str) -> int:
    """Return the pairs of adjacent letters, the word's ends included, as bits of a number."""
    bits, padded = 0, f"\0{word}\0"
    for i in range(len(padded) - 1):
        bits |= 1 << crc32(padded[i : i + 2].encode("utf-8", "surrogatepass")) % _BITS
    return bits
