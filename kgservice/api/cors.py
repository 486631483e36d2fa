"""Leave for pages of any origin to ask, and to read what is answered (CORS)."""

from __future__ import annotations

from collections.abc import Awaitable

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
EXPOSED = (
    *("ETag", "Content-Disposition", "Location"),
    *("RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"),
)
ANYBODY = (b"access-control-allow-origin", b"*")
"""What every answer says, whoever asks: so it never varies by Origin, and any cache may keep it."""

READABLE = (b"access-control-expose-headers", ", ".join(EXPOSED).encode())
"""What scripts of other sites may read, beside the usual headers; said to those that give an Origin."""


class Cors:
    """Lets everybody read every answer; Starlette's own layer answers preflight requests."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of ``app``."""
        self._app = app
        self._preflight = CORSMiddleware(app, allow_origins=["*"], allow_methods=METHODS, allow_headers=["*"])

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on (called by the server)."""
        if scope["type"] != "http":
            return self._app(scope, receive, send)
        names = [name for name, _ in scope["headers"]]
        if scope["method"] == "OPTIONS" and b"access-control-request-method" in names:
            return self._preflight(scope, receive, send)
        added = (ANYBODY, READABLE) if b"origin" in names else (ANYBODY,)

        def open_to_all(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            return send(message)

        return self._app(scope, receive, open_to_all)
