"""Look-ups of terms: ``/api/v1/terms``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from kgservice.api import models, service
from kgservice.api.answers import answer, as_json, paged
from kgservice.api.parameters import Page
from kgservice.api.problems import DOCUMENTED

router = APIRouter(prefix="/api/v1", tags=["terms"], responses=DOCUMENTED)


class TermFilter(Page):
    """Which terms to list."""

    q: Annotated[str, Field("", max_length=200, description="A part of the term.", examples=["moon"])]
    prefix: Annotated[str, Field("", max_length=200, description="How the term begins.", examples=["hap"])]
    emotion: Annotated[str, Field("", max_length=200, description="The id of an emotion it speaks for.")]


@router.get("/terms", response_model=models.TermPage, summary="Search terms")
async def list_terms(request: Request, wanted: Annotated[TermFilter, Query()]) -> Response:
    """List terms with their senses, sorted; without a filter all of them."""
    known = service.of(request)
    emotion = known.ontology[wanted.emotion].id if wanted.emotion else ""
    found = known.terms.select(prefix=wanted.prefix, text=wanted.q, emotion=emotion)
    return answer(request, as_json(paged(found, wanted, known.terms.card)))


@router.get("/terms/{term:path}", response_model=models.TermCard, summary="Look up a term")
async def get_term(
    request: Request, term: Annotated[str, Path(max_length=200, description="A term or one of its forms.")]
) -> Response:
    """Return every sense of a term or inflected form."""
    return answer(request, as_json(service.of(request).terms.card(term)))
