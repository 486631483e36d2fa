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

from kgservice.errors import StoreUnavailable
from kgservice.store.base import Limits, Source
from kgservice.store.frames import Message
from kgservice.store.line import Line

CLOSE_SECONDS = 5.0
"""How long a zygote may take to end before it is killed."""


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
        self._lines: dict[int, Line] = {}
        self._connecting: set[asyncio.Task[tuple[asyncio.Transport, Line]]] = set()
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

    def fork(self) -> Line:
        """Return the line to a new worker; raises `StoreUnavailable` when the zygote is not there."""
        return self._connect(b"fork")

    def writer(self) -> Line:
        """Return the line to a new worker that may write to the folder; there must be one at a time."""
        return self._connect(b"write")

    async def apply(self, message: bytes) -> Message:
        """Have the zygote itself carry out an update that a worker has tried, and return its reply."""
        zygote = self._connect(b"apply")
        try:
            reply = await zygote.ask(message)
            assert isinstance(reply, Message)  # it has all the time
            return reply
        finally:
            self._lines.pop(zygote.number, None)
            zygote.leave()

    def _connect(self, command: bytes) -> Line:
        self._number += 1
        line = Line(self._number)
        ours, theirs = socket.socketpair()
        with theirs, contextlib.ExitStack() as undoing:
            undoing.callback(ours.close)
            self._command(command + b" %d\n" % line.number, [theirs.fileno()])
            undoing.pop_all()  # the connection closes it from now on
        ours.setblocking(False)
        loop = asyncio.get_running_loop()
        self._lines[line.number] = line
        connecting = loop.create_task(loop.create_connection(lambda: line, sock=ours))
        self._connecting.add(connecting)
        connecting.add_done_callback(self._connecting.discard)
        return line

    def kill(self, line: Line) -> None:
        """End a worker, whatever it is doing; nothing happens when it has ended already."""
        line.leave()
        if line.number in self._lines and not self.lost.done():
            self._command(b"kill %d\n" % line.number, [])

    def calm(self, line: Line) -> None:
        """Let a worker run only with the time that others leave, for the rest of its life."""
        if not self.lost.done():
            self._command(b"calm %d\n" % line.number, [])

    async def close(self) -> None:
        """End the zygote and with it every worker; may be called again, as when the first call was interrupted."""
        for line in self._lines.values():
            line.leave()
        if not self.lost.done():
            self._gone()
        try:
            await asyncio.to_thread(self._process.wait, CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
        await asyncio.wait([self._feeding])
        if self._connecting:
            await asyncio.wait(self._connecting)

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
        line = self._lines.pop(number)
        if not line.fate.done():
            line.fate.set_result(status)

    def _gone(self) -> None:
        """Note that the zygote has ended, or shall: closing its socket ends it."""
        asyncio.get_running_loop().remove_reader(self._control.fileno())
        self._control.close()
        self.lost.set_result(None)
        if not self._loaded.done():
            self._loaded.set_exception(StoreUnavailable("The store ended while it was loading."))
            self._loaded.exception()  # seen, whether or not somebody waits for it
        for line in list(self._lines.values()):
            self._exited(line.number, -signal.SIGKILL)

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
