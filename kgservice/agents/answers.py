"""What the tools answer, besides the cards that they share with the REST routes, and how SPARQL answers become rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import islice

import pyoxigraph as ox
from pydantic import Field

from kgservice.api.models import Answer, EmotionCard, SenseCard
from kgservice.store.base import Form
from kgservice.store.prologue import short

TRIPLE = ("subject", "predicate", "object")


class LookupAnswer(Answer):
    """What is called so."""

    emotions: list[EmotionCard] = Field(description="The emotions with this id or label; maybe none.")
    senses: list[SenseCard] = Field(description="What this term or form speaks for; maybe none.")


class CardAnswer(Answer):
    """What is known of one emotion."""

    text: str = Field(description="A fact a line; about 250 tokens.")


class QueryAnswer(Answer):
    """The answer to a SPARQL query."""

    boolean: bool | None = Field(description="The answer to ASK; null otherwise.")
    columns: list[str] = Field(description="The variables of SELECT; subject, predicate, object for a graph.")
    rows: list[dict[str, str]] = Field(
        description="IRIs of the project are written with its prefixes; what is unbound is left out."
    )
    more: bool = Field(description="Whether there were more rows than the limit.")


def query_answer(form: Form, body: bytes, limit: int) -> QueryAnswer:
    """Return the first ``limit`` rows of an answer in SPARQL JSON (a table or a boolean) or N-Triples (a graph).

    >>> triple = b'<https://w3id.org/tone-kg/emotion/joy> <urn:is> "fine"@en .'
    >>> query_answer(Form.construct, triple, 1).rows
    [{'subject': 'emotion:joy', 'predicate': 'urn:is', 'object': 'fine'}]
    """
    if form.is_graph:
        return _rows(TRIPLE, (_triple(triple) for triple in ox.parse(body, ox.RdfFormat.N_TRIPLES)), limit)
    table = json.loads(body)
    if "boolean" in table:
        return QueryAnswer(boolean=table["boolean"], columns=[], rows=[], more=False)
    return _rows(table["head"]["vars"], map(_solution, table["results"]["bindings"]), limit)


def _rows(columns: Iterable[str], rows: Iterable[dict[str, str]], limit: int) -> QueryAnswer:
    first = list(islice(rows, limit + 1))
    return QueryAnswer(boolean=None, columns=list(columns), rows=first[:limit], more=len(first) > limit)


def _solution(bound: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {name: short(term["value"]) if term["type"] == "uri" else term["value"] for name, term in bound.items()}


def _triple(triple: ox.Quad) -> dict[str, str]:
    return {name: _written(getattr(triple, name)) for name in TRIPLE}


def _written(term: object) -> str:
    return short(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))
