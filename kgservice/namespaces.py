"""Where every IRI of the project is minted, and the prefixes that its files and queries use.

Plain strings, so that reading the lexicon does not load rdflib.  Slugs are the last part of an IRI and are
never reused; a tier is part of the slug only where one label names two tiers (``sadness-secondary``).
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

BASE = "https://w3id.org/tone-kg/"
TONE = BASE + "schema#"
EMOTION = BASE + "emotion/"
TERM = BASE + "term/"
SCHEME = BASE + "scheme/"
RATING = BASE + "rating/"
STATEMENT = BASE + "statement/"
SOURCE = BASE + "source/"
MAPPING = BASE + "mapping/"
ONTOLOGY = BASE + "ontology"
LEXICON = BASE + "lexicon"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
DCTERMS = "http://purl.org/dc/terms/"
VANN = "http://purl.org/vocab/vann/"
PROV = "http://www.w3.org/ns/prov#"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"
LEXINFO = "http://www.lexinfo.net/ontology/3.0/lexinfo#"
LIME = "http://www.w3.org/ns/lemon/lime#"
ONYX = "http://www.gsi.upm.es/ontologies/onyx/ns#"
SSSOM = "https://w3id.org/sssom/"
SEMAPV = "https://w3id.org/semapv/vocab/"

PREFIXES: dict[str, str] = {
    "tone": TONE,
    "emotion": EMOTION,
    "term": TERM,
    "scheme": SCHEME,
    "rating": RATING,
    "statement": STATEMENT,
    "source": SOURCE,
    "mapping": MAPPING,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "skosxl": SKOSXL,
    "dcterms": DCTERMS,
    "vann": VANN,
    "prov": PROV,
    "ontolex": ONTOLEX,
    "lexinfo": LEXINFO,
    "lime": LIME,
    "sssom": SSSOM,
    "semapv": SEMAPV,
}
"""Prefix to namespace, for every file and query of the project."""

SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What an emotion id may look like."""


def shortened(iri: str) -> str:
    """Return an IRI as a prefixed name where one of the project's prefixes fits, else as it is.

    >>> shortened("https://w3id.org/tone-kg/emotion/joy"), shortened("urn:x")
    ('emotion:joy', 'urn:x')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def version_iri(version: str) -> str:
    """Return the IRI of one release of the ontology.

    >>> version_iri("0.1.0")
    'https://w3id.org/tone-kg/ontology/0.1.0'
    """
    return f"{ONTOLOGY}/{version}"


def emotion_iri(emotion: str) -> str:
    """Return the IRI of the emotion with this id.

    >>> emotion_iri("sadness-secondary")
    'https://w3id.org/tone-kg/emotion/sadness-secondary'
    """
    return EMOTION + emotion


def scheme_iri(scheme: str) -> str:
    """Return the IRI of the label scheme with this id.

    >>> scheme_iri("goemotions")
    'https://w3id.org/tone-kg/scheme/goemotions'
    """
    return SCHEME + scheme


def label_iri(scheme: str, label: str) -> str:
    """Return the IRI of the label with this id in a scheme.

    >>> label_iri("goemotions", "joy")
    'https://w3id.org/tone-kg/scheme/goemotions/joy'
    """
    return f"{SCHEME}{scheme}/{label}"


def term_iri(term: str, language: str = "en") -> str:
    """Return the IRI of a normalised term: spaces become ``_``, the rest is percent-encoded.

    Terms of other languages than English stand below their tag.

    >>> term_iri("over the moon"), term_iri("gioia", "it")
    ('https://w3id.org/tone-kg/term/over_the_moon', 'https://w3id.org/tone-kg/term/it/gioia')
    """
    return TERM + ("" if language == "en" else f"{language}/") + term_slug(term)


def lexicon_iri(language: str = "en") -> str:
    """Return the IRI of the lexicon of a language.

    >>> lexicon_iri(), lexicon_iri("it")
    ('https://w3id.org/tone-kg/lexicon', 'https://w3id.org/tone-kg/lexicon/it')
    """
    return LEXICON if language == "en" else f"{LEXICON}/{language}"


def term_slug(term: str) -> str:
    """Return the last part of a term's IRI; `term_of_slug` goes back.

    >>> term_slug("naïve joy")
    'na%C3%AFve_joy'
    """
    return quote(unicodedata.normalize("NFC", term).replace(" ", "_"), safe="")


def term_of_slug(slug: str) -> str:
    """Return the term of a slug, encoded or not.

    >>> term_of_slug("over_the_moon")
    'over the moon'
    """
    return unquote(slug).replace("_", " ")
