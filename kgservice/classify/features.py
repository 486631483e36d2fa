"""What of a text counts: the forms whose associations are summed, and how strongly its clues speak.

In: the parts of a text.  Out: `Features`, from which weights are learned, and the same as sums, from which texts are
judged.  The words of a negated clue do not count, nor does a pair with one of them, unless the pair holds the
negation itself ("not happy").  In another language than the modifiers' nothing counts but emoji and the like.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kgservice.classify.amounts import MEAN, Affect, Shift, summed, summed_affect
from kgservice.classify.clues import Part
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.reading import NEGATING
from kgservice.classify.weights import Weights


class Features(NamedTuple):
    """What weights are learned from.

    ``forms``: the tokens and the pairs of adjacent tokens, joined by a space, that count, each as often as it occurs.
    ``strengths``: log(1 + the sum of weight times intensity of the clues) by primary, without those that have none.
    ``tokens``: how many tokens the text has, whether they count or not.
    """

    forms: list[str]
    strengths: dict[str, float]
    tokens: int


def forms(part: Part, modifiers: Modifiers) -> list[str]:
    """Return the tokens, then the pairs, of a part that count; none of a part in another language."""
    if part.foreign:
        return []
    tokens, pairs = part.reading.tokens, pairwise(part.reading.tokens)
    alone, begun = _left_out(part, modifiers)
    if not alone:
        return [*tokens, *map(" ".join, pairs)]
    counting = [token for place, token in enumerate(tokens) if place not in alone]
    return counting + [f"{first} {second}" for place, (first, second) in enumerate(pairs) if place not in begun]


def _left_out(part: Part, modifiers: Modifiers) -> tuple[set[int], set[int]]:
    """Return the tokens, and the first tokens of the pairs, that do not count."""
    alone: set[int] = set()
    begun: set[int] = set()
    tokens = part.reading.tokens
    for clue in part.clues:
        if clue.negated:
            alone.update(range(clue.start, clue.end))
            negation = clue.start > 0 and modifiers.ends_negation(tokens, clue.start - 1)
            begun.update(range(clue.start - (clue.start > 0 and not negation), clue.end))
    return alone, begun


class Sums:
    """Sums up what the parts of texts add to the classes and to their affect."""

    def __init__(self, weights: Weights | None, modifiers: Modifiers) -> None:
        """Without weights all sums are 0."""
        self._weights, self._modifiers = weights, modifiers
        self._mirrored = lru_cache(maxsize=20_000)(weights.mirrored if weights else _nothing)

    def of(self, parts: list[Part]) -> list[float]:
        """Return the sums over the parts, one a class, in units of `kgservice.classify.amounts.STEP`."""
        shifts: list[Shift] = []
        removed: list[Shift] = []
        for part in parts:
            if not part.foreign:
                shifts += part.reading.shifts
                if self._weights is not None and part.negated:
                    removed += self._not_counting(part, self._weights)
        if not removed:
            return summed(shifts)
        return [all_of - some for all_of, some in zip(summed(shifts), summed(removed), strict=True)]

    def _not_counting(self, part: Part, weights: Weights) -> list[Shift]:
        tokens = part.reading.tokens
        alone, begun = _left_out(part, self._modifiers)
        found = [weights.alone(tokens[place]) for place in alone]
        for place in begun:
            if place + 1 < len(tokens) and (following := weights.after(tokens[place])) is not None:
                found.append(following.get(tokens[place + 1]))
        return [shift for shift in found if shift is not None]

    def affect(self, parts: list[Part]) -> list[float]:
        """Return the sums of affect over the parts, with the valence of what is negated mirrored."""
        affects: list[Affect] = []
        mirrored = 0.0
        for part in parts:
            if not part.foreign:
                before = len(affects)
                for piece in part.reading.pieces:
                    for affect in piece.affects:
                        affects.append(affect)
                if part.reading.has & NEGATING and len(affects) > before:
                    tokens = part.reading.tokens
                    mirrored += sum([self._mirrored(tokens[place]) for place in self._turned(part)])
        sums = summed_affect(affects)
        sums[MEAN] += mirrored
        return sums

    def _turned(self, part: Part) -> set[int]:
        """Return the tokens that a negation reaches, and those of negated clues."""
        turned = self._modifiers.turned(part.reading.tokens, part.reading.places(NEGATING))
        for clue in part.clues:
            places = range(clue.start, clue.end)
            if clue.negated:
                turned.update(places)
            else:
                turned.difference_update(places)
        return turned


def _nothing(word: str) -> float:
    return 0.0
