"""How long the head of a request may be, and how many requests may run at once: small ASGI layers.

A layer that only looks at a request hands on what the next one returns, and awaits nothing itself: a coroutine more for
each layer is what layers cost.
"""

from __future__ import annotations

from collections.abc import Awaitable
from itertools import chain

from starlette.types import ASGIApp, Receive, Scope, Send

from kgservice.api import body, problems
from kgservice.api.faults import BusyError, HeadersTooLargeError, UrlTooLongError
from kgservice.errors import KgserviceError

MAX_URL_BYTES = 32 << 10
MAX_HEADER_BYTES = 48 << 10
VITAL = ("/health/live", "/health/ready", "/metrics")
"""What answers whatever the load: whoever watches the service must tell a busy one from a dead one."""


def is_vital(scope: Scope) -> bool:
    """Tell whether a request is for one of `VITAL`."""
    return body.local_path(scope) in VITAL


class HeadLimit:
    """Refuse URLs and headers that are too long, whatever server stands in front."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of ``app``."""
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on (called by the server)."""
        fault = _fault(scope) if scope["type"] == "http" else None
        if fault is None:
            return self._app(scope, receive, send)
        return problems.response(fault, scope["path"][:200])(scope, receive, send)


def _fault(scope: Scope) -> KgserviceError | None:
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_URL_BYTES:
        return UrlTooLongError(MAX_URL_BYTES)
    if sum(map(len, chain.from_iterable(scope["headers"]))) > MAX_HEADER_BYTES:
        return HeadersTooLargeError(MAX_HEADER_BYTES)
    return None


class BusyLimit:
    """Refuse requests while ``limit`` others are being answered."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        """Stand in front of ``app``."""
        self._app, self._limit, self._running = app, limit, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on (called by the server)."""
        if scope["type"] != "http" or is_vital(scope):
            await self._app(scope, receive, send)
        elif self._running >= self._limit:
            await problems.response(BusyError(self._limit), scope["path"])(scope, receive, send)
        else:
            self._running += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._running -= 1
