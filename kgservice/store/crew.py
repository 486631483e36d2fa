"""The workers of the fast class, and how queries are shared out among them.

Under load a worker has several queries in its queue: to wake a process takes longer than most queries do, and so one
wake-up does for many.  No query waits long behind a dear one: once that has run for `TICK_SECONDS`, what stands behind
it moves to a worker that is free or quick; after the crew's patience the dear one has to leave the crew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kgservice.store.frames import Message
from kgservice.store.line import Late, Line

DEPTH = 4
"""How many queries may stand in the queue of a worker."""

TICK_SECONDS = 0.005
"""How often the queues are looked at while there is anything in them."""

QUICK = 2
"""Whoever has answered so often between two looks is quick."""


class Crew:
    """At most ``size`` workers; ``hire`` makes a new one and ``dismiss`` ends one."""

    def __init__(self, size: int, patience: float, hire: Callable[[], Line], dismiss: Callable[[Line], None]) -> None:
        """Begin with nobody; ``patience``: seconds that a query may take."""
        self._size, self._patience, self._hire, self._dismiss = size, patience, hire, dismiss
        self._lines: list[Line] = []
        self._retired: list[Line] = []  # at their last queries
        self._timer: asyncio.TimerHandle | None = None
        self._answers: dict[Line, int] = {}  # how many there were at the last look
        self._quick: set[Line] = set()

    def choose(self) -> Line:
        """Return who has nothing to do, else a new worker if there may be one, else who should come to it first.

        Raises what ``hire`` raises.
        """
        for line in self._lines:
            if not (line.queued or line.is_lost):
                return line
        self._lines = [line for line in self._lines if not line.is_lost]
        if self._has_room():
            self._lines.append(hired := self._hire())
            return hired
        return min(self._lines, key=lambda line: (line not in self._quick, line.queued))

    async def ask(self, line: Line, message: bytes, number: int) -> Message | Late | None:
        """Ask a worker and return its `Answer`; who is `Late` has left the crew.

        Cancelling ends a worker that is at the query.  Raises `WorkerLostError`.
        """
        answer = line.ask(message, number)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(TICK_SECONDS, self._look)
        try:
            return await answer
        except asyncio.CancelledError:
            self.end(line) if line.is_at(number) else line.withdraw(number)
            raise

    def end(self, line: Line) -> None:
        """End a worker; others are asked what it has not begun."""
        self._forget(line)
        self._dismiss(line)

    def release(self, line: Line) -> None:
        """Note that a worker has answered: one that is retired ends with its last query."""
        if self._retired and not line.queued and line in self._retired:
            self.end(line)

    def retire(self) -> None:
        """Let every worker that is there now end with what it is at."""
        lines, self._lines = self._lines, []
        for line in lines:
            line.move()
            self._retired.append(line) if line.queued else self._dismiss(line)

    def _forget(self, line: Line) -> None:
        for lines in (self._lines, self._retired):
            if line in lines:
                lines.remove(line)

    def _has_room(self) -> bool:
        return len(self._lines) < self._size

    def _look(self) -> None:
        """Find what takes long, and look again as long as anything is done."""
        loop = asyncio.get_running_loop()
        now, lines = loop.time(), [*self._lines, *self._retired]
        self._quick = {line for line in self._lines if line.answers - self._answers.get(line, 0) >= QUICK}
        self._answers = {line: line.answers for line in self._lines}
        has_help = self._has_room() or self._quick or not all(line.queued for line in self._lines)
        for line in lines:
            age = now - line.since if line.queued else 0.0
            if age >= self._patience:
                self._forget(line)
                line.be_late()
            elif age >= TICK_SECONDS and line.queued > 1 and has_help:
                line.move()
        is_busy = any(line.queued for line in lines)
        self._timer = loop.call_later(TICK_SECONDS, self._look) if is_busy else None
