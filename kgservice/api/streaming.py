"""Requests and answers that flow at the same time: what is read is labelled and sent before the rest has arrived.

Memory is bounded: of the request at most ``most`` bytes are held ahead of the work, and a line longer than that is
given up.  A client that sends without reading fills the network's buffers in both directions and would wait for ever;
`StreamedAnswer` leaves it after `STALL_SECONDS`.  Requests that fit into ``most`` bytes are read ahead whole, so they
never wait.  A client that sends too slowly is left by `ReadAhead`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kgservice.api.faults import TooSlowError

STALL_SECONDS = 30.0

SEND_SECONDS, SEND_RATE = 60.0, 500
"""How long a client may be waited for in all: so many seconds, and one more for so many bytes that have come."""


class ReadAhead:
    """The chunks of a request, read as they come, at most ``most`` bytes ahead of whoever takes them.

    A client that leaves ends them.  After one that is too slow `TooSlowError` is raised; time counts only while it is
    waited for.
    """

    def __init__(self, chunks: AsyncIterator[bytes], most: int) -> None:
        """Keep where to read."""
        self._chunks, self._most = chunks, most
        self._held = bytearray()
        self._news, self._room = asyncio.Event(), asyncio.Event()
        self._is_over = self._is_too_slow = False
        self._patience = SEND_SECONDS

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield what has arrived, as soon as something has."""
        reading = asyncio.create_task(self._read())
        try:
            while self._held or not self._is_over:
                await self._news.wait()
                self._news.clear()
                piece = bytes(self._held)
                self._held.clear()
                self._room.set()
                if piece:
                    yield piece
        finally:
            reading.cancel()
        if self._is_too_slow:
            raise TooSlowError("body", SEND_SECONDS)

    async def _next(self) -> bytes | None:
        """Return the next chunk, None after the last."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        async with asyncio.timeout(self._patience):
            chunk = await anext(self._chunks, None)
        self._patience += len(chunk or b"") / SEND_RATE - (loop.time() - begun)
        return chunk

    async def _read(self) -> None:
        try:
            while (chunk := await self._next()) is not None:
                self._held += chunk
                self._news.set()
                if len(self._held) >= self._most:
                    self._room.clear()
                    await self._room.wait()
        except ClientDisconnect:
            self._held.clear()
        except TimeoutError:
            self._is_too_slow = True
        finally:
            self._is_over = True
            self._news.set()


class Line(NamedTuple):
    """A line without its end, counted from 1; ``is_whole`` is False for one that was too long, and is then empty."""

    number: int
    content: bytes
    is_whole: bool


async def lines(pieces: AsyncIterator[bytes], most: int) -> AsyncIterator[list[Line]]:
    """Yield the lines that end in each piece of a stream, and the last one, which need not end.

    A line of more than ``most`` bytes is given up.
    """
    number, rest, is_whole = 0, b"", True
    async for piece in pieces:
        *ended, open_end = piece.split(b"\n")
        found = []
        for number, end in enumerate(ended, start=number + 1):  # noqa: B020, the count goes on
            is_whole = is_whole and len(rest) + len(end) <= most
            found.append(Line(number, (rest + end).removesuffix(b"\r") if is_whole else b"", is_whole))
            rest, is_whole = b"", True
        is_whole = is_whole and len(rest) + len(open_end) <= most
        rest = rest + open_end if is_whole else b""
        yield found
    if rest or not is_whole:
        yield [Line(number + 1, rest, is_whole)]


class StreamedAnswer(Response):
    """An answer sent piece by piece while the request is still being read.

    Starlette's own streaming answer listens for the client's leaving by reading the request, so it would take the
    chunks that the work is waiting for.
    """

    def __init__(self, pieces: AsyncIterator[bytes], media_type: str) -> None:
        """Keep where the pieces come from."""
        super().__init__(None, media_type=media_type)
        self._pieces = pieces
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the pieces (called by the application)."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for piece in self._pieces:
            async with asyncio.timeout(STALL_SECONDS):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
