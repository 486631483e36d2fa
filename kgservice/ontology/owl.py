"""An `Ontology` as OWL: the graph that the release holds.

In: the emotions, the sources and ``schema.ttl``.  Out: one rdflib graph without blank nodes, in which every link
can be asked for in either direction without a reasoner and without ``GRAPH``.  By OWL 2 punning each emotion is
two things under one IRI: a class of episodes, under the class of its broader emotion, and an individual, a SKOS
concept with label, definition, tier, VAD and links.  `release` writes the graph and reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, combinations
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kgservice.namespaces import RATING, SCHEME, SOURCE, STATEMENT, TONE, emotion_iri
from kgservice.ontology.deprecation import PREFIX, Deprecation
from kgservice.ontology.graph import load_graph
from kgservice.ontology.model import DIMENSIONS, VAD, Dependency, Emotion, Ontology, Rating
from kgservice.ontology.sources import Source
from kgservice.ontology.tables import DECIMALS

Triple = tuple[Node, Node, Node]
SCHEMES = {
    "tone": "Emotion tree in three tiers (Shaver et al. 1987, known as Parrott's tree)",
    "tone-extension": "Emotions that other label sets need and the tree lacks",
}
"""The two concept schemes of the ontology's own emotions, by slug, with their titles."""

TIER_CLASSES = {1: "PrimaryEmotion", 2: "SecondaryEmotion", 3: "TertiaryEmotion", None: "ExtensionEmotion"}
INVERSES = {"isComposedOf": "isComponentOf", "leadsTo": "followsFrom", "moreIntenseThan": "lessIntenseThan"}
"""What each link is called the other way round; ``isOppositeOf`` is its own inverse."""

LICENCES = {
    "CC-BY-3.0": "https://creativecommons.org/licenses/by/3.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    **{spdx: f"https://spdx.org/licenses/{spdx}" for spdx in ("Apache-2.0", "MIT", "PDDL-1.0", "Unicode-3.0")},
}
"""Licence names of ``sources.tsv`` that have an IRI; any other is kept as words alone."""

_tone = Namespace(TONE)


def build_graph(ontology: Ontology, sources: Iterable[Source], schema: Path) -> Graph:
    """Return the whole ontology as one graph: the schema file, the sources, the emotions and their links.

    ``schema``: a Turtle file.  Raises `BuildError` when it is missing or not Turtle.

    >>> from kgservice import content
    >>> from kgservice.ontology.tables import read_ontology
    >>> graph = build_graph(read_ontology(content.path("ontology")), [], content.path("ontology", "schema.ttl"))
    >>> str(graph.value(URIRef(emotion_iri("delight")), SKOS.broader))
    'https://w3id.org/tone-kg/emotion/cheerfulness'
    >>> graph.value(URIRef(emotion_iri("joy")), SKOS.broader) is None
    True
    """
    graph = load_graph(schema)
    parts = (
        *(map(_source, sources), map(_emotion, ontology), map(_dependency, ontology.dependencies)),
        *(map(_deprecation, ontology.deprecations), (_schemes(ontology), _disjoint_primaries(ontology))),
    )
    for triple in chain.from_iterable(chain.from_iterable(parts)):
        graph.add(triple)
    return graph


def statement_iri(dependency: Dependency) -> str:
    """Return the IRI of the statement that records a link.

    >>> statement_iri(Dependency("joy", "leadsTo", "love", "theory", "read", "", None, 1, "", "x2020", "published"))
    'https://w3id.org/tone-kg/statement/joy.leadsTo.love.theory.read.x2020'
    """
    return STATEMENT + ".".join(dependency.key)


def rating_iri(emotion: str, source: str) -> str:
    """Return the IRI of what one source says about the VAD of one emotion.

    >>> rating_iri("joy", "glasgow2019")
    'https://w3id.org/tone-kg/rating/joy.glasgow2019'
    """
    return f"{RATING}{emotion}.{source}"


