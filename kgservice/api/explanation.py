"""Why a text gets its labels: ``/api/v1/explain``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from kgservice.api import body, models, service
from kgservice.api.answers import dumps
from kgservice.api.classify import LONG_TEXT, TextToLabel
from kgservice.api.negotiation import JSON
from kgservice.api.problems import DOCUMENTED
from kgservice.classify.explanation import explain

router = APIRouter(prefix="/api/v1", tags=["classification"], responses=DOCUMENTED)


class ExplanationCard(models.Answer):
    """Why a text gets its labels."""

    explanation: str = Field(
        description="One sentence: each label, its strongest evidence, what changed that, and the way up the tree.",
        examples=["joy (0.91): 'over the moon' speaks for happiness, a kind of cheerfulness, a kind of joy."],
    )


@router.post(
    "/explain",
    response_model=ExplanationCard,
    summary="Say why a text gets its labels",
    dependencies=[Depends(body.require_json)],
)
async def explain_text(request: Request, wanted: TextToLabel) -> Response:
    """Label one text, and say in a sentence what it expresses and which words say so."""
    known = service.of(request)

    def explained() -> bytes:
        return dumps({"explanation": explain(known.classifier.classify(wanted.text), known.ontology)})

    if len(wanted.text) < LONG_TEXT:
        return Response(explained(), media_type=JSON)
    return Response(await asyncio.to_thread(explained), media_type=JSON)
