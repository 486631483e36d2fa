"""Ways between emotions: ``/api/v1/path`` and ``/api/v1/transition``."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from kgservice.api import body, models, service
from kgservice.api.answers import answer, as_json, dumps
from kgservice.api.negotiation import JSON
from kgservice.api.parameters import Parameters
from kgservice.api.problems import DOCUMENTED
from kgservice.errors import UnknownEmotion
from kgservice.ontology.paths import MAX_STATIONS, STATIONS, path
from kgservice.ontology.plausibility import score
from kgservice.vocab.free_labels import match

router = APIRouter(prefix="/api/v1", tags=["ways"], responses=DOCUMENTED)

MAX_LABELS = 1000
Confidence = Annotated[float, Field(ge=0, le=1)]


class Ends(Parameters):
    """Two emotions, and how to get from one to the other."""

    start: Annotated[str, Field(alias="from", max_length=200, description="An emotion's id.", examples=["joy"])]
    goal: Annotated[str, Field(alias="to", max_length=200, description="An emotion's id.", examples=["fear"])]
    via: Annotated[
        Literal["leads-to", "vad", "hierarchy"],
        Field(
            "leads-to",
            description="leads-to: links with the highest product of confidences. vad: the nearest emotions at equal "
            "steps of the straight line in VAD space. hierarchy: the fewest steps up and down the tree.",
        ),
    ]
    stations: Annotated[
        int, Field(STATIONS, ge=0, le=MAX_STATIONS, description="For vad: how many emotions between the ends.")
    ]


class Sequence(Parameters):
    """Emotions in the order in which they come."""

    labels: Annotated[
        list[Annotated[str, Field(max_length=200)]],
        Field(
            min_length=2, max_length=MAX_LABELS, description="Ids, labels or terms.", examples=[["anger", "sadness"]]
        ),
    ]


class LinkCard(models.Answer):
    """A leadsTo statement."""

    subject: str
    object: str
    kind: str = Field(examples=["corpus-transition-same-speaker"])
    method: str
    confidence: Confidence
    evidence: str
    source: str
    status: str


class StopCard(models.Answer):
    """An emotion on the way."""

    emotion: str
    label: str
    vad: models.VadPoint | None
    links: list[LinkCard] = Field(description="What leads here from the stop before, the most confident first.")
    point: models.VadPoint | None = Field(description="The point of the line that it stands for; vad only.")
    distance: float | None = Field(description="How far it lies from that point, 0 to 3.46; vad only.")


class PathCard(models.Answer):
    """A way; no items where there is none."""

    via: str
    confidence: Confidence | None = Field(description="The product of the best links' confidences; leads-to only.")
    items: list[StopCard]


class StepCard(models.Answer):
    """One emotion after another."""

    source: str = Field(alias="from")
    to: str
    verdict: Literal["same", "supported", "unsupported", "unknown"]
    score: Confidence | None = Field(description="Ranks how plausible it is; no probability.")
    isJump: bool = Field(description="Far in VAD space, and no leadsTo statement supports it.")  # noqa: N815
    distance: float | None = Field(description="In VAD space, 0 to 3.46.")
    nearer: Confidence | None = Field(description="Share of all pairs of emotions that lie nearer to each other.")
    links: list[LinkCard]
    remark: str = Field(description="What is known, and what cannot be told.")


class SequenceCard(models.Answer):
    """How plausible a sequence is."""

    emotions: list[str] = Field(description="What the labels were understood to mean.")
    score: Confidence | None = Field(description="The mean of the steps' scores; null where none is known.")
    unknown: int = Field(description="How many steps the leadsTo statements cannot tell anything of.")
    steps: list[StepCard]


@router.get("/path", response_model=PathCard, summary="A way from one emotion to another")
async def get_path(request: Request, wanted: Annotated[Ends, Query()]) -> Response:
    """Return the stops of the best way, both ends included, with what leads to each."""
    ontology = service.of(request).ontology
    found = await asyncio.to_thread(path, ontology, wanted.start, wanted.goal, wanted.via, wanted.stations)
    return answer(request, as_json(found.to_dict()))


@router.post(
    "/transition",
    response_model=SequenceCard,
    summary="How plausible a sequence is",
    dependencies=[Depends(body.require_json)],
)
async def judge(request: Request, wanted: Sequence) -> Response:
    """Judge each step of a sequence by the leadsTo statements and by its length in VAD space."""
    known = service.of(request)
    matches = [match(label, known.ontology, known.lexicon) for label in wanted.labels]
    for found in matches:
        if found.emotion is None:
            raise UnknownEmotion(found.label, known.ontology.ids)
    emotions = [found.emotion or "" for found in matches]
    steps = known.plausibility.steps(emotions)
    unknown = sum(step.verdict == "unknown" for step in steps)
    answered = {"emotions": emotions, "score": score(steps), "unknown": unknown}
    return Response(dumps(answered | {"steps": [step.to_dict() for step in steps]}), media_type=JSON)