def _iri(emotion: str) -> URIRef:
    return URIRef(emotion_iri(emotion))


def _source_iri(source: str) -> URIRef:
    return URIRef(SOURCE + source)


def _text(text: str) -> Literal:
    return Literal(text, lang="en")


def _fixed(number: float) -> Literal:
    return Literal(f"{number:.{DECIMALS}f}", datatype=XSD.decimal, normalize=False)


def _exact(number: float) -> Literal:
    """Return a number with the digits it was written with, and at least one after the point."""
    text = f"{Decimal(repr(number)):f}"
    return Literal(text if "." in text else text + ".0", datatype=XSD.decimal, normalize=False)


def _source(source: Source) -> Iterator[Triple]:
    iri = _source_iri(source.id)
    yield iri, RDF.type, OWL.NamedIndividual
    yield iri, RDF.type, _tone.Source
    yield iri, RDFS.label, _text(source.title)
    yield iri, DCTERMS.title, _text(source.title)
    yield iri, DCTERMS.bibliographicCitation, Literal(source.citation)
    yield iri, DCTERMS.rights, Literal(source.licence)
    if source.licence in LICENCES:
        yield iri, DCTERMS.license, URIRef(LICENCES[source.licence])
    yield iri, RDFS.seeAlso, URIRef(source.url)
    yield iri, DCTERMS.description, _text(source.use)


def _schemes(ontology: Ontology) -> Iterator[Triple]:
    for slug, title in SCHEMES.items():
        scheme = URIRef(SCHEME + slug)
        members = [emotion for emotion in ontology if _scheme(emotion) == scheme]
        if members:
            yield scheme, RDF.type, OWL.NamedIndividual
            yield scheme, RDF.type, SKOS.ConceptScheme
            yield scheme, RDFS.label, _text(title)
            yield scheme, DCTERMS.title, _text(title)
        for emotion in members:
            if emotion.broader is None:
                yield scheme, SKOS.hasTopConcept, _iri(emotion.id)
                yield _iri(emotion.id), SKOS.topConceptOf, scheme


def _scheme(emotion: Emotion) -> URIRef:
    return URIRef(SCHEME + ("tone-extension" if emotion.extension else "tone"))


def _disjoint_primaries(ontology: Ontology) -> Iterator[Triple]:
    """Yield one axiom a pair, because some reasoners drop owl:AllDisjointClasses without a word."""
    for one, other in combinations(ontology.at_tier(1), 2):
        yield _iri(one.id), OWL.disjointWith, _iri(other.id)


def _emotion(emotion: Emotion) -> Iterator[Triple]:
    iri = _iri(emotion.id)
    yield from _as_class(iri, emotion)
    yield from _as_concept(iri, emotion)
    yield from _as_point(iri, emotion)
    yield from _linked(iri, emotion)


def _as_class(iri: URIRef, emotion: Emotion) -> Iterator[Triple]:
    yield iri, RDF.type, OWL.Class
    yield iri, RDFS.label, _text(emotion.label)
    yield iri, RDFS.subClassOf, _iri(emotion.broader) if emotion.broader else _tone.EmotionEpisode


def _as_concept(iri: URIRef, emotion: Emotion) -> Iterator[Triple]:
    for kind in (OWL.NamedIndividual, SKOS.Concept, _tone.Emotion, _tone[TIER_CLASSES[emotion.tier]]):
        yield iri, RDF.type, kind
    yield iri, SKOS.prefLabel, _text(emotion.label)
    for label in emotion.alt_labels:
        yield iri, SKOS.altLabel, _text(label)
    for language, (preferred, *others) in emotion.names.rows:
        yield iri, SKOS.prefLabel, Literal(preferred, lang=language)
        for label in others:
            yield iri, SKOS.altLabel, Literal(label, lang=language)
    yield iri, SKOS.definition, _text(emotion.definition)
    yield iri, _tone.definitionSource, _source_iri(emotion.definition_source)
    yield iri, _tone.classificationSource, _source_iri(emotion.classification_source)
    yield iri, SKOS.inScheme, _scheme(emotion)
    if emotion.tier is not None:
        yield iri, _tone.tier, Literal(emotion.tier)


