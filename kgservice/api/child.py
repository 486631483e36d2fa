"""One of several serving processes: ``python -m kgservice.api.child DESCRIPTOR``, started by `supervisor`.

It reads the flags as a line of JSON from standard input, says ``ready`` on standard output once all is loaded and it
listens, and goes when it reads ``leave`` or when the supervisor is no more.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys

from kgservice.api import logs
from kgservice.api.app import create_app
from kgservice.api.server import Server, configuration, run_server
from kgservice.api.settings import Settings
from kgservice.api.supervisor import LEAVE, READY
from kgservice.errors import KgserviceError

INPUT, OUTPUT = 0, 1


def main(descriptor: int) -> int:
    """Serve on a listening socket that was inherited; return the exit status."""
    logs.configure("none")
    try:
        settings = Settings(**json.loads(_line()))
        logs.configure(settings.log_format)
        app = create_app(settings)
    except (KgserviceError, OSError) as error:
        logs.LOGGER.error("%s", error)
        return 1
    with socket.socket(fileno=descriptor) as listener:
        listener.set_inheritable(False)
        run_server(_Child(configuration(app, settings)), listener)
    return 0


class _Child(Server):
    """A server that talks to the supervisor."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        asyncio.get_running_loop().add_reader(INPUT, self._hear)
        os.write(OUTPUT, READY)

    def _hear(self) -> None:
        said = os.read(INPUT, len(LEAVE))
        if said in (LEAVE, b""):
            asyncio.get_running_loop().remove_reader(INPUT)
            self.leave()


def _line() -> bytes:
    """Return the first line of standard input, and not a byte more."""
    return b"".join(iter(lambda: os.read(INPUT, 1).rstrip(b"\n"), b""))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
