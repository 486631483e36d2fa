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
from kgservice.classify.matcher import Entry, Match, fit, longest
from kgservice.classify.modifiers import NO_EFFECT, Modifiers
from kgservice.classify.native import i64, mypyc_attr
from kgservice.classify.reading import Reading
from kgservice.classify.words import ACTING, CONTRASTING, FOREIGN

NEGATED_SHARE: Final = 0.5
"""What is left of a negated term's weight for the opposite of its emotion; source: kgservice."""


@mypyc_attr(acyclic=True)
class Clue:
    """A term where it was found, in its strongest sense.

    ``start``, ``end``: its tokens.  ``emotion``: what it speaks for, None for nothing, with ``amount``; ``intensity``:
    the factor of its weight; ``acted``: the names of what changed it.
    """

    __slots__ = ("acted", "amount", "emotion", "end", "entry", "intensity", "negated", "start")

    def __init__(self, start: i64, end: i64, entry: Entry, intensity: float, acted: tuple[str, ...]) -> None:
        """Let the term speak for its own emotion."""
        self.start: i64 = start
        self.end: i64 = end
        self.entry, self.intensity, self.acted = entry, intensity, acted
        self.emotion: str | None = entry.emotion
        self.amount = entry.weight * intensity
        self.negated = False

    def negate(self, opposite: str | None) -> None:
        """Let the term speak for ``opposite`` instead, or for nothing."""
        self.emotion, self.amount, self.negated = opposite, self.amount * NEGATED_SHARE, True


@mypyc_attr(acyclic=True)
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
            for match in self._speaking(reading, found, foreign):
                clues.append(self._clue(reading, masked, acting, match))
        return Part(reading, clues, foreign)

    def _clue(self, reading: Reading, tokens: list[str], acting: list[int], match: Match) -> Clue:
        has, modifiers = reading.has, self._modifiers
        start, end, entry = match.start, match.end, match.entry
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

    def _speaking(self, reading: Reading, found: list[Match], foreign: bool) -> list[Match]:
        """Return the matches without shields, and without words that mean something else here."""
        matches = [match for match in found if match.entry.speaks and (match.entry.aside or not foreign)]
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


def _found(reading: Reading) -> list[Match]:
    """Return the lexicon's terms in a reading; see `kgservice.classify.matcher`."""
    if not reading.joined:
        return reading.terms
    phrases: list[Match] = []
    for place, join in reading.joined:
        if join.phrases is not None:
            fit(reading.tokens, reading.bits, place, join.phrases, phrases)
    return longest(reading.terms, phrases) if phrases else reading.terms


def _masked(tokens: list[str], found: list[Match]) -> list[str]:
    """Return the tokens without those inside phrases: the "can't" of "can't wait" negates nothing else."""
    masked = tokens
    for match in found:
        if match.end - match.start > 1:
            masked = tokens.copy() if masked is tokens else masked
            for place in range(match.start, match.end):
                masked[place] = ""
    return masked


def _without_degrees(tokens: list[str], matches: list[Match], degrees: frozenset[str]) -> list[Match]:
    """Return the matches without those that only say how much of the next: the "pretty" of "pretty angry"."""
    kept = [matches[-1]]
    for place in range(len(matches) - 2, -1, -1):
        match, following = matches[place], matches[place + 1]
        if match.end != following.start or following.entry.aside or tokens[match.start] not in degrees:
            kept.append(match)
    kept.reverse()
    return kept


def _apart(reading: Reading, matches: list[Match]) -> list[Match]:
    """Drop a match that begins inside the last character of the one before: some characters fold to several words."""
    kept: list[Match] = []
    last = 0
    for match in matches:
        start, end = reading.span(match.start, match.end)
        if start >= last:
            kept.append(match)
            last = end
    return kept
