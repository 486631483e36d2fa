"""Other label schemes and what their labels become: ``/api/v1/schemes`` and ``/api/v1/convert``.

The crosswalk is read from the packaged tables when it is first asked for.
"""

from __future__ import annotations

import asyncio
from functools import cache
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field, model_validator

from kgservice.api import models
from kgservice.api.answers import Representation, answer, as_json, everything
from kgservice.api.parameters import Parameters, Tier
from kgservice.api.problems import DOCUMENTED
from kgservice.ontology import crosswalk
from kgservice.ontology.conversion import LOSS_OF_PREDICATE
from kgservice.ontology.mapping_coverage import coverage
from kgservice.ontology.schemes import TONE, Label, Scheme

router = APIRouter(prefix="/api/v1", tags=["schemes"], responses=DOCUMENTED)

Loss = Literal["exact", "close", "broader", "narrower", "ambiguous", "none"]
COVERED = ("exact", "close", "partly", "none")


class Wish(Parameters):
    """A label of one scheme, wanted in another."""

    source: Annotated[str, Field(alias="from", max_length=100, description="Its scheme.", examples=["goemotions"])]
    target: Annotated[str, Field(alias="to", max_length=100, description="The scheme wanted.", examples=["ekman"])]
    label: Annotated[str, Field(max_length=200, description="Id, spelling, code or other name.", examples=["joy"])]
    tier: Annotated[Tier | None, Field(None, description=f"Only emotions of this tier; goes with to={TONE} alone.")]

    @model_validator(mode="after")
    def _has_tiers(self) -> Wish:
        if self.tier and self.target != TONE:
            raise ValueError(f"tier goes with to={TONE} alone, the scheme that has tiers")
        return self


class CoverageCard(models.Answer):
    """How many labels have which best match among our emotions."""

    exact: int
    close: int
    partly: int = Field(description="Only wider, narrower or related emotions.")
    none: int


class SchemeCard(models.Answer):
    """A label scheme."""

    id: str = Field(examples=["goemotions"])
    iri: str
    title: str
    citation: str
    url: str
    licence: str
    labelling: Literal["exclusive", "multi"] | None = Field(description="One label an item or several; null: no task.")
    size: int = Field(description="How many labels it has.", examples=[28])
    coverage: CoverageCard | None = Field(description="Null for our own emotions and for what they map outwards to.")


class SchemePage(models.Answer):
    """All schemes."""

    items: list[SchemeCard]
    next: int | None


class MappingCard(models.Answer):
    """An emotion that a label maps to."""

    emotion: str | None = Field(description="Null where it was found that none fits.", examples=["joy"])
    relation: Loss = Field(description="From the label to the emotion.")
    confidence: float = Field(ge=0, le=1)
    comment: str


class LabelCard(models.Answer):
    """A label with what maps to it."""

    id: str
    iri: str
    label: str
    altLabels: list[str]  # noqa: N815
    code: str = Field(description="The published number or IRI; empty when there is none.")
    broader: str | None
    note: str = Field(description="Definition or remark of the scheme; empty when there is none.")
    details: dict[str, str] = Field(description="What only some schemes have, such as the level of an intensity.")
    emotions: list[MappingCard]


class WholeScheme(SchemeCard):
    """A label scheme with its labels in the order of its table."""

    labels: list[LabelCard]


class ConvertedCard(models.Answer):
    """A label of the target; null where nothing fits."""

    id: str | None
    label: str | None
    loss: Loss
    confidence: float = Field(ge=0, le=1, description="Authored, not measured; discounted for each step in the tree.")
    via: list[str] = Field(description="Ids of the emotions passed; empty for a published direct mapping.")
    comment: str


class ConversionCard(models.Answer):
    """What a label becomes in another scheme, and what is lost."""

    source: str = Field(alias="from")
    id: str
    label: str
    to: str
    loss: Loss = Field(description="What is lost at best; all items share it.")
    items: list[ConvertedCard] = Field(min_length=1, description="The best first.")


@router.get("/schemes", response_model=SchemePage, summary="List label schemes")
async def list_schemes(request: Request) -> Response:
    """List every label scheme with the share of its labels that our emotions cover; ours is `tone`."""
    return answer(request, await asyncio.to_thread(_schemes))


@router.get("/schemes/{name}", response_model=WholeScheme, summary="Look up a label scheme")
async def get_scheme(request: Request, name: Annotated[str, Path(examples=["goemotions"])]) -> Response:
    """Return a scheme with its labels, what they mean, and the emotions that each maps to."""
    return answer(request, await asyncio.to_thread(card, name))


@router.get("/convert", response_model=ConversionCard, summary="Convert a label from one scheme to another")
async def convert(request: Request, wanted: Annotated[Wish, Query()]) -> Response:
    """Return what a label becomes in another scheme, the best first, and what is lost on the way."""
    tier = int(wanted.tier) if wanted.tier else None
    found = await asyncio.to_thread(crosswalk.convert, wanted.label, wanted.source, wanted.target, tier=tier)
    return answer(request, as_json(found.to_dict()))


@cache
def _schemes() -> Representation:
    return as_json(everything([_head(scheme) for scheme in crosswalk.schemes()]))


def card(name: str) -> Representation:
    """Return the card of a scheme with its labels; raises `UnknownScheme`."""
    return _card(crosswalk.scheme(name).id)


@cache
def _card(name: str) -> Representation:
    scheme = crosswalk.scheme(name)
    return as_json(_head(scheme) | {"labels": [_label(label) for label in scheme]})


def _head(scheme: Scheme) -> dict[str, object]:
    own = {name: value for name, value in scheme.to_dict().items() if name != "labels"}
    covered = next((row for row in coverage(crosswalk.load()) if row.scheme == scheme.id), None)
    counts = {name: getattr(covered, name) for name in COVERED} if covered else None
    return own | {"size": len(scheme), "coverage": counts}


def _label(label: Label) -> dict[str, object]:
    texts = {name: value for name, value in label.to_dict().items() if name not in label.details}
    return texts | {"details": dict(label.details), "emotions": _emotions(label)}


def _emotions(label: Label) -> list[dict[str, object]]:
    if label.scheme == TONE:
        return [{"emotion": label.id, "relation": "exact", "confidence": 1.0, "comment": ""}]
    return [
        {
            "emotion": row.object or None,
            "relation": LOSS_OF_PREDICATE[row.predicate_id] if row.object else "none",
            "confidence": row.confidence,
            "comment": row.comment,
        }
        for row in crosswalk.load().sets[label.scheme].of(label.id)
    ]
