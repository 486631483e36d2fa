"""The lexicon in every form that people ask for, written on demand."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import NamedTuple

from kgservice import content
from kgservice.errors import UnknownId
from kgservice.namespaces import PREFIXES
from kgservice.vocab import lexicon as release
from kgservice.vocab.model import Lexicon
from kgservice.vocab.ontolex import ntriples


class LexiconFormat(NamedTuple):
    """One form of the lexicon: its media type, and what it is for a reader."""

    media_type: str
    what: str


LEXICON_FORMATS: dict[str, LexiconFormat] = {
    "tsv": LexiconFormat("text/tab-separated-values", "one row a sense, as committed"),
    "jsonl": LexiconFormat("application/x-ndjson", "one JSON object a line, a sense each"),
    "ttl": LexiconFormat("text/turtle", "OntoLex-Lemon as Turtle"),
    "nt": LexiconFormat("application/n-triples", "OntoLex-Lemon, one line a triple"),
}
"""Every form, by file extension."""


class UnknownLexiconFormat(UnknownId):
    """The lexicon is not written in this form."""

    kind = "lexicon format"


def serialise(extension: str, lexicon: Lexicon | None = None, file: Path | None = None) -> bytes:
    """Return the lexicon in the form of this file extension, as UTF-8.

    ``lexicon`` and the ``file`` it was read from are the packaged ones by default.  Raises `UnknownLexiconFormat`
    when ``extension`` is not one of `LEXICON_FORMATS`.

    >>> serialise("tsv").startswith(b"# GENERATED")
    True
    >>> serialise("owl")
    Traceback (most recent call last):
    kgservice.vocab.formats.UnknownLexiconFormat: No lexicon format "owl".
    """
    if extension not in LEXICON_FORMATS:
        raise UnknownLexiconFormat(extension, LEXICON_FORMATS)
    if extension == "tsv":
        return (file or content.path(*release.FILE.split("/"))).read_bytes()
    lexicon = lexicon or release.load_lexicon(file)
    if extension == "jsonl":
        return "".join(json.dumps(sense.to_dict(), ensure_ascii=False) + "\n" for sense in lexicon).encode()
    triples = "".join(ntriples(lexicon)).encode()
    return triples if extension == "nt" else _turtle(triples)


def _turtle(triples: bytes) -> bytes:
    from pyoxigraph import RdfFormat, parse, serialize

    stream = io.BytesIO(b"# OntoLex-Lemon, written by kgservice from vocab/release/lexicon.tsv\n")
    stream.seek(0, io.SEEK_END)
    serialize(parse(triples, format=RdfFormat.N_TRIPLES), stream, RdfFormat.TURTLE, prefixes=PREFIXES)
    return stream.getvalue()
