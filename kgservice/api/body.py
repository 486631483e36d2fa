"""Reading requests: how long a body may be, that it is UTF-8, and what its media type is.

`BodyLimit` and `HeadAsGet` are small ASGI layers around the application; the rest reads one request for a route.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from binascii import a2b_qp
from collections.abc import Awaitable, Iterable
from string import ascii_letters, digits
from typing import NamedTuple
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgservice.api import problems
from kgservice.api.faults import BadRequestError, BodyTooLargeError, MediaTypeError, TooSlowError
from kgservice.errors import KgserviceError, UnreadableText

DRAIN_FACTOR = 64
"""A body too long is read on, and thrown away, up to so many times the limit: a client that is still sending when the
connection closes never sees why."""

BODY_SECONDS = 60.0
"""How long a client may take to send a body that is read whole."""

MAX_FIELDS = 1000

_PLAIN = (ascii_letters + digits + "_.~*+!$'(),/:;?@-").encode()
"""What stands for itself in a parameter, and "+" for a space."""

_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")


class Fields(NamedTuple):
    """The parameters of a query string or form, in their order; names may repeat."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a parameter; maybe none."""
        return tuple([value for key, value in self.pairs if key == name])  # a list is quicker than a generator

    def one(self, name: str) -> str | None:
        """Return the value of a parameter, None when it is absent; raises `BadRequestError` when it repeats."""
        values = self.all(name)
        if len(values) > 1:
            raise BadRequestError(f'The parameter "{name}" stands {len(values)} times. Give it once.')
        return values[0] if values else None

    def iris(self, name: str) -> tuple[str, ...]:
        """Return the IRIs that a parameter names; raises `BadRequestError` for what is no IRI."""
        for iri in (values := self.all(name)):
            try:
                NamedNode(iri)
            except ValueError as error:
                raise BadRequestError(f'The {name} "{iri[:200]}" is not an IRI: {error}.') from None
        return values


class BodyLimit:
    """Refuse bodies longer than ``limit`` bytes or slower than `BODY_SECONDS` before the application runs.

    ``streamed``: paths whose routes read bodies of any length themselves.
    """

    def __init__(self, app: ASGIApp, limit: int, streamed: tuple[str, ...] = ()) -> None:
        """Stand in front of ``app``."""
        self._app, self._limit, self._streamed = app, limit, streamed

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Read the body, then let the application have it (called by the server)."""
        is_small = scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS")
        if is_small or local_path(scope) in self._streamed:
            return self._app(scope, receive, send)
        return self._limited(scope, receive, send)

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if self._announced(headers) > self._limit and b"expect" in headers:
            await _refuse(BodyTooLargeError(self._limit), scope, receive, send)  # the client asks before it sends
            return
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body, is_whole = await self._read(receive)
        except TimeoutError:
            await _refuse(TooSlowError("body", BODY_SECONDS), scope, receive, send)
            return
        if is_whole:
            await self._app(scope, _replayed(body, receive), send)
        else:
            await _refuse(BodyTooLargeError(self._limit), scope, receive, send)

    async def _read(self, receive: Receive) -> tuple[bytes, bool]:
        """Return the body and whether it kept within the limit."""
        pieces, length = list[bytes](), 0
        while length <= self._limit * DRAIN_FACTOR:
            message = await receive()
            piece = message.get("body", b"")
            length += len(piece)
            if length <= self._limit:
                pieces.append(piece)
            if not message.get("more_body", False):
                break
        return b"".join(pieces), length <= self._limit

    @staticmethod
    def _announced(headers: dict[bytes, bytes]) -> int:
        length = headers.get(b"content-length", b"0")
        return int(length) if length.isdigit() else 0


async def _refuse(error: KgserviceError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer without having read the body, which ends the connection."""
    response = problems.response(error, scope["path"])
    response.headers["Connection"] = "close"
    await response(scope, receive, send)


class HeadAsGet:
    """Answer HEAD as GET; the server leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of ``app``."""
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on (called by the server)."""
        is_head = scope["type"] == "http" and scope["method"] == "HEAD"
        return self._as_get(scope, receive, send) if is_head else self._app(scope, receive, send)

    async def _as_get(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = {**scope, "method": "GET"}  # a copy: the server must still see HEAD
        await self._app(asked, receive, send)
        scope["route"] = asked.get("route")


def local_path(scope: Scope) -> str:
    """Return the path below the one under which the service is mounted."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def header(scope: Scope, name: bytes) -> str:
    """Return the first header of a name, which is in lower case; empty when there is none."""
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return ""


def media_type(request: Request) -> str:
    """Return the media type of a request's body in lower case without parameters; empty when it names none."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def require_media_type(request: Request, allowed: Iterable[str]) -> str:
    """Return the media type of the body; raises `MediaTypeError` unless it is one of ``allowed``."""
    given = media_type(request)
    if given not in (known := tuple(allowed)):
        raise MediaTypeError(given, known)
    return given


async def require_json(request: Request) -> None:
    """Raise `MediaTypeError` unless the body is JSON; a dependency of routes."""
    require_media_type(request, ["application/json"])


async def text(request: Request) -> str:
    """Return the body as text; raises `UnreadableText` unless it is UTF-8."""
    try:
        return (await request.body()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableText("The request body", error.start) from None


def query_fields(request: Request) -> Fields:
    """Return the parameters of the URL; raises `UnreadableText` unless they are UTF-8."""
    return _fields(request.scope["query_string"].decode("latin-1"), "The query string")


async def form_fields(request: Request) -> Fields:
    """Return the parameters of an URL-encoded form; raises `UnreadableText` unless they are UTF-8."""
    return _fields(await text(request), "The form")


def _fields(encoded: str, name: str) -> Fields:
    """Return the parameters of URL-encoded text; one that stands alone and is well written is read at once.

    >>> _fields("query=ASK+%7B%7D", "The query string") == Fields(tuple(parse_qsl("query=ASK+%7B%7D")))
    True
    """
    with contextlib.suppress(UnicodeError):  # said below
        if (pair := _single(encoded)) is not None:
            return Fields((pair,))
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise UnreadableText(name, error.start) from None
    except ValueError:
        raise BadRequestError(f"{name} has more than {MAX_FIELDS} parameters.") from None
    return Fields(tuple(pairs))


def _single(encoded: str) -> tuple[str, str] | None:
    """Return name and value of a parameter that stands alone and is well written; None for all else.

    In its value "%" stands for what "=" stands for in quoted-printable text.  Raises `UnicodeError`.
    """
    name, _, value = encoded.partition("=")
    escapes = value.encode("ascii").translate(None, _PLAIN)
    if not value or escapes.strip(b"%") or _BAD_ESCAPE.search(value) or not (name.isascii() and name.isalpha()):
        return None
    return name, a2b_qp(value.replace("+", " ").replace("%", "=")).decode()


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return a receive that gives the body read already, then whatever comes, such as the client's leaving."""
    is_first = True

    async def again() -> Message:
        nonlocal is_first
        if is_first:
            is_first = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return again
