"""Which media type and language an answer gets: what the client accepts against what can be offered.

Accept and Accept-Language are those of RFC 9110, sections 12.5.1 and 12.5.4.  Here stands the one table of media types
that clients ask for, with the other names that they use for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kgservice.api.faults import NotAcceptableError
from kgservice.ontology.languages import ENGLISH, lookup

TURTLE = "text/turtle"
NTRIPLES = "application/n-triples"
RDFXML = "application/rdf+xml"
JSONLD = "application/ld+json"
HTML = "text/html"
JSON = "application/json"

TABLES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
"""For SELECT and ASK, the preferred first."""

GRAPHS = (TURTLE, JSONLD, NTRIPLES, RDFXML)
"""For RDF, the preferred first."""

ALIASES = {
    "application/sparql-results+json": (JSON,),
    "application/sparql-results+xml": ("application/xml", "text/xml"),
    RDFXML: ("application/xml", "text/xml", "application/owl+xml"),
    TURTLE: ("application/x-turtle", "text/n3"),
    NTRIPLES: ("text/plain",),
    JSONLD: (JSON,),
    HTML: ("application/xhtml+xml",),
}
"""Names under which clients ask for a media type besides its own."""

# type/subtype, then parameters whose values may be quoted (and then hold commas).
_RANGE = re.compile(r'\s*([^\s,;/]+)/([^\s,;/]+)\s*((?:;(?:"[^"]*"|[^,;"])*+)*+)(?:,|$)')
_WEIGHT = re.compile(r";\s*q\s*=\s*([0-9.]+)\s*(?:;|$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+)\s*(;[^,]*+)?(?:,|$)")
MAX_HEADER = 8192
"""Characters of an Accept header that are read: no client needs more, and each costs time."""


class Range(NamedTuple):
    """One element of an Accept header: ``*`` stands for anything; ``quality`` runs from 0 (refused) to 1."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """Return how exactly this fits a media type: 3 wholly, 2 by its type, 1 by ``*/*``, 0 not at all."""
        type_, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (type_, subtype):
            return 3
        if self.subtype != "*":
            return 0
        return 2 if self.type == type_ else int(self.type == "*")


@lru_cache(maxsize=256)
def choose(accept: str | None, offers: tuple[str, ...]) -> str:
    """Return the offer that the client likes best; of equals the first offered.

    ``accept``: the header, None or empty when there is none, which accepts everything; elements that are not media
    ranges are passed over.  Raises `NotAcceptableError`.

    >>> choose("application/xml;q=0.9, text/turtle;q=0.8", GRAPHS)
    'application/rdf+xml'
    >>> choose("image/png", GRAPHS)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kgservice.api.faults.NotAcceptableError: Nothing of what Accept asks for (image/png) is here. Ask for: ...
    """
    ranges = tuple(parse(accept or ""))
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: _quality(ranges, offer, offers))
    if _quality(ranges, best, offers) <= 0:
        raise NotAcceptableError(accept or "", offers)
    return best


def parse(accept: str) -> Iterator[Range]:
    """Yield the media ranges of an Accept header in their order; a weight that is no number counts as 1.

    >>> list(parse("TEXT/Turtle; q=0.5, nonsense, */*;q=0"))
    [Range(type='text', subtype='turtle', quality=0.5), Range(type='*', subtype='*', quality=0.0)]
    """
    for match in _RANGE.finditer(accept[:MAX_HEADER].lower()):
        yield Range(match[1], match[2], _weight(match[3]))


@lru_cache(maxsize=256)
def choose_language(accept: str | None, tags: tuple[str, ...]) -> str:
    """Return the tag of the language that the client likes best; English when it names none that there is.

    ``accept``: the Accept-Language header, None when there is none.  ``tags``: BCP 47 tags that labels have.  Never an
    error: an answer in English is better than none.

    >>> choose_language("it-CH, fr;q=0.9, en;q=0.8", ("en", "fr", "it"))
    'it'
    >>> choose_language("cy", ("en", "it")), choose_language("it;q=0, *", ("en", "it"))
    ('en', 'en')
    """
    wished = sorted(_LANGUAGE.findall((accept or "")[:MAX_HEADER]), key=lambda wish: -_weight(wish[1]))
    for tag, parameters in wished:
        found = lookup(tag, tags)
        if found is not None and _weight(parameters) > 0:
            return found
    return ENGLISH


def _weight(parameters: str) -> float:
    match = _WEIGHT.search(parameters)
    try:
        return min(float(match[1]), 1.0) if match else 1.0
    except ValueError:
        return 1.0


def _quality(ranges: Sequence[Range], offer: str, offers: Sequence[str]) -> float:
    """Return the weight of the most exact range that fits an offer by any of its names that no other offer bears."""
    fitting = [(r.specificity(offer), r.quality) for r in ranges if r.specificity(offer)]
    names = [name for name in ALIASES.get(offer, ()) if name not in offers]
    fitting += [(3, r.quality) for r in ranges if f"{r.type}/{r.subtype}" in names]
    return max(fitting)[1] if fitting else 0.0
