"""The parameters of requests: read strictly, so that a misspelt name is an error and not a silent default.

What several routes share has its one home here: pages of lists, sparse fields, points of VAD space.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kgservice.errors import nearest
from kgservice.ontology import VAD

MAX_LIMIT = 1000
MAX_CURSOR = 1 << 31

Dimension = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
Tier = Literal["1", "2", "3"]


class Parameters(BaseModel):
    """Base of all: an unknown name is refused with the nearest known ones."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: Any) -> Any:
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for name in given if isinstance(given, dict) else ():
            if name not in known:
                near = nearest(str(name), known) or tuple(known)
                raise ValueError(f'there is no "{str(name)[:100]}". Nearest: {", ".join(near)}')
        return given


class Page(Parameters):
    """Which part of a list is asked for."""

    limit: Annotated[int, Field(50, ge=1, le=MAX_LIMIT, description="How many items to return.")]
    cursor: Annotated[int, Field(0, ge=0, le=MAX_CURSOR, description='Where to go on: the "next" of the page before.')]


def fields_of(card: type[BaseModel]) -> Any:
    """Return what the documentation says of the parameter ``fields`` for a card."""
    name = f"({'|'.join(card.model_fields)})"
    what = "Only these fields of each item, joined by commas; empty for all."
    return Field("", max_length=500, description=what, json_schema_extra={"pattern": f"^({name}(,{name})*)?$"})


class SparsePage(Page):
    """Which part of a list is asked for, and which fields of its items.

    A subclass names the items' ``card``, and has ``fields`` described by `fields_of` that card.
    """

    card: ClassVar[type[BaseModel]]
    fields: str

    @field_validator("fields")
    @classmethod
    def _are_fields(cls, given: str) -> str:
        known = cls.card.model_fields
        for name in given.split(",") if given else ():
            if name not in known:
                raise ValueError(f'there is no field "{name[:100]}". Known: {", ".join(known)}')
        return given

    def only(self, card: Mapping[str, object]) -> Mapping[str, object]:
        """Return the fields of a card that were asked for, in the card's order."""
        names = set(self.fields.split(",")) - {""}
        return {name: value for name, value in card.items() if name in names} if names else card


class Point(Page):
    """A point of VAD space, and how many emotions to find near it."""

    valence: Annotated[Dimension, Field(description="From -1, unpleasant, to 1, pleasant.", examples=[0.9])]
    arousal: Annotated[Dimension, Field(description="From -1, calm, to 1, excited.", examples=[0.5])]
    dominance: Annotated[Dimension, Field(description="From -1, controlled, to 1, in control.", examples=[0.3])]
    limit: Annotated[int, Field(5, ge=1, le=MAX_LIMIT, description="How many emotions to return.")]

    @property
    def vad(self) -> VAD:
        """The point."""
        return VAD(self.valence, self.arousal, self.dominance)
