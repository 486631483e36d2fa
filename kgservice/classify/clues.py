"""Decide which of the terms found speak in this text, for what, and how loudly.

In: a `Reading`, the `Modifiers`.  Out: clues, and their summed weights by emotion.

*What negation turns a term into.*  A negated term does not speak for its emotion.  It speaks for the opposite, at half
its weight, where its emotion is pleasant and a source says what the opposite is (see `opposites`): "not happy" hints at
unhappiness, "not sad" at nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgservice.classify.contrasts import contrast
from kgservice.classify.emphasis import EMPHATIC, emphasis
from kgservice.classify.matcher import Entry, Found, add_hanging, longest
from kgservice.classify.modifiers import NO_EFFECT, Modifiers
from kgservice.classify.reading import ACTING, ANCHORED, CONTRASTING, FOREIGN, Reading
from kgservice.vocab.model import Sense

NEGATED_SHARE = 0.5
"""What is left of a negated term's weight for the opposite of its emotion; source: kgservice."""


class Clue:
    """A term's strongest sense where it was found.

    ``start``, ``end``: its tokens.  ``emotion``: what it speaks for, None for nothing, with ``amount``; ``intensity``:
    the factor of its weight; ``acted``: the names of what changed it.
    """

    __slots__ = ("acted", "amount", "emotion", "end", "intensity", "negated", "sense", "start")

    def __init__(self, start: int, end: int, sense: Sense, intensity: float, acted: tuple[str, ...]) -> None:
        """Let the term speak for its own emotion."""
        self.start, self.end, self.sense = start, end, sense
        self.intensity, self.acted = intensity, acted
        self.emotion: str | None = sense.emotion
        self.amount = sense.weight * intensity
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
        tokens, has = reading.tokens, reading.has
        found = _found(reading) if has & ANCHORED else []
        masked = _masked(tokens, found)
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
        clue = Clue(start, end, entry.senses[0], intensity, acted)
        if negated and not entry.aside:
            clue.negate(self._opposites.get(clue.sense.emotion))
        return clue

    def _speaking(self, reading: Reading, found: list[Found], foreign: bool) -> list[Found]:
        """Return the matches without shields, and without words that mean something else here."""
        matches = [match for match in found if match[2].senses and (match[2].aside or not foreign)]
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
    tokens, count, phrases = reading.tokens, 0, False
    found: list[Found] = []
    for piece in reading.pieces:
        if piece.signs & ANCHORED:
            for place, anchor in piece.anchors:
                phrases = add_hanging(tokens, count + place, anchor, found) or phrases
        count += piece.count
    return longest(found) if phrases else found


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
