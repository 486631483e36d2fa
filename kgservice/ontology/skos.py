"""The release as plain SKOS: for thesaurus tools and readers that know nothing of OWL.

In: the graph of the release.  Out: a smaller one with the concepts and concept schemes, their labels, notes, broader,
narrower and related concepts, and the matches between schemes.  Left out are OWL, VAD, ratings, links of ours
(opposites, compositions, transitions) and the records of mappings.
"""

from __future__ import annotations

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from kgservice.namespaces import ONTOLOGY, SCHEME
from kgservice.ontology.owl import SCHEMES

_KINDS = (SKOS.Concept, SKOS.ConceptScheme)
_CONCEPT = {DCTERMS.isReplacedBy}
_SCHEME = {DCTERMS.title, DCTERMS.bibliographicCitation, DCTERMS.license, DCTERMS.rights, RDFS.seeAlso}
_HEADER = (DCTERMS.creator, DCTERMS.created, DCTERMS.license, DCTERMS.modified, DCTERMS.bibliographicCitation)
"""What the schemes of our own emotions take over from the ontology's header."""


def view(graph: Graph) -> Graph:
    """Return the SKOS part of a release as a new graph; empty when there is no concept.

    The schemes of our own emotions get creator, dates, licence and citation of the ontology, and name the release that
    they are part of.

    >>> from kgservice.namespaces import emotion_iri
    >>> from kgservice.ontology.graph import load_graph
    >>> skos = view(load_graph())
    >>> str(skos.value(URIRef(emotion_iri("delight")), SKOS.broader))
    'https://w3id.org/tone-kg/emotion/cheerfulness'
    >>> skos.value(URIRef(emotion_iri("delight")), RDFS.subClassOf) is None
    True
    """
    kept = Graph(bind_namespaces="none")
    for kind, besides in zip(_KINDS, (_CONCEPT, _SCHEME), strict=True):
        for subject in graph.subjects(RDF.type, kind):
            kept.add((subject, RDF.type, kind))
            for predicate, value in graph.predicate_objects(subject):
                if predicate in besides or str(predicate).startswith(str(SKOS)):
                    kept.add((subject, predicate, value))
    _add_header(kept, graph)
    return kept


def _add_header(kept: Graph, graph: Graph) -> None:
    header = URIRef(ONTOLOGY)
    for scheme in (URIRef(SCHEME + slug) for slug in SCHEMES):
        if (scheme, RDF.type, SKOS.ConceptScheme) in kept:
            for predicate in _HEADER:
                for value in graph.objects(header, predicate):
                    kept.add((scheme, predicate, value))
            for version in graph.objects(header, OWL.versionIRI):
                kept.add((scheme, DCTERMS.isPartOf, version))
