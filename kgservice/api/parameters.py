"""The parameters of requests: read strictly, so that a misspelt name is an error and not a silent default."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field, model_validator

from kgservice.errors import nearest

MAX_LIMIT = 1000


class Parameters(BaseModel):
    """Base of all: an unknown name is refused with the nearest known ones."""

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: Any) -> Any:
        for name in given if isinstance(given, dict) else ():
            if name not in cls.model_fields:
                near = nearest(str(name), cls.model_fields) or tuple(cls.model_fields)
                raise ValueError(f'there is no "{str(name)[:100]}". Nearest: {", ".join(near)}')
        return given


class Page(Parameters):
    """Which part of a list is asked for."""

    limit: Annotated[int, Field(50, ge=1, le=MAX_LIMIT, description="How many items to return.")]
    cursor: Annotated[int, Field(0, ge=0, description='Where to go on: the "next" of the page before.')]
