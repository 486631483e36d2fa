"""The lexicon as OntoLex-Lemon: lexical entries with their forms and senses, as N-Triples.

Plain strings, because a lexicon of thousands of terms must be in the store seconds after a start.  No blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kgservice.namespaces import (
    DCTERMS,
    LEXICON,
    LEXINFO,
    LIME,
    ONTOLEX,
    RDF,
    RDFS,
    SOURCE,
    TONE,
    XSD,
    emotion_iri,
    term_iri,
)
from kgservice.vocab.model import Lexicon, Sense

_PARTS_OF_SPEECH = {"noun", "verb", "adjective", "adverb", "interjection"}
"""Those of `model.POS` that LexInfo knows; the others are plain lexical entries."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def ntriples(lexicon: Lexicon) -> Iterator[str]:
    """Yield the lexicon line by line, each line one triple; entries in the order of the terms.

    >>> sense = Sense("glad", "adjective", ("gladder",), "gladness", 0.9, None, "synonym", "wordnet30", "")
    >>> lines = list(ntriples(Lexicon([sense])))
    >>> any("gladder" in line and "writtenRep" in line for line in lines)
    True
    """
    lexicon_iri = f"<{LEXICON}>"
    yield _line(lexicon_iri, RDF + "type", f"<{LIME}Lexicon>")
    yield _line(lexicon_iri, LIME + "language", _literal("en"))
    yield _line(lexicon_iri, DCTERMS + "title", _literal("kgservice lexicon of emotion terms", "en"))
    yield _line(lexicon_iri, DCTERMS + "license", "<https://creativecommons.org/licenses/by/4.0/>")
    for term, senses in groupby(lexicon, key=lambda sense: sense.term):
        yield from _entry(term, list(senses), lexicon_iri)


def _entry(term: str, senses: list[Sense], lexicon: str) -> Iterator[str]:
    iri = term_iri(term)
    entry = f"<{iri}>"
    kind = "MultiWordExpression" if " " in term else "Word"
    yield _line(lexicon, LIME + "entry", entry)
    yield _line(entry, RDF + "type", f"<{ONTOLEX}LexicalEntry>")
    yield _line(entry, RDF + "type", f"<{ONTOLEX}{kind}>")
    yield _line(entry, RDFS + "label", _literal(term, "en"))
    for pos in sorted({sense.pos for sense in senses} & _PARTS_OF_SPEECH):
        yield _line(entry, LEXINFO + "partOfSpeech", f"<{LEXINFO}{pos}>")
    yield from _form(iri, "canonicalForm", "form", term)
    forms = sorted({form for sense in senses for form in sense.forms} - {term})
    for number, form in enumerate(forms, start=1):
        yield from _form(iri, "otherForm", f"form-{number}", form)
    for sense in senses:
        yield from _sense(iri, sense)


def _form(entry: str, relation: str, fragment: str, written: str) -> Iterator[str]:
    form = f"<{entry}#{fragment}>"
    yield _line(f"<{entry}>", ONTOLEX + relation, form)
    yield _line(form, RDF + "type", f"<{ONTOLEX}Form>")
    yield _line(form, ONTOLEX + "writtenRep", _literal(written, "en"))


def _sense(entry: str, sense: Sense) -> Iterator[str]:
    node = f"<{entry}#{sense.pos}-{sense.emotion}>"
    yield _line(f"<{entry}>", ONTOLEX + "sense", node)
    yield _line(f"<{entry}>", ONTOLEX + "evokes", f"<{emotion_iri(sense.emotion)}>")
    yield _line(node, RDF + "type", f"<{ONTOLEX}LexicalSense>")
    yield _line(node, ONTOLEX + "reference", f"<{emotion_iri(sense.emotion)}>")
    yield _line(node, TONE + "weight", _decimal(sense.weight))
    if sense.score is not None:
        yield _line(node, TONE + "score", _decimal(sense.score))
    yield _line(node, TONE + "method", _literal(sense.method))
    yield _line(node, TONE + "source", f"<{SOURCE}{sense.source}>")
    if sense.evidence:
        yield _line(node, TONE + "evidence", _literal(sense.evidence))
    if sense.reviewer:
        yield _line(node, TONE + "reviewer", _literal(sense.reviewer))


def _line(subject: str, predicate: str, value: str) -> str:
    return f"{subject} <{predicate}> {value} .\n"


def _literal(text: str, language: str = "") -> str:
    return f'"{text.translate(_ESCAPES)}"' + (f"@{language}" if language else "")


def _decimal(value: float) -> str:
    return f'"{value:.3f}"^^<{XSD}decimal>'
