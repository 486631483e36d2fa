"""Words of which another may be a slip, found quickly among hundreds of thousands.

In: words.  Out: those that one edit turns into a given one (see `kgservice.classify.slips`).
"""

from __future__ import annotations

from collections.abc import Iterable

from kgservice.classify.slips import Kind, kind


class Neighbours:
    """Words, ready to tell which of them another word may be a slip of.

    One edit leaves the beginning or the end of a word whole: each is filed under both, next to its length.

    >>> {word: kind.name for word, kind in Neighbours(["excited", "evicted", "elated"]).near("exicted")}
    {'excited': 'two neighbours swapped', 'evicted': 'any other letter in the place of one'}
    """

    def __init__(self, words: Iterable[str]) -> None:
        """File the words."""
        self._begins: dict[tuple[int, str], list[str]] = {}
        self._ends: dict[tuple[int, str, str], list[str]] = {}
        for word in words:
            half = len(word) // 2
            self._begins.setdefault((len(word), word[:half]), []).append(word)
            self._ends.setdefault((len(word), word[:1], word[half + 1 :]), []).append(word)

    def near(self, word: str) -> list[tuple[str, Kind]]:
        """Return the words that ``word`` may be a slip of, each with the kind, in no order; maybe none."""
        found: dict[str, None] = {}
        for length in range(max(1, len(word) - 1), len(word) + 2):
            half = length // 2
            end = word[len(word) - (length - half - 1) :]
            found |= dict.fromkeys(self._begins.get((length, word[:half]), ()))
            found |= dict.fromkeys(self._ends.get((length, word[:1], end), ()))
        return [(other, sort) for other in found if (sort := kind(other, word)) is not None]
