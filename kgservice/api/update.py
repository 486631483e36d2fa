"""Writing to the store over HTTP: only with the token of the settings, and only what reaches nowhere else."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from kgservice.api import bearer, body, problems, service
from kgservice.api.body import Fields
from kgservice.api.faults import BadRequestError, UnauthorizedError
from kgservice.api.service import Service
from kgservice.errors import QueryRefused
from kgservice.store.base import Form, Update

LONG_TEXT = 20_000
"""Characters from which a text is scanned in a thread, so that others are not kept waiting."""


def authorise(request: Request) -> None:
    """Raise `QueryRefused` when nobody may write here, `UnauthorizedError` when this request may not."""
    token = service.of(request).settings.update_token
    if token is None:
        raise QueryRefused(
            "This endpoint is read-only: it takes queries, not updates. If it is your own, set KGSERVICE_UPDATE_TOKEN "
            "and send the token as: Authorization: Bearer TOKEN."
        )
    if not bearer.shows(request, token.get_secret_value()):
        raise UnauthorizedError("The update token is missing or wrong. Send it as: Authorization: Bearer TOKEN.")


async def inspect(known: Service, text: str) -> Form | None:
    """Return the form of a text as `Federation.inspect` does, without keeping others waiting."""
    inspected = known.federation.inspect
    return await asyncio.to_thread(inspected, text) if len(text) > LONG_TEXT else inspected(text)


async def from_body(request: Request) -> Response:
    """Carry out the update that is the body."""
    authorise(request)
    in_url = body.query_fields(request)
    for name in ("query", "update"):
        if in_url.all(name):
            raise BadRequestError(f"There is an update in the body and the parameter {name} in the URL. Send one.")
    return await carry_out(request, await body.text(request), in_url)


async def from_form(request: Request, fields: Fields) -> Response:
    """Carry out the update that is the parameter ``update`` of a form."""
    authorise(request)
    if fields.all("query"):
        raise BadRequestError('The form has the parameters "query" and "update". Send one.')
    return await carry_out(request, fields.one("update") or "", fields)


async def carry_out(request: Request, text: str, fields: Fields) -> Response:
    """Carry out an update; when this returns, every query sees it."""
    for name in ("default-graph-uri", "named-graph-uri"):
        if fields.all(name):
            raise BadRequestError(f'The parameter "{name}" is for queries. For updates write "using-graph-uri".')
    known = service.of(request)
    if await inspect(known, text) not in (Form.update, None):
        raise BadRequestError("This is a query, not an update. Send it as query=, or as application/sparql-query.")
    update = Update(text, fields.iris("using-graph-uri"), fields.iris("using-named-graph-uri"))
    await known.store.update(update)
    return Response(status_code=problems.NO_CONTENT)
