"""Matching of free labels: ``/api/v1/group``."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from kgservice.api import body, models, service
from kgservice.api.answers import dumps
from kgservice.api.negotiation import JSON
from kgservice.api.parameters import Parameters
from kgservice.api.problems import DOCUMENTED
from kgservice.ontology.model import TIERS
from kgservice.ontology.overlap import overlap
from kgservice.vocab.free_labels import match_all

router = APIRouter(prefix="/api/v1", tags=["schemes"], responses=DOCUMENTED)

MAX_LABELS = 1000
Labels = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=MAX_LABELS)]
Share = Annotated[float, Field(ge=0, le=1)]


class TwoLists(Parameters):
    """Two lists of free labels."""

    expected: Annotated[Labels, Field(description="What is right.", examples=[["over the moon", "nervous"]])]
    given: Annotated[Labels, Field(description="What is to be judged.", examples=[["happy", "relaxed"]])]


class MatchCard(models.Answer):
    """What a free label was understood to mean."""

    label: str
    emotion: str | None
    how: Literal["id", "label", "term", "none"]
    weight: Share
    nearest: list[str] = Field(description="Emotions that look like a label that fits none.")


class OverlapCard(models.Answer):
    """How well two sets agree at a tier; a label that fits no emotion stands for itself."""

    tier: Literal[1, 2, 3]
    precision: Share | None = Field(description="Null when nothing was given.")
    recall: Share | None = Field(description="Null when nothing was expected.")
    f1: Share | None = Field(description="Null when both are empty.")
    expected: list[str]
    given: list[str]
    shared: list[str]


class GroupCard(models.Answer):
    """Two lists matched and compared."""

    expected: list[MatchCard]
    given: list[MatchCard]
    tiers: list[OverlapCard]


@router.post(
    "/group", response_model=GroupCard, summary="Compare free labels", dependencies=[Depends(body.require_json)]
)
async def group(request: Request, wanted: TwoLists) -> Response:
    """Match two lists of free labels to emotions and compare them as sets at each tier."""
    known = service.of(request)
    expected, given = (match_all(some, known.ontology, known.lexicon) for some in (wanted.expected, wanted.given))
    names = ([match.name for match in expected], [match.name for match in given])
    tiers = [overlap(known.ontology, *names, tier).to_dict() for tier in TIERS]
    matches = {"expected": [m.to_dict() for m in expected], "given": [m.to_dict() for m in given]}
    return Response(dumps(matches | {"tiers": tiers}), media_type=JSON)
