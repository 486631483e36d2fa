"""The outermost layer: it gives every request an id, and counts and logs what became of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable
from random import getrandbits
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgservice.api.logs import LOGGER
from kgservice.api.metrics import Metrics

HEADER = b"x-request-id"
_ID = re.compile(rb"[A-Za-z0-9._:-]{1,128}")
_DEFECT = 500


class Observed:
    """Takes the id from ``X-Request-Id`` where it is a plain word, else makes one; gives it back in the answer."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log_urls: bool = False) -> None:
        """Stand in front of ``app``; ``log_urls`` writes what was asked for, too."""
        self._app, self._metrics, self._log_urls = app, metrics, log_urls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on (called by the server)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, number = perf_counter(), _number(scope)
        scope.setdefault("state", {})["request_id"] = number.decode()
        answer = _Answer(send, number)
        self._metrics.begin()
        try:
            await self._app(scope, receive, answer.send)
        except Exception:  # whatever it is: it is only counted here, and the outermost layer answers it
            answer.status = _DEFECT
            raise
        finally:
            self._end(scope, answer, perf_counter() - begun)

    def _end(self, scope: Scope, answer: _Answer, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "")
        problem = scope["state"].get("problem", "")
        self._metrics.end(scope["method"], route, answer.status, seconds, problem)
        if LOGGER.isEnabledFor(logging.INFO):
            facts = self._facts(scope, answer, route, problem) | {"ms": round(seconds * 1000, 2)}
            LOGGER.info("%s %s %d", scope["method"], route or "none", answer.status, extra={"facts": facts})

    def _facts(self, scope: Scope, answer: _Answer, route: str, problem: str) -> dict[str, Any]:
        facts: dict[str, Any] = {"id": scope["state"]["request_id"], "client": (scope.get("client") or [""])[0]}
        facts |= {"method": scope["method"], "route": route, "status": answer.status, "bytes": answer.length}
        if problem:
            facts["problem"] = problem
        if self._log_urls:
            facts["url"] = (scope.get("raw_path") or b"").decode("latin-1")
            facts["query"] = scope["query_string"].decode("latin-1")
        return facts


class _Answer:
    """What has been sent; the status is 499 as long as that is nothing, as when the client has left."""

    def __init__(self, send: Send, number: bytes) -> None:
        self._send, self._number = send, number
        self.status, self.length = 499, 0

    def send(self, message: Message) -> Awaitable[None]:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message.get("headers", ()), (HEADER, self._number)]}
        else:
            self.length += len(message.get("body", b""))
        return self._send(message)


def _number(scope: Scope) -> bytes:
    given: bytes = next((value for name, value in scope["headers"] if name == HEADER), b"")
    return given if _ID.fullmatch(given) else b"%016x" % getrandbits(64)
