"""Running the service with uvicorn."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from kgservice.api import logs
from kgservice.api.app import create_app
from kgservice.api.connection import Connection, State
from kgservice.api.settings import Settings
from kgservice.errors import KgserviceError

BACKLOG = 2048
GRACE_SECONDS = 5
"""How long open requests may go on at least after the service has been told to stop."""

LEAVE_SECONDS = 10
"""How much longer a process that leaves waits for requests on connections that are open."""


class AddressError(KgserviceError):
    """The service cannot listen on the address of its settings."""


def run(settings: Settings | None = None, announce: Callable[[str], None] = lambda url: None) -> None:
    """Serve until interrupted, then finish what is open and leave no process behind.

    ``announce`` is called with the URL once the port is ours (with port 0, the port that was free).  Raises
    `AddressError` when the port is taken or the address is not ours, and what `create_app` raises.
    """
    settings = settings or Settings()
    with listen(settings) as listener:
        logs.configure(settings.log_format)
        app = create_app(settings)
        announce(url(listener))
        serve(app, listener, settings)


def serve(app: FastAPI, listener: socket.socket, settings: Settings) -> None:
    """Serve an application on a listening socket until interrupted, then finish what is open."""
    run_server(Server(configuration(app, settings)), listener)


class Server(uvicorn.Server):
    """A server that can also leave: serve everybody who is connected once more, and then end."""

    def __init__(self, config: uvicorn.Config) -> None:
        """Wait to be run."""
        super().__init__(config)
        self.server_state = self._state = State()
        self._is_leaving = False

    def leave(self) -> None:
        """Take no new connections, answer what comes on the open ones and close each with its answer."""
        self.config.timeout_graceful_shutdown = (self.config.timeout_graceful_shutdown or 0) + LEAVE_SECONDS
        self._is_leaving = self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what is open (called by uvicorn)."""
        if self._is_leaving:
            self._state.leave()
        await super().shutdown(sockets)


def run_server(server: Server, listener: socket.socket) -> None:
    """Run a server on a listening socket until it ends."""
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has stopped in good order by then
        server.run([listener])


def grace(settings: Settings) -> int:
    """Return for how many seconds open requests may go on after the service has been told to stop."""
    return max(GRACE_SECONDS, math.ceil(settings.query_timeout_seconds) + 1)


def configuration(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """Return how uvicorn serves an application."""
    return uvicorn.Config(
        app,
        root_path=settings.root_path,
        http=Connection,
        ws="none",
        log_config=None,
        access_log=False,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=grace(settings),
    )


def listen(settings: Settings) -> socket.socket:
    """Return a socket that listens on the address of the settings; raises `AddressError`."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # With its protocol named, or asyncio leaves Nagle's algorithm on and every second answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two services share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise AddressError(_advice(settings, error)) from None
    return listener


def url(listener: socket.socket) -> str:
    """Return the URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _advice(settings: Settings, error: OSError) -> str:
    place = f"port {settings.port} on {settings.host}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"Cannot listen on {place}: it is taken. Choose another with --port or KGSERVICE_PORT; 0 takes a free one."
        )
    if error.errno == errno.EACCES:
        return f"Cannot listen on {place}: not allowed. Choose a port from 1024 on with --port or KGSERVICE_PORT."
    return f"Cannot listen on {place}: {error.strerror}. Set --host or KGSERVICE_HOST to an address of this machine."
