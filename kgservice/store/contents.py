"""What a store answers from: the ontology's released files and the lexicon, each part a named graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kgservice.namespaces import ONTOLOGY, lexicon_iri
from kgservice.ontology import release
from kgservice.store import named_graphs
from kgservice.store.base import Source
from kgservice.vocab import Lexicon, load_lexicon, ontolex


def sources(files: Iterable[Path], lexicon: Lexicon) -> Iterator[Source]:
    """Yield the RDF of released Turtle files and of a lexicon, ready to be loaded and loaded again."""
    for file in files:
        yield _source(file)
    home = lexicon_iri(lexicon.language)
    yield Source("lexicon", "application/n-triples", lambda: map(str.encode, ontolex.ntriples(lexicon)), home)


def packaged() -> tuple[Source, ...]:
    """Return the RDF of the packaged release."""
    return tuple(sources(release.files(), load_lexicon()))


def _source(file: Path) -> Source:
    if file.name == release.CROSSWALK_FILE:
        return Source(file.name, "application/n-quads", lambda: [named_graphs.split(file.read_bytes())])
    return Source(file.name, "text/turtle", lambda: [file.read_bytes()], ONTOLOGY)
