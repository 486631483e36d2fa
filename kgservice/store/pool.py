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
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from kgservice.errors import KgserviceError, QueryError, QueryTimeout, QueryTooLarge, StoreUnavailable
from kgservice.store import frames
from kgservice.store.base import Condition, Limits, Query, Source, Store, Update
from kgservice.store.nursery import Nursery, Reply, Worker, WorkerLostError
from kgservice.store.oxigraph import InProcess
from kgservice.store.places import Places
from kgservice.store.sink import too_much_memory

PATIENCE_SECONDS = 0.25
"""How long a query may hold a place of the fast class."""

RESTART_SECONDS = 0.5
"""How long to wait before a zygote that was lost is started again."""

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
        self._condition = Condition("starting")
        self._fast, self._slow = (Places(self._places, limits.seconds) for _ in range(2))
        self._writing = Places(1, limits.seconds)
        self._idle: list[Worker] = []
        self._outdated = 0  # workers up to this number were forked before the last update was done
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
        message = frames.of_query(query)
        try:
            return await self._answer(message)
        except _KilledError:
            return await self._answer(message)

    async def update(self, update: Update) -> None:
        """Carry out an update; cancelling stops it unless it is done already."""
        message = frames.of_update(update)
        async with self._writing:
            nursery = await self._ready()
            worker = await (nursery.writer() if self._folder else nursery.fork())
            try:
                triples = await self._wait(worker, message, self._limits.seconds)
                if self._folder:
                    await asyncio.shield(worker.fate)  # only then may another writer open the folder
                else:
                    triples = await self._apply(nursery, message)
            finally:
                self._renew(nursery)
            self._become(Condition("ready", int(triples)))

    async def _apply(self, nursery: Nursery, message: bytes) -> bytes:
        """Change the store in memory as a worker has tried it."""
        try:
            return frames.to_answer(*await nursery.apply(message))
        except WorkerLostError:
            raise StoreUnavailable("The store ended during the update and starts again. Look what it holds.") from None

    def _renew(self, nursery: Nursery) -> None:
        """Let no worker that is alive now answer another query."""
        self._outdated = nursery.newest
        while self._idle:
            self._kill(self._idle.pop())

    async def _answer(self, message: bytes) -> bytes:
        await self._fast.take()
        try:
            worker = await self._worker()
            reply = await self._replied(worker, worker.ask(message, self._patience))
            if reply is not None:
                return self._finish(worker, reply, reuse=True)
            if not (has_place := self._slow.take_free()):
                self._kill(worker)
        finally:
            self._fast.release()
        if has_place:
            try:
                return await self._wait(worker, None, self._limits.seconds - self._patience)
            finally:
                self._slow.release()
        async with self._slow:
            return await self._wait(await self._worker(), message, self._limits.seconds)

    async def _wait(self, worker: Worker, message: bytes | None, seconds: float) -> bytes:
        """Wait for a slow reply until the deadline, having sent the message if given; end the worker."""
        if self._nursery is not None:
            self._nursery.calm(worker)
        waiting = worker.reply(seconds) if message is None else worker.ask(message, seconds)
        if (reply := await self._replied(worker, waiting)) is None:
            self._kill(worker)
            raise QueryTimeout(self._limits.seconds)
        return self._finish(worker, reply, reuse=False)

    async def _replied(self, worker: Worker, waiting: asyncio.Future[Reply | None]) -> Reply | None:
        """Return what is waited for; when whoever asked is cancelled, end the worker."""
        try:
            return await waiting
        except WorkerLostError:
            raise await self._cause(worker) from None
        except asyncio.CancelledError:
            self._kill(worker)
            raise

    def _finish(self, worker: Worker, reply: Reply, *, reuse: bool) -> bytes:
        code, body = reply
        if reuse and code != frames.Code.too_large and worker.number > self._outdated:
            self._idle.append(worker)
        else:
            self._kill(worker)
        return frames.to_answer(code, body)

    async def _cause(self, worker: Worker) -> KgserviceError:
        """Return the error that says why a worker ended."""
        with contextlib.suppress(TimeoutError):
            status = await asyncio.wait_for(asyncio.shield(worker.fate), 1)
            if status == -signal.SIGALRM:
                return QueryTimeout(self._limits.seconds)
            if status == -signal.SIGABRT:
                return too_much_memory(self._limits)
            if status in _CRASHES:
                return QueryTooLarge("The query is too deep or too long for the engine. Write it flatter or shorter.")
            if status == 0:
                return QueryError("The engine could not answer the query.")
        return _KilledError("The process that answered the query was ended from outside. Try again.")

    async def _worker(self) -> Worker:
        """Return an idle worker or a new one, once the store has loaded."""
        nursery = await self._ready()
        while self._idle:
            if not (worker := self._idle.pop()).is_lost:
                return worker
        return await nursery.fork()

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

    def _kill(self, worker: Worker) -> None:
        if self._nursery is not None:
            self._nursery.kill(worker)

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
            self._idle.clear()
            self._outdated = 0
            await nursery.close()
            await asyncio.sleep(RESTART_SECONDS)

    def _become(self, condition: Condition) -> None:
        self._condition = condition
        self._changed.set()
        self._changed = asyncio.Event()
