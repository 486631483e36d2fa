"""Graphs written as Turtle in one canonical form, so that equal graphs give equal bytes on any machine.

rdflib's own writers change between its versions; the release is compared byte by byte, so its form stands here.
Only for graphs without blank nodes, which have no canonical name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kgservice.errors import BuildError
from kgservice.namespaces import ONTOLOGY, PREFIXES, XSD

# A local name that every Turtle parser reads without escapes.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w-]|\.(?=[\w-]))*", re.ASCII)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_BARE: dict[str, re.Pattern[str]] = {
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?\d*\.\d+"),
}
_FIRST = ("rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:definition", "rdfs:comment")


def dumps(graph: Graph, remark: str) -> bytes:
    """Return a graph as canonical Turtle, UTF-8, with ``remark`` as a comment in the first line.

    Prefixes are the used ones of `namespaces.PREFIXES`.  Subjects stand in the order of those prefixes, the ontology
    before all, then by IRI; one line a predicate; objects sorted.  Lexical forms stay as they are.  Raises
    `BuildError` for a blank node.

    >>> from rdflib import Graph
    >>> graph = Graph().parse(data='@prefix e: <https://w3id.org/tone-kg/emotion/> . e:joy e:x 0.50 , "a" .')
    >>> print(dumps(graph, "An example.").decode(), end="")
    # An example.
    @prefix emotion: <https://w3id.org/tone-kg/emotion/> .
    <BLANKLINE>
    emotion:joy
        emotion:x "a" , 0.50 .
    """
    used: set[str] = set()
    name = _namer(used)
    blocks = [_block(graph, subject, name) for subject in _subjects(graph)]
    prefixes = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items() if prefix in used]
    return "\n\n".join([f"# {remark}\n" + "\n".join(prefixes), *blocks, ""]).rstrip("\n").encode() + b"\n"


def _subjects(graph: Graph) -> list[URIRef]:
    order = [ONTOLOGY, *PREFIXES.values()]

    def rank(subject: URIRef) -> tuple[int, str]:
        if str(subject) == ONTOLOGY:
            return 0, ""
        fitting = [place for place, iri in enumerate(order) if place and subject.startswith(iri)]
        return (fitting[0] if fitting else len(order)), str(subject)

    return sorted(map(_iri, set(graph.subjects())), key=rank)


def _iri(node: Node) -> URIRef:
    if not isinstance(node, URIRef):
        raise BuildError(f"The release cannot hold the blank or literal node {node!r}. Give it an IRI.")
    return node


def _namer(used: set[str]) -> Callable[[Node], str]:
    """Return a function that writes a node, and puts the prefixes it needs into ``used``."""
    cache: dict[Node, str] = {}

    def name(node: Node) -> str:
        if node not in cache:
            cache[node] = _written(node, used)
        return cache[node]

    return name


def _written(node: Node, used: set[str]) -> str:
    if isinstance(node, Literal):
        return _literal(node, used)
    iri = str(_iri(node))
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            used.add(prefix)
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _literal(literal: Literal, used: set[str]) -> str:
    datatype, text = literal.datatype or URIRef(XSD + "string"), str(literal)
    if str(datatype) in _BARE and _BARE[str(datatype)].fullmatch(text):
        return text
    quoted = f'"{text.translate(_ESCAPES)}"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return quoted if str(datatype) == XSD + "string" else f"{quoted}^^{_written(datatype, used)}"


def _block(graph: Graph, subject: URIRef, name: Callable[[Node], str]) -> str:
    found: dict[str, list[str]] = {}
    for predicate, object_ in graph.predicate_objects(subject):
        found.setdefault(name(predicate), []).append(name(object_))
    lines = []
    for verb in sorted(found, key=_verb_rank):
        lines.append(f"{'a' if verb == 'rdf:type' else verb} {' , '.join(sorted(found[verb]))}")
    return f"{name(subject)}\n    " + " ;\n    ".join(lines) + " ."


def _verb_rank(verb: str) -> tuple[int, str]:
    return (_FIRST.index(verb) if verb in _FIRST else len(_FIRST)), verb
