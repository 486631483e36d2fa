"""Dereferenceable ids: ``/emotion/joy`` and its like, as a page, as RDF or as JSON, by Accept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pyoxigraph import Triple

from kgservice.api import html, negotiation, resources, schemes, service
from kgservice.api.answers import Representation, answer, as_json
from kgservice.api.negotiation import HTML, JSON
from kgservice.api.problems import DOCUMENTED
from kgservice.namespaces import BASE, emotion_iri, scheme_iri, term_iri, term_of_slug
from kgservice.vocab.normalize import normalize
from kgservice.web.card import card

RDF = (*negotiation.GRAPHS, HTML)
RDF_OR_JSON = (*RDF, JSON)

router = APIRouter(
    tags=["ids"],
    responses=DOCUMENTED | {200: {"description": "What is said of it.", "content": {kind: {} for kind in RDF_OR_JSON}}},
    default_response_class=Response,
)


@router.get("/emotion/{slug}", summary="An emotion by its IRI")
async def emotion(request: Request, slug: Annotated[str, Path(examples=["joy"])]) -> Response:
    """Return a page, RDF or the card of an emotion."""
    known = service.of(request)
    form = _form(request, RDF_OR_JSON)
    if form == JSON:
        return _answer(request, known.emotions.card(slug))
    triples = known.resources.describe(emotion_iri(slug))
    return _said(request, emotion_iri(slug), triples, form)


@router.get("/term/{slug:path}", summary="A term by its IRI")
async def term(request: Request, slug: Annotated[str, Path(max_length=600, examples=["over_the_moon"])]) -> Response:
    """Return a page, RDF (OntoLex) or the card of a term."""
    known = service.of(request)
    form = _form(request, RDF_OR_JSON)
    card = known.terms.card(term_of_slug(slug))
    if form == JSON:
        return _answer(request, as_json(card))
    wanted = normalize(term_of_slug(slug))
    return _said(request, term_iri(wanted), known.resources.describe_term(wanted), form)


def _describing(kind: str) -> Callable[[Request, str], Awaitable[Response]]:
    async def describe(request: Request, slug: str) -> Response:
        iri = f"{BASE}{kind}/{slug}"
        triples = service.of(request).resources.describe(iri)
        return _said(request, iri, triples, _form(request, RDF))

    describe.__doc__ = f"Return a page or RDF of a {kind}."
    return describe


@router.get("/scheme/{slug:path}", summary="A label scheme, or a label of one, by its IRI")
async def scheme(
    request: Request, slug: Annotated[str, Path(max_length=600, description="Such as goemotions.")]
) -> Response:
    """Return a page, RDF or the card of a scheme with its labels; of a label, `scheme/label`, a page or RDF."""
    form = _form(request, RDF if "/" in slug else RDF_OR_JSON)
    if form == JSON:
        return _answer(request, await asyncio.to_thread(schemes.card, slug))
    triples = service.of(request).resources.describe(scheme_iri(slug))
    return _said(request, scheme_iri(slug), triples, form)


for _kind in ("rating", "statement", "source"):
    router.add_api_route(
        f"/{_kind}/{{slug:path}}",
        _describing(_kind),
        name=_kind,
        summary=f"A {_kind} by its IRI",
        response_class=Response,
    )


def _form(request: Request, offers: tuple[str, ...]) -> str:
    return negotiation.choose(request.headers.get("accept"), offers)


def _said(request: Request, iri: str, triples: tuple[Triple, ...], form: str) -> Response:
    """Return what is said of an id as a page or as RDF."""
    if form == HTML:
        return html.page(request, "card.html", card=card(iri, triples))
    # The order of prefixes differs from time to time: the tag tells the content, not the bytes.
    tag = f'W/"{form.rpartition("/")[2]}-{resources.fingerprint(triples)}"'
    return _answer(request, Representation(resources.write(triples, form), form, tag))


def _answer(request: Request, representation: Representation) -> Response:
    return answer(request, representation, Vary="Accept")
