"""Several processes that serve on one port, kept running and replaced by new ones without losing a request.

Each is started anew (`kgservice.api.child`), so it reads settings, content and code as they are at that moment: SIGHUP
brings in a new release.  New processes come first, one at a time, and an old one leaves when a new one is ready; when
a new one cannot start, the old ones stay.  SIGTERM and SIGINT let them finish what they are doing.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping

from kgservice.api import logs
from kgservice.api.metrics import SHARED_FOLDER, forget
from kgservice.api.server import grace, listen, url
from kgservice.api.settings import Settings, SettingsError
from kgservice.errors import KgserviceError

START_SECONDS = 120
"""How long a process may take to load everything."""

RESTART_SECONDS = 1.0
"""How long to wait before a process that could not start is tried again."""

READY, LEAVE = b"ready\n", b"leave\n"


class StartError(KgserviceError):
    """A serving process ended, or took too long, before it was ready."""


def supervise(flags: Mapping[str, object], announce: Callable[[str], None] = lambda url: None) -> None:
    """Serve with as many processes as the settings say, until SIGTERM or SIGINT.

    ``flags``: settings that win over environment and file, now and after every reload.  ``announce`` is called with the
    URL once all are ready.  Raises `SettingsError`, `AddressError`, and `StartError` when the first ones cannot start.
    """
    settings = Settings(**flags)
    if os.name != "posix":
        raise SettingsError("KGSERVICE_WORKERS: several processes need a POSIX system. Set it to 0.")
    logs.configure(settings.log_format)
    with listen(settings) as listener, tempfile.TemporaryDirectory(prefix="kgservice-metrics-") as folder:
        os.set_inheritable(listener.fileno(), True)
        asyncio.run(Supervisor(settings, flags, listener, folder).run(lambda: announce(url(listener))))


class Child:
    """One serving process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Keep the process; it leaves when told to or when the pipe to it closes."""
        self._process = process
        self.is_leaving = False
        self.ended = asyncio.ensure_future(process.wait())

    @property
    def number(self) -> int:
        """The process id."""
        return self._process.pid

    async def ready(self) -> None:
        """Wait until it serves; raises `StartError`."""
        assert self._process.stdout is not None
        try:
            said = await asyncio.wait_for(self._process.stdout.readline(), START_SECONDS)
        except TimeoutError:
            raise StartError(f"A serving process was not ready within {START_SECONDS} s.") from None
        if said != READY:
            raise StartError("A serving process ended before it was ready; the log says why.")

    def leave(self) -> None:
        """Have it serve those that are connected once more, and end."""
        self.is_leaving = True
        if self._process.stdin is not None and not self.ended.done():
            self._process.stdin.write(LEAVE)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended."""
        self.is_leaving = True
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)


class Supervisor:
    """Starts, watches and replaces the processes."""

    def __init__(
        self, settings: Settings, flags: Mapping[str, object], listener: socket.socket, metrics_folder: str
    ) -> None:
        """Keep what the processes need."""
        self._settings, self._listener, self._folder = settings, listener, metrics_folder
        self._flags = json.dumps(dict(flags), default=str).encode() + b"\n"
        self._serving: list[Child] = []
        self._alive: set[Child] = set()
        self._events: asyncio.Queue[Child | None] = asyncio.Queue()  # a child that has ended, or None: reload

    async def run(self, announce: Callable[[], None]) -> None:
        """Serve until a signal ends it."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, self._events.put_nowait, None)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        tasks = [loop.create_task(self._serve(announce)), loop.create_task(stop.wait())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            await self._end()
        for task in done:
            task.result()

    async def _serve(self, announce: Callable[[], None]) -> None:
        for _ in range(self._settings.workers):
            self._serving.append(await self._start())
        announce()
        while True:
            ended = await self._events.get()
            if ended is None:
                await self._reload()
            elif ended in self._serving:
                logs.LOGGER.error("serving process %d ended with status %s", ended.number, ended.ended.result())
                self._serving.remove(ended)
                self._serving.append(await self._start_again())

    async def _start(self) -> Child:
        """Return a process that is ready; raises `StartError`."""
        environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), SHARED_FOLDER: self._folder}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kgservice.api.child", str(self._listener.fileno())),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            pass_fds=[self._listener.fileno()],
            env=os.environ | environment,
            start_new_session=True,  # Ctrl-C is for us; we tell them
        )
        child = Child(process)
        self._alive.add(child)
        child.ended.add_done_callback(lambda _: self._gone(child))
        assert process.stdin is not None
        process.stdin.write(self._flags)
        try:
            await child.ready()
        except StartError:
            child.signal(signal.SIGKILL)
            raise
        return child

    async def _start_again(self) -> Child:
        while True:
            try:
                return await self._start()
            except StartError as error:
                logs.LOGGER.error("%s Trying again.", error)
                await asyncio.sleep(RESTART_SECONDS)

    async def _reload(self) -> None:
        """Replace every process by a new one, as long as new ones can start."""
        for old in tuple(self._serving):
            try:
                new = await self._start()
            except StartError as error:
                logs.LOGGER.error("not reloaded, the old processes go on: %s", error)
                return
            self._serving.append(new)
            if old in self._serving:
                self._serving.remove(old)
                old.leave()
        logs.LOGGER.info("reloaded: %d new processes", len(self._serving))

    def _gone(self, child: Child) -> None:
        self._alive.discard(child)
        forget(child.number, self._folder)
        self._events.put_nowait(child)

    async def _end(self) -> None:
        """Stop every process, by force when it takes too long."""
        for child in (children := tuple(self._alive)):
            child.signal(signal.SIGTERM)
        if children:
            _, late = await asyncio.wait([child.ended for child in children], timeout=grace(self._settings) + 5)
            for child in children if late else ():
                child.signal(signal.SIGKILL)
            await asyncio.wait([child.ended for child in children])
