"""Look-ups of emotions: ``/api/v1/emotions``; their labels in the language that Accept-Language asks for."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from kgservice.api import models, service
from kgservice.api.answers import answer, as_json, everything, paged
from kgservice.api.emotion_index import RELATIONS, in_language
from kgservice.api.negotiation import choose_language
from kgservice.api.parameters import Page, SparsePage, fields_of
from kgservice.api.problems import DOCUMENTED
from kgservice.ontology.languages import ENGLISH

router = APIRouter(prefix="/api/v1", tags=["emotions"], responses=DOCUMENTED)

Id = Annotated[str, Path(description="The id of an emotion.", examples=["joy"])]
Relation = Literal["broader", "narrower", "ancestors", "descendants", "opposites", "components", "leads-to"]
assert Relation.__args__ == RELATIONS  # type: ignore[attr-defined]
TIERS = {"1": 1, "2": 2, "3": 3, "extension": 0}


class EmotionFilter(SparsePage):
    """Which emotions to list."""

    card = models.EmotionCard
    fields: Annotated[str, fields_of(models.EmotionCard)]

    tier: Annotated[
        Literal["1", "2", "3", "extension"] | None,
        Field(None, description="1 primary, 2 secondary, 3 tertiary, or those that stand beside the tree."),
    ]
    q: Annotated[str, Field("", max_length=200, description="A part of the id or of a label.", examples=["sad"])]


@router.get("/emotions", response_model=models.EmotionPage, summary="List emotions")
async def list_emotions(request: Request, wanted: Annotated[EmotionFilter, Query()]) -> Response:
    """List emotions by tier and label, sorted by id."""
    tier = TIERS[wanted.tier] if wanted.tier else None
    found = service.of(request).emotions.select(tier, wanted.q)
    language = _language(request)
    page = paged(found, wanted, lambda emotion: wanted.only(in_language(emotion, language)))
    return answer(request, as_json(page), **said_in(language))


@router.get("/emotions/{emotion}", response_model=models.EmotionCard, summary="Look up an emotion")
async def get_emotion(request: Request, emotion: Id) -> Response:
    """Return the card of one emotion."""
    language = _language(request)
    return answer(request, service.of(request).emotions.card(emotion, language), **said_in(language))


@router.get("/emotions/{emotion}/neighbours", response_model=models.NeighbourPage, summary="Who stands next to it")
async def list_neighbours(request: Request, emotion: Id) -> Response:
    """List the emotions around one, each with the relation that it stands in."""
    found = await asyncio.to_thread(service.of(request).emotions.neighbours, emotion)
    return answer(request, as_json(everything(found)))


@router.get("/emotions/{emotion}/terms", response_model=models.SensePage, summary="The terms that express it")
async def list_terms_of_emotion(request: Request, emotion: Id, page: Annotated[Page, Query()]) -> Response:
    """List the senses of an emotion, the strongest first."""
    known = service.of(request)
    found = known.terms.of_emotion(known.ontology[emotion].id)
    return answer(request, as_json(paged(found, page, lambda sense: sense.to_dict())))


@router.get("/emotions/{emotion}/{relation}", response_model=models.EmotionPage, summary="Follow a relation")
async def follow(request: Request, emotion: Id, relation: Relation) -> Response:
    """List the emotions that a relation leads to: nearest first for ancestors and descendants, else by id."""
    found = service.of(request).emotions.related(emotion, relation)
    language = _language(request)
    cards = [in_language(other, language) for other in found]
    return answer(request, as_json(everything(cards)), **said_in(language))


def _language(request: Request) -> str:
    return choose_language(request.headers.get("accept-language"), service.of(request).emotions.languages)


def said_in(language: str) -> dict[str, str]:
    """Return the headers of a list with labels in a language, and in English where an emotion has none in that."""
    return {"Vary": "Accept-Language", "Content-Language": language if language == ENGLISH else f"{language}, en"}
