"""The user's own SKOS vocabulary: labels of concepts that are mapped to an emotion or named like one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice import content
from kgservice.errors import TableError
from kgservice.namespaces import EMOTION
from kgservice.vocab.claims import Claim
from kgservice.vocab.normalize import normalize
from kgservice.vocab.sources.lists import DEPTH, Lemma

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ENDINGS = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml", ".xml": "xml", ".jsonld": "json-ld", ".skos": "turtle"}
LANGUAGES = ("en", None)


def concepts(file: Path, labels: Mapping[str, str], lemma: Lemma) -> Iterator[Claim]:
    """Yield a claim for every English (or untagged) prefLabel and altLabel under a concept that is an emotion's.

    A concept is an emotion's when its IRI is one of `EMOTION`, when an exactMatch or closeMatch leads to such an IRI,
    or when its prefLabel is an emotion's label (``labels``: emotion by normalised label).  Other concepts say nothing.
    Raises `TableError` for a file that is missing, cut off or no RDF, or when no concept is an emotion's.
    """
    graph, found = _graph(file), False
    from rdflib import SKOS

    for concept in sorted(set(graph.subjects(SKOS.prefLabel)), key=str):
        if emotion := _emotion(graph, concept, labels):
            found = True
            for term in sorted(_terms(graph, concept)):
                base = lemma(term)
                place = str(concept).rstrip("/#").rpartition("#" if "#" in str(concept) else "/")[2]
                pos = "phrase" if " " in base else ""
                yield Claim(base, pos, emotion, "listed", "", DEPTH, f"list:{file.name}:{place.replace('|', '_')}")
    if not found:
        fix = "Map concepts with skos:exactMatch to emotion IRIs, or name them like emotions."
        raise TableError(content.display(file), None, None, "no concept is mapped to an emotion or named like one", fix)


def _graph(file: Path) -> Graph:
    from rdflib import Graph

    try:
        return Graph(bind_namespaces="none").parse(file, format=ENDINGS[file.suffix.lower()])
    except FileNotFoundError:
        raise TableError(str(file), None, None, "the file does not exist", "Give the path of a list.") from None
    except Exception as error:  # every parser of rdflib has errors of its own
        line = getattr(error, "lines", None)
        row = line + 1 if isinstance(line, int) else None
        said = (str(error).strip() or type(error).__name__).splitlines()[0][:80]
        problem = f"the file is no whole {ENDINGS[file.suffix.lower()]} ({said})"
        raise TableError(content.display(file), row, None, problem, "Export it again.") from None


def _emotion(graph: Graph, concept: Node, labels: Mapping[str, str]) -> str:
    from rdflib import SKOS

    ids = set(labels.values())
    matches = [concept, *graph.objects(concept, SKOS.exactMatch), *graph.objects(concept, SKOS.closeMatch)]
    mapped = [str(match).removeprefix(str(EMOTION)) for match in matches if str(match).startswith(str(EMOTION))]
    named = [labels.get(normalize(str(label)), "") for label in graph.objects(concept, SKOS.prefLabel)]
    return next((emotion for emotion in [*sorted(mapped), *sorted(named)] if emotion in ids), "")


def _terms(graph: Graph, concept: Node) -> set[str]:
    from rdflib import SKOS, Literal

    values = [*graph.objects(concept, SKOS.prefLabel), *graph.objects(concept, SKOS.altLabel)]
    return {normalize(str(v)) for v in values if isinstance(v, Literal) and v.language in LANGUAGES and "|" not in v}
