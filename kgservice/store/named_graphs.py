"""The named graphs of the content: which of them each triple of the crosswalk belongs to.

The ontology is the graph `ONTOLOGY`, the lexicon `LEXICON`; each label scheme and each mapping set is a graph by its
own IRI.  No triple stands in two, so the default graph can be all of them together without a copy.  A match stands with
the mapping set whose record states it, in whichever direction; what belongs to no scheme and no set, such as
declarations of classes, stands with the ontology.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgservice.namespaces import ONTOLOGY, SCHEME, SSSOM

_Pair = frozenset[str]
_RECORDS, _SUBJECT, _OBJECT = SSSOM + "mappings", SSSOM + "subject_id", SSSOM + "object_id"


def split(turtle: bytes) -> bytes:
    """Return the crosswalk, given as Turtle, as N-Quads.

    >>> from kgservice.ontology import release
    >>> quads = list(ox.parse(split(release.files()[-1].read_bytes()), ox.RdfFormat.N_QUADS))
    >>> names = {quad.graph_name.value for quad in quads}
    >>> {"https://w3id.org/tone-kg/scheme/ekman", "https://w3id.org/tone-kg/mapping/goemotions-ekman"} <= names
    True
    """
    triples = [quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)]
    return ox.serialize(_quads(triples), format=ox.RdfFormat.N_QUADS) or b""


def _quads(triples: list[ox.Triple]) -> Iterator[ox.Quad]:
    sets = _sets(triples)
    matches = _matches(triples, sets)
    nodes = {iri: ox.NamedNode(iri) for iri in {ONTOLOGY, *sets.values()}}
    for triple in triples:
        subject, value = _iri(triple.subject), _iri(triple.object)
        name = sets.get(subject) or matches.get(frozenset((subject, value))) or _scheme(subject) or ONTOLOGY
        graph = nodes.get(name) or ox.NamedNode(name)
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _sets(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return the mapping set of each record, and of each mapping set itself."""
    found = {}
    for triple in triples:
        if triple.predicate.value == _RECORDS:
            subject = _iri(triple.subject)
            found[subject] = found[_iri(triple.object)] = subject
    return found


def _matches(triples: Iterable[ox.Triple], sets: dict[str, str]) -> dict[_Pair, str]:
    """Return the mapping set of each two that a record relates."""
    ends: dict[str, dict[str, str]] = {}
    for triple in triples:
        if triple.predicate.value in (_SUBJECT, _OBJECT):
            ends.setdefault(_iri(triple.subject), {})[triple.predicate.value] = _iri(triple.object)
    return {frozenset(pair.values()): sets[record] for record, pair in ends.items() if record in sets}


def _scheme(subject: str) -> str:
    """Return the scheme that a label, or the scheme itself, belongs to; empty for anything else."""
    return SCHEME + subject.removeprefix(SCHEME).partition("/")[0] if subject.startswith(SCHEME) else ""


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
