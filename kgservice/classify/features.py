"""What of a text counts: the forms whose associations are summed, and how strongly its clues speak.

In: the parts of a text.  Out: `Features`, from which weights are learned, and the same as packed sums, from which texts
are judged.  The words of a negated clue do not count, nor does a pair with one of them, unless the pair holds the
negation itself ("not happy").  In another language than the modifiers' nothing counts but emoji and the like.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kgservice.classify.clues import Part
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.reading import NEGATING
from kgservice.classify.weights import AFFECTS, SUMS, Weights


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

    def of(self, parts: list[Part]) -> tuple[int, ...]:
        """Return the sums over the parts; see `kgservice.classify.weights` for what they are."""
        if len(parts) == 1:
            return SUMS.unpack(self._total(parts[0]))
        return tuple(map(sum, zip(*[SUMS.unpack(self._total(part)) for part in parts], strict=True)))

    def affect(self, parts: list[Part]) -> tuple[int, ...]:
        """Return the sums of affect over the parts, with the valence of what is negated mirrored."""
        if len(parts) == 1:
            return AFFECTS.unpack(self._affect(parts[0]))
        return tuple(map(sum, zip(*[AFFECTS.unpack(self._affect(part)) for part in parts], strict=True)))

    def _total(self, part: Part) -> int:
        if part.foreign:
            return 0
        total = part.reading.total
        if self._weights is not None:
            for clue in part.clues:
                if clue.negated:
                    return total - self._not_counting(part, self._weights)
        return total

    def _not_counting(self, part: Part, weights: Weights) -> int:
        tokens = part.reading.tokens
        alone, begun = _left_out(part, self._modifiers)
        total = sum([weights.alone(tokens[place]) or 0 for place in alone])
        for place in begun:
            if place + 1 < len(tokens) and (following := weights.after(tokens[place])) is not None:
                total += following.get(tokens[place + 1], 0)
        return total

    def _affect(self, part: Part) -> int:
        if part.foreign:
            return 0
        total = part.reading.affect()
        if total and part.reading.has & NEGATING:
            tokens = part.reading.tokens
            for place in self._turned(part):
                total += self._mirrored(tokens[place])
        return total

    def _turned(self, part: Part) -> set[int]:
        """Return the tokens that a negation reaches, and those of negated clues."""
        turned = self._modifiers.turned(part.reading.tokens, part.reading.negating)
        for clue in part.clues:
            places = range(clue.start, clue.end)
            if clue.negated:
                turned.update(places)
            else:
                turned.difference_update(places)
        return turned


def _nothing(word: str) -> int:
    return 0
