"""The pool's side of the zygote: starts it, feeds it, asks it for workers and hears of their deaths."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from kgservice.errors import StoreUnavailable
from kgservice.store import frames
from kgservice.store.base import Limits, Source

CLOSE_SECONDS = 5.0
"""How long a zygote may take to end before it is killed."""


class WorkerLostError(Exception):
    """The worker ended before it answered."""


Reply = tuple[int, bytes]
"""The code and the body of what a worker answers."""


class Worker(asyncio.Protocol):
    """The connection to one worker; ``fate`` becomes its exit status, negative for a signal."""

    def __init__(self, number: int) -> None:
        """Wait for the connection."""
        self.number = number
        self.fate: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.is_lost = False
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._reply: Reply | None = None
        self._waiter: asyncio.Future[Reply | None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport (called by asyncio)."""
        self._transport = cast("asyncio.Transport", transport)  # of uvloop's own kind where that runs

    def ask(self, message: bytes, seconds: float | None = None) -> asyncio.Future[Reply | None]:
        """Send a query, and return what `reply` does."""
        self._reply = None
        if self._transport is not None and not self.is_lost:
            self._transport.write(message)
        return self.reply(seconds)

    def reply(self, seconds: float | None = None) -> asyncio.Future[Reply | None]:
        """Return a future of the reply, None when it is not there within so long, or raises `WorkerLostError`."""
        loop = asyncio.get_running_loop()
        self._waiter = waiter = loop.create_future()
        if self._reply is not None:
            waiter.set_result(self._reply)
        elif self.is_lost:
            waiter.set_exception(WorkerLostError())
        elif seconds is not None:
            self._timer = loop.call_later(seconds, self._is_late)
        return waiter

    def data_received(self, data: bytes) -> None:
        """Collect the reply (called by asyncio)."""
        self._buffer += data
        size = frames.HEAD.size
        if len(self._buffer) < size:
            return
        code, length = frames.HEAD.unpack_from(self._buffer)
        if len(self._buffer) == size + length:
            with memoryview(self._buffer) as whole:
                self._reply = code, bytes(whole[size:])
            self._buffer.clear()
            if (waiter := self._waiting()) is not None:
                waiter.set_result(self._reply)

    def connection_lost(self, error: Exception | None) -> None:
        """Fail the reply that is still awaited (called by asyncio)."""
        self.is_lost = True
        if (waiter := self._waiting()) is not None:
            waiter.set_exception(WorkerLostError())
            waiter.exception()  # seen, whether or not somebody still waits for it

    def _is_late(self) -> None:
        if (waiter := self._waiting()) is not None:
            waiter.set_result(None)

    def _waiting(self) -> asyncio.Future[Reply | None] | None:
        """Return the future that somebody waits for, and stop its clock; None when nobody does."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        return self._waiter if self._waiter is not None and not self._waiter.done() else None

    def leave(self) -> None:
        """Close the connection and expect nothing more."""
        self.connection_lost(None)
        if self._transport is not None:
            self._transport.abort()


class Nursery:
    """One zygote and the workers it forks.

    ``lost`` is done once the zygote has ended, or has been told to.
    """

    def __init__(
        self, sources: Sequence[Source], limits: Limits, folder: Path | None = None, *, is_union: bool = False
    ) -> None:
        """Start the zygote and begin to feed it; within a running event loop."""
        loop = asyncio.get_running_loop()
        self._loaded: asyncio.Future[int] = loop.create_future()
        self.lost: asyncio.Future[None] = loop.create_future()
        self._control, theirs = socket.socketpair()
        self._control.setblocking(False)
        with theirs:
            self._process = _spawn(theirs, limits, folder, is_union=is_union)
        self._workers: dict[int, Worker] = {}
        self._number, self._rest = 0, b""
        self._feeding = loop.run_in_executor(None, self._feed, sources)
        loop.add_reader(self._control.fileno(), self._hear)

    @property
    def process_id(self) -> int:
        """The zygote's process id."""
        return self._process.pid

    async def load(self) -> int:
        """Wait until everything is loaded and return the number of triples.

        Raises `StoreUnavailable`, or what the reading of a source raises.
        """
        triples = await asyncio.shield(self._loaded)
        await self._feeding
        return triples

    @property
    def newest(self) -> int:
        """The number of the newest worker."""
        return self._number

    async def fork(self) -> Worker:
        """Return a new worker; raises `StoreUnavailable` when the zygote is not there."""
        return await self._connect(b"fork")

    async def writer(self) -> Worker:
        """Return a new worker that may write to the folder; there must be one at a time."""
        return await self._connect(b"write")

    async def apply(self, message: bytes) -> Reply:
        """Have the zygote itself carry out an update that a worker has tried; return code and body of its reply."""
        zygote = await self._connect(b"apply")
        try:
            reply = await zygote.ask(message)
            assert reply is not None  # it has all the time
            return reply
        finally:
            self._workers.pop(zygote.number, None)
            zygote.leave()

    async def _connect(self, command: bytes) -> Worker:
        self._number += 1
        worker = Worker(self._number)
        ours, theirs = socket.socketpair()
        with theirs:
            self._command(command + b" %d\n" % worker.number, [theirs.fileno()])
        self._workers[worker.number] = worker
        ours.setblocking(False)
        with contextlib.ExitStack() as undoing:
            undoing.callback(ours.close)
            await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
            undoing.pop_all()  # the connection closes it from now on
        return worker

    def kill(self, worker: Worker) -> None:
        """End a worker, whatever it is doing; nothing happens when it has ended already."""
        worker.leave()
        if worker.number in self._workers and not self.lost.done():
            self._command(b"kill %d\n" % worker.number, [])

    def calm(self, worker: Worker) -> None:
        """Let a worker run only with the time that others leave, for the rest of its life."""
        if not self.lost.done():
            self._command(b"calm %d\n" % worker.number, [])

    async def close(self) -> None:
        """End the zygote and with it every worker; may be called again, as when the first call was interrupted."""
        for worker in self._workers.values():
            worker.leave()
        if not self.lost.done():
            self._gone()
        try:
            await asyncio.to_thread(self._process.wait, CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
        await asyncio.wait([self._feeding])

    def _command(self, line: bytes, descriptors: list[int]) -> None:
        try:
            socket.send_fds(self._control, [line], descriptors)
        except OSError as error:
            raise StoreUnavailable("The store is starting again. Try again in a moment.") from error

    def _hear(self) -> None:
        """Take the zygote's news."""
        try:
            data = self._control.recv(1 << 16)
        except ConnectionError:
            data = b""
        if not data:
            self._gone()
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            what, *facts = json.loads(line)
            if what == "exited":
                self._exited(*facts)
            elif self._loaded.done():
                continue
            elif what == "ready":
                self._loaded.set_result(facts[0])
            else:
                self._loaded.set_exception(StoreUnavailable(facts[0]))

    def _exited(self, number: int, status: int) -> None:
        worker = self._workers.pop(number)
        if not worker.fate.done():
            worker.fate.set_result(status)

    def _gone(self) -> None:
        """Note that the zygote has ended, or shall: closing its socket ends it."""
        asyncio.get_running_loop().remove_reader(self._control.fileno())
        self._control.close()
        self.lost.set_result(None)
        if not self._loaded.done():
            self._loaded.set_exception(StoreUnavailable("The store ended while it was loading."))
            self._loaded.exception()  # seen, whether or not somebody waits for it
        for worker in list(self._workers.values()):
            self._exited(worker.number, -signal.SIGKILL)

    def _feed(self, sources: Sequence[Source]) -> None:
        """Write every source to the zygote (in a thread: making the RDF takes a while)."""
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                for source in sources:
                    data = b"".join(source.read())
                    pipe.write(f"{source.media_type} {len(data)} {source.graph or ''}\n".encode())
                    pipe.write(data)
        except BrokenPipeError:
            pass  # the zygote has ended: `_hear` says so


def _spawn(control: socket.socket, limits: Limits, folder: Path | None, *, is_union: bool) -> subprocess.Popen[bytes]:
    """Start a zygote that sees the modules that we see; in a session of its own, so that Ctrl-C does not reach it."""
    command = [sys.executable, "-P", "-m", "kgservice.store.zygote", str(control.fileno())]
    command += [json.dumps(dataclasses.asdict(limits)), "union" if is_union else "copy", str(folder or "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[control.fileno()],
        env=environment,
        start_new_session=True,
    )
