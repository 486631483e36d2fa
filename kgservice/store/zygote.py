"""The zygote: a process that loads the store once, then forks workers that share its memory, and buries them.

Started by `nursery` as ``python -m kgservice.store.zygote FD LIMITS union|copy FOLDER``; without a folder, which is
then empty, the store is in memory.  RDF comes in on standard input: for each source a line ``media type length graph``,
then the bytes; the end of input ends the loading.  Then commands come in over
the socket ``FD``, a line each: ``fork N``, ``write N`` and ``apply N`` (with a socket to the pool as ancillary data),
``calm N`` (let others go first) and ``kill N``.  Out go, a line of JSON each: ``["ready", triples]``,
``["failed", why]``, ``["exited", N, status]``.  When the socket closes it kills its workers and ends.  It has one
thread, so that forking is safe, and no query runs in it.

Updates.  In memory a worker carries out the update first, on its own copy and within its limits; ``apply`` then has the
zygote do the same on the store itself, which it dares because it has just seen it end well.  In a folder the zygote
opens nothing, because the engine has threads that a fork would lose: a child loads an empty folder, a child made by
``write`` commits the update, and each worker opens the folder for itself, as it is at that moment.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import time
from pathlib import Path

from kgservice.errors import StoreUnavailable
from kgservice.store import frames, worker
from kgservice.store.base import Limits
from kgservice.store.oxigraph import Oxigraph

CALM_NICENESS = 10
OPEN_SECONDS = 2.0
"""How long a worker tries to open a folder whose files a writer is just replacing."""


class Zygote:
    """The loaded store, the workers alive by number, and the two ways in which news arrives."""

    def __init__(self, control: socket.socket, limits: Limits, folder: Path | None, *, is_union: bool) -> None:
        """Listen to ``control`` and to the deaths of children."""
        self._control, self._limits, self._folder = control, limits, folder
        self._engine = Oxigraph(limits, is_union=is_union)  # stays empty when there is a folder
        self._workers: dict[int, int] = {}  # process id -> number
        self._rest, self._passed = b"", list[int]()
        self._wake, self._woken = os.pipe()
        for end in (self._wake, self._woken):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def load(self) -> None:
        """Load every source from standard input, into a folder only when it is empty, and report."""
        if self._folder is None:
            self._load(self._engine)
            gc.freeze()  # what lives now is never collected, so that its pages stay shared
        elif process := os.fork():
            if os.waitpid(process, 0)[1]:
                self._tell("failed", f"The engine ended while it opened {self._folder}.")
        else:
            self._load_folder(self._folder)

    def _load_folder(self, folder: Path) -> None:
        """Load and report, then end this process (a child of the zygote)."""
        status = 1
        try:
            self._load(Oxigraph(self._limits, folder))
            status = 0
        except StoreUnavailable as error:
            self._tell("failed", str(error))
            status = 0
        finally:
            os._exit(status)

    def _load(self, engine: Oxigraph) -> None:
        is_empty = not len(engine)
        try:
            while head := sys.stdin.buffer.readline().decode():
                media_type, length, graph = head.removesuffix("\n").split(" ")
                data = sys.stdin.buffer.read(int(length))
                if is_empty:
                    engine.load(data, media_type, graph or None)
            if is_empty:
                engine.complete()
        except StoreUnavailable as error:
            self._tell("failed", str(error))
            return
        self._tell("ready", len(engine))

    def run(self) -> None:
        """Obey until the control socket closes."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while True:
                ready = [key.fileobj for key, _ in selector.select()]
                if self._wake in ready:
                    self._bury()
                if self._control in ready and not self._obey(selector):
                    return

    def end(self) -> None:
        """Kill every worker."""
        for process in self._workers:
            os.kill(process, signal.SIGKILL)

    def _obey(self, selector: selectors.BaseSelector) -> bool:
        """Carry out what has come in; False once the other side has closed."""
        data, passed, _, _ = socket.recv_fds(self._control, 1 << 16, 64)
        self._passed += passed
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            command, number = line.split()
            if command in (b"fork", b"write"):
                self._fork(int(number), self._passed.pop(0), selector, writes=command == b"write")
            elif command == b"apply":
                self._apply(self._passed.pop(0))
            elif process := self._alive(int(number)):
                _calm(process) if command == b"calm" else os.kill(process, signal.SIGKILL)
        return bool(data)

    def _apply(self, descriptor: int) -> None:
        """Carry out an update that a worker has tried, on the store that later workers will share."""
        with socket.socket(fileno=descriptor) as connection:
            if (message := frames.Inbox(connection).next()) is not None:
                connection.sendall(worker.obey(self._engine, message))

    def _opened(self, folder: Path, *, writes: bool) -> Oxigraph:
        """Open the folder in a child; a reader tries again while a writer replaces files."""
        end = time.monotonic() + OPEN_SECONDS
        while True:
            try:
                return Oxigraph(self._limits, folder, read_only=not writes)
            except StoreUnavailable:
                if time.monotonic() > end:
                    raise
                time.sleep(0.01)

    def _fork(self, number: int, descriptor: int, selector: selectors.BaseSelector, *, writes: bool) -> None:
        process = os.fork()
        if process:
            self._workers[process] = number
            os.close(descriptor)
            return
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            selector.close()
            for end in (self._wake, self._woken, self._control.fileno(), *self._passed):
                os.close(end)
            connection = socket.socket(fileno=descriptor)
            engine = self._engine if self._folder is None else self._opened(self._folder, writes=writes)
            worker.run(connection, engine, self._limits, writes=writes)
        finally:
            os._exit(0)  # whatever happened: a child must never go on as a second zygote

    def _alive(self, number: int) -> int | None:
        """Return the process of a worker that has not been buried, so that a reused process id is never hit."""
        return next((process for process, known in self._workers.items() if known == number), None)

    def _bury(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, 4096)
        while self._workers:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            self._tell("exited", self._workers.pop(process), os.waitstatus_to_exitcode(status))

    def _tell(self, *news: object) -> None:
        self._control.sendall(json.dumps(news).encode() + b"\n")


def _calm(process: int) -> None:
    """Let a process run only with the time that others leave."""
    os.setpriority(os.PRIO_PROCESS, process, CALM_NICENESS)


def main(descriptor: str, limits: str, graphs: str, folder: str) -> None:
    """Be a zygote until the pool goes away."""
    control, known = socket.socket(fileno=int(descriptor)), Limits(**json.loads(limits))
    zygote = Zygote(control, known, Path(folder) if folder else None, is_union=graphs == "union")
    try:
        zygote.load()
        zygote.run()
    except (BrokenPipeError, ConnectionResetError):
        pass  # the pool has gone: nobody is left to tell
    finally:
        zygote.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
