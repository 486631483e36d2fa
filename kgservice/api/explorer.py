"""The explorer's routes: its start page, its plots, and its static files."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from kgservice.api import html, service
from kgservice.api.answers import Representation, answer
from kgservice.api.compression import compressed
from kgservice.api.parameters import Parameters
from kgservice.web import assets, links, tree

FOR_GOOD = "public, max-age=31536000, immutable"
"""How long a browser may keep a file whose address changes with its content."""


class Around(Parameters):
    """Which part of the network of links."""

    emotion: Annotated[str, Field("joy", max_length=200, description="The id of the emotion in its middle.")]
    steps: Annotated[int, Field(1, ge=1, le=2, description="How many links away from it.")]


router = APIRouter(include_in_schema=False, default_response_class=Response)


@router.get("/")
async def start(request: Request) -> Response:
    """Return the start page."""
    known = service.of(request)
    counts = {
        "emotions": len(known.ontology),
        "terms": len(known.terms),
        "links": len(known.ontology.dependencies),
        "languages": len(known.ontology.languages),
    }
    return html.page(request, "start.html", counts=counts, primaries=tree.tree(known.ontology))


@router.get("/explore/wheel")
async def wheel(request: Request) -> Response:
    """Return the page of the wheel."""
    return html.page(request, "wheel.html", primaries=tree.tree(service.of(request).ontology))


@router.get("/explore/tree")
async def whole_tree(request: Request) -> Response:
    """Return the page of the tree."""
    known = service.of(request).ontology
    return html.page(request, "tree.html", primaries=tree.tree(known), beside=tree.beside(known))


@router.get("/explore/vad")
async def vad(request: Request) -> Response:
    """Return the page of the VAD space."""
    placed = [emotion for emotion in service.of(request).ontology if emotion.vad]
    return html.page(request, "vad.html", placed=placed)


@router.get("/explore/network")
async def network(request: Request, wanted: Annotated[Around, Query()]) -> Response:
    """Return the page of the links around an emotion."""
    known = service.of(request).ontology
    centre = known[wanted.emotion]
    found = links.network(known, centre.id, wanted.steps)
    shown: dict[str, Any] = {"emotions": tuple(known), "statements": found.statements, "said": links.VERBS}
    graph = links.as_graph(known, found)
    return html.page(request, "network.html", emotion=centre, steps=wanted.steps, graph=graph, **shown)


@router.get("/static/{name:path}")
async def static(request: Request, name: str) -> Response:
    """Return a static file; below the fingerprint of them all it may be kept for good, else it is asked for again."""
    is_pinned = name.startswith(f"{assets.fingerprint()}/")
    asset = assets.read(name.partition("/")[2] if is_pinned else name)
    made = Representation(asset.body, asset.media_type, f'"{asset.digest}"')
    representation, headers = compressed(request, made, asset.zipped)
    kept = {"Cache-Control": FOR_GOOD} if is_pinned else {}
    return answer(request, representation, **headers | html.safety() | kept)
