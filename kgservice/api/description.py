"""The SPARQL 1.1 service description of the endpoint: what it speaks, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kgservice.namespaces import RDF, XSD
from kgservice.store.base import Condition

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"

RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
"""Names from https://www.w3.org/ns/formats/."""


def describe(endpoint: str, condition: Condition, *, takes_updates: bool) -> tuple[ox.Triple, ...]:
    """Return the description of the service at the URL ``endpoint``."""
    languages = ("SPARQL11Query", "SPARQL11Update") if takes_updates else ("SPARQL11Query",)
    return tuple(_triples(ox.NamedNode(endpoint), condition, languages))


def _triples(endpoint: ox.NamedNode, condition: Condition, languages: Sequence[str]) -> Iterator[ox.Triple]:
    service = ox.NamedNode(endpoint.value + "#service")
    dataset, graph = ox.NamedNode(endpoint.value + "#dataset"), ox.NamedNode(endpoint.value + "#graph")
    kind = ox.NamedNode(RDF + "type")
    yield ox.Triple(service, kind, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), endpoint)
    for language in languages:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd(language))
    for name in RESULT_FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, kind, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), graph)
    yield ox.Triple(graph, kind, _sd("Graph"))
    if condition.triples is not None:
        number = ox.Literal(str(condition.triples), datatype=ox.NamedNode(XSD + "integer"))
        yield ox.Triple(graph, ox.NamedNode(VOID + "triples"), number)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
