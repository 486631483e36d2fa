"""The crosswalk as RDF: schemes in SKOS, mappings as SKOS matches, and one SSSOM record a mapping.

In: a `Crosswalk`.  Out: triples in the graph of the caller (the release), no blank nodes; every match in both
directions.  A record is a named ``sssom:Mapping`` with the slots of SSSOM as annotation properties.  SSSOM's own RDF
form makes it an ``owl:Axiom``, which OWL 2 DL knows only as a blank node; whoever wants that form makes it from the
``*.sssom.tsv`` files.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kgservice.namespaces import MAPPING, PREFIXES, SSSOM, label_iri
from kgservice.ontology.crosswalk import Crosswalk
from kgservice.ontology.owl import LICENCES
from kgservice.ontology.schemes import TONE, Label, Scheme
from kgservice.ontology.sssom import Mapping, MappingSet

Triple = tuple[Node, Node, Node]
_sssom = Namespace(SSSOM)

_CLASSES = (SKOS.Concept, SKOS.ConceptScheme)
_SSSOM_CLASSES = (_sssom.Mapping, _sssom.MappingSet)
_MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
_INVERSES = {SKOS.broadMatch: SKOS.narrowMatch, SKOS.narrowMatch: SKOS.broadMatch}
_LINKS = (SKOS.broader, SKOS.narrower, SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept)
_TEXTS = (
    *(SKOS.prefLabel, SKOS.altLabel, SKOS.scopeNote),
    *(DCTERMS.bibliographicCitation, DCTERMS.license, DCTERMS.rights, DCTERMS.title),
)
_SLOTS = (
    *(_sssom.subject_id, _sssom.predicate_id, _sssom.object_id),
    *(_sssom.mapping_justification, _sssom.confidence, _sssom.mapping_tool),
    *(_sssom.mapping_set_version, _sssom.mapping_set_title, _sssom.mappings),
)


def add_schemes(graph: Graph, crosswalk: Crosswalk, *, records: bool = True) -> None:
    """Add every foreign scheme, every mapping and the declarations that OWL 2 DL asks for; nothing if there is none.

    The project's own emotions are not described here, only linked to.  Without ``records`` there is nothing of SSSOM,
    only SKOS.

    >>> from kgservice.ontology import crosswalk
    >>> graph = Graph()
    >>> add_schemes(graph, crosswalk.load())
    >>> [str(match) for match in graph.objects(URIRef(label_iri("carer", "joy")), SKOS.exactMatch)]
    ['https://w3id.org/tone-kg/emotion/joy']
    >>> list(graph.objects(URIRef(label_iri("carer", "jooy")), SKOS.exactMatch))
    []
    """
    foreign = [scheme for scheme in crosswalk.schemes.values() if scheme.id != TONE]
    if foreign:
        _add(graph, _declarations(records))
    for scheme in foreign:
        _add(graph, _scheme(scheme))
    for mapping_set in (crosswalk.sets | crosswalk.outward).values():
        _add(graph, _matches(mapping_set))
        if records:
            _add(graph, _mapping_set(mapping_set))


def mapping_iri(name: str, mapping: Mapping) -> str:
    """Return the IRI of the record of a mapping in the set ``name``.

    >>> row = Mapping("carer:joy", "joy", "skos:exactMatch", "emotion:joy", "joy", "semapv:LexicalMatching", 0.95)
    >>> mapping_iri("carer", row)
    'https://w3id.org/tone-kg/mapping/carer.joy.exactMatch.joy'
    """
    predicate = mapping.predicate_id.partition(":")[2]
    return f"{MAPPING}{name}.{mapping.subject}.{predicate}.{mapping.object or 'NoTermFound'}"


def _add(graph: Graph, triples: Iterator[Triple]) -> None:
    for triple in triples:
        graph.add(triple)


def _declarations(records: bool) -> Iterator[Triple]:
    for iri in (*_CLASSES, *(_SSSOM_CLASSES if records else ())):
        yield iri, RDF.type, OWL.Class
    for iri in (*_MATCHES, *_LINKS):
        yield iri, RDF.type, OWL.ObjectProperty
    for iri in (*_TEXTS, *(_SLOTS if records else ())):
        yield iri, RDF.type, OWL.AnnotationProperty
    yield SKOS.notation, RDF.type, OWL.DatatypeProperty


def _scheme(scheme: Scheme) -> Iterator[Triple]:
    iri = URIRef(scheme.iri)
    yield from _individual(iri, SKOS.ConceptScheme)
    yield iri, DCTERMS.title, Literal(scheme.title, lang="en")
    yield iri, RDFS.label, Literal(scheme.title, lang="en")
    yield iri, DCTERMS.bibliographicCitation, Literal(scheme.citation)
    yield iri, DCTERMS.rights, Literal(scheme.licence)
    if scheme.licence in LICENCES:
        yield iri, DCTERMS.license, URIRef(LICENCES[scheme.licence])
    yield iri, RDFS.seeAlso, URIRef(scheme.url)
    for label in scheme:
        yield from _label(iri, label)


def _label(scheme: URIRef, label: Label) -> Iterator[Triple]:
    iri = URIRef(label.iri)
    yield from _individual(iri, SKOS.Concept)
    yield iri, SKOS.inScheme, scheme
    yield iri, RDFS.label, Literal(label.label, lang="en")
    yield iri, SKOS.prefLabel, Literal(label.label, lang="en")
    for name in label.alt_labels:
        yield iri, SKOS.altLabel, Literal(name, lang="en")
    if label.note:
        yield iri, SKOS.scopeNote, Literal(label.note, lang="en")
    yield from _code(iri, label.code)
    if label.broader:
        broader = URIRef(label_iri(label.scheme, label.broader))
        yield iri, SKOS.broader, broader
        yield broader, SKOS.narrower, iri
    else:
        yield iri, SKOS.topConceptOf, scheme
        yield scheme, SKOS.hasTopConcept, iri


def _code(iri: URIRef, code: str) -> Iterator[Triple]:
    """Yield the published code: an IRI names the same concept, anything else is a notation."""
    if code.startswith(("http://", "https://")):
        yield iri, SKOS.exactMatch, URIRef(code)
    elif code:
        yield iri, SKOS.notation, Literal(code)


def _matches(mapping_set: MappingSet) -> Iterator[Triple]:
    for mapping in mapping_set.mappings:
        if mapping.object:
            subject, predicate, object_ = _ends(mapping, mapping_set)
            yield subject, predicate, object_
            yield object_, _INVERSES.get(predicate, predicate), subject


def _mapping_set(mapping_set: MappingSet) -> Iterator[Triple]:
    iri = URIRef(mapping_set.metadata["mapping_set_id"])
    yield from _individual(iri, _sssom.MappingSet)
    yield iri, _sssom.mapping_set_version, Literal(mapping_set.metadata["mapping_set_version"])
    yield iri, DCTERMS.license, URIRef(mapping_set.metadata["license"])
    if title := mapping_set.metadata.get("mapping_set_title"):
        yield iri, _sssom.mapping_set_title, Literal(title)
    for mapping in mapping_set.mappings:
        record = URIRef(mapping_iri(mapping_set.name, mapping))
        yield iri, _sssom.mappings, record
        yield from _record(record, mapping, mapping_set)


def _record(record: URIRef, mapping: Mapping, mapping_set: MappingSet) -> Iterator[Triple]:
    yield from _individual(record, _sssom.Mapping)
    ends = (_sssom.subject_id, _sssom.predicate_id, _sssom.object_id)
    for slot, iri in zip(ends, _ends(mapping, mapping_set), strict=True):
        yield record, slot, iri
    yield record, _sssom.mapping_justification, _expand(mapping.mapping_justification, mapping_set)
    yield record, _sssom.confidence, Literal(f"{mapping.confidence:g}", datatype=XSD.double, normalize=False)
    if mapping.mapping_tool:
        yield record, _sssom.mapping_tool, Literal(mapping.mapping_tool)
    if mapping.comment:
        yield record, RDFS.comment, Literal(mapping.comment, lang="en")


def _ends(mapping: Mapping, mapping_set: MappingSet) -> tuple[URIRef, URIRef, URIRef]:
    """Return subject, predicate and object as IRIs."""
    curies = (mapping.subject_id, mapping.predicate_id, mapping.object_id)
    subject, predicate, object_ = (_expand(curie, mapping_set) for curie in curies)
    return subject, predicate, object_


def _individual(iri: URIRef, kind: URIRef) -> Iterator[Triple]:
    yield iri, RDF.type, OWL.NamedIndividual
    yield iri, RDF.type, kind


def _expand(curie: str, mapping_set: MappingSet) -> URIRef:
    prefix, _, rest = curie.partition(":")
    return URIRef((mapping_set.prefixes.get(prefix) or PREFIXES[prefix]) + rest)
