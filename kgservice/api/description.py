"""The SPARQL 1.1 service description of the endpoint, and its VoID: what it speaks, and how large its graphs are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from kgservice.namespaces import RDF, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"

RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
"""Names from https://www.w3.org/ns/formats/."""

_TYPE = ox.NamedNode(RDF + "type")


def describe(
    endpoint: str, counts: Mapping[str, int], *, takes_updates: bool, federates: bool
) -> tuple[ox.Triple, ...]:
    """Return the description of the service at the URL ``endpoint``.

    ``counts``: triples by the IRI of the graph, the empty text for the default graph; empty when they are not known.
    ``federates``: whether queries may ask other services.
    """
    languages = ("SPARQL11Query", "SPARQL11Update") if takes_updates else ("SPARQL11Query",)
    features = ("BasicFederatedQuery",) if federates else ()
    node = ox.NamedNode(endpoint)
    return (*_service(node, languages, features), *_dataset(node, counts))


def _service(endpoint: ox.NamedNode, languages: Sequence[str], features: Sequence[str]) -> Iterator[ox.Triple]:
    service = ox.NamedNode(endpoint.value + "#service")
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), endpoint)
    for language in languages:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd(language))
    for feature in features:
        yield ox.Triple(service, _sd("feature"), _sd(feature))
    for name in RESULT_FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), _part(endpoint, "dataset"))


def _dataset(endpoint: ox.NamedNode, counts: Mapping[str, int]) -> Iterator[ox.Triple]:
    """Yield the data set, its default graph and its named ones, each a VoID data set of so many triples."""
    dataset, default = _part(endpoint, "dataset"), _part(endpoint, "graph")
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _TYPE, _void("Dataset"))
    yield ox.Triple(dataset, _void("sparqlEndpoint"), endpoint)
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield from _graph(default, counts.get(""))
    for number, name in enumerate((name for name in counts if name), start=1):
        named, graph = _part(endpoint, f"named-{number}"), _part(endpoint, f"graph-{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(name))
        yield ox.Triple(named, _sd("graph"), graph)
        yield ox.Triple(dataset, _void("subset"), graph)
        yield from _graph(graph, counts[name])


def _graph(graph: ox.NamedNode, triples: int | None) -> Iterator[ox.Triple]:
    yield ox.Triple(graph, _TYPE, _sd("Graph"))
    if triples is not None:
        yield ox.Triple(graph, _TYPE, _void("Dataset"))
        yield ox.Triple(graph, _void("triples"), ox.Literal(str(triples), datatype=ox.NamedNode(XSD + "integer")))


def _part(endpoint: ox.NamedNode, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{endpoint.value}#{name}")


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)
