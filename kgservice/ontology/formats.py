"""The release in every form that people ask for, written on demand from the committed files.

The full graph is ``emotions.ttl`` alone: the ontology, of which ``ttl``, ``owl``, ``jsonld`` and ``nt`` hold every
triple and ``csv`` the emotions.  The labels of other schemes stand in a file of their own, ``crosswalk.ttl``, which
``skos`` takes in and whose mappings ``sssom`` holds.  Never from a store: a store forgets lexical forms (``0.5000``
becomes ``0.5``).  Equal releases give equal bytes in every form.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kgservice import content
from kgservice.errors import BuildError, UnknownId
from kgservice.namespaces import PREFIXES
from kgservice.ontology import release
from kgservice.ontology.graph import load_graph
from kgservice.ontology.model import DIMENSIONS, Emotion

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat, Triple


class Format(NamedTuple):
    """One form of the release: its media type, and what it is for a reader."""

    media_type: str
    what: str


FORMATS: dict[str, Format] = {
    "ttl": Format("text/turtle", "Turtle, as committed"),
    "owl": Format("application/rdf+xml", "RDF/XML, for Protégé and other OWL tools"),
    "jsonld": Format("application/ld+json", "JSON-LD with a context"),
    "nt": Format("application/n-triples", "N-Triples, one line a triple, sorted"),
    "csv": Format("text/csv", "one row an emotion, for spreadsheets"),
    "skos": Format("text/turtle", "SKOS alone, with the schemes of others and the matches to them, in Turtle"),
    "sssom": Format("text/tab-separated-values", "every mapping to the emotions as one SSSOM table"),
}
"""Every form, by the name that ``kgservice export`` and the downloads know it by.

Two have the media type of Turtle; who asks by media type gets the first.
"""

ENDINGS = {name: name for name in FORMATS} | {"skos": "skos.ttl", "sssom": "sssom.tsv"}
"""How the name of a file in each form should end."""

COLUMNS = (
    *("id", "iri", "label", "altLabels", "tier", "extension", "broader", "definition", *DIMENSIONS, "vadMethod"),
    *("opposites", "components", "leadsTo", "related"),
)
"""The columns of the form ``csv``; lists are joined by ``|``, VAD runs from -1 to 1, empty means unknown."""


class UnknownFormat(UnknownId):
    """The release is not written in this form."""

    kind = "format"


def serialise(extension: str, file: Path | None = None) -> bytes:
    """Return a release file, by default the packaged one, in one of `FORMATS`, as UTF-8.

    ``file``: an ``emotions.ttl``.  The form ``skos`` adds the ``crosswalk.ttl`` beside it, ``sssom`` reads the tables
    of the content folder that it lies in; where these are missing, no scheme and no mapping is there.

    Raises `UnknownFormat` when ``extension`` is not one of `FORMATS`, `BuildError` when the file is missing or not
    Turtle.

    >>> serialise("csv").splitlines()[0][:27]
    b'id,iri,label,altLabels,tier'
    >>> serialise("jsonl")
    Traceback (most recent call last):
    kgservice.ontology.formats.UnknownFormat: No format "jsonl". Nearest: jsonld.
    """
    from pyoxigraph import RdfFormat

    file = file or content.path("ontology", "release", release.FILE)
    if not file.exists():
        raise BuildError(f"{content.display(file)} does not exist. Run: kgservice build")
    match extension:
        case "ttl":
            return file.read_bytes()
        case "owl":
            return _by_oxigraph(file, RdfFormat.RDF_XML)
        case "nt":
            return b"".join(sorted(_by_oxigraph(file, RdfFormat.N_TRIPLES).splitlines(keepends=True)))
        case "jsonld":
            return _jsonld(file)
        case "csv":
            return _csv(file)
        case "skos":
            return _skos(file)
        case "sssom":
            return _sssom(file)
    raise UnknownFormat(extension, FORMATS)


def _by_oxigraph(file: Path, format: RdfFormat) -> bytes:
    from pyoxigraph import parse, serialize

    def triples() -> Iterator[Triple]:
        for quad in parse(path=file):
            yield quad.triple

    sink = io.BytesIO()
    serialize(triples(), sink, format, prefixes=PREFIXES)
    return sink.getvalue()


def _jsonld(file: Path) -> bytes:
    """Let rdflib write it, for its context and compact names, and put its subjects in order."""
    document = json.loads(load_graph(file).serialize(format="json-ld", context=PREFIXES))
    document["@graph"].sort(key=lambda node: node["@id"])
    return (json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _csv(file: Path) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_row(emotion) for emotion in release.load(file))
    return text.getvalue().encode()


def _row(emotion: Emotion) -> dict[str, object]:
    facts = emotion.to_dict() | (emotion.vad.to_dict() if emotion.vad else {})
    joined = {key: "|".join(value) if isinstance(value, list) else value for key, value in facts.items()}
    return {column: joined.get(column) for column in COLUMNS} | {"extension": str(emotion.extension).lower()}


def _skos(file: Path) -> bytes:
    from kgservice.ontology import skos, turtle

    graph = load_graph(file)
    if (crosswalk := file.with_name(release.CROSSWALK_FILE)).exists():
        graph += load_graph(crosswalk)
    return turtle.dumps(skos.view(graph), "Written by kgservice export ontology --format skos: SKOS alone.")


def _sssom(file: Path) -> bytes:
    from kgservice.ontology.crosswalk import Crosswalk
    from kgservice.ontology.mapping_table import dumps, sets_of_emotions

    root = release.root_of(file)
    sets = sets_of_emotions(Crosswalk.read(root)) if root else ()
    return dumps(sets, release.load(file).version).encode()
