"""Which labels of other schemes map to an emotion, and which emotions a scheme's labels map to, as pages tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kgservice.ontology import crosswalk
from kgservice.ontology.conversion import LOSS_OF_PREDICATE
from kgservice.ontology.schemes import TONE, Label, Scheme

SAID = {
    "exact": "the same",
    "close": "close",
    "broader": "the emotion is wider",
    "narrower": "the emotion is narrower",
    "ambiguous": "related",
    "none": "no emotion fits",
}
"""A relation from a label to an emotion, in words; the order is how well they fit."""

LEXICAL = "semapv:LexicalMatching"


class Match(NamedTuple):
    """A mapping between a label and an emotion, which is empty where none fits.

    ``relation`` is in words.  ``basis``: what the mapping rests on, the same word, a published source, or a tool.
    """

    scheme: Scheme
    label: Label
    emotion: str
    relation: str
    confidence: float
    basis: str
    comment: str


def matches_of(emotion: str) -> dict[str, list[Match]]:
    """Return the labels that map to an emotion by the id of their scheme, the best fitting first; maybe none.

    >>> [match.label.id for match in matches_of("joy")["goemotions"]][0]
    'joy'
    >>> matches_of("jooy")
    {}
    """
    found: dict[str, list[Match]] = {}
    for match in _by_emotion().get(emotion, ()):
        found.setdefault(match.scheme.id, []).append(match)
    return found


def matches_in(scheme: Scheme) -> list[tuple[Label, list[Match]]]:
    """Return every label of a scheme in its order with what it maps to, the surest first.

    >>> label, matches = matches_in(crosswalk.scheme("carer"))[0]
    >>> label.id, matches[0].emotion, matches[0].relation
    ('sadness', 'sadness', 'the same')
    """
    return [(label, matches_for(scheme, label)) for label in scheme]


def matches_for(scheme: Scheme, label: Label) -> list[Match]:
    """Return what one label of a scheme maps to, the surest first; never empty."""
    if scheme.id == TONE:
        return [Match(scheme, label, label.id, SAID["exact"], 1.0, "same word", "")]
    return [
        Match(
            scheme,
            label,
            row.object or "",
            SAID[LOSS_OF_PREDICATE[row.predicate_id] if row.object else "none"],
            row.confidence,
            "same word" if row.mapping_justification == LEXICAL else row.mapping_tool or "published",
            row.comment if row.mapping_justification != LEXICAL else "",
        )
        for row in crosswalk.load().sets[scheme.id].of(label.id)
    ]


@cache
def _by_emotion() -> Mapping[str, list[Match]]:
    found: dict[str, list[Match]] = defaultdict(list)
    for scheme in crosswalk.schemes():
        if scheme.id != TONE:
            for match in (match for label in scheme for match in matches_for(scheme, label) if match.emotion):
                found[match.emotion].append(match)
    order = list(SAID.values())
    for matches in found.values():
        matches.sort(key=lambda match: (match.scheme.id, order.index(match.relation), match.label.id))
    return found
