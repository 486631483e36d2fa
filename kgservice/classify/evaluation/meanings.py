"""What the labels of a file mean: emotions of one tier, straight from the tree or by way of the crosswalk.

A label is counted when it becomes emotions of the tier without a guess: an emotion of that tier or a narrower one; of
another scheme, one whose conversion is exact, close, or to something broader.  One that could be any of several
emotions, or none, says nothing about the tier, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from kgservice.errors import ContentError, UnknownEmotion, UnknownLabel
from kgservice.ontology import Ontology
from kgservice.ontology import crosswalk as crossing
from kgservice.ontology.schemes import TONE

COUNTED = ("exact", "close", "broader")
"""The losses with which a label of another scheme still says which emotion of the tier is meant."""

NEUTRAL = "neutral"
NEUTRAL_NAMES = frozenset({NEUTRAL, "none", ""})
"""What a row without an emotion may say instead of nothing."""

_SEPARATORS = re.compile(r"[|,;]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one label counts as: ``emotions`` of the tier, none when it is left out, and what is lost on the way.

    ``loss``: one of `crosswalk.LOSSES`.  A label that published mappings turn into several emotions alike has them all.
    """

    emotions: frozenset[str]
    loss: str


Meanings = Callable[[str], Meaning]
"""From a label to its meaning; raises a `ContentError` that names the nearest label for one that is not known."""


def of_tree(ontology: Ontology, tier: int = 1) -> Meanings:
    """Return the meanings of emotion ids and names, of any tier: the emotion itself or the one above it at ``tier``.

    Raises `UnknownEmotion`, on use.

    >>> from kgservice.ontology import load_ontology
    >>> meaning = of_tree(load_ontology())
    >>> meaning("amusement"), meaning("awe").emotions
    (Meaning(emotions=frozenset({'joy'}), loss='broader'), frozenset())
    """

    @cache
    def meaning(label: str) -> Meaning:
        emotion = label if label in ontology else next((e.id for e in ontology.labelled(label)), None)
        if emotion is None:
            raise UnknownEmotion(label, [*ontology.ids, *(emotion.label for emotion in ontology)])
        found = ontology.at(emotion, tier)
        if found is None:
            return Meaning(frozenset(), "none")
        return Meaning(frozenset([found.id]), "exact" if found.id == emotion else "broader")

    return meaning


def of_scheme(scheme: str, tier: int = 1) -> Meanings:
    """Return the meanings of the labels of a scheme of the crosswalk; names, spellings and codes are known.

    Raises `UnknownScheme` at once, `UnknownLabel` on use.

    >>> meaning = of_scheme("goemotions", 2)
    >>> meaning("amusement")
    Meaning(emotions=frozenset({'cheerfulness'}), loss='broader')
    >>> meaning("joy")  # any of the emotions under joy
    Meaning(emotions=frozenset(), loss='ambiguous')
    """
    crossing.scheme(scheme)

    @cache
    def meaning(label: str) -> Meaning:
        found = crossing.convert(label, scheme, TONE, tier=tier)
        kept = found.labels if found.loss in COUNTED else ()
        return Meaning(frozenset(emotion.id for emotion in kept), found.loss)

    return meaning


def lenient(meanings: Meanings) -> Meanings:
    """Return meanings by which a label that is not known is left out instead of an error."""

    @cache
    def meaning(label: str) -> Meaning:
        try:
            return meanings(label)
        except (UnknownEmotion, UnknownLabel):
            return Meaning(frozenset(), "none")

    return meaning


def cut(cell: object, meanings: Meanings) -> tuple[str, ...] | None:
    """Return the labels that a field holds; () when it says neutral; None when it is no label at all.

    A text may join several labels by ``|``, or by a comma or semicolon where the whole is no label.

    >>> from kgservice.ontology import load_ontology
    >>> meanings = of_tree(load_ontology())
    >>> cut("joy|fear", meanings), cut("neutral", meanings), cut(["joy"], meanings), cut(2.5, meanings)
    (('joy', 'fear'), (), ('joy',), None)
    """
    if cell is None:
        return ()
    if isinstance(cell, str):
        return _named([cell] if _is_label(cell, meanings) else _SEPARATORS.split(cell))
    if isinstance(cell, list) and all(_may_be_label(item) for item in cell):
        return _named(map(str, cell))
    return _named([str(cell)]) if _may_be_label(cell) else None


def _may_be_label(item: object) -> bool:
    return isinstance(item, (str, int)) and not isinstance(item, bool)


def _named(labels: Iterable[str]) -> tuple[str, ...]:
    stripped = (label.strip() for label in labels)
    return tuple(label for label in stripped if label.casefold() not in NEUTRAL_NAMES)


def _is_label(cell: str, meanings: Meanings) -> bool:
    if not _SEPARATORS.search(cell):
        return True
    try:
        return bool(meanings(cell.strip()).emotions)
    except ContentError:
        return False
