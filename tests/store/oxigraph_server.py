"""A real SPARQL server over the ring: Oxigraph, from the package of that name."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from ring import RING

PROGRAM = Path(sys.executable).with_name("oxigraph")
serves = pytest.mark.skipif(not PROGRAM.exists(), reason="the package oxigraph, a SPARQL server, is not installed")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def server(port: int) -> Iterator[str]:
    """Run an Oxigraph server over the ring and give its URL."""
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen([PROGRAM, "serve", "--bind", urlsplit(url).netloc], stderr=subprocess.DEVNULL) as process:
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=8), base_url=url) as client:
                client.put("/store?default", content=RING, headers={"Content-Type": "text/turtle"}).raise_for_status()
            yield url
        finally:
            process.terminate()
