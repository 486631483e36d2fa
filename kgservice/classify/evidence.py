"""The places in a text that support its labels.

In: readings and clues.  Out: `Evidence`, made when it is first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple

from kgservice.classify.calibration import CLASSES
from kgservice.classify.clues import Part
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.reading import Reading
from kgservice.classify.weights import PACKING, STEP, Weights

LEXICON, ASSOCIATION = "lexicon", "association"

FLAGS = ("quoted", "reported", "hypothetical", "question")
"""What evidence may be besides: inside quotation marks; after words such as "he said"; what is only thought of; what is
asked."""

MAX_ASSOCIATIONS = 2
"""How many forms are shown for a label that no term supports."""

MIN_WEIGHT = 0.01
"""The least weight of evidence."""

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


_SURROGATES = re.compile("[\ud800-\udfff]")


def writable(text: str) -> str:
    r"""Return ``text`` with lone surrogates, which UTF-8 cannot hold, as U+FFFD; offsets stay the same.

    >>> writable("a\ud800b")
    'a\ufffdb'
    """
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def of_clues(part: Part, modifiers: Modifiers) -> Iterator[Evidence]:
    """Yield the evidence of the clues of one part of a text, in its order."""
    reading, clues = part
    text, offset = reading.text, reading.offset
    quotations = _quotation_bounds(text)
    for match, sense, emotion, _, negated, intensity, acted in clues:
        start, end = reading.span(match.start, match.end)
        flags = _flags(reading, match.start, acted, modifiers)
        if quotations and bisect_right(quotations, start) % 2:
            flags = ("quoted", *flags)
        yield Evidence(
            start + offset,
            end + offset,
            text[start:end],
            sense.term,
            sense.emotion,
            sense.weight,
            negated,
            intensity,
            acted,
            flags,
            emotion if negated else None,
        )


def _flags(reading: Reading, start: int, acted: tuple[str, ...], modifiers: Modifiers) -> tuple[str, ...]:
    reported = start > 0 and modifiers.is_reported(reading.tokens, start, REPORT_REACH)
    if not acted and not reported:
        return ()
    kinds = {name.partition(":")[0] for name in acted}
    found = (reported, not kinds.isdisjoint(("hypothetical", "condition")), "question" in kinds)
    return tuple(flag for flag, there in zip(FLAGS[1:], found, strict=True) if there)


def _quotation_bounds(text: str) -> list[int]:
    """Return where each quotation begins and ends, in turn."""
    if '"' in text or (not text.isascii() and ("\u201c" in text or "\u00ab" in text)):
        return [bound for match in _QUOTATION.finditer(text) for bound in match.span()]
    return []


def of_associations(parts: Sequence[Part], emotion: str, weights: Weights) -> list[Evidence]:
    """Return the forms that speak most for a primary and lie outside all clues, at most `MAX_ASSOCIATIONS`."""
    column = CLASSES.index(emotion)
    found = [spoken for part in parts for spoken in _spoken(part, column, weights)]
    found.sort(key=lambda one: (-one[0], one[1]))
    kept: list[Evidence] = []
    for lift, start, end, reading, form in found:
        if len(kept) == MAX_ASSOCIATIONS or (kept and lift <= 0):
            break
        begin, stop = (place + reading.offset for place in reading.span(start, end))
        if all(stop <= one.start or begin >= one.end for one in kept):
            written = reading.text[begin - reading.offset : stop - reading.offset]
            weight = max(MIN_WEIGHT, 1 - exp(-lift)) if lift > 0 else MIN_WEIGHT
            kept.append(Evidence(begin, stop, written, form, emotion, weight, False, 1.0, source=ASSOCIATION))
    return kept


def _spoken(part: Part, column: int, weights: Weights) -> Iterator[tuple[float, int, int, Reading, str]]:
    """Yield each form outside the clues: how far it lifts a class above the mean of the others, in nats, and where."""
    reading = part.reading
    tokens = reading.tokens
    taken = {place for clue in part.clues for place in range(clue.match.start, clue.match.end)}
    for start, token in enumerate(tokens):
        if start in taken:
            continue
        if packed := weights.alone.get(token):
            yield _lift(packed, column), start, start + 1, reading, token
        pair = tuple(tokens[start : start + 2])
        if start + 1 not in taken and (packed := weights.pairs.get(pair)):
            yield _lift(packed, column), start, start + 2, reading, " ".join(pair)


def _lift(packed: int, column: int) -> float:
    values = PACKING.unpack(packed)[: len(CLASSES)]
    return STEP * (values[column] - (sum(values) - values[column]) / (len(CLASSES) - 1))
