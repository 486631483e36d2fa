"""What the release says of one thing, as RDF: the triples behind every dereferenceable id.

Read from the release file, not from the store, which forgets lexical forms, and never through the SPARQL pool: pages do
not wait for queries.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

import pyoxigraph as ox

from kgservice.api import negotiation
from kgservice.errors import UnknownId
from kgservice.namespaces import BASE, EMOTION, PREFIXES, RATING, RDF, STATEMENT, TERM, shortened
from kgservice.ontology import Ontology
from kgservice.vocab import ontolex
from kgservice.vocab.model import Lexicon

FORMATS = {
    negotiation.TURTLE: ox.RdfFormat.TURTLE,
    negotiation.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    negotiation.RDFXML: ox.RdfFormat.RDF_XML,
    negotiation.JSONLD: ox.RdfFormat.JSON_LD,
}


class UnknownResource(UnknownId):
    """The release says nothing of this id."""

    kind = "resource"


class Resources:
    """The triples of the release by subject; its files are read when the first id is asked for."""

    def __init__(self, release: Iterable[Path], ontology: Ontology, lexicon: Lexicon) -> None:
        """Keep where to look."""
        self._release, self._ontology, self._lexicon = tuple(release), ontology, lexicon
        self._by_subject: dict[str, list[ox.Triple]] = {}
        self._claims: dict[str, list[str]] = {}
        self._lock = Lock()

    def describe(self, iri: str) -> tuple[ox.Triple, ...]:
        """Return what the release says of an id, for an emotion also its ratings and the statements about its links.

        Raises `UnknownEmotion` or `UnknownResource`.
        """
        with self._lock:
            if not self._by_subject:
                self._read()
        if iri not in self._by_subject:
            if iri.startswith(EMOTION):
                self._ontology[iri.removeprefix(EMOTION)]  # raises, and names the nearest
            raise UnknownResource(iri.removeprefix(BASE))
        return tuple(t for subject in (iri, *self._claims.get(iri, ())) for t in self._by_subject[subject])

    def describe_term(self, term: str) -> tuple[ox.Triple, ...]:
        """Return what the lexicon says of a term or one of its forms, as OntoLex; raises `UnknownTerm`."""
        lines = ontolex.ntriples(Lexicon(self._lexicon[term], self._lexicon.version))
        quads = ox.parse("".join(lines), ox.RdfFormat.N_TRIPLES)
        return tuple(quad.triple for quad in quads if quad.subject.value.startswith(TERM))

    def _read(self) -> None:
        claims = defaultdict[str, set[str]](set)
        for quad in chain.from_iterable(ox.parse(path=file) for file in self._release):
            subject, value = quad.subject.value, quad.object
            self._by_subject.setdefault(subject, []).append(quad.triple)
            if isinstance(value, ox.NamedNode) and subject.startswith(STATEMENT) and value.value.startswith(EMOTION):
                claims[value.value].add(subject)
            elif isinstance(value, ox.NamedNode) and value.value.startswith(RATING):
                claims[subject].add(value.value)
        self._claims = {emotion: sorted(found) for emotion, found in claims.items()}


def write(triples: Iterable[ox.Triple], media_type: str) -> bytes:
    """Return triples in one of `FORMATS`, with those of the project's prefixes that they need."""
    known = tuple(triples)
    prefixes = _used_prefixes(known)
    sink = io.BytesIO()
    ox.serialize(known, sink, FORMATS[media_type], prefixes=prefixes)
    if media_type == negotiation.JSONLD:
        return _compact(sink.getvalue(), prefixes)
    if media_type == negotiation.TURTLE:
        return _tidy_turtle(sink.getvalue())
    return sink.getvalue()


def _tidy_turtle(written: bytes) -> bytes:
    """Sort the prefixes, and leave out those that only what Turtle shortens (``a``, numbers) would have needed."""
    lines = written.split(b"\n")  # one line holds one prefix, and no literal breaks a line
    body = b"\n".join(line for line in lines if not line.startswith(b"@prefix"))
    heads = sorted(line for line in lines if line.startswith(b"@prefix") and line.split()[1] in body)
    return b"\n".join([*heads, body])


def fingerprint(triples: Iterable[ox.Triple]) -> str:
    """Return what identifies triples, whatever form they are written in and in whatever order."""
    lines = sorted(map(str, triples))
    return sha256("\n".join(lines).encode()).hexdigest()[:20]


def _used_prefixes(triples: Iterable[ox.Triple]) -> dict[str, str]:
    text = "\n".join(map(str, triples))
    return {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}


def _compact(expanded: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Give expanded JSON-LD a context and short names."""
    graph = [_short_names(node) for node in json.loads(expanded)]
    document = {"@context": prefixes, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _short_names(value: object) -> object:
    if isinstance(value, list):
        return [_short_names(item) for item in value]
    if not isinstance(value, dict):
        return value
    return dict(_short_member(key, item) for key, item in value.items())


def _short_member(key: str, value: Any) -> tuple[str, object]:
    if key in ("@id", "@type") and isinstance(value, str):
        return key, shortened(value)
    if key == RDF + "type":
        return "@type", [shortened(node["@id"]) for node in value]
    return shortened(key), _short_names(value)
