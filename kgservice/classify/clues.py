"""Decide which of the terms found speak in this text, and how loudly: from `Match` to weights and `Evidence`.

In: a `Reading`, its matches, the `Modifiers`.  Out: clues, their summed weights by emotion, and the evidence to show.
"""

from __future__ import annotations

from itertools import pairwise

from kgservice.classify.emphasis import emphases
from kgservice.classify.matcher import Match
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.prediction import Evidence
from kgservice.classify.reading import Reading
from kgservice.vocab.model import Sense

Clue = tuple[Match, Sense, bool, float]
"""A term's strongest sense where it was found, whether it is negated, and the factor of its intensity."""


def find_clues(reading: Reading, found: list[Match], modifiers: Modifiers) -> list[Clue]:
    """Return what speaks in the text, in its order; maybe nothing."""
    tokens = _masked(reading.tokens, found)
    matches = _speaking(reading, found, tokens, modifiers)
    clues = []
    for match, factor in zip(matches, _factors(reading, tokens, matches, modifiers), strict=True):
        start, _, entry = match
        negated, intensity = modifiers.effect(tokens, start, comparative=entry.comparative)
        clues.append((match, entry.senses[0], negated and not entry.aside, intensity * factor))
    return clues


def _factors(reading: Reading, tokens: list[str], matches: list[Match], modifiers: Modifiers) -> list[float]:
    factors = emphases(reading, matches)
    if len(matches) > 1 and modifiers.has_contrast(tokens):
        return [factor * modifiers.contrast(tokens, m.start, m.end) for factor, m in zip(factors, matches, strict=True)]
    return factors


def weigh(clues: list[Clue]) -> dict[str, float]:
    """Sum weight times intensity by emotion, over the clues that are not negated."""
    weights: dict[str, float] = {}
    for _, sense, negated, intensity in clues:
        if not negated:
            weights[sense.emotion] = weights.get(sense.emotion, 0.0) + sense.weight * intensity
    return weights


def to_evidence(reading: Reading, clues: list[Clue]) -> tuple[Evidence, ...]:
    """Return the clues as evidence, with their places in the text."""
    found = []
    for match, sense, negated, intensity in clues:
        start, end = reading.span(match.start, match.end)
        written = reading.text[start:end]
        found.append(Evidence(start, end, written, sense.term, sense.emotion, sense.weight, negated, intensity))
    return tuple(found)


def _masked(tokens: list[str], found: list[Match]) -> list[str]:
    """Return the tokens without those inside phrases: the "can't" of "can't wait" negates nothing else."""
    phrases = [match for match in found if match.end - match.start > 1]
    if not phrases:
        return tokens
    tokens = list(tokens)
    for match in phrases:
        tokens[match.start : match.end] = [""] * (match.end - match.start)
    return tokens


def _speaking(reading: Reading, found: list[Match], tokens: list[str], modifiers: Modifiers) -> list[Match]:
    """Return the matches without shields, and without words that mean something else here."""
    foreign = modifiers.is_foreign(tokens)
    matches = [match for match in found if match.entry.senses and (match.entry.aside or not foreign)]
    if len(matches) > 1:
        matches = _without_degrees(reading.tokens, matches, modifiers.degrees)
        matches = _apart(reading, matches) if reading.folded.starts else matches
    return matches


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
