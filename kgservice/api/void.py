"""Where the description of the service is asked for: ``/.well-known/void``, and ``/sparql`` without a query."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from kgservice.api import description, negotiation, resources, service
from kgservice.api.problems import DOCUMENTED

router = APIRouter(tags=["SPARQL"], responses=DOCUMENTED, default_response_class=Response)

DESCRIBED: dict[int | str, dict[str, Any]] = DOCUMENTED | {
    200: {"description": "The description as RDF.", "content": {kind: {} for kind in negotiation.GRAPHS}}
}


@router.get("/.well-known/void", responses=DESCRIBED, summary="Describe the service and its graphs")
async def read(request: Request) -> Response:
    """Describe the service and the data set behind it, with the number of triples in each graph."""
    form = negotiation.choose(request.headers.get("accept"), negotiation.GRAPHS)
    return await described(request, str(request.url_for("sparql_get")), form)


async def described(request: Request, endpoint: str, form: str) -> Response:
    """Return the description of the service at the URL ``endpoint`` in a media type."""
    known = service.of(request)
    takes_updates, federates = known.settings.update_token is not None, bool(known.federation)
    counts = await known.census.counts()
    triples = description.describe(endpoint, counts, takes_updates=takes_updates, federates=federates)
    return Response(resources.write(triples, form), media_type=form, headers={"Vary": "Accept"})
