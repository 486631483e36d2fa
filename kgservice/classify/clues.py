"""Decide which of the terms found speak in this text, for what, and how loudly.

In: a `Reading`, the `Modifiers`.  Out: clues, and their summed weights by emotion.

*What negation turns a term into.*  A negated term does not speak for its emotion.  It speaks for the opposite, at half
its weight, where its emotion is pleasant and a source says what the opposite is (see `opposites`): "not happy" hints at
unhappiness, "not sad" at nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kgservice.classify.contrasts import contrast
from kgservice.classify.emphasis import EMPHATIC, emphasis
from kgservice.classify.matcher import Entry, Found, fit, longest
from kgservice.classify.modifiers import NO_EFFECT, Modifiers
from kgservice.classify.reading import Reading
from kgservice.classify.words import ACTING, CONTRASTING, FOREIGN

NEGATED_SHARE: Final = 0.5
"""What is left of a negated term's weight for the opposite of its emotion; source: kgservice."""


class Clue:
    """A term where it was found, in its strongest sense.

    ``start``, ``end``: its tokens.  ``emotion``: what it speaks for, None for nothing, with ``amount``; ``intensity``:
    the factor of its weight; ``acted``: the names of what changed it.
    """

    __slots__ = ("acted", "amount", "emotion", "end", "entry", "intensity", "negated", "start")

    def __init__(self, start: int, end: int, entry: Entry, intensity: float, acted: tuple[str, ...]) -> None:
        """Let the term speak for its own emotion."""
        self.start, self.end, self.entry = start, end, entry
        self.intensity, self.acted = intensity, acted
        self.emotion: str | None = entry.emotion
        self.amount = entry.weight * intensity
        self.negated = False

    def negate(self, opposite: str | None) -> None:
        """Let the term speak for ``opposite`` instead, or for nothing."""
        self.emotion, self.amount, self.negated = opposite, self.amount * NEGATED_SHARE, True


class Part:
    """A segment of a text with its clues.

    ``foreign``: whether it is in another language than the modifiers; ``negated``: whether some clue is negated.
    """

    __slots__ = ("clues", "foreign", "negated", "reading")

    def __init__(self, reading: Reading, clues: list[Clue], foreign: bool) -> None:
        """Keep all three."""
        self.reading, self.clues, self.foreign = reading, clues, foreign
        self.negated = False
        for clue in clues:
            if clue.negated:
                self.negated = True


class ClueFinder:
    """Finds clues by modifiers."""

    def __init__(self, modifiers: Modifiers, opposites: Mapping[str, str]) -> None:
        """``opposites``: by emotion, what its negation hints at."""
        self._modifiers, self._opposites = modifiers, opposites

    def find(self, reading: Reading) -> Part:
        """Return the reading with what speaks in it, in its order; maybe nothing."""
        has, found = reading.has, _found(reading)
        if not found and not has & FOREIGN:
            return Part(reading, [], False)
        masked = _masked(reading.tokens, found)
        foreign = bool(has & FOREIGN) and self._modifiers.is_foreign(masked)
        clues: list[Clue] = []
        if found:
            acting = reading.places(ACTING) if has & ACTING else []
            for start, end, entry in self._speaking(reading, found, foreign):
                clues.append(self._clue(reading, masked, acting, start, end, entry))
        return Part(reading, clues, foreign)

    def _clue(self, reading: Reading, tokens: list[str], acting: list[int], start: int, end: int, entry: Entry) -> Clue:
        has, modifiers = reading.has, self._modifiers
        negated, intensity, acted = NO_EFFECT
        if acting:
            negated, intensity, acted = modifiers.effect(tokens, acting, start, comparative=entry.comparative)
        if has & CONTRASTING and (turned := contrast(modifiers.contrasts, tokens, start, end)):
            intensity *= turned[0]
            acted += (turned[1],)
        if has & EMPHATIC:
            factor, more = emphasis(reading, start, end)
            intensity *= factor
            acted += more
        clue = Clue(start, end, entry, intensity, acted)
        if negated and not entry.aside:
            clue.negate(self._opposites.get(entry.emotion))
        return clue

    def _speaking(self, reading: Reading, found: list[Found], foreign: bool) -> list[Found]:
        """Return the matches without shields, and without words that mean something else here."""
        matches = [match for match in found if match[2].speaks and (match[2].aside or not foreign)]
        if len(matches) > 1:
            matches = _without_degrees(reading.tokens, matches, self._modifiers.degrees)
            if not reading.text.isascii():
                matches = _apart(reading, matches)
        return matches


def weigh(parts: list[Part]) -> dict[str, float]:
    """Sum the amounts of the clues by the emotion that each speaks for."""
    weights: dict[str, float] = {}
    for part in parts:
        for clue in part.clues:
            if clue.emotion is not None:
                weights[clue.emotion] = weights.get(clue.emotion, 0.0) + clue.amount
    return weights


def _found(reading: Reading) -> list[Found]:
    """Return the lexicon's terms in a reading; see `kgservice.classify.matcher`."""
    if not reading.joined:
        return reading.terms
    phrases: list[Found] = []
    for place, join in reading.joined:
        if join.phrases is not None:
            fit(reading.tokens, place, join.phrases, phrases)
    return longest(reading.terms, phrases) if phrases else reading.terms


def _masked(tokens: list[str], found: list[Found]) -> list[str]:
    """Return the tokens without those inside phrases: the "can't" of "can't wait" negates nothing else."""
    masked = tokens
    for start, end, _ in found:
        if end - start > 1:
            masked = list(tokens) if masked is tokens else masked
            masked[start:end] = [""] * (end - start)
    return masked


def _without_degrees(tokens: list[str], matches: list[Found], degrees: frozenset[str]) -> list[Found]:
    """Return the matches without those that only say how much of the next: the "pretty" of "pretty angry"."""
    kept = [matches[-1]]
    for place in range(len(matches) - 2, -1, -1):
        start, end, _ = matches[place]
        following = matches[place + 1]
        if end != following[0] or following[2].aside or tokens[start] not in degrees:
            kept.append(matches[place])
    kept.reverse()
    return kept


def _apart(reading: Reading, matches: list[Found]) -> list[Found]:
    """Drop a match that begins inside the last character of the one before: some characters fold to several words."""
    kept: list[Found] = []
    last = 0
    for match in matches:
        start, end = reading.span(match[0], match[1])
        if start >= last:
            kept.append(match)
            last = end
    return kept
