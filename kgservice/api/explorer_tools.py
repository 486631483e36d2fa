"""The explorer's tools: trying the classifier, querying, converting labels."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kgservice.api import html

router = APIRouter(include_in_schema=False, default_response_class=Response)


@router.get("/try")
async def try_it(request: Request) -> Response:
    """Return the page that labels a text."""
    return html.page(request, "try.html")


@router.get("/query")
async def query(request: Request) -> Response:
    """Return the page with the SPARQL editor; it works without scripts."""
    return query_page(request)


def query_page(request: Request) -> Response:
    """Return that page, also for a browser that asks the endpoint itself."""
    return html.page(request, "query.html", query=request.query_params.get("query", ""))


@router.get("/convert")
async def convert(request: Request) -> Response:
    """Return the page that converts labels."""
    return html.page(request, "convert.html")
