"""Distances between all emotions: ``/api/v1/matrix`` as JSON, ``/matrix/KIND.EXT`` as a file."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from kgservice.api import models, service
from kgservice.api.answers import answer, as_json, represent
from kgservice.api.parameters import Parameters
from kgservice.api.problems import DOCUMENTED
from kgservice.ontology import Ontology
from kgservice.ontology.matrices import Matrix, matrix, serialise

router = APIRouter(tags=["matrices"], responses=DOCUMENTED, default_response_class=Response)

MAX_IDS_CHARACTERS = 10_000
MEDIA_TYPES = {
    "tsv": "text/tab-separated-values; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "npy": "application/octet-stream",
}

Kind = Annotated[str, Path(description="tree, vad or opposites.", examples=["tree"])]
Extension = Annotated[str, Path(description="tsv, csv or npy.", examples=["tsv"])]
Number = Annotated[float, Field(ge=0, le=1)]


class Wanted(Parameters):
    """Which matrix, and of which emotions."""

    kind: Annotated[
        Literal["tree", "vad", "opposites"],
        Field(
            "tree",
            description="tree: steps through the tree over the most possible, without the emotions beside it. vad: "
            "distance in VAD space over the farthest possible. opposites: confidence that two exclude each other.",
        ),
    ]
    ids: Annotated[
        str,
        Field("", max_length=MAX_IDS_CHARACTERS, description="Only these emotions, joined by commas; empty for all."),
    ]


class MatrixCard(models.Answer):
    """Numbers from 0 to 1 for every two emotions; symmetric, 0 on the diagonal."""

    kind: str = Field(examples=["tree distance"])
    ids: list[str]
    rows: list[list[Number]] = Field(description="``rows[i][j]`` is about ``ids[i]`` and ``ids[j]``.")


@router.get("/api/v1/matrix", response_model=MatrixCard, summary="Distances between all emotions")
async def as_numbers(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
    """Return how far apart every two emotions are, in the order asked for or by id."""
    found = await asyncio.to_thread(_made, service.of(request).ontology, wanted.kind)
    if wanted.ids:
        found = await asyncio.to_thread(found.only, dict.fromkeys(wanted.ids.split(",")))
    return answer(request, as_json(found.to_dict()))


@router.get("/matrix/{kind}.{extension}", summary="Distances between all emotions as a file")
async def as_file(request: Request, kind: Kind, extension: Extension) -> Response:
    """Return a matrix with its ids as TSV or CSV, or its numbers alone as a NumPy file."""
    found = await asyncio.to_thread(_made, service.of(request).ontology, kind)
    body = serialise(found, extension)
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{extension}"'}
    return answer(request, represent(body, MEDIA_TYPES[extension]), **headers)


@lru_cache(maxsize=8)
def _made(ontology: Ontology, kind: str) -> Matrix:
    return matrix(ontology, kind)
