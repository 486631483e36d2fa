"""How the way a term is written strengthens it: capitals, exclamation marks, stretched letters.

In: a `Reading` and a `Match`.  Out: the factor of its intensity, 1 when it is written plainly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgservice.classify.matcher import Match
from kgservice.classify.reading import Reading
from kgservice.classify.tokens import SENTENCE_ENDS

CAPITALS = 0.733
EXCLAMATION = 0.292
MAX_EXCLAMATIONS = 4
"""How a word in capitals among others that are not, and each exclamation mark, strengthen; source: VADER."""

STRETCHING = 0.293
"""How stretched letters ("sooo", "haaappy") strengthen: as VADER's intensifiers do; source: kgservice."""

SENTENCE_REACH = 12
"""How many tokens ahead the mark that ends the sentence is looked for; bounds the work per term."""

_CAPITALS = re.compile(r"[A-Z]{2}")
_SMALL = re.compile(r"[a-z]{2}")


def emphases(reading: Reading, matches: Sequence[Match]) -> list[float]:
    """Return the factor of each match, in order, each 1 or more."""
    factors = [1.0] * len(matches)
    text = reading.text
    if "!" in text:
        factors = [1 + EXCLAMATION * _exclamations(reading.tokens, match.end) for match in matches]
    if _CAPITALS.search(text) and _SMALL.search(text):
        factors = [f * (1 + CAPITALS * _is_shouted(reading, m)) for f, m in zip(factors, matches, strict=True)]
    if reading.stretched:
        factors = [f * (1 + STRETCHING * _is_stretched(reading, m)) for f, m in zip(factors, matches, strict=True)]
    return factors


def _exclamations(tokens: Sequence[str], start: int) -> int:
    """Count the exclamation marks that end the sentence going on at ``start``."""
    for position in range(start, min(start + SENTENCE_REACH, len(tokens))):
        if tokens[position][0] in SENTENCE_ENDS:
            return min(tokens[position].count("!"), MAX_EXCLAMATIONS)
    return 0


def _is_shouted(reading: Reading, match: Match) -> bool:
    start, end = reading.span(match.start, match.end)
    written = reading.text[start:end]
    return len(written) > 1 and written.isupper()


def _is_stretched(reading: Reading, match: Match) -> bool:
    return any(position in reading.stretched for position in range(max(match.start - 1, 0), match.end))
