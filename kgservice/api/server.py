"""Running the service with uvicorn."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from kgservice.api import logs
from kgservice.api.app import create_app
from kgservice.api.connection import HEAD_BYTES, Connection
from kgservice.api.settings import Settings
from kgservice.errors import KgserviceError

BACKLOG = 2048
GRACE_SECONDS = 5
"""How long open requests may go on after the service has been told to stop."""


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
        serve(app, listener, settings.root_path)


def serve(app: FastAPI, listener: socket.socket, root_path: str = "") -> None:
    """Serve an application on a listening socket until interrupted, then finish what is open.

    ``root_path``: the path that a proxy in front cuts off; links carry it.
    """
    config = uvicorn.Config(
        app,
        root_path=root_path,
        http=Connection,
        h11_max_incomplete_event_size=HEAD_BYTES,
        log_config=None,
        access_log=False,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has stopped in good order by then
        uvicorn.Server(config).run([listener])


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
