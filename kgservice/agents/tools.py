"""What an agent can call: lookup, card, terms, classify, convert, query.

Each docstring is what the agent reads.  Errors come back as text that names the input, what was expected and the fix.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kgservice.agents.answers import CardAnswer, LookupAnswer, QueryAnswer, query_answer
from kgservice.api.answers import paged
from kgservice.api.classify import PredictionCard
from kgservice.api.models import TermPage
from kgservice.api.parameters import MAX_CURSOR, Page
from kgservice.api.schemes import ConversionCard
from kgservice.api.service import Service
from kgservice.classify.prediction import writable
from kgservice.errors import QueryRefused, QuerySyntaxError
from kgservice.ontology import crosswalk
from kgservice.store import guard, prologue
from kgservice.store.base import Form, Query
from kgservice.vocab.card import card
from kgservice.vocab.finding import find

MAX_ROWS = 1000
_TABLE, _GRAPH = "application/sparql-results+json", "application/n-triples"

Name = Annotated[str, Field(min_length=1, max_length=200)]
Tier = Annotated[int | None, Field(ge=1, le=3, description="Only emotions of this tier; goes with target tone alone.")]


class Tools:
    """The tools over one service."""

    def __init__(self, service: Service) -> None:
        """Keep the service."""
        self._service = service

    def lookup(
        self, what: Annotated[Name, Field(description="An emotion's id or label, or a term of the vocabulary.")]
    ) -> LookupAnswer:
        """Look up an emotion (definition, tier, valence, arousal, dominance, links) or what a term speaks for."""
        emotions, senses = find(what, self._service.ontology, self._service.lexicon)
        found = {"emotions": [e.to_dict() for e in emotions], "senses": [sense.to_dict() for sense in senses]}
        return LookupAnswer.model_validate(found)

    def card(self, emotion: Annotated[Name, Field(description="An emotion's id or label.")]) -> CardAnswer:
        """Read an emotion's card, ready for a prompt: definition, place, affect, links, terms, and its neighbours."""
        return CardAnswer(text=card(emotion, self._service.ontology, self._service.lexicon).prompt())

    def terms(
        self,
        q: Annotated[str, Field(max_length=200, description="A part of the term.")] = "",
        prefix: Annotated[str, Field(max_length=200, description="How the term begins.")] = "",
        emotion: Annotated[str, Field(max_length=200, description="The id of an emotion it speaks for.")] = "",
        limit: Annotated[int, Field(ge=1, le=MAX_ROWS, description="How many terms to return.")] = 20,
        cursor: Annotated[int, Field(ge=0, le=MAX_CURSOR, description='The "next" of the page before.')] = 0,
    ) -> TermPage:
        """Search the vocabulary: terms with a part, a beginning, or an emotion, sorted; each with its senses."""
        known = self._service
        wanted = known.ontology[emotion].id if emotion else ""
        found = known.terms.select(prefix=prefix, text=q, emotion=wanted)
        return TermPage.model_validate(paged(found, Page(limit=limit, cursor=cursor), known.terms.card))

    def classify(
        self, text: Annotated[str, Field(description="Any English text; an empty one is neutral.")]
    ) -> PredictionCard:
        """Label a text with emotions at three tiers, valence, arousal and dominance, and the words behind them."""
        return PredictionCard.model_validate(self._service.classifier.classify(writable(text)).to_dict())

    def convert(
        self,
        label: Annotated[Name, Field(description="Id, spelling, code or other name of a label.")],
        source: Annotated[Name, Field(description="Its scheme, such as goemotions; tone is this ontology.")],
        target: Annotated[Name, Field(description="The scheme wanted, such as ekman; tone is this ontology.")],
        tier: Tier = None,
    ) -> ConversionCard:
        """Convert a label of one emotion scheme to another, the best match first, and say what is lost on the way."""
        found = crosswalk.convert(label, source, target, tier=tier)
        return ConversionCard.model_validate(found.to_dict())

    async def query(
        self,
        sparql: Annotated[str, Field(description="SELECT, ASK, CONSTRUCT or DESCRIBE; prefixes need no declaration.")],
        limit: Annotated[int, Field(ge=1, le=MAX_ROWS, description="How many rows to return.")] = 100,
    ) -> QueryAnswer:
        """Answer a read-only SPARQL 1.1 query over ontology and vocabulary.

        Emotions are skos:Concept with skos:prefLabel, skos:broader, skos:definition, tone:tier (1 to 3), tone:valence,
        tone:arousal, tone:dominance (-1 to 1), tone:isOppositeOf, tone:isComposedOf, tone:leadsTo. Declared prefixes:
        tone, emotion, term, scheme, skos, rdf, rdfs, owl, ontolex and more. Time, memory and rows are limited.
        """
        form = guard.inspect(sparql) or Form.select
        if form is Form.update:
            raise QueryRefused("The content does not change here: write SELECT, ASK, CONSTRUCT or DESCRIBE.")
        asked = Query(prologue.declared(sparql), form, _GRAPH if form.is_graph else _TABLE)
        try:
            body = await self._service.store.query(asked)
        except QuerySyntaxError as error:
            raise prologue.undeclared(error) from None
        return query_answer(form, body, limit)
