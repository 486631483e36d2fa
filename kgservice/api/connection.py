"""One connection of the server: what it tells clients whose requests cannot be read, and how long it waits for them.

uvicorn answers a head that cannot be read with plain text, keeps one of any length, and waits for a head forever.  This
says what is wrong, reads on for a while so that the client can see it, and closes.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from kgservice.api import problems
from kgservice.api.faults import BadRequestError, HeadersTooLargeError, TooSlowError, UrlTooLongError
from kgservice.api.limits import MAX_HEADER_BYTES, MAX_URL_BYTES
from kgservice.errors import KgserviceError

HEAD_BYTES = MAX_URL_BYTES + MAX_HEADER_BYTES
"""How long a head can be at all, request line and headers together."""

HEAD_SECONDS = 10.0
"""How long a client may take to send the head of a request."""

DRAIN_SECONDS, DRAIN_BYTES = 2.0, 4 << 20
"""How long, and how much, a client may go on sending what nobody will read."""


class State(ServerState):
    """What the connections of a server share."""

    is_leaving = False

    def leave(self) -> None:
        """Have every answer that begins from now on say that its connection closes, and close it."""
        self.is_leaving = True
        self.default_headers = [*self.default_headers, (b"connection", b"close")]


class Joined:
    """A transport that sends the head of an answer together with the body that comes at once: one call, one packet."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Send through ``transport``."""
        self._transport, self._loop, self._held = transport, loop, b""

    def __getattr__(self, name: str) -> Any:
        """Return what is the transport's own."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send what was held before it, or hold it until others have had their turn."""
        if self._held:
            held, self._held = self._held, b""
            self._transport.writelines((held, data))
        else:
            self._held = data
            self._loop.call_soon(self._send)

    def close(self) -> None:
        """Send everything, then close."""
        self._send()
        self._transport.close()

    def write_eof(self) -> None:
        """Send everything, and say that there is no more."""
        self._send()
        self._transport.write_eof()

    def _send(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)


class Connection(HttpToolsProtocol):
    """An HTTP/1.1 connection with limits on the head of a request.

    The head of a request is what comes before `on_headers_complete`, its body what comes before `on_message_complete`.
    """

    _is_in_head = _is_in_body = False
    _head = 0  # bytes of a head that has begun
    _refused: int | None = None  # how much has been thrown away since the refusal
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head (called by asyncio)."""
        super().connection_made(cast("asyncio.Transport", Joined(transport, self.loop)))
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on, or throw away what comes after a refusal (called by asyncio)."""
        if self._refused is not None:
            self._refused += len(data)
            if self._refused > DRAIN_BYTES:
                self.transport.close()
            return
        if not self._is_in_body:
            self._head += len(data)
        super().data_received(data)
        if not self._is_in_head:
            self._stop_waiting()
        elif self._head > HEAD_BYTES:
            is_url = len(self.url) > MAX_URL_BYTES
            self._refuse(UrlTooLongError(MAX_URL_BYTES) if is_url else HeadersTooLargeError(MAX_HEADER_BYTES))
        elif self._waiting is None:
            self._wait()

    def on_message_begin(self) -> None:
        """Note that a head begins (called by httptools)."""
        self._is_in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Note that the body begins (called by httptools)."""
        self._is_in_head, self._is_in_body, self._head = False, True, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that the request ends (called by httptools)."""
        self._is_in_body = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Close the connection soon when the request is answered and still not here (called by uvicorn)."""
        super().on_response_complete()
        if self._is_in_body:
            self.loop.call_later(DRAIN_SECONDS, self._end_unread)

    def _end_unread(self) -> None:
        if self._is_in_body and self.cycle is not None and self.cycle.response_complete:
            self.transport.close()

    def shutdown(self) -> None:
        """Close after the request that runs, else at once; of a server that leaves, after its next answer.

        That answer says so: a client that is not told may send another request just when the connection closes.
        """
        if not (isinstance(self.server_state, State) and self.server_state.is_leaving):
            super().shutdown()
        elif self.cycle is not None and not self.cycle.response_started:
            self.cycle.default_headers = self.server_state.default_headers

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer (called by asyncio)."""
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with a request that cannot be read (called by uvicorn)."""
        self._is_in_head = False
        self._refuse(BadRequestError("This is not an HTTP/1.1 request that can be read."))

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEAD_SECONDS, self._is_too_slow)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _is_too_slow(self) -> None:
        """Close a connection whose head has not come; say so where it had begun."""
        if self._is_in_head:
            self._refuse(TooSlowError("head", HEAD_SECONDS))
        else:
            self.transport.close()

    def _refuse(self, error: KgserviceError) -> None:
        self._stop_waiting()
        self._refused = 0
        if self.cycle is not None and not self.cycle.response_complete:  # its answer has no place any more
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self.transport.close()
            return
        self.transport.write(self._document(error))
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(DRAIN_SECONDS, self.transport.close)

    def _document(self, error: KgserviceError) -> bytes:
        response = problems.response(error, "")
        headers = [*self.server_state.default_headers, *response.raw_headers, (b"connection", b"close")]
        lines = [STATUS_LINE[response.status_code], *(b"%s: %s\r\n" % header for header in headers), b"\r\n"]
        return b"".join(lines) + bytes(response.body)
