"""The real server over the miniature content, in a process of its own, and a client for it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

MINI = Path(__file__).with_name("mini_content.py")
PACKAGED = "from kgservice.api.server import run; from kgservice.api.settings import Settings; "
PACKAGED += "run(Settings(port=0), announce=lambda url: print(url, flush=True))"


def served(*words: str) -> Iterator[httpx.Client]:
    """Start a server that prints its URL, give a client for it, and interrupt it."""
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as said, httpx.Client(base_url=said.readline().strip(), timeout=30) as client:
        yield client
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    """A client of a server over the miniature content."""
    yield from served(str(MINI))


@pytest.fixture(scope="session")
def packaged() -> Iterator[httpx.Client]:
    """A client of a server over the packaged content, as users start it."""
    yield from served("-c", PACKAGED)
