"""Matching of free labels: ``/api/v1/group``."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from kgservice.api import body, models, service
from kgservice.api.answers import dumps
from kgservice.api.negotiation import JSON
from kgservice.api.parameters import Parameters
from kgservice.api.problems import DOCUMENTED
from kgservice.classify import EmotionClassifier
from kgservice.classify.open_labels import LabelMatcher
from kgservice.ontology import Ontology
from kgservice.ontology.model import TIERS
from kgservice.ontology.overlap import overlap
from kgservice.vocab.model import Lexicon

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
    how: Literal["id", "label", "term", "language", "words", "spelling", "embedding", "none"]
    confidence: Share | None = Field(description="How often such a match was right when it was measured; 0 for none.")
    by: str = Field(description="The term or label that it came by.")
    nearest: list[str] = Field(description="Emotions that look like a label that has no match.")


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
    matcher = _matcher(known.ontology, known.lexicon, known.classifier)
    expected, given = [await asyncio.to_thread(matcher.match_all, some) for some in (wanted.expected, wanted.given)]
    names = ([match.name for match in expected], [match.name for match in given])
    tiers = [overlap(known.ontology, *names, tier).to_dict() for tier in TIERS]
    matches = {"expected": [m.to_dict() for m in expected], "given": [m.to_dict() for m in given]}
    return Response(dumps(matches | {"tiers": tiers}), media_type=JSON)


@lru_cache(maxsize=4)
def _matcher(ontology: Ontology, lexicon: Lexicon, classifier: EmotionClassifier) -> LabelMatcher:
    return LabelMatcher(ontology, lexicon, classifier=classifier)
