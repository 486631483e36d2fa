"""Leave for pages of any origin to ask, and to read what is answered (CORS)."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
EXPOSED = (
    *("ETag", "Content-Disposition", "Location"),
    *("RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"),
)
HEADERS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(EXPOSED).encode()),
)
"""What every answer says, whoever asks: so it never varies by Origin, and any cache may keep it."""


class Cors:
    """Gives every answer `HEADERS`; Starlette's own layer answers preflight requests."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of ``app``."""
        self._app = app
        self._preflight = CORSMiddleware(app, allow_origins=["*"], allow_methods=METHODS, allow_headers=["*"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on (called by the server)."""

        async def open_to_all(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
            await send(message)

        is_preflight = scope["type"] == "http" and scope["method"] == "OPTIONS"
        if is_preflight and any(name == b"access-control-request-method" for name, _ in scope["headers"]):
            await self._preflight(scope, receive, send)
        else:
            await self._app(scope, receive, open_to_all if scope["type"] == "http" else send)
