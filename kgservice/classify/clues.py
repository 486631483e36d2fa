"""Decide which of the terms found speak in this text, for what, and how loudly.

In: a `Reading`, the `Matcher`, the `Modifiers`.  Out: clues, their summed weights by emotion, and the forms and
packed sums that remain once negated clues are taken out.

*What negation turns a term into.*  A negated term does not speak for its emotion.  It speaks for the opposite, at half
its weight, where its emotion is pleasant and a source says what the opposite is (see `opposites`): "not happy" hints at
unhappiness, "not sad" at nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kgservice.classify.emphasis import EMPHATIC, emphasis
from kgservice.classify.matcher import Match, Matcher
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.reading import ANCHORED, CONTRASTING, FOREIGN, Reading
from kgservice.vocab.model import Sense

NEGATED_SHARE = 0.5
"""What is left of a negated term's weight for the opposite of its emotion; source: kgservice."""


class Clue(NamedTuple):
    """A term's strongest sense where it was found.

    ``emotion``: what it speaks for, None for nothing, with ``amount``; ``intensity``: the factor of its weight;
    ``acted``: the names of what changed it.
    """

    match: Match
    sense: Sense
    emotion: str | None
    amount: float
    negated: bool
    intensity: float
    acted: tuple[str, ...]


class Part(NamedTuple):
    """A segment of a text with its clues."""

    reading: Reading
    clues: list[Clue]


class ClueFinder:
    """Finds clues by a matcher and modifiers."""

    def __init__(self, matcher: Matcher, modifiers: Modifiers, opposites: Mapping[str, str]) -> None:
        """``opposites``: by emotion, what its negation hints at."""
        self._matcher, self._modifiers, self._opposites = matcher, modifiers, opposites

    def find(self, reading: Reading) -> list[Clue]:
        """Return what speaks in the text, in its order; maybe nothing."""
        if not reading.has & ANCHORED:
            return []
        found = self._matcher.match(reading.tokens)
        if not found:
            return []
        tokens = _masked(reading.tokens, found)
        return [self._clue(reading, tokens, match) for match in self._speaking(reading, found, tokens)]

    def _clue(self, reading: Reading, tokens: Sequence[str], match: Match) -> Clue:
        start, end, entry = match
        sense = entry.senses[0]
        negated, intensity, acting = self._modifiers.effect(tokens, start, comparative=entry.comparative)
        acted = tuple([modifier.name for modifier in acting])
        if reading.has & CONTRASTING and (turned := self._modifiers.contrast(tokens, start, end)):
            intensity *= turned[0]
            acted += (turned[1],)
        if reading.has & EMPHATIC:
            factor, more = emphasis(reading, start, end)
            intensity *= factor
            acted += more
        amount = sense.weight * intensity
        if not negated or entry.aside:
            return Clue(match, sense, sense.emotion, amount, False, intensity, acted)
        return Clue(match, sense, self._opposites.get(sense.emotion), amount * NEGATED_SHARE, True, intensity, acted)

    def _speaking(self, reading: Reading, found: list[Match], tokens: list[str]) -> list[Match]:
        """Return the matches without shields, and without words that mean something else here."""
        foreign = bool(reading.has & FOREIGN) and self._modifiers.is_foreign(tokens)
        matches = [match for match in found if match.entry.senses and (match.entry.aside or not foreign)]
        if len(matches) > 1:
            matches = _without_degrees(reading.tokens, matches, self._modifiers.degrees)
            if not reading.text.isascii():
                matches = _apart(reading, matches)
        return matches


def weigh(clues: Sequence[Clue]) -> dict[str, float]:
    """Sum the amounts by the emotion that each clue speaks for."""
    weights: dict[str, float] = {}
    for _, _, emotion, amount, *_ in clues:
        if emotion is not None:
            weights[emotion] = weights.get(emotion, 0.0) + amount
    return weights


def _masked(tokens: list[str], found: list[Match]) -> list[str]:
    """Return the tokens without those inside phrases: the "can't" of "can't wait" negates nothing else."""
    phrases = [match for match in found if match.end - match.start > 1]
    if not phrases:
        return tokens
    tokens = list(tokens)
    for match in phrases:
        tokens[match.start : match.end] = [""] * (match.end - match.start)
    return tokens


def _without_degrees(tokens: list[str], matches: list[Match], degrees: frozenset[str]) -> list[Match]:
    """Return the matches without those that only say how much of the next: the "pretty" of "pretty angry"."""
    kept = [
        match
        for match, following in pairwise(matches)
        if match.end != following.start or following.entry.aside or tokens[match.start] not in degrees
    ]
    return [*kept, matches[-1]]


def _apart(reading: Reading, matches: list[Match]) -> list[Match]:
    """Drop a match that begins inside the last character of the one before: some characters fold to several words."""
    kept: list[Match] = []
    for match in matches:
        if not kept or reading.span(kept[-1].start, kept[-1].end)[1] <= reading.span(match.start, match.end)[0]:
            kept.append(match)
    return kept
