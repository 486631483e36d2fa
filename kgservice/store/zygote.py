"""The zygote: a process that loads the store once, then forks workers that share its memory, and buries them.

Started by `nursery` as ``python -m kgservice.store.zygote FD LIMITS``.  RDF comes in on standard input: for each source
a line ``media type length``, then the bytes; the end of input ends the loading.  Then commands come in over the socket
``FD``, a line each: ``fork N`` (with the worker's socket as ancillary data), ``calm N`` (let others go first) and
``kill N``.  Out go, a line of JSON each: ``["ready", triples]``, ``["failed", why]``, ``["exited", N, status]``.  When
the socket closes it kills its workers and ends.  It has one thread, so that forking is safe, and no query runs in it.
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

from kgservice.errors import StoreUnavailable
from kgservice.store import worker
from kgservice.store.base import Limits
from kgservice.store.oxigraph import Oxigraph

CALM_NICENESS = 10


class Zygote:
    """The loaded store, the workers alive by number, and the two ways in which news arrives."""

    def __init__(self, control: socket.socket, limits: Limits) -> None:
        """Listen to ``control`` and to the deaths of children."""
        self._control, self._limits = control, limits
        self._engine = Oxigraph(limits)
        self._workers: dict[int, int] = {}  # process id -> number
        self._rest, self._passed = b"", list[int]()
        self._wake, self._woken = os.pipe()
        for end in (self._wake, self._woken):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def load(self) -> None:
        """Load every source from standard input and report."""
        try:
            while head := sys.stdin.buffer.readline().decode():
                media_type, length = head.split()
                self._engine.load(sys.stdin.buffer.read(int(length)), media_type)
        except StoreUnavailable as error:
            self._tell("failed", str(error))
            return
        gc.freeze()  # what lives now is never collected, so that its pages stay shared
        self._tell("ready", len(self._engine))

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
            if command == b"fork":
                self._fork(int(number), self._passed.pop(0), selector)
            elif process := self._alive(int(number)):
                _calm(process) if command == b"calm" else os.kill(process, signal.SIGKILL)
        return bool(data)

    def _fork(self, number: int, descriptor: int, selector: selectors.BaseSelector) -> None:
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
            worker.run(socket.socket(fileno=descriptor), self._engine, self._limits)
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


def main(descriptor: str, limits: str) -> None:
    """Be a zygote until the pool goes away."""
    zygote = Zygote(socket.socket(fileno=int(descriptor)), Limits(**json.loads(limits)))
    try:
        zygote.load()
        zygote.run()
    except (BrokenPipeError, ConnectionResetError):
        pass  # the pool has gone: nobody is left to tell
    finally:
        zygote.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
