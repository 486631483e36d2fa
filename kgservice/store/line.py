"""The pool's side of the connection to one worker: what it has been asked and not answered yet, in that order.

A line may be asked several things at once.  The worker answers one after the other, so what is at the head of the queue
is what it is doing; the rest may still be moved to other workers.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import NamedTuple, TypeAlias, cast

from kgservice.store import frames


class WorkerLostError(Exception):
    """The worker ended before it answered."""


class Late(NamedTuple):
    """The worker is still at it, after longer than was allowed; ``answer``: what will come of it."""

    answer: Answer


Answer: TypeAlias = "asyncio.Future[frames.Message | Late | None]"
"""What is to become of a question.  None: the worker had not begun with it and does not answer it, so ask another.
Raises `WorkerLostError` when the worker ended over it."""


class Line(asyncio.Protocol):
    """A connection to a worker; may be asked before it is made.

    ``fate`` becomes the worker's exit status, negative for a signal; ``since`` is when, by the clock of the event loop,
    it began with the head of its queue; ``answers``: how many it has given in all.
    """

    def __init__(self, number: int) -> None:
        """Wait for the connection."""
        self.number = number
        self._loop = asyncio.get_running_loop()
        self.fate: asyncio.Future[int] = self._loop.create_future()
        self.is_lost = False
        self.since, self.answers = 0.0, 0
        self._asked: deque[tuple[int, Answer]] = deque()
        self._transport: asyncio.Transport | None = None
        self._unsent: list[bytes] = []
        self._buffer = bytearray()

    @property
    def queued(self) -> int:
        """How many questions are not answered."""
        return len(self._asked)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send what has been asked already (called by asyncio)."""
        self._transport = cast("asyncio.Transport", transport)  # of uvloop's own kind where that runs
        self.leave() if self.is_lost else self._flush()

    def ask(self, message: bytes, number: int = 0) -> Answer:
        """Ask something behind all else; ``number`` is that in the message, and nothing else's in the queue."""
        answer: Answer = self._loop.create_future()
        if self.is_lost:
            answer.set_exception(WorkerLostError())
            return answer
        if not self._asked:
            self.since = self._loop.time()
        self._asked.append((number, answer))
        self._send(message)
        return answer

    def is_at(self, number: int) -> bool:
        """Tell whether the worker is at the question of this number, late or not."""
        return bool(self._asked) and self._asked[0][0] == number

    def be_late(self) -> None:
        """Say of the head of the queue that it is late, and move the rest."""
        self.move()
        number, answer = self._asked.popleft()
        self._asked.append((number, later := self._loop.create_future()))
        _settle(answer, Late(later))

    def move(self) -> None:
        """Move all but the head of the queue."""
        while len(self._asked) > 1:
            self._drop(*self._asked.pop())

    def withdraw(self, number: int) -> None:
        """Forget a question that is not at the head of the queue; nothing happens when it is answered already."""
        for asked in self._asked:
            if asked[0] == number:
                self._asked.remove(asked)
                self._drop(*asked)
                return

    def data_received(self, data: bytes) -> None:
        """Take answers (called by asyncio)."""
        self._buffer += data
        for reply in frames.take(self._buffer):
            if self._asked and self._asked[0][0] == reply.number:  # else it had begun with what was moved
                _, answer = self._asked.popleft()
                self.since = self._loop.time()
                self.answers += 1
                _settle(answer, reply)

    def connection_lost(self, error: Exception | None) -> None:
        """Fail the head of the queue and move the rest (called by asyncio)."""
        if self._asked and not (head := self._asked.popleft()[1]).done():
            head.set_exception(WorkerLostError())
            head.exception()  # seen, whether or not somebody still waits for it
        self.leave()

    def leave(self) -> None:
        """Move everything, close the connection and expect nothing more."""
        self.is_lost = True
        while self._asked:
            _settle(self._asked.popleft()[1], None)
        if self._transport is not None:
            self._transport.abort()

    def _drop(self, number: int, answer: Answer) -> None:
        self._send(frames.pack(frames.Code.drop, b"", number))
        _settle(answer, None)

    def _send(self, message: bytes) -> None:
        """Send it with what else is asked in this round of the event loop: it is waking the worker that costs."""
        if not self._unsent:
            self._loop.call_soon(self._flush)
        self._unsent.append(message)

    def _flush(self) -> None:
        if self._transport is not None and self._unsent and not self.is_lost:
            self._transport.write(b"".join(self._unsent))
            self._unsent.clear()


def _settle(answer: Answer, result: frames.Message | Late | None) -> None:
    if not answer.done():
        answer.set_result(result)
