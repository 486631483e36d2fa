"""The explorer's routes: its start page, its plots, and its static files."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kgservice.api import html, service
from kgservice.api.answers import Representation, answer
from kgservice.api.compression import compressed
from kgservice.web import assets

FOR_GOOD = "public, max-age=31536000, immutable"
"""How long a browser may keep a file whose address changes with its content."""

router = APIRouter(include_in_schema=False, default_response_class=Response)


@router.get("/")
async def start(request: Request) -> Response:
    """Return the start page."""
    known = service.of(request)
    emotions, terms = len(known.ontology), len(known.terms)
    return html.page(request, "start.html", emotions=emotions, terms=terms, release=known.ontology.version)


@router.get("/explore/wheel")
async def wheel(request: Request) -> Response:
    """Return the page of the wheel."""
    return html.page(request, "wheel.html")


@router.get("/explore/tree")
async def tree(request: Request) -> Response:
    """Return the page of the tree."""
    return html.page(request, "tree.html")


@router.get("/explore/vad")
async def vad(request: Request) -> Response:
    """Return the page of the VAD space."""
    return html.page(request, "vad.html")


@router.get("/explore/network")
async def network(request: Request) -> Response:
    """Return the page of the links around an emotion."""
    return html.page(request, "network.html")


@router.get("/static/{name:path}")
async def static(request: Request, name: str) -> Response:
    """Return a static file; below the fingerprint of them all it may be kept for good, else it is asked for again."""
    is_pinned = name.startswith(f"{assets.fingerprint()}/")
    asset = assets.read(name.partition("/")[2] if is_pinned else name)
    made = Representation(asset.body, asset.media_type, f'"{asset.digest}"')
    representation, headers = compressed(request, made, asset.zipped)
    kept = {"Cache-Control": FOR_GOOD} if is_pinned else {}
    return answer(request, representation, **headers | html.safety() | kept)
