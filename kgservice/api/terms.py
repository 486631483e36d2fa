"""Look-ups of terms: ``/api/v1/terms``."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field, model_validator

from kgservice.api import models, service
from kgservice.api.answers import answer, as_json, paged, represent
from kgservice.api.negotiation import JSON
from kgservice.api.parameters import SparsePage, fields_of
from kgservice.api.problems import DOCUMENTED
from kgservice.vocab.fuzzy import MAX_DISTANCE

router = APIRouter(prefix="/api/v1", tags=["terms"], responses=DOCUMENTED)


class TermFilter(SparsePage):
    """Which terms to list."""

    card = models.TermCard
    fields: Annotated[str, fields_of(models.TermCard)]

    q: Annotated[str, Field("", max_length=200, description="A part of the term.", examples=["moon"])]
    prefix: Annotated[str, Field("", max_length=200, description="How the term begins.", examples=["hap"])]
    emotion: Annotated[str, Field("", max_length=200, description="The id of an emotion it speaks for.")]
    fuzzy: Annotated[
        bool, Field(False, description=f"Terms within {MAX_DISTANCE} edits of q (1 for a short q), nearest first.")
    ]

    @model_validator(mode="after")
    def _is_one_search(self) -> TermFilter:
        if self.fuzzy and (not self.q or self.prefix):
            raise ValueError("fuzzy=true goes with q alone; give q, and no prefix")
        return self


@router.get("/terms", response_model=models.TermPage, summary="Search terms")
async def list_terms(request: Request, wanted: Annotated[TermFilter, Query()]) -> Response:
    """List terms with their senses, sorted, or the nearest first with `fuzzy`; without a filter all of them."""
    known = service.of(request)
    emotion = known.ontology[wanted.emotion].id if wanted.emotion else ""
    found: Sequence[str]
    if wanted.fuzzy:
        found = await asyncio.to_thread(known.terms.near, wanted.q, emotion)
    else:
        found = known.terms.select(prefix=wanted.prefix, text=wanted.q, emotion=emotion)
    if wanted.fields:
        return answer(request, as_json(paged(found, wanted, lambda term: wanted.only(known.terms.card(term)))))
    return answer(request, represent(known.terms.page(found, wanted.cursor, wanted.limit), JSON))


@router.get("/terms/{term:path}", response_model=models.TermCard, summary="Look up a term")
async def get_term(
    request: Request, term: Annotated[str, Path(max_length=200, description="A term or one of its forms.")]
) -> Response:
    """Return every sense of a term or inflected form."""
    return answer(request, represent(service.of(request).terms.ready_card(term), JSON))
