"""Dereferenceable ids: ``/emotion/joy`` and its like, as a page, as RDF or as JSON, by Accept or by ``?format=``."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pyoxigraph import Triple

from kgservice.api import html, negotiation, resources, schemes, service
from kgservice.api.answers import Representation, answer, as_json
from kgservice.api.negotiation import HTML, JSON
from kgservice.api.problems import DOCUMENTED
from kgservice.namespaces import BASE, emotion_iri, scheme_iri, term_iri, term_of_slug
from kgservice.vocab.normalize import normalize
from kgservice.web import card
from kgservice.web import emotion as emotion_page
from kgservice.web import scheme as scheme_page
from kgservice.web import term as term_page
from kgservice.web.tree import colours

RDF = (*negotiation.GRAPHS, HTML)
RDF_OR_JSON = (*RDF, JSON)
FORMATS = {
    "html": HTML,
    "json": JSON,
    "jsonld": negotiation.JSONLD,
    "nt": negotiation.NTRIPLES,
    "rdf": negotiation.RDFXML,
    "ttl": negotiation.TURTLE,
}
"""What ``?format=`` may name, for links: a browser asks for HTML whatever it follows."""

Wish = Annotated[
    Literal["html", "json", "jsonld", "nt", "rdf", "ttl"] | None,
    Query(alias="format", description="The form wanted, instead of what Accept says; sent as a file unless html."),
]

router = APIRouter(
    tags=["ids"],
    responses=DOCUMENTED | {200: {"description": "What is said of it.", "content": {kind: {} for kind in RDF_OR_JSON}}},
    default_response_class=Response,
)


@router.get("/emotion/{slug}", summary="An emotion by its IRI")
async def emotion(request: Request, slug: Annotated[str, Path(examples=["joy"])], wish: Wish = None) -> Response:
    """Return a page, RDF or the card of an emotion."""
    known = service.of(request)
    form = _form(request, wish, RDF_OR_JSON)
    if form == JSON:
        return _answer(request, known.emotions.card(slug), wish)
    if form == HTML and slug in known.ontology:
        senses = known.terms.of_emotion(slug)
        facts = await asyncio.to_thread(emotion_page.facts, known.ontology, senses, slug)
        return html.page(request, "emotion.html", facts=facts)
    return _said(request, emotion_iri(slug), known.resources.describe(emotion_iri(slug)), form, wish)


@router.get("/term/{slug:path}", summary="A term by its IRI")
async def term(
    request: Request, slug: Annotated[str, Path(max_length=600, examples=["over_the_moon"])], wish: Wish = None
) -> Response:
    """Return a page, RDF (OntoLex) or the card of a term."""
    known = service.of(request)
    form = _form(request, wish, RDF_OR_JSON)
    found = known.terms.card(term_of_slug(slug))
    asked = normalize(term_of_slug(slug))
    if form == JSON:
        return _answer(request, as_json(found), wish)
    if form == HTML:
        facts = await asyncio.to_thread(term_page.facts, known.ontology, known.lexicon[asked], asked)
        return html.page(request, "term.html", facts=facts)
    return _said(request, term_iri(asked), known.resources.describe_term(asked), form, wish)


@router.get("/scheme/{slug:path}", summary="A label scheme, or a label of one, by its IRI")
async def scheme(
    request: Request,
    slug: Annotated[str, Path(max_length=600, description="Such as goemotions.")],
    wish: Wish = None,
) -> Response:
    """Return a page, RDF or the card of a scheme with its labels; of a label, `scheme/label`, a page or RDF."""
    form = _form(request, wish, RDF if "/" in slug else RDF_OR_JSON)
    if form == JSON:
        return _answer(request, await asyncio.to_thread(schemes.card, slug), wish)
    if form == HTML:
        return await asyncio.to_thread(_scheme_page, request, slug)
    return _said(request, scheme_iri(slug), service.of(request).resources.describe(scheme_iri(slug)), form, wish)


def _scheme_page(request: Request, slug: str) -> Response:
    primaries = colours(service.of(request).ontology)
    name, _, label = slug.partition("/")
    if label:
        return html.page(request, "label.html", facts=scheme_page.label_facts(name, label), primaries=primaries)
    return html.page(request, "scheme.html", facts=scheme_page.facts(name), primaries=primaries)


def _describing(kind: str) -> Callable[[Request, str, Wish], Awaitable[Response]]:
    async def describe(request: Request, slug: str, wish: Wish = None) -> Response:
        iri = f"{BASE}{kind}/{slug}"
        triples = service.of(request).resources.describe(iri)
        return _said(request, iri, triples, _form(request, wish, RDF), wish)

    describe.__doc__ = f"Return a page or RDF of a {kind}."
    return describe


for _kind in ("rating", "statement", "source"):
    router.add_api_route(
        f"/{_kind}/{{slug:path}}",
        _describing(_kind),
        name=_kind,
        summary=f"A {_kind} by its IRI",
        response_class=Response,
    )


def _form(request: Request, wish: Wish, offers: tuple[str, ...]) -> str:
    return negotiation.choose(FORMATS[wish] if wish else request.headers.get("accept"), offers)


def _said(request: Request, iri: str, triples: tuple[Triple, ...], form: str, wish: Wish) -> Response:
    """Return what is said of an id as a page or as RDF."""
    if form == HTML:
        return html.page(request, "card.html", card=card.card(iri, triples))
    # The order of prefixes differs from time to time: the tag tells the content, not the bytes.
    tag = f'W/"{form.rpartition("/")[2]}-{resources.fingerprint(triples)}"'
    return _answer(request, Representation(resources.write(triples, form), form, tag), wish)


def _answer(request: Request, representation: Representation, wish: Wish) -> Response:
    """Return what was chosen; what the URL wished for as a file of its own."""
    name = re.sub(r"[^\w.-]", "_", request.path_params["slug"], flags=re.ASCII)
    saved = {"Content-Disposition": f'attachment; filename="{name}.{wish}"'} if wish else {}
    return answer(request, representation, Vary="Accept", **saved)
