"""The store for strangers' queries: each runs in a forked worker, and loses that worker when it passes a limit.

Two classes of workers keep cheap queries served while dear ones run.  Every query starts in the fast class.  After
`PATIENCE_SECONDS` it moves to the slow class, with its worker while a place is free there; else its worker is ended, it
waits for a place and starts again.  So nothing holds a fast place for longer than that, and nothing burns on after its
deadline or after the client has left.

Updates come one at a time, each within the limits of a query, in a worker that is ended afterwards; so are all workers
that were forked before the update was done.  In memory, updates last as long as the zygote; in a folder, for good.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from kgservice.errors import KgserviceError, QueryError, QueryTimeout, QueryTooLarge, StoreUnavailable
from kgservice.store import frames
from kgservice.store.base import Condition, Limits, Query, Source, Store, Update
from kgservice.store.crew import DEPTH, Crew
from kgservice.store.line import Answer, Late, Line, WorkerLostError
from kgservice.store.nursery import Nursery
from kgservice.store.oxigraph import InProcess
from kgservice.store.places import Places
from kgservice.store.sink import too_much_memory

PATIENCE_SECONDS = 0.25
"""How long a query may hold a place of the fast class."""

RESTART_SECONDS = 0.5
"""How long to wait before a zygote that was lost is started again."""

_ENDED = "The process that answered the query was ended from outside. Try again."
_CRASHES = (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, -signal.SIGTRAP)


def make_store(
    sources: Sequence[Source], limits: Limits, folder: Path | None = None, *, read_only: bool = False
) -> Store:
    """Return the safest store that this system allows: a `Pool` where processes can fork, else `InProcess`.

    ``folder``: where it lies on disk; an empty one is filled from the sources, another is taken as it is.
    ``read_only``: nobody will write to it, so in memory its default graph needs no copy of the named ones.
    """
    if hasattr(os, "fork"):
        return Pool(sources, limits, folder=folder, read_only=read_only)
    return InProcess(sources, limits, folder, read_only=read_only)


class _KilledError(StoreUnavailable):
    """Somebody else ended the worker: the query may be tried again."""


class _BrokenError(QueryError):
    """The worker gave up: the query may be tried again, since a writer may have taken its files away."""


class Pool:
    """A `Store` over one zygote; ``places`` is how many queries each class runs at once."""

    def __init__(
        self,
        sources: Sequence[Source],
        limits: Limits,
        places: int | None = None,
        folder: Path | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        """Keep what to load and what to allow; nothing runs before `start`."""
        self._sources, self._limits, self._folder = sources, limits, folder
        self._is_union = read_only and folder is None
        self._places = places or max(2, os.cpu_count() or 2)
        self._patience = min(PATIENCE_SECONDS, limits.seconds)
        self._crew = Crew(self._places, self._patience, self._hire, self._kill)
        self._condition = Condition("starting")
        self._fast, self._slow = (Places(count, limits.seconds) for count in (self._places * DEPTH, self._places))
        self._writing = Places(1, limits.seconds)
        self._numbers = itertools.count()
        self._nursery: Nursery | None = None
        self._changed = asyncio.Event()
        self._supervision: asyncio.Task[None] | None = None

    @property
    def condition(self) -> Condition:
        """How the store is now."""
        return self._condition

    async def start(self) -> None:
        """Begin to load; queries that come before it is done wait."""
        self._supervision = asyncio.create_task(self._supervise())

    async def close(self) -> None:
        """End every process."""
        if self._supervision is not None:
            self._supervision.cancel()
            await asyncio.wait([self._supervision])
        if self._nursery is not None:
            await self._nursery.close()

    async def query(self, query: Query) -> bytes:
        """Answer a query in its media type; cancelling ends its worker."""
        number = next(self._numbers)
        message = frames.of_query(query, number)
        try:
            return await self._answer(message, number)
        except (_KilledError, _BrokenError):
            return await self._answer(message, number)

    async def update(self, update: Update) -> None:
        """Carry out an update; cancelling stops it unless it is done already."""
        message = frames.of_update(update, number=0)
        async with self._writing:
            nursery = await self._ready()
            line = nursery.writer() if self._folder else nursery.fork()
            try:
                triples = await self._wait(line, line.ask(message), self._limits.seconds)
                if self._folder:
                    await asyncio.shield(line.fate)  # only then may another writer open the folder
                else:
                    triples = await self._apply(nursery, message)
            finally:
                self._crew.retire()
            self._become(Condition("ready", int(triples)))

    async def _apply(self, nursery: Nursery, message: bytes) -> bytes:
        """Change the store in memory as a worker has tried it."""
        try:
            return frames.to_answer(await nursery.apply(message))
        except WorkerLostError:
            raise StoreUnavailable("The store ended during the update and starts again. Look what it holds.") from None

    async def _answer(self, message: bytes, number: int) -> bytes:
        if not self._fast.take_free():
            await self._fast.take()
        try:
            line, reply = await self._quickly(message, number)
            if isinstance(reply, frames.Message):
                return self._finish(line, reply)
            if not (has_place := self._slow.take_free()):
                self._kill(line)
        finally:
            self._fast.release()
        if has_place:
            try:
                return await self._wait(line, reply.answer, self._limits.seconds - self._patience)
            finally:
                self._slow.release()
        async with self._slow:
            line = (await self._ready()).fork()
            return await self._wait(line, line.ask(message, number), self._limits.seconds)

    async def _quickly(self, message: bytes, number: int) -> tuple[Line, frames.Message | Late]:
        """Have the crew answer; return who did, with the reply."""
        while True:
            if self._condition.status != "ready":
                await self._ready()
            line = self._crew.choose()
            try:
                reply = await self._crew.ask(line, message, number)
            except WorkerLostError:
                raise await self._cause(line) from None
            if reply is not None:
                return line, reply

    async def _wait(self, line: Line, answer: Answer, seconds: float) -> bytes:
        """Wait for a slow answer until the deadline, then end the worker."""
        if self._nursery is not None:
            self._nursery.calm(line)
        try:
            async with asyncio.timeout(seconds):
                reply = await answer
        except TimeoutError:
            raise QueryTimeout(self._limits.seconds) from None
        except WorkerLostError:
            raise await self._cause(line) from None
        finally:
            self._kill(line)
        if not isinstance(reply, frames.Message):
            raise _KilledError(_ENDED)  # it left, as when the service closes
        return frames.to_answer(reply)

    def _finish(self, line: Line, reply: frames.Message) -> bytes:
        if reply.code == frames.Code.too_large:
            self._crew.end(line)
        else:
            self._crew.release(line)
        return frames.to_answer(reply)

    async def _cause(self, line: Line) -> KgserviceError:
        """Return the error that says why a worker ended."""
        with contextlib.suppress(TimeoutError):
            status = await asyncio.wait_for(asyncio.shield(line.fate), 1)
            if status == -signal.SIGALRM:
                return QueryTimeout(self._limits.seconds)
            if status == -signal.SIGABRT:
                return too_much_memory(self._limits)
            if status in _CRASHES:
                return QueryTooLarge("The query is too deep or too long for the engine. Write it flatter or shorter.")
            if status == 0:
                return _BrokenError("The engine could not answer the query.")
        return _KilledError(_ENDED)

    def _hire(self) -> Line:
        """Return the line to a new worker."""
        if self._nursery is None:
            raise StoreUnavailable("The store has not been started.")
        return self._nursery.fork()

    async def _ready(self) -> Nursery:
        """Wait until the store has loaded."""
        while self._condition.status != "ready" or self._nursery is None:
            if self._condition.status == "failed":
                raise StoreUnavailable(self._condition.detail)
            await self._wait_for_change()
        return self._nursery

    async def _wait_for_change(self) -> None:
        try:
            await asyncio.wait_for(self._changed.wait(), self._limits.seconds)
        except TimeoutError:
            raise StoreUnavailable("The store is still loading. Try again in a few seconds.") from None

    def _kill(self, line: Line) -> None:
        if self._nursery is not None:
            self._nursery.kill(line)

    async def _supervise(self) -> None:
        """Keep a zygote running until cancelled; give up when the content cannot be loaded."""
        while True:
            self._nursery = nursery = Nursery(self._sources, self._limits, self._folder, is_union=self._is_union)
            try:
                self._become(Condition("ready", await nursery.load()))
                await asyncio.shield(nursery.lost)
                self._become(Condition("starting"))
            except (KgserviceError, OSError) as error:
                if not nursery.lost.done():
                    self._become(Condition("failed", detail=str(error)))
                    return
            self._crew.retire()
            await nursery.close()
            await asyncio.sleep(RESTART_SECONDS)

    def _become(self, condition: Condition) -> None:
        self._condition = condition
        self._changed.set()
        self._changed = asyncio.Event()
