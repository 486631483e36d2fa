"""The lexicon in every form that people ask for: tab-separated, JSON Lines, Turtle."""

from __future__ import annotations

import json
from pathlib import Path

from kgservice import content
from kgservice.ontology.formats import Format, UnknownFormat
from kgservice.vocab.lexicon import FILE, load_lexicon
from kgservice.vocab.model import Lexicon

LEXICON_FORMATS: dict[str, Format] = {
    "tsv": Format("text/tab-separated-values", "the table, as committed"),
    "jsonl": Format("application/x-ndjson", "JSON Lines, one sense a line"),
    "ttl": Format("text/turtle", "OntoLex-Lemon, for linked data"),
}
"""Every form of the lexicon, by file extension."""


def serialise(extension: str, lexicon: Lexicon | None = None, table: Path | None = None) -> bytes:
    """Return a lexicon, by default the packaged one, in the form of this file extension, as UTF-8.

    ``table``: the file that the lexicon was read from, which the form ``tsv`` copies.  Raises `UnknownFormat` when
    ``extension`` is not one of `LEXICON_FORMATS`, `TableError` when the file is missing or malformed.

    >>> serialise("jsonl")[:8]
    b'{"term":'
    >>> serialise("owl")
    Traceback (most recent call last):
    kgservice.ontology.formats.UnknownFormat: No format "owl". Known: tsv, jsonl, ttl.
    """
    if extension not in LEXICON_FORMATS:
        raise UnknownFormat(extension, LEXICON_FORMATS)
    if extension == "tsv":
        return (table or content.path(*FILE.split("/"))).read_bytes()
    lexicon = lexicon or load_lexicon(table)
    return _jsonl(lexicon) if extension == "jsonl" else _turtle(lexicon)


def _jsonl(lexicon: Lexicon) -> bytes:
    lines = (json.dumps(sense.to_dict(), ensure_ascii=False) for sense in lexicon)
    return "".join(f"{line}\n" for line in lines).encode()


def _turtle(lexicon: Lexicon) -> bytes:
    import pyoxigraph as ox

    from kgservice.namespaces import PREFIXES
    from kgservice.vocab.ontolex import ntriples

    # without a prefix for terms: rdflib does not read every escape that their short names would need
    prefixes = {name: iri for name, iri in PREFIXES.items() if name != "term"}
    triples = (quad.triple for quad in ox.parse("".join(ntriples(lexicon)), ox.RdfFormat.N_TRIPLES))
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    assert written is not None
    return written
