"""How a contrast ("but") changes the weight of the terms on either side.

In: tokens and the words that contrast.  Out: a factor and its name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from kgservice.classify.tokens import SENTENCE_ENDS

CONTRAST_BEFORE = 0.9
CONTRAST_AFTER = 1.1
"""What a contrast ("but") leaves of the terms before it in its sentence, and makes of those after it.

Source: the idea is VADER's.  Its factors, 0.5 and 1.5, lowered macro-F1 on the GoEmotions training split (.5087,
against .5104 without any), where both sides of a "but" often count; these are mild: they settle what leads, and hide
nothing.
"""

CONTRAST_REACH = 20
"""Tokens within which a contrast is looked for on either side; bounds the work per term."""


def contrast(words: Container[str], tokens: Sequence[str], start: int, end: int) -> tuple[float, str] | None:
    """Return what one of ``words`` in the same sentence leaves of the term there, and its name; None without one.

    >>> tokens = "sad but happy".split()
    >>> contrast({"but"}, tokens, 0, 1), contrast({"but"}, tokens, 2, 3)
    ((0.9, 'contrast: but'), (1.1, 'contrast: but'))
    """
    if word := _turn(words, tokens, range(start - 1, max(start - 1 - CONTRAST_REACH, -1), -1)):
        return CONTRAST_AFTER, f"contrast: {word}"
    if word := _turn(words, tokens, range(end, min(end + CONTRAST_REACH, len(tokens)))):
        return CONTRAST_BEFORE, f"contrast: {word}"
    return None


def _turn(words: Container[str], tokens: Sequence[str], places: Iterable[int]) -> str | None:
    for place in places:
        if tokens[place] in words:
            return tokens[place]
        if tokens[place][:1] in SENTENCE_ENDS:
            return None
    return None
