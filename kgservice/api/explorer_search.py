"""The explorer's search: one box for emotions and terms."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from kgservice.api import html, service
from kgservice.api.parameters import Parameters
from kgservice.api.service import Service
from kgservice.namespaces import term_slug
from kgservice.vocab.normalize import normalize
from kgservice.web.tree import primary_of

MOST_EMOTIONS, MOST_TERMS = 24, 60

router = APIRouter(include_in_schema=False, default_response_class=Response)


class Search(Parameters):
    """What is looked for."""

    q: Annotated[str, Field("", max_length=200)]


@router.get("/search")
async def search(request: Request, wanted: Annotated[Search, Query()]) -> Response:
    """Lead to the emotion or term of that very name, else list what is like it."""
    known, text = service.of(request), wanted.q.strip()
    if path := _exact(known, text):
        return RedirectResponse(f"{html.root(request)}/{path}")
    emotions = known.emotions.select(text=text)[:MOST_EMOTIONS] if text else ()
    terms = [*known.terms.select(prefix=text), *known.terms.select(text=text)] if normalize(text) else []
    near = await asyncio.to_thread(known.terms.near, text) if text and not terms else ()
    found = list(dict.fromkeys([*terms, *near]))[:MOST_TERMS]
    coloured = [(term, _primary(known, term)) for term in found]
    return html.page(request, "search.html", wanted=text, emotions=emotions, terms=coloured)


def _exact(known: Service, text: str) -> str:
    """Return the path of the page of this very name; empty when there is none."""
    if emotions := known.ontology.labelled(text):
        return f"emotion/{emotions[0].id}"
    return f"term/{term_slug(normalize(text))}" if normalize(text) in known.lexicon else ""


def _primary(known: Service, term: str) -> str:
    """Return the colour of a term: that of the emotion that it speaks for most."""
    strongest = max(known.lexicon[term], key=lambda sense: sense.weight)
    return primary_of(known.ontology, strongest.emotion) if strongest.emotion in known.ontology else ""