def _as_point(iri: URIRef, emotion: Emotion) -> Iterator[Triple]:
    if emotion.vad is not None:
        yield from _numbers(iri, "", emotion.vad)
        yield iri, _tone.vadMethod, Literal(emotion.vad_method)
    if emotion.vad_error is not None:
        yield from _numbers(iri, "Error", emotion.vad_error)
    for rating in emotion.ratings:
        yield from _rating(iri, URIRef(rating_iri(emotion.id, rating.source)), rating)


def _numbers(iri: URIRef, suffix: str, values: VAD | tuple[float, float, float]) -> Iterator[Triple]:
    for dimension, value in zip(DIMENSIONS, values, strict=True):
        yield iri, _tone[dimension + suffix], _fixed(value)


def _rating(emotion: URIRef, iri: URIRef, rating: Rating) -> Iterator[Triple]:
    yield emotion, _tone.hasRating, iri
    yield iri, _tone.ratingOf, emotion
    yield iri, RDF.type, OWL.NamedIndividual
    yield iri, RDF.type, _tone.Rating
    yield iri, _tone.source, _source_iri(rating.source)
    yield iri, _tone.method, Literal(rating.method)
    for entry in rating.entry:
        yield iri, _tone.entry, Literal(entry)
    yield from _numbers(iri, "", rating.mean)
    yield from _numbers(iri, "Error", rating.error)
    if rating.sd is not None:
        yield from _numbers(iri, "SD", rating.sd)
    for dimension, count in zip(DIMENSIONS, rating.n or (), strict=False):
        yield iri, _tone[f"{dimension}Count"], Literal(count)


def _linked(iri: URIRef, emotion: Emotion) -> Iterator[Triple]:
    if emotion.broader:
        yield iri, SKOS.broader, _iri(emotion.broader)
    for narrower in emotion.narrower:
        yield iri, SKOS.narrower, _iri(narrower)
    for related in emotion.related:
        yield iri, SKOS.related, _iri(related)


def _dependency(dependency: Dependency) -> Iterator[Triple]:
    subject, object_ = _iri(dependency.subject), _iri(dependency.object)
    relation = _tone[dependency.relation]
    yield subject, relation, object_
    yield object_, _tone[INVERSES.get(dependency.relation, dependency.relation)], subject
    iri = URIRef(statement_iri(dependency))
    yield iri, RDF.type, OWL.NamedIndividual
    yield iri, RDF.type, _tone.Statement
    yield iri, _tone.subject, subject
    yield iri, _tone.relation, relation
    yield iri, _tone.object, object_
    yield iri, _tone.source, _source_iri(dependency.source)
    yield iri, _tone.confidence, _exact(dependency.confidence)
    if dependency.score is not None:
        yield iri, _tone.score, _exact(dependency.score)
    for column in ("kind", "method", "parameters", "evidence", "status"):
        if value := getattr(dependency, column):
            yield iri, _tone[column], Literal(value)


def _deprecation(retired: Deprecation) -> Iterator[Triple]:
    """Yield what is left of a retired emotion: annotations alone, beside the declarations and its being a concept."""
    iri = _iri(retired.id)
    for kind in (OWL.Class, OWL.NamedIndividual, SKOS.Concept):
        yield iri, RDF.type, kind
    yield iri, OWL.deprecated, Literal(True)
    yield iri, RDFS.label, _text(PREFIX + retired.label)
    yield iri, SKOS.prefLabel, _text(PREFIX + retired.label)
    yield iri, SKOS.definition, _text(retired.definition)
    yield iri, DCTERMS.source, _source_iri(retired.definition_source)
    yield iri, SKOS.historyNote, _text(retired.note)
    for replacement in retired.replaced_by:
        yield iri, DCTERMS.isReplacedBy, _iri(replacement)
