"""Emotions at a point of VAD space: ``/api/v1/vad``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from kgservice.api import models, service
from kgservice.api.answers import answer, as_json, paged, represent
from kgservice.api.negotiation import JSON
from kgservice.api.parameters import Point, Tier
from kgservice.api.problems import DOCUMENTED
from kgservice.ontology.mixture import Share, distribution

router = APIRouter(prefix="/api/v1/vad", tags=["VAD"], responses=DOCUMENTED)


class PointAndTier(Point):
    """A point, and which emotions to compare."""

    tier: Annotated[Tier | None, Field(None, description="Only the emotions of this tier; all when left out.")]


class ShareCard(models.Answer):
    """How probable an emotion is at a point, and how many standard deviations the point lies from it."""

    probability: float = Field(ge=0, le=1, description="Those of all emotions compared sum to 1.", examples=[0.21])
    deviation: float = Field(ge=0, description="Mahalanobis distance; great for all where none is near.")
    emotion: models.EmotionCard


class SharePage(models.Answer):
    """Emotions, the most probable first."""

    items: list[ShareCard]
    next: int | None


@router.get("/nearest", response_model=models.NearPage, summary="Emotions near a VAD point")
async def nearest(request: Request, wanted: Annotated[Point, Query()]) -> Response:
    """List the emotions nearest to a point of valence, arousal and dominance (each -1 to 1), nearest first."""
    near = service.of(request).emotions.near(wanted.vad, wanted.cursor, wanted.limit)
    return answer(request, represent(near, JSON))


@router.get("/distribution", response_model=SharePage, summary="A VAD point as a mixture of emotions")
async def mixture(request: Request, wanted: Annotated[PointAndTier, Query()]) -> Response:
    """List how probable each emotion is at a point, the most probable first.

    Each emotion is a normal distribution around the mean of its ratings with their standard deviations, dimensions
    independent, all emotions equally frequent; an emotion without deviations gets the median ones.
    """
    tier = int(wanted.tier) if wanted.tier else None
    found = distribution(service.of(request).ontology, wanted.vad, tier)
    return answer(request, as_json(paged(found, wanted, _share)))


def _share(share: Share) -> dict[str, object]:
    return {"probability": share.probability, "deviation": share.deviation, "emotion": share.emotion.to_dict()}
