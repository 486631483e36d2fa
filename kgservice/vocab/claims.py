"""Claims: what every source says, in one form: this emotion may have this term, and this is how I know.

In: nothing.  Out: `Claim`, which the modules of ``sources`` make and `contest` resolves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

ANY = "*"
"""The emotion of a claim that says no more than that the term may be an emotion's: all of them contend for it."""

TERM = re.compile(r"[a-z][a-z']*(?:[ -][a-z']+)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """One emotion's claim to one term.

    ``relation``: the last step that led to the term, such as ``hyponym`` (see `candidates.RELATIONS`); ``depth``: how
    many steps there were.  ``synset``: the WordNet sense that is meant, "" where the source tells no senses apart.
    ``route``: who says so and where, for example ``wn30:07532440-n:hyponym`` or ``moby:rage``.

    >>> Claim("unease", "noun", "anxiety", "synonym", "07524529-n", 0).route
    'wn30:07524529-n:synonym'
    >>> Claim("ire", "noun", "wrath", "thesaurus", "", 2, "moby:rage").route
    'moby:rage'
    """

    term: str
    pos: str
    emotion: str
    relation: str
    synset: str
    depth: int
    route: str = ""

    def __post_init__(self) -> None:
        """Name the route of a claim that WordNet makes; the other sources name theirs."""
        if not self.route:
            object.__setattr__(self, "route", f"wn30:{self.synset}:{self.relation}")


def ordered(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims without repetitions in the one order that everything after rests on: by term, then best first."""
    return tuple(sorted(set(claims), key=lambda c: (c.term, c.emotion, c.depth, c.pos, c.synset, c.relation, c.route)))


def is_term(text: str) -> bool:
    """Tell whether a printed word can be a term: lower case, letters, at least three characters.

    >>> is_term("over the moon"), is_term("Fury"), is_term("24/7")
    (True, False, False)
    """
    return len(text) > 2 and TERM.fullmatch(text) is not None
