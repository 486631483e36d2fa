"""Senses: which meanings of one word are kept apart.

"Blue" is a mood, a colour and a sort of joke.  Two synsets of a word are one meaning for this purpose when an emotion
claims both, when their families of emotions are the same, or when their glosses are near each other; what is left
apart gets a candidate each.  So a word has as many candidates as it has families of emotions in clearly different
glosses: most words one, few words two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

DIFFERENT = 0.6
"""Cosine of two "word: gloss" texts below which the glosses differ clearly.  Our choice; see ``vocab/README.md``."""


def groups(
    synsets: Sequence[str], emotions: Callable[[str], set[str]], likeness: Callable[[str, str], float]
) -> list[list[str]]:
    """Return the synsets of one word in groups of one meaning each, in the order given.

    ``emotions``: the emotions (or families) that claim a synset; ``likeness``: the cosine of two glosses.

    >>> near = {frozenset("ab"): 0.9, frozenset("ac"): 0.1, frozenset("bc"): 0.2}
    >>> groups("abc", lambda s: {s}, lambda x, y: near[frozenset((x, y))])
    [['a', 'b'], ['c']]
    >>> groups("ac", lambda s: {"joy"}, lambda x, y: 0.0)
    [['a', 'c']]
    """
    found: list[list[str]] = []
    for synset in synsets:
        same = [
            group
            for group in found
            if any(emotions(synset) & emotions(other) or likeness(synset, other) >= DIFFERENT for other in group)
        ]
        merged = [other for group in same for other in group] + [synset]
        found = [group for group in found if group not in same] + [merged]
    return sorted(found, key=lambda group: min(map(list(synsets).index, group)))
