"""What RDF says of an id as tables for a page: for ids that have no page of their own kind, such as a rating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kgservice.namespaces import BASE, EMOTION, RDFS, SKOS, SOURCE, TONE, shortened
from kgservice.web.links import VERBS

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
LABELS = (SKOS + "prefLabel", RDFS + "label")
DEFINITION = SKOS + "definition"
_HAS_PAGE = re.compile(r"(emotion|term|scheme|rating|statement|source)/.|ontology$")


class Value(NamedTuple):
    """A value as text; ``path`` leads to it in this service, ``address`` elsewhere, both empty where nothing does."""

    text: str
    path: str = ""
    address: str = ""


class Table(NamedTuple):
    """What is said of one subject: the values of each property, by short names."""

    subject: str
    rows: list[tuple[str, list[Value]]]


class Card(NamedTuple):
    """The heading of an id, its path below the service, its definition (maybe empty), and what is said of it.

    Its own table comes first, those of what goes with it after.
    """

    title: str
    iri: str
    path: str
    definition: str
    tables: list[Table]


def card(iri: str, triples: Iterable[ox.Triple]) -> Card:
    """Return the card of an id from all triples of its description."""
    by_subject: dict[str, list[ox.Triple]] = {iri: []}
    for triple in triples:
        by_subject.setdefault(_text(triple.subject), []).append(triple)
    said = {_text(t.predicate): _text(t.object) for t in reversed(by_subject[iri]) if _is_plain(t.object)}
    title = next((said[name] for name in LABELS if name in said), "") or _sentence(said) or shortened(iri)
    tables = [Table(shortened(subject), list(_rows(found))) for subject, found in by_subject.items()]
    return Card(title, iri, iri.removeprefix(BASE), said.get(DEFINITION, ""), tables)


def _sentence(said: Mapping[str, str]) -> str:
    """Return what a statement or a rating says as a heading; empty for anything else."""
    names = ("subject", "relation", "object", "ratingOf", "source")
    subject, relation, value, rated, source = (said.get(TONE + name, "") for name in names)
    if relation:
        verb = VERBS.get(relation.removeprefix(TONE), shortened(relation))
        return f"{subject.removeprefix(EMOTION)} {verb} {value.removeprefix(EMOTION)}"
    return f"{rated.removeprefix(EMOTION)} in {source.removeprefix(SOURCE)}" if rated else ""


def _rows(triples: Iterable[ox.Triple]) -> Iterator[tuple[str, list[Value]]]:
    values: dict[str, list[Value]] = {}
    for triple in triples:
        values.setdefault(_text(triple.predicate), []).append(value(triple.object))
    yield from ((shortened(name), found) for name, found in values.items())


def value(term: Term) -> Value:
    """Return a value: ids of ours lead to their pages in this service, others to where they are defined.

    >>> value(ox.NamedNode("https://w3id.org/tone-kg/emotion/joy"))
    Value(text='emotion:joy', path='emotion/joy', address='')
    >>> value(ox.Literal("joy"))
    Value(text='joy', path='', address='')
    """
    text = _text(term)
    if not isinstance(term, ox.NamedNode) or not text.startswith(("http:", "https:")):
        return Value(text)
    if text.startswith(BASE) and not text.startswith(TONE):
        path = text.removeprefix(BASE)
        return Value(shortened(text), path if _HAS_PAGE.match(path) else "")
    return Value(shortened(text), address=text)


def _is_plain(term: Term) -> bool:
    """Tell whether a value is no text in another language than English."""
    return not isinstance(term, ox.Literal) or term.language in (None, "en")


def _text(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
