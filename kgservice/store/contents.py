"""What a store answers from: the ontology's released files and the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kgservice.ontology import release
from kgservice.store.base import Source
from kgservice.vocab import Lexicon, load_lexicon, ontolex


def sources(files: Iterable[Path], lexicon: Lexicon) -> Iterator[Source]:
    """Yield the RDF of released Turtle files and of a lexicon, ready to be loaded and loaded again."""
    for file in files:
        yield Source(file.name, "text/turtle", lambda file=file: [file.read_bytes()])  # type: ignore[misc]
    yield Source("lexicon", "application/n-triples", lambda: (line.encode() for line in ontolex.ntriples(lexicon)))


def packaged() -> tuple[Source, ...]:
    """Return the RDF of the packaged release."""
    return tuple(sources(release.files(), load_lexicon()))
