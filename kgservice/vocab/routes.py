"""Routes: who proposed a candidate, and whether that is enough for the lexicon.

A route is ``origin:place``: ``wn30:07532440-n:hyponym`` (synset and last step), ``moby:rage`` (entry), ``roget:900``
(head), ``cldr:1F621`` (code points of an emoji), ``expressions:joy``, ``list:mine.tsv:12`` (file and row),
``text:diary.txt:3`` (file and line).
"""

from __future__ import annotations

from collections.abc import Collection

SOURCES = {
    "wn30": "wordnet30",
    "cldr": "cldr",
    "moby": "moby",
    "roget": "roget1911",
    "expressions": "kgservice",
    "list": "list",
    "text": "list",
}
"""Origin to the key in ``vocab/sources.toml``, the most telling first."""

THESAURI = frozenset({"moby", "roget"})
DESCRIBED = {"phrase": "definition names", "keyword": "keywords name"}
"""Relations that rest on the words about a term, and what they rest on."""

AGREEING_ENTRIES = 2
"""In how many entries of Moby a term must stand beside one of Roget.  Measured on 869 terms whose family the lexicon
knows from WordNet or by hand: two entries of any thesaurus are right for 75 %, two of Moby and one of Roget for 85 %,
and where the embedding agrees too for 92 % of 189; the rule was chosen on these terms (see ``vocab/README.md``)."""


def origin(route: str) -> str:
    """Return who speaks in a route.

    >>> origin("moby:rage")
    'moby'
    """
    return route.partition(":")[0]


def source(routes: Collection[str]) -> str:
    """Return the key in ``vocab/sources.toml`` of the most telling origin among routes.

    >>> source(("moby:rage", "wn30:07516354-n:synonym"))
    'wordnet30'
    """
    found = {origin(route) for route in routes}
    return next((key for name, key in SOURCES.items() if name in found), "kgservice")


def weak(routes: Collection[str], relation: str) -> bool:
    """Tell whether routes and last step need others that agree: a thesaurus, the words about a term, a text, a guess.

    >>> weak(["wn30:07516354-n:synonym", "moby:rage"], "synonym"), weak(["moby:rage"], "thesaurus")
    (False, True)
    """
    origins = {origin(route) for route in routes}
    described = relation in DESCRIBED and len(origins) == 1
    return relation == "placed" or described or origins <= THESAURI | {"text"}


def lone(routes: Collection[str], relation: str, alike: bool) -> str:
    """Say why what weak routes tell is not enough for the lexicon until a person rules; "" if it is.

    A thesaurus needs the other one, `AGREEING_ENTRIES` entries of Moby and the embedding (``alike``: it alone would
    give the sense to the same family); an idiom or emoji that only words of its definition or keywords tie to the
    emotion needs the embedding.  A phrase of running text, or a term that its embedding placed, needs a person.

    >>> lone(["moby:rage", "moby:anger"], "thesaurus", True)
    'only a thesaurus lists it'
    >>> lone(["moby:anger", "moby:fury", "roget:900"], "thesaurus", True)
    ''
    >>> lone(["wn30:00717921-v:phrase"], "phrase", False)
    'only its definition names the emotion'
    """
    origins = [origin(route) for route in routes]
    if not weak(routes, relation):
        return ""
    if relation == "placed":
        return "placed by similarity alone"
    if set(origins) == {"text"}:
        return "only a text shows it"
    if relation in DESCRIBED:
        return "" if alike else f"only its {DESCRIBED[relation]} the emotion"
    agreed = alike and "roget" in origins and origins.count("moby") >= AGREEING_ENTRIES
    return "" if agreed else "only a thesaurus lists it"
