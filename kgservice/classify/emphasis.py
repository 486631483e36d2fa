"""How the way a term is written changes its intensity: capitals, exclamation marks, stretched letters, a question.

In: a `Reading` and where a term stands.  Out: the factor of its intensity, 1 when it is written plainly, and the names
of what acted.
"""

from __future__ import annotations

from typing import Final

from kgservice.classify.native import i64
from kgservice.classify.reading import Reading
from kgservice.classify.tokens import SENTENCE_ENDS, count_below
from kgservice.classify.words import ASKING, EXCLAIMING, SHOUTED, SMALL, STRETCHED

CAPITALS = 0.733
EXCLAMATION = 0.292
MAX_EXCLAMATIONS = 4
"""How a word in capitals among others that are not, and each exclamation mark, strengthen; source: VADER."""

STRETCHING = 0.293
"""How stretched letters ("sooo", "haaappy") strengthen: as VADER's intensifiers do; source: kgservice."""

QUESTION = -0.293
"""How a question weakens what is asked: as VADER's diminishers do; source: kgservice."""

SENTENCE_REACH = 12
"""How many tokens ahead the mark that ends the sentence is looked for; bounds the work per term."""

EMPHATIC: Final = EXCLAIMING | ASKING | SHOUTED | STRETCHED
"""What a text must have for anything here to act."""

Emphasis = tuple[float, tuple[str, ...]]
"""The factor and the names of what acted, such as ``emphasis: !!``."""


def emphasis(reading: Reading, start: i64, end: i64) -> Emphasis:
    """Return what the writing does to the term from token ``start`` up to, not including, ``end``."""
    has, factor = reading.has, 1.0
    acted: list[str] = []
    if has & (EXCLAIMING | ASKING) and (mark := _sentence_end(reading.tokens, end)):
        if exclamations := min(mark.count("!"), MAX_EXCLAMATIONS):
            factor *= 1 + EXCLAMATION * exclamations
            acted.append(f"emphasis: {mark[:MAX_EXCLAMATIONS]}")
        elif "?" in mark:
            factor *= 1 + QUESTION
            acted.append("question: ?")
    if has & SHOUTED and has & SMALL and _is_shouted(reading, start, end):
        factor *= 1 + CAPITALS
        acted.append("emphasis: capitals")
    if has & STRETCHED and _any_within(reading.stretched(), start - 1, end):
        factor *= 1 + STRETCHING
        acted.append("emphasis: stretched letters")
    return factor, tuple(acted)


def _sentence_end(tokens: list[str], start: i64) -> str:
    """Return the mark that ends the sentence going on at ``start``, "" where none is near."""
    for position in range(start, min(start + SENTENCE_REACH, len(tokens))):
        if tokens[position][0] in SENTENCE_ENDS:
            return tokens[position]
    return ""


def _any_within(places: list[int], start: i64, end: i64) -> bool:
    """Tell whether any of ``places``, which are sorted, lies from ``start`` up to, not including, ``end``."""
    nearest = count_below(places, start)
    return nearest < len(places) and places[nearest] < end


def _is_shouted(reading: Reading, start: i64, end: i64) -> bool:
    begin, stop = reading.span(start, end)
    written = reading.text[begin:stop]
    return len(written) > 1 and written.isupper()
