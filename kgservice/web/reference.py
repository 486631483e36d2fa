"""The reference of the ontology, made of the release: every emotion, and every class and property of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from kgservice import content
from kgservice.namespaces import OWL, RDF, RDFS, SKOS, TONE, shortened
from kgservice.ontology import Emotion, Ontology
from kgservice.web.links import Link, links_of
from kgservice.web.tree import beside, primary_of, tree

KINDS = {
    OWL + "Class": "Classes",
    OWL + "ObjectProperty": "Properties between things",
    OWL + "DatatypeProperty": "Properties with values",
    OWL + "AnnotationProperty": "Annotations",
}
"""The headings of the reference by the type that a name of the schema has."""

_COMMENTS = (SKOS + "definition", RDFS + "comment")
_FACTS = {
    "domain": RDFS + "domain",
    "range": RDFS + "range",
    "below": RDFS + "subPropertyOf",
    "within": RDFS + "subClassOf",
    "inverse": OWL + "inverseOf",
}


class Named(NamedTuple):
    """A class or property: its name with prefix, label, comment, and (what, names) pairs of what else is said of it."""

    name: str
    label: str
    comment: str
    facts: tuple[tuple[str, str], ...]


class Described(NamedTuple):
    """An emotion with its colour, the labels on its way up the tree, and its links by heading."""

    emotion: Emotion
    primary: str
    way: tuple[Emotion, ...]
    links: dict[str, list[Link]]


def emotions(ontology: Ontology) -> Iterator[Described]:
    """Yield every emotion in the order of the tree, those beside it last."""
    tops = [ontology[branch.id] for branch in tree(ontology)]
    for top in (*tops, *beside(ontology)):
        for emotion in _downwards(ontology, top):
            way = tuple(reversed(ontology.ancestors(emotion.id)))
            yield Described(emotion, primary_of(ontology, emotion.id), way, links_of(ontology, emotion.id))


def _downwards(ontology: Ontology, emotion: Emotion) -> Iterator[Emotion]:
    yield emotion
    for narrower in emotion.narrower:
        yield from _downwards(ontology, ontology[narrower])


@cache
def schema() -> dict[str, tuple[Named, ...]]:
    """Return the names of ``ontology/schema.ttl`` by heading, sorted; a heading without names is left out.

    >>> [each.name for each in schema()["Properties with values"]][:2]
    ['tone:arousal', 'tone:arousalCount']
    """
    store = ox.Store()
    store.load(path=content.path("ontology", "schema.ttl"), format=ox.RdfFormat.TURTLE)
    return {heading: found for kind, heading in KINDS.items() if (found := tuple(_named(store, kind)))}


def _named(store: ox.Store, kind: str) -> Iterator[Named]:
    found = store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind), None)
    for name in sorted(quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)):
        if name.startswith(TONE):
            comment = " ".join(text for each in _COMMENTS for text in _values(store, name, each))
            label = next(iter(_values(store, name, RDFS + "label")), "")
            facts = ((what, ", ".join(map(shortened, _values(store, name, each)))) for what, each in _FACTS.items())
            yield Named(shortened(name), label, comment, tuple(fact for fact in facts if fact[1]))


def _values(store: ox.Store, name: str, predicate: str) -> list[str]:
    quads = store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(predicate), None, None)
    return sorted(quad.object.value for quad in quads if not isinstance(quad.object, ox.Triple))
