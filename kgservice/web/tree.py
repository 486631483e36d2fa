"""The tree of emotions as pages show it, and the primary that gives an emotion its colour."""

from __future__ import annotations

from typing import NamedTuple

from kgservice.ontology import Emotion, Ontology

ORDER = ("love", "joy", "surprise", "anger", "sadness", "fear")
"""The primaries as the published tree lists them; others come after, by id.  ``palette.css`` has a colour for each."""

BESIDE = "extension"
"""The colour of what stands beside the tree."""


class Branch(NamedTuple):
    """An emotion with those below it, by label."""

    id: str
    label: str
    narrower: tuple[Branch, ...]


def tree(ontology: Ontology) -> tuple[Branch, ...]:
    """Return the primaries with all below them.

    >>> from kgservice.ontology import load_ontology
    >>> first = tree(load_ontology())[0]
    >>> first.label, [branch.label for branch in first.narrower]
    ('love', ['affection', 'longing', 'lust'])
    """
    places = {name: place for place, name in enumerate(ORDER)}
    found = sorted(ontology.at_tier(1), key=lambda emotion: (places.get(emotion.id, len(places)), emotion.id))
    return tuple(_branch(ontology, emotion) for emotion in found)


def _branch(ontology: Ontology, emotion: Emotion) -> Branch:
    below = tuple(_branch(ontology, ontology[narrower]) for narrower in emotion.narrower)
    return Branch(emotion.id, emotion.label, tuple(sorted(below, key=lambda branch: branch.label)))


def beside(ontology: Ontology) -> tuple[Emotion, ...]:
    """Return the emotions beside the tree, by id; maybe none."""
    return tuple(emotion for emotion in ontology if emotion.extension)


def primary_of(ontology: Ontology, emotion: str) -> str:
    """Return the id of the primary above an emotion, `BESIDE` for one beside the tree; raises `UnknownEmotion`.

    >>> from kgservice.ontology import load_ontology
    >>> primary_of(load_ontology(), "delight"), primary_of(load_ontology(), "awe")
    ('joy', 'extension')
    """
    found = ontology.at(emotion, 1)
    return found.id if found else BESIDE


def colours(ontology: Ontology) -> dict[str, str]:
    """Return the primary of every emotion by id, as `primary_of` tells it."""
    return {emotion.id: primary_of(ontology, emotion.id) for emotion in ontology}
