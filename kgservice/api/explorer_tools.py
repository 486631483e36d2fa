"""The explorer's tools: trying the classifier, converting labels; with the query page of `explorer_query`."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from kgservice.api import explorer_query, html, service
from kgservice.ontology import crosswalk

router = APIRouter(include_in_schema=False, default_response_class=Response)
router.include_router(explorer_query.router)

TEXTS = {
    "A turn": "I'm over the moon about the new job, though a bit nervous. Then they cancelled it. I was furious! "
    "But now I'm hopeful again.",
    "Negation": "I'm not happy with it, and I'm no longer afraid to say so.",
    "A review": "The staff were lovely and the view was breathtaking, but the queue drove us mad.",
    "Neutral": "The train leaves at nine from platform four.",
}
"""Texts to start from, by what they show; ours."""

LABELS = ("admiration", "amusement", "caring", "curiosity", "grief", "joy", "neutral")
"""Labels to start from, of the scheme ``goemotions``."""


@router.get("/try")
async def try_it(request: Request) -> Response:
    """Return the page that labels a text."""
    text = request.query_params.get("text", TEXTS["A turn"])
    return html.page(request, "try.html", text=text, examples=TEXTS.items())


@router.get("/convert")
async def convert(request: Request) -> Response:
    """Return the page that converts labels."""
    asked = request.query_params
    schemes = await asyncio.to_thread(crosswalk.schemes)
    return html.page(
        request,
        "convert.html",
        schemes=[(scheme.id, scheme.title) for scheme in schemes],
        source=asked.get("from", "goemotions"),
        target=asked.get("to", "plutchik"),
        labels="\n".join(asked.getlist("label") or LABELS),
        emotions=[(emotion.id, emotion.label) for emotion in service.of(request).ontology],
    )
