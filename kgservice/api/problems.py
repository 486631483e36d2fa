"""Errors as RFC 9457 problem documents: the only module that knows HTTP status codes.

`response` makes the document of an error; `install` has the application use it for every error, its own included.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from kgservice import errors
from kgservice.api import faults
from kgservice.namespaces import BASE
from kgservice.vocab.review.session import RulingError

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 2
NOT_MODIFIED = HTTPStatus.NOT_MODIFIED
NO_CONTENT = HTTPStatus.NO_CONTENT
CREATED = HTTPStatus.CREATED
NOTHING: Mapping[str, Any] = {}

STATUSES: dict[type[errors.KgserviceError], HTTPStatus] = {
    errors.UnknownId: HTTPStatus.NOT_FOUND,
    errors.QueryRefused: HTTPStatus.FORBIDDEN,
    errors.QueryTimeout: HTTPStatus.GATEWAY_TIMEOUT,
    errors.QueryTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.QueryError: HTTPStatus.BAD_REQUEST,
    errors.UnreadableText: HTTPStatus.BAD_REQUEST,
    errors.VadRangeError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.MissingExtra: HTTPStatus.NOT_IMPLEMENTED,
    faults.BadRequestError: HTTPStatus.BAD_REQUEST,
    faults.UnauthorizedError: HTTPStatus.UNAUTHORIZED,
    faults.ForbiddenError: HTTPStatus.FORBIDDEN,
    RulingError: HTTPStatus.UNPROCESSABLE_ENTITY,
    faults.BodyTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    faults.MediaTypeError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    faults.NotAcceptableError: HTTPStatus.NOT_ACCEPTABLE,
    faults.UrlTooLongError: HTTPStatus.REQUEST_URI_TOO_LONG,
    faults.HeadersTooLargeError: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    faults.TooSlowError: HTTPStatus.REQUEST_TIMEOUT,
    faults.RateLimitedError: HTTPStatus.TOO_MANY_REQUESTS,
    faults.BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.KgserviceError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The status of each kind of error; the first base class that stands here counts."""


HEADERS: dict[HTTPStatus, dict[str, str]] = {
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": str(RETRY_SECONDS)},
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
}
"""The headers that go with a status."""


class Problem(BaseModel):
    """An RFC 9457 problem document; further members hold the facts of the error, such as ``nearest`` or ``line``."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=[BASE + "problem/unknown-emotion"])
    title: str = Field(examples=["Unknown emotion"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=['No emotion "jooy". Nearest: joy.'])
    instance: str = Field(examples=["/api/v1/emotions/jooy"], description="The path that was asked for.")


DOCUMENTED: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "An error as a problem document (RFC 9457): the input, what was expected, the fix.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}
"""What OpenAPI says of errors, for every route."""


class Document(Response):
    """A problem document; when it is sent its name is left in the state of the request, for who counts and logs."""

    media_type = MEDIA_TYPE

    def __init__(self, name: str, content: bytes, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        """Keep the name, such as ``query-timeout``."""
        self.name = name
        super().__init__(content, status, dict(headers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it (called by Starlette)."""
        scope.setdefault("state", {})["problem"] = self.name
        await super().__call__(scope, receive, send)


def response(error: errors.KgserviceError, instance: str) -> Document:
    """Return the problem document of an error, with the headers that its status asks for."""
    status = next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)
    return _document(status, type(error).__name__, str(error), instance, _facts(error), HEADERS.get(status, {}))


def describe(error: errors.KgserviceError, instance: str) -> dict[str, Any]:
    """Return the problem document of an error as a dict, for an answer that reports several."""
    document: dict[str, Any] = json.loads(bytes(response(error, instance).body))
    return document


def install(app: FastAPI) -> None:
    """Let the application answer every error with a problem document, and its OpenAPI document say so."""
    generate = app.openapi

    def with_problem() -> dict[str, Any]:
        document = generate()
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        document.setdefault("components", {}).setdefault("schemas", {})["Problem"] = schema
        return document

    app.openapi = with_problem  # type: ignore[method-assign]
    app.add_exception_handler(errors.KgserviceError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _of_defect)


async def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.KgserviceError)
    return response(error, request.url.path)


async def _of_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults_found = [
        {"where": ".".join(map(str, fault["loc"])), "problem": _fault(fault)} for fault in error.errors()[:20]
    ]
    detail = "; ".join(f"{fault['where']}: {fault['problem']}" for fault in faults_found)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _document(status, "InvalidRequest", detail, request.url.path, {"errors": faults_found})


def _fault(fault: Mapping[str, Any]) -> str:
    """Say what pydantic found; of JSON that cannot be read, what was expected where."""
    said = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "json_invalid":
        return f"{said} ({fault['ctx']['error']} at character {fault['loc'][-1]})"
    return said


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, UnicodeDecodeError):  # raised by FastAPI for a JSON body
        return response(errors.UnreadableText("The request body", error.__cause__.start), request.url.path)
    status = HTTPStatus(error.status_code)
    said = {
        HTTPStatus.NOT_FOUND: f"There is nothing at {request.url.path}. The routes are listed at /docs/api.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} is not possible at {request.url.path}.",
    }
    detail = said.get(status, str(error.detail))
    headers = {"Allow": _allowed(request)} if status == HTTPStatus.METHOD_NOT_ALLOWED else error.headers or {}
    return _document(status, status.phrase, detail, request.url.path, {}, headers)


def _allowed(request: Request) -> str:
    """Return every method that some route takes for the path; Starlette names those of the first route alone."""
    routes = request.app.routes
    taken = [
        method
        for method in ("DELETE", "GET", "PATCH", "POST", "PUT")
        if any(route.matches({**request.scope, "method": method})[0] == Match.FULL for route in routes)
    ]
    return ", ".join(sorted(taken + (["HEAD"] if "GET" in taken else [])))


async def _of_defect(request: Request, error: Exception) -> Response:
    """Answer for a defect of ours without showing its inside; the server logs it."""
    number = request.state.request_id
    detail = f"The service failed on this request ({number}); nothing was changed. Please report it."
    headers = {"X-Request-Id": number}
    return _document(HTTPStatus.INTERNAL_SERVER_ERROR, "Defect", detail, request.url.path, {}, headers)


def _document(
    status: HTTPStatus,
    name: str,
    detail: str,
    instance: str,
    facts: Mapping[str, Any] = NOTHING,
    headers: Mapping[str, str] = NOTHING,
) -> Document:
    words = _words(name.removesuffix("Error"))
    slug = words.replace(" ", "-")
    members = {
        "type": f"{BASE}problem/{slug}",
        "title": words.capitalize(),
        "status": int(status),
        "detail": detail,
        "instance": instance,
    }
    body = json.dumps({**members, **facts}, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Document(slug, body, status, headers)


def _facts(error: errors.KgserviceError) -> dict[str, Any]:
    """Return the public attributes of an error."""
    return {name: value for name, value in vars(error).items() if not name.startswith("_")}


def _words(name: str) -> str:
    """Split a name at its capitals: ``UnknownEmotion`` gives ``unknown emotion``."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().replace("  ", " ")
