"""The tables that only pages need, read beside the first page, so that nobody waits for them at the second."""

from __future__ import annotations

from functools import cache
from threading import Thread

from kgservice.web import mappings, term


@cache
def begin() -> Thread:
    """Start to read them, once a process; return the thread that does.

    A service that only programs ask never pays for it.
    """
    thread = Thread(target=_read, name="kgservice-pages", daemon=True)
    thread.start()
    return thread


def _read() -> None:
    mappings.matches_of("")
    term.read_candidates()
