"""The places in a text that support its labels.

In: readings and clues.  Out: `Evidence`, made when it is first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp
from operator import itemgetter
from typing import NamedTuple

from kgservice.classify.calibration import CLASSES, PRIMARIES
from kgservice.classify.clues import Clue, Part
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.reading import REPORTING, Reading
from kgservice.classify.weights import STEP, SUMS, Weights

LEXICON, ASSOCIATION = "lexicon", "association"

FLAGS = ("quoted", "reported", "hypothetical", "question")
"""What evidence may be besides: inside quotation marks; after words such as "he said"; what is only thought of; what is
asked."""

MAX_ASSOCIATIONS = 2
"""How many forms are shown for a label that no term supports."""

MIN_WEIGHT = 0.01
"""The least weight of evidence."""

NO_FLAGS: tuple[str, ...] = ()

REPORT_REACH = 12
"""How many tokens before a term words such as "he said" are looked for; bounds the work per term."""

_QUOTATION = re.compile(r"\"[^\"\n]{1,500}\"|\u201c[^\u201d\n]{1,500}\u201d|\u00ab[^\u00bb\n]{1,500}\u00bb")


class Evidence(NamedTuple):
    """A place in the text that speaks for an emotion.

    ``start``, ``end``: offsets in the text as given, in characters (code points), ``end`` not included; no two places
    overlap.  ``text``: exactly what stands there.  ``term``: the lexicon's term.  ``emotion``: an emotion id.
    ``weight``: the lexicon's, above 0 to 1.  ``negated``: the words around take it away; it then counts for
    ``opposite``, at half its weight, or for nothing (None).  ``intensity``: the factor (1: plain) by which "very",
    capitals and the like change the weight.  ``modifiers``: what acted, such as ``negation: not``.  ``flags``: see
    `FLAGS`.  ``source``: ``lexicon``, or ``association`` for a form that is no term but speaks most for a label that
    no term supports; its ``weight`` is 1 - exp(-x), where x is how far it lifts that label above the others, in nats.
    """

    start: int
    end: int
    text: str
    term: str
    emotion: str
    weight: float
    negated: bool
    intensity: float
    modifiers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    opposite: str | None = None
    source: str = LEXICON

    def to_dict(self) -> dict[str, object]:
        """Return the evidence as JSON has it; lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
        lists = {"modifiers": list(self.modifiers), "flags": list(self.flags)}
        return self._asdict() | lists | {"text": writable(self.text)}


_SURROGATES = re.compile(r"[\ud800-\udfff]")


def writable(text: str) -> str:
    r"""Return ``text`` with lone surrogates, which UTF-8 cannot hold, as U+FFFD; offsets stay the same.

    >>> writable("a\ud800b")
    'a\ufffdb'
    """
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def of_clues(part: Part, modifiers: Modifiers) -> list[Evidence]:
    """Return the evidence of the clues of one part of a text, in its order."""
    reading = part.reading
    text, offset = reading.text, reading.offset
    quotations = _quotation_bounds(text)
    found = []
    for clue in part.clues:
        start, end = reading.span(clue.start, clue.end)
        sense, flags = clue.sense, NO_FLAGS
        if clue.acted or quotations or reading.has & REPORTING:
            flags = _flags(reading, clue, bisect_right(quotations, start) % 2 == 1, modifiers)
        found.append(
            Evidence(
                start + offset,
                end + offset,
                text[start:end],
                sense.term,
                sense.emotion,
                sense.weight,
                clue.negated,
                clue.intensity,
                clue.acted,
                flags,
                clue.emotion if clue.negated else None,
            )
        )
    return found


def _flags(reading: Reading, clue: Clue, quoted: bool, modifiers: Modifiers) -> tuple[str, ...]:
    kinds = {name.partition(":")[0] for name in clue.acted}
    reported = bool(reading.has & REPORTING) and modifiers.is_reported(reading.tokens, clue.start, REPORT_REACH)
    there = (quoted, reported, not kinds.isdisjoint(("hypothetical", "condition")), "question" in kinds)
    return tuple([flag for flag, holds in zip(FLAGS, there, strict=True) if holds])


def _quotation_bounds(text: str) -> list[int]:
    """Return where each quotation begins and ends, in turn."""
    if '"' in text or (not text.isascii() and ("\u201c" in text or "\u00ab" in text)):
        return [bound for match in _QUOTATION.finditer(text) for bound in match.span()]
    return []


class Associations:
    """Shows which forms speak most for a primary."""

    def __init__(self, weights: Weights) -> None:
        """Look forms up in ``weights``."""
        self._pairs = weights.pairs
        self._alone = {primary: _Lifts(weights.alone, CLASSES.index(primary)) for primary in PRIMARIES}

    def of(self, parts: Sequence[Part], primary: str) -> list[Evidence]:
        """Return the forms outside all clues that lift ``primary`` most: the best, and another that lifts it too."""
        found = [
            (lift, start, end, part.reading) for part in parts for lift, start, end in self._lifting(part, primary)
        ]
        kept: list[Evidence] = []
        for lift, start, end, reading in sorted(found, key=itemgetter(0), reverse=True):
            begin, stop = reading.span(start, end)
            shown = _association(reading, begin, stop, " ".join(reading.tokens[start:end]), primary, lift)
            if all(shown.end <= one.start or shown.start >= one.end for one in kept):
                kept.append(shown)
            if len(kept) == MAX_ASSOCIATIONS or lift <= 0:
                break
        return kept

    def _lifting(self, part: Part, primary: str) -> list[tuple[float, int, int]]:
        """Return the forms outside the clues: how far each lifts a primary, and where it begins and ends."""
        tokens, lifts = part.reading.tokens, self._alone[primary]
        taken = {place for clue in part.clues for place in range(clue.start, clue.end)}
        alone = enumerate(map(lifts.__getitem__, tokens))
        found = [(lift, place, place + 1) for place, lift in alone if place not in taken and lift is not None]
        hits = [(p, total) for p, total in enumerate(map(self._pairs.get, pairwise(tokens))) if total is not None]
        free = [(place, total) for place, total in hits if place not in taken and place + 1 not in taken]
        return found + [(_lift(total, lifts.column), place, place + 2) for place, total in free]


class _Lifts(dict[str, "float | None"]):
    """How far a token lifts a class above the mean of the others, in nats, worked out when first asked for."""

    def __init__(self, packed: Mapping[str, int], column: int) -> None:
        super().__init__()
        self.column, self._packed = column, packed

    def __missing__(self, token: str) -> float | None:
        if (total := self._packed.get(token)) is None:
            return None
        self[token] = lift = _lift(total, self.column)
        return lift


def _lift(packed: int, column: int) -> float:
    values = SUMS.unpack(packed)[: len(CLASSES)]
    return STEP * (values[column] - (sum(values) - values[column]) / (len(CLASSES) - 1))


def _association(reading: Reading, begin: int, stop: int, form: str, primary: str, lift: float) -> Evidence:
    weight = max(MIN_WEIGHT, 1 - exp(-max(lift, 0.0)))
    place = begin + reading.offset, stop + reading.offset
    return Evidence(*place, reading.text[begin:stop], form, primary, weight, False, 1.0, (), (), None, ASSOCIATION)
