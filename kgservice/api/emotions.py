"""Look-ups of emotions: ``/api/v1/emotions`` and ``/api/v1/vad``."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from kgservice.api import models, service
from kgservice.api.answers import answer, as_json, everything, paged
from kgservice.api.emotion_index import RELATIONS
from kgservice.api.parameters import Page
from kgservice.api.problems import DOCUMENTED
from kgservice.ontology import VAD, Emotion

router = APIRouter(prefix="/api/v1", tags=["emotions"], responses=DOCUMENTED)

Id = Annotated[str, Path(description="The id of an emotion.", examples=["joy"])]
Relation = Literal["broader", "narrower", "ancestors", "descendants", "opposites", "components", "leads-to"]
assert Relation.__args__ == RELATIONS  # type: ignore[attr-defined]
TIERS = {"1": 1, "2": 2, "3": 3, "extension": 0}


class EmotionFilter(Page):
    """Which emotions to list."""

    tier: Annotated[
        Literal["1", "2", "3", "extension"] | None,
        Field(None, description="1 primary, 2 secondary, 3 tertiary, or those that stand beside the tree."),
    ]
    q: Annotated[str, Field("", max_length=200, description="A part of the id or of a label.", examples=["sad"])]


class Point(Page):
    """A point of VAD space, and how many emotions to find near it."""

    valence: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False, examples=[0.9])]
    arousal: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False, examples=[0.5])]
    dominance: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False, examples=[0.3])]
    limit: Annotated[int, Field(5, ge=1, le=1000, description="How many emotions to return.")]


@router.get("/emotions", response_model=models.EmotionPage, summary="List emotions")
async def list_emotions(request: Request, wanted: Annotated[EmotionFilter, Query()]) -> Response:
    """List emotions by tier and label, sorted by id."""
    tier = TIERS[wanted.tier] if wanted.tier else None
    found = service.of(request).emotions.select(tier, wanted.q)
    return answer(request, as_json(paged(found, wanted, Emotion.to_dict)))


@router.get("/emotions/{emotion}", response_model=models.EmotionCard, summary="Look up an emotion")
async def get_emotion(request: Request, emotion: Id) -> Response:
    """Return the card of one emotion."""
    return answer(request, service.of(request).emotions.card(emotion))


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
    return answer(request, as_json(everything([other.to_dict() for other in found])))


@router.get("/vad/nearest", response_model=models.NearPage, tags=["VAD"], summary="Emotions near a VAD point")
async def nearest(request: Request, wanted: Annotated[Point, Query()]) -> Response:
    """List the emotions nearest to a point of valence, arousal and dominance (each -1 to 1), nearest first."""
    point = VAD(wanted.valence, wanted.arousal, wanted.dominance)
    known = service.of(request).ontology
    found = known.nearest(point, len(known))
    return answer(request, as_json(paged(found, wanted, _near)))


def _near(pair: tuple[Emotion, float]) -> dict[str, object]:
    emotion, distance = pair
    return {"distance": distance, "emotion": emotion.to_dict()}
