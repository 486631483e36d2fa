"""What of a text counts: the forms whose associations are summed, and how strongly its clues speak.

In: the parts of a text.  Out: `Features`, from which weights are learned, and the same as sums, from which texts are
judged.  The words of a negated clue do not count, nor does a pair with one of them, unless the pair holds the
negation itself ("not happy").  In another language than the modifiers' nothing counts but emoji and the like.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from kgservice.classify.amounts import Amounts, Shift
from kgservice.classify.clues import Part
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.words import NEGATING


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

    def __init__(self, modifiers: Modifiers) -> None:
        """Leave out, or mirror, what these negate."""
        self._modifiers = modifiers

    def of(self, parts: list[Part]) -> Shift:
        """Return how the parts shift the classes."""
        first = parts[0]
        if len(parts) == 1 and not first.negated and not first.foreign:
            return first.reading
        total = Shift()
        for part in parts:
            if not part.foreign:
                total.add(part.reading)
                if part.negated:
                    self._leave_out(part, total)
        return total

    def _leave_out(self, part: Part, total: Shift) -> None:
        words = part.reading.words
        alone, begun = _left_out(part, self._modifiers)
        for place in alone:
            total.add(words[place], -1.0)
        for place in begun:
            if place + 1 < len(words) and (join := words[place].joins.get(words[place + 1].text)) is not None:
                total.add(join, -1.0)

    def affect(self, parts: list[Part]) -> Amounts:
        """Return the sums of affect over the parts, with the valence of what is negated mirrored."""
        first = parts[0]
        if len(parts) == 1 and not first.foreign and not first.reading.has & NEGATING:
            return first.reading
        total = Amounts()
        for part in parts:
            if not part.foreign:
                total.add_affect(part.reading)
                if part.reading.has & NEGATING:
                    words = part.reading.words
                    for place in self._turned(part):
                        total.valence -= 2 * words[place].valence
        return total

    def _turned(self, part: Part) -> set[int]:
        """Return the words that a negation reaches, and those of negated clues."""
        turned = self._modifiers.turned(part.reading.tokens, part.reading.places(NEGATING))
        for clue in part.clues:
            for place in range(clue.start, clue.end):
                if clue.negated:
                    turned.add(place)
                else:
                    turned.discard(place)
        return turned
