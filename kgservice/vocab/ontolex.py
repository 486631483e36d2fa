"""The lexicon as linked data: OntoLex-Lemon in N-Triples, written as plain strings for speed.

Every term is an ``ontolex:LexicalEntry`` at its term IRI with a canonical form, other forms and one sense for each
emotion; forms and senses have IRIs below the entry's, so there are no blank nodes.  A sense refers to the emotion and
carries weight, method, score, source and reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from kgservice import namespaces as ns
from kgservice.ontology import Ontology
from kgservice.vocab.model import Lexicon, Sense

POS = {
    "noun": "noun",
    "verb": "verb",
    "adjective": "adjective",
    "adverb": "adverb",
    "phrase": "phraseologicalUnit",
    "interjection": "interjection",
    "emoji": "symbol",
    "emoticon": "symbol",
}
"""Part of speech to the name in LexInfo 3.0."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_TYPE = f"<{ns.RDF}type>"


def ntriples(lexicon: Lexicon, ontology: Ontology | None = None) -> Iterator[str]:
    """Yield the lexicon line by line, each a triple with its line break; sorted by term.

    ``ontology``: when given, senses of emotions that it lacks are left out.

    >>> from kgservice.vocab.lexicon import load_lexicon
    >>> next(ntriples(load_lexicon())).rpartition("> ")[0].split("/")[2]
    'w3id.org'
    """
    home = ns.lexicon_iri(lexicon.language)
    yield f"<{home}> {_TYPE} <{ns.LIME}Lexicon> .\n"
    yield f'<{home}> <{ns.LIME}language> "{lexicon.language}" .\n'
    if lexicon.version:
        yield f"<{home}> <{ns.OWL}versionInfo> {_literal(lexicon.version)} .\n"
    known = [sense for sense in lexicon if ontology is None or sense.emotion in ontology]
    for term, group in groupby(known, lambda sense: sense.term):
        yield from _entry(term, list(group), lexicon.language)


def _entry(term: str, senses: list[Sense], language: str) -> Iterator[str]:
    iri = ns.term_iri(term, language)
    kind = "MultiwordExpression" if " " in term else "LexicalEntry"
    yield f"<{ns.lexicon_iri(language)}> <{ns.LIME}entry> <{iri}> .\n"
    yield f"<{iri}> {_TYPE} <{ns.ONTOLEX}{kind}> .\n"
    yield f"<{iri}> <{ns.RDFS}label> {_literal(term)}@{language} .\n"
    for pos in sorted({sense.pos for sense in senses}):
        yield f"<{iri}> <{ns.LEXINFO}partOfSpeech> <{ns.LEXINFO}{POS[pos]}> .\n"
    yield from _form(iri, "canonicalForm", term, language)
    for form in sorted({form for sense in senses for form in sense.forms}):
        yield from _form(iri, "otherForm", form, language)
    for sense in senses:
        yield from _sense(iri, sense)


def _form(entry: str, relation: str, written: str, language: str) -> Iterator[str]:
    iri = f"{entry}#form-{quote(written.replace(' ', '_'), safe='')}"
    yield f"<{entry}> <{ns.ONTOLEX}{relation}> <{iri}> .\n"
    yield f"<{iri}> <{ns.ONTOLEX}writtenRep> {_literal(written)}@{language} .\n"


def _sense(entry: str, sense: Sense) -> Iterator[str]:
    iri = f"{entry}#{sense.emotion}"
    yield f"<{entry}> <{ns.ONTOLEX}sense> <{iri}> .\n"
    yield f"<{iri}> {_TYPE} <{ns.ONTOLEX}LexicalSense> .\n"
    yield f"<{iri}> <{ns.ONTOLEX}reference> <{ns.emotion_iri(sense.emotion)}> .\n"
    yield f'<{iri}> <{ns.TONE}weight> "{sense.weight:.2f}"^^<{ns.XSD}decimal> .\n'
    yield f"<{iri}> <{ns.TONE}method> {_literal(sense.method)} .\n"
    yield f"<{iri}> <{ns.TONE}source> <{ns.SOURCE}{sense.source}> .\n"
    if sense.score is not None:
        yield f'<{iri}> <{ns.TONE}score> "{sense.score:.3f}"^^<{ns.XSD}decimal> .\n'
    if sense.evidence:
        yield f"<{iri}> <{ns.TONE}evidence> {_literal(sense.evidence)} .\n"
    if sense.reviewer:
        yield f"<{iri}> <{ns.TONE}reviewer> {_literal(sense.reviewer)} .\n"


def _literal(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
