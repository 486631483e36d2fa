"""A worker: a forked copy of the zygote that answers queries or does an update, and may be killed at any moment.

The kernel keeps its limits, so that nothing that the engine does can pass them: an alarm ends it after the deadline,
its address space has an end, and it can open neither file nor socket, so that no query reaches out.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from pathlib import Path

from kgservice.errors import KgserviceError
from kgservice.store import frames
from kgservice.store.base import Limits
from kgservice.store.frames import Code, Message
from kgservice.store.oxigraph import Oxigraph

ALARM_GRACE_SECONDS = 0.5
"""How long after the deadline the kernel ends a worker itself: only when the pool is late."""

_PR_SET_PDEATHSIG = 1  # prctl(2)


def run(connection: socket.socket, engine: Oxigraph, limits: Limits, *, writes: bool = False) -> None:
    """Obey until the pool closes the connection; called in a fresh child that must end when this returns.

    ``writes``: whether it needs files, because its engine writes to a folder.
    """
    _confine(limits)
    if not writes:
        _lower(resource.RLIMIT_NOFILE, 0)
    inbox = frames.Inbox(connection)
    while (message := inbox.next()) is not None:
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + ALARM_GRACE_SECONDS)
        reply = obey(engine, message)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.sendall(reply)


def obey(engine: Oxigraph, message: Message) -> bytes:
    """Answer a query or carry out an update, and return the message that says so."""
    code, number, body = message
    try:
        if code == Code.update:
            engine.update(frames.to_update(body))
            return frames.pack(Code.answer, b"%d" % len(engine), number)
        return frames.pack(Code.answer, engine.answer(frames.to_query(body)), number)
    except KgserviceError as error:
        return frames.of_error(error, number)


def _confine(limits: Limits) -> None:
    """Give up what a query must not have: time after its deadline, memory, a life after the zygote."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _lower(resource.RLIMIT_AS, _address_space() + limits.memory)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def _address_space() -> int:
    """Return how many bytes of address space this process has now; generous where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1 << 40
