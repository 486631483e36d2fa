"""Emotion over a text or a conversation: ``/api/v1/trajectory``."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ConfigDict, Field, model_validator

from kgservice.api import body, models, service
from kgservice.api.answers import dumps
from kgservice.api.classify import Score
from kgservice.api.negotiation import JSON
from kgservice.api.parameters import Parameters
from kgservice.api.problems import DOCUMENTED
from kgservice.api.ways import StepCard
from kgservice.classify import EmotionClassifier
from kgservice.classify.prediction import writable
from kgservice.classify.trajectory import Turn, trajectory
from kgservice.classify.trajectory.trace import WINDOW

router = APIRouter(prefix="/api/v1", tags=["classification"], responses=DOCUMENTED)


class SpokenTurn(Parameters):
    """What somebody says at a time."""

    speaker: Annotated[str, Field(min_length=1, max_length=200, examples=["Ann"])]
    text: Annotated[str, Field(examples=["I am so happy!"])]


class Course(Parameters):
    """A text, or the turns of a conversation, but not both."""

    model_config = ConfigDict(
        json_schema_extra={"additionalProperties": False, "oneOf": [{"required": ["text"]}, {"required": ["turns"]}]}
    )

    text: Annotated[
        str,
        Field(None, description="A point a sentence.", examples=["We were so happy. Then she died. I cried."]),
    ]
    turns: Annotated[list[SpokenTurn], Field(None, description="A point a turn.")]
    window: Annotated[
        float,
        Field(
            WINDOW,
            strict=True,
            gt=0,
            le=1_000_000,
            allow_inf_nan=False,
            description="What a smoothed value rests on: below 1 a share of the points, from 1 on their number.",
        ),
    ]
    points: Annotated[
        bool, Field(True, strict=True, description="Whether to answer with the points, or with the summary alone.")
    ]

    @model_validator(mode="after")
    def _is_one(self) -> Course:
        if len({"text", "turns"} & self.model_fields_set) != 1:
            raise ValueError("give either text or turns")
        return self


class ShapeCard(models.Answer):
    """One of the six shapes of Reagan et al. (2016), and how well the smoothed valence follows it."""

    name: str = Field(examples=["man in a hole"])
    course: str = Field(examples=["fall, rise"])
    correlation: float = Field(ge=-1.000001, le=1.000001, description="Pearson's r.")


class TurningPointCard(models.Answer):
    """A peak or valley of a smoothed curve, with the sentence that pulls most in its direction."""

    kind: str
    dimension: str
    place: float = Field(ge=0, le=1, description="From 0, the start of the text, to 1, its end.")
    value: models.Dimension
    prominence: float = Field(gt=0, le=2)
    index: int
    quote: str


class TransitionCard(StepCard):
    """A change of the primary emotion, how often it comes, and where first."""

    count: int
    index: int
    quote: str


class SummaryCard(models.Answer):
    """What the points amount to."""

    sentences: int = Field(description="Sentences or turns.")
    emotional: int = Field(description="How many of them are not neutral.")
    characters: int
    window: int = Field(description="How many points a smoothed value rests on.")
    mean: models.VadPoint | None
    shape: ShapeCard | None = Field(description="The best of the shapes; null for what is short or flat.")
    shapes: list[ShapeCard]
    turningPoints: list[TurningPointCard]  # noqa: N815
    transitions: list[TransitionCard] = Field(description="The least plausible first.")
    speakers: dict[str, SummaryCard]


class SmoothedCard(models.Answer):
    """The smoothed VAD; null where nothing near speaks."""

    valence: float | None
    arousal: float | None
    dominance: float | None


class PointCard(models.Answer):
    """A sentence or turn; offsets count characters."""

    index: int
    start: int
    end: int
    speaker: str | None
    text: str
    primary: str | None
    vad: models.VadPoint | None
    smoothed: SmoothedCard
    weight: float = Field(ge=0, description="The evidence behind the VAD.")
    tiers: dict[str, list[Score]]


class TrajectoryCard(SummaryCard):
    """The course of emotion through a text or conversation."""

    points: list[PointCard] | None = None


@router.post(
    "/trajectory",
    response_model=TrajectoryCard,
    summary="Follow emotion through a text or conversation",
    dependencies=[Depends(body.require_json)],
)
async def follow(request: Request, wanted: Course) -> Response:
    """Return the VAD and tier scores of every sentence or turn, smoothed, with turning points, shape and changes.

    The request may be as long as any other (KGSERVICE_REQUEST_MAX_BYTES).
    """
    classifier = service.of(request).classifier
    return Response(await asyncio.to_thread(_followed, wanted, classifier), media_type=JSON)


def _followed(wanted: Course, classifier: EmotionClassifier) -> bytes:
    is_text = "text" in wanted.model_fields_set
    source = writable(wanted.text) if is_text else [Turn(turn.speaker, turn.text) for turn in wanted.turns]
    found = trajectory(source, classifier, window=wanted.window)
    return dumps(found.to_dict() if wanted.points else found.summary())
