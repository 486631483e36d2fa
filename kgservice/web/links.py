"""The links between emotions as pages tell them: in words, from both ends, and as the network around one emotion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kgservice.ontology import Ontology
from kgservice.ontology.model import Dependency
from kgservice.web.tree import primary_of

SAID = {
    "isOppositeOf": ("Opposites", "Opposites"),
    "isComposedOf": ("Composed of", "Part of"),
    "leadsTo": ("Leads to", "Follows from"),
    "moreIntenseThan": ("More intense than", "Less intense than"),
}
"""What a relation is called from its subject, and from its object."""

VERBS = {
    "isOppositeOf": "is the opposite of",
    "isComposedOf": "is composed of",
    "leadsTo": "leads to",
    "moreIntenseThan": "is more intense than",
}
"""A relation between its subject and its object."""

REJECTED = "rejected"


class Link(NamedTuple):
    """A statement as seen from one of its ends: the other emotion's id and label, its colour, and the statement."""

    id: str
    label: str
    primary: str
    statement: Dependency

    @property
    def path(self) -> str:
        """Where the statement has its own page: the last parts of its IRI (see `owl.statement_iri`)."""
        return "statement/" + ".".join(self.statement.key)


def links_of(ontology: Ontology, emotion: str) -> dict[str, list[Link]]:
    """Return the statements about an emotion under what they are called from there, the most confident first.

    Rejected ones are left out; a heading without statements is left out, too.

    >>> from kgservice.ontology import load_ontology
    >>> found = links_of(load_ontology(), "joy")
    >>> list(found)[0], found["Opposites"][0].id
    ('Opposites', 'sadness')
    """
    found: dict[str, list[Link]] = {heading: [] for pair in SAID.values() for heading in pair}
    for statement in sorted(_standing(ontology), key=lambda statement: -statement.confidence):
        if statement.subject == emotion:
            found[SAID[statement.relation][0]].append(_link(ontology, statement.object, statement))
        elif statement.object == emotion:
            found[SAID[statement.relation][1]].append(_link(ontology, statement.subject, statement))
    return {heading: links for heading, links in found.items() if links}


class Network(NamedTuple):
    """The emotions around one, itself first, and the statements among them."""

    emotions: tuple[str, ...]
    statements: tuple[Dependency, ...]


def network(ontology: Ontology, emotion: str, steps: int = 1) -> Network:
    """Return the emotions that at most ``steps`` statements lead to, in whatever direction, and all between them.

    Raises `UnknownEmotion`.

    >>> from kgservice.ontology import load_ontology
    >>> found = network(load_ontology(), "hope")
    >>> found.emotions[0], "despair" in found.emotions
    ('hope', True)
    """
    known = {ontology[emotion].id: None}
    for _ in range(steps):
        ends = ((statement.subject, statement.object) for statement in _standing(ontology))
        known |= dict.fromkeys(end for pair in list(ends) if known.keys() & set(pair) for end in pair)
    among = (s for s in _standing(ontology) if s.subject in known and s.object in known)
    return Network(tuple(known), tuple(among))


def as_graph(ontology: Ontology, found: Network) -> dict[str, list[dict[str, object]]]:
    """Return a network for a script: ``nodes`` and ``links``, one link for all statements of a relation and pair."""
    nodes = [_node(ontology, emotion) for emotion in found.emotions]
    strongest: dict[tuple[str, str, str], Dependency] = {}
    for statement in sorted(found.statements, key=lambda statement: statement.confidence):
        strongest[statement.subject, statement.relation, statement.object] = statement
    links: list[dict[str, object]] = [
        {"source": s.subject, "target": s.object, "relation": s.relation, "kind": s.kind, "confidence": s.confidence}
        for s in strongest.values()
    ]
    return {"nodes": nodes, "links": links}


def _node(ontology: Ontology, emotion: str) -> dict[str, object]:
    here = ontology[emotion]
    return {"id": here.id, "label": here.label, "tier": here.tier, "primary": primary_of(ontology, emotion)}


def _link(ontology: Ontology, other: str, statement: Dependency) -> Link:
    return Link(other, ontology[other].label, primary_of(ontology, other), statement)


def _standing(ontology: Ontology) -> Iterable[Dependency]:
    return (statement for statement in ontology.dependencies if statement.status != REJECTED)
