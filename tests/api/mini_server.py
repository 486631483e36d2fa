"""A server over the miniature content in a process of its own, with settings from the environment.

Run as a program it prints its URL and serves until it is stopped; heads and bodies have to come within `HEAD_SECONDS`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

HEAD_SECONDS = 0.5


@dataclass
class Running:
    """A server, a client of it, and what it wrote to standard error once it has ended."""

    process: subprocess.Popen[str]
    client: httpx.Client
    lines: list[str] = field(default_factory=list)


@contextmanager
def serving(**settings: object) -> Iterator[Running]:
    """Start a server with settings, and stop it by SIGTERM unless it has ended."""
    environment = {f"KGSERVICE_{name.upper()}": str(value) for name, value in settings.items()}
    known = {name: value for name, value in os.environ.items() if not name.startswith("KGSERVICE_")}
    command, pipe = [sys.executable, __file__], subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=known | environment) as process:
        assert process.stdout and process.stderr
        with httpx.Client(base_url=process.stdout.readline().strip(), timeout=30) as client:
            running = Running(process, client)
            try:
                yield running
            finally:  # a test that failed must not wait for a server that nobody stops
                if process.poll() is None:
                    process.terminate()
        running.lines += process.stderr.read().splitlines()


if __name__ == "__main__":
    import mini_content

    from kgservice.api import body, connection, logs, streaming
    from kgservice.api.app import create_app
    from kgservice.api.server import listen, serve, url
    from kgservice.api.settings import Settings

    connection.HEAD_SECONDS = body.BODY_SECONDS = streaming.SEND_SECONDS = HEAD_SECONDS
    chosen = Settings(port=0)
    logs.configure(chosen.log_format)
    with listen(chosen) as listener:
        print(url(listener), flush=True)
        serve(create_app(chosen, mini_content.ontology(), mini_content.lexicon()), listener, chosen)
