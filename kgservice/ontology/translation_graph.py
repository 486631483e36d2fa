"""The records of labels in other languages, as SKOS-XL: what ``release/labels.ttl`` holds.

The plain ``skos:prefLabel`` and ``skos:altLabel`` stand with the emotions in ``emotions.ttl``.  Here each label is a
thing of its own, at an IRI among the statements, that says where it comes from, by which method, how sure it is, and
which other emotions the language calls the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import OWL, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kgservice.namespaces import SKOSXL, SOURCE, STATEMENT, TONE, emotion_iri, term_slug
from kgservice.ontology.translations import Translation

Triple = tuple[Node, Node, Node]

_tone, _xl = Namespace(TONE), Namespace(SKOSXL)


def build_graph(translations: Iterable[Translation]) -> Graph:
    """Return the records as a graph without blank nodes; empty when there is no translation.

    >>> joy = Translation("joy", "it", "gioia", "pref", "07527352-n", "multiwordnet", "seed", 0.8)
    >>> graph = build_graph([joy])
    >>> str(graph.value(URIRef(emotion_iri("joy")), _xl.prefLabel))
    'https://w3id.org/tone-kg/statement/joy.it.gioia'
    """
    graph = Graph()
    for translation in translations:
        for triple in _triples(translation):
            graph.add(triple)
    return graph


def translation_iri(translation: Translation) -> str:
    """Return the IRI of the record of a label.

    >>> translation_iri(Translation("relief", "it", "respiro di sollievo", "alt", "", "kgservice", "list", 0.5))
    'https://w3id.org/tone-kg/statement/relief.it.respiro_di_sollievo'
    """
    return f"{STATEMENT}{translation.emotion}.{translation.language}.{term_slug(translation.label)}"


def _triples(translation: Translation) -> Iterator[Triple]:
    iri = URIRef(translation_iri(translation))
    yield URIRef(emotion_iri(translation.emotion)), _xl[f"{translation.kind}Label"], iri
    for kind in (OWL.NamedIndividual, _xl.Label, _tone.Translation):
        yield iri, RDF.type, kind
    yield iri, _xl.literalForm, Literal(translation.label, lang=translation.language)
    yield iri, _tone.source, URIRef(SOURCE + translation.source)
    yield iri, _tone.method, Literal(translation.method)
    yield iri, _tone.confidence, Literal(f"{translation.confidence:.2f}", datatype=XSD.decimal, normalize=False)
    for other in translation.shared_with:
        yield iri, _tone.sharedWith, URIRef(emotion_iri(other))
    if translation.synset:
        yield iri, _tone.evidence, Literal(f"wn30:{translation.synset}")
    if translation.reviewer:
        yield iri, _tone.reviewer, Literal(translation.reviewer)
