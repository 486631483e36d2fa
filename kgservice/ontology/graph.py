"""The ontology as graphs: rdflib's for triples, networkx's for the tree and the links.

`load_graph` gives the release to Python users of rdflib.  The networkx views are small (one node an emotion), made
anew at each call, and serve the look-ups of neighbours; `paths` finds ways in them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice import content
from kgservice.errors import BuildError, UnknownId
from kgservice.namespaces import PREFIXES, XSD
from kgservice.ontology.model import RELATIONS, Ontology

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]
    from pyoxigraph import BlankNode, NamedNode, Triple
    from pyoxigraph import Literal as OxLiteral
    from rdflib import Graph
    from rdflib.term import Node


def load_graph(file: Path | None = None) -> Graph:
    """Read a Turtle file, by default the whole packaged release with its crosswalk, into an rdflib graph.

    Lexical forms stay as they are (``0.5000`` is not made ``0.5``); the project's prefixes are bound.  Raises
    `BuildError` when a file is missing, is not Turtle, or holds a blank node.

    >>> graph = load_graph()
    >>> rows = graph.query("SELECT ?l { emotion:delight skos:broader/skos:prefLabel ?l FILTER(lang(?l) = 'en') }")
    >>> [str(row.l) for row in rows]
    ['cheerfulness']
    """
    from rdflib import Graph

    from kgservice.ontology import release

    graph = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for each in release.files() if file is None else (file,):
        _add(graph, each)
    return graph


def hierarchy(ontology: Ontology) -> nx.DiGraph:
    """Return the tree as edges from each emotion to its narrower ones; emotions beside the tree stand alone.

    >>> from kgservice.ontology import load_ontology
    >>> sorted(hierarchy(load_ontology()).successors("surprise"))
    ['surprise-secondary']
    """
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(ontology.ids)
    graph.add_edges_from((emotion.id, narrower) for emotion in ontology for narrower in emotion.narrower)
    return graph


def links(ontology: Ontology, relations: Collection[str] = RELATIONS) -> nx.MultiDiGraph:
    """Return the dependency links as edges from subject to object, keyed by relation, opposites in both directions.

    Each edge carries ``confidence``, the highest of its statements.  Every emotion is a node.  Raises `UnknownId`
    for a relation that is not one of `RELATIONS`.
    """
    import networkx as nx

    for relation in relations:
        _known(relation, RELATIONS, UnknownRelation)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(ontology.ids)
    for d in ontology.dependencies:
        ends = (
            ((d.subject, d.object), (d.object, d.subject)) if d.relation == "isOppositeOf" else ((d.subject, d.object),)
        )
        for start, goal in ends if d.relation in relations else ():
            known = graph.get_edge_data(start, goal, d.relation, {"confidence": 0.0})["confidence"]
            graph.add_edge(start, goal, d.relation, confidence=max(known, d.confidence))
    return graph


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who stands next to an emotion: ids, sorted; any of them may be empty.

    ``siblings`` share its broader emotion; for a primary they are the other primaries.  ``linked`` are the links that
    start from the emotion, as pairs of relation and id.
    """

    broader: str | None
    narrower: tuple[str, ...]
    siblings: tuple[str, ...]
    related: tuple[str, ...]
    linked: tuple[tuple[str, str], ...]


def neighbours(ontology: Ontology, emotion: str) -> Neighbours:
    """Return who stands next to an emotion; raises `UnknownEmotion`.

    >>> from kgservice.ontology import load_ontology
    >>> neighbours(load_ontology(), "relief").siblings[:3]
    ('cheerfulness', 'contentment', 'enthrallment')
    """
    here = ontology[emotion]
    level = [] if here.extension else [e.id for e in ontology if e.broader == here.broader and not e.extension]
    linked = {(relation, goal) for _, goal, relation in links(ontology).out_edges(emotion, keys=True)}
    return Neighbours(
        broader=here.broader,
        narrower=here.narrower,
        siblings=tuple(sibling for sibling in level if sibling != emotion),
        related=here.related,
        linked=tuple(sorted(linked)),
    )


class UnknownRelation(UnknownId):
    """No link between emotions has this name."""

    kind = "relation"


def _known(name: str, names: Collection[str], error: type[UnknownId]) -> str:
    if name not in names:
        raise error(name, names)
    return name


def _add(graph: Graph, file: Path) -> None:
    from pyoxigraph import parse

    try:
        for quad in parse(path=file):
            graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    except FileNotFoundError:
        raise BuildError(f"{content.display(file)} does not exist. Run: kgservice build") from None
    except SyntaxError as error:
        raise BuildError(f"{content.display(file)} is not Turtle: {error}") from None


def _node(term: NamedNode | OxLiteral | BlankNode | Triple) -> Node:
    from pyoxigraph import Literal as OxLiteral
    from pyoxigraph import NamedNode
    from rdflib import Literal, URIRef

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if not isinstance(term, OxLiteral):
        raise BuildError(f"The blank node {term} has no place in the ontology. Give it an IRI.")
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == XSD + "string" else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)
