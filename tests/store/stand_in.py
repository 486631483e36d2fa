"""A stand-in for a SPARQL server elsewhere, which answers what a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Answer = Callable[[BaseHTTPRequestHandler], None]


class StandIn(ThreadingHTTPServer):
    """A server that answers as it is told, and keeps what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer: Answer = says(200, "text/csv", b"x\r\n")
        self.forms: list[dict[str, list[str]]] = []
        self.heads: list[dict[str, str]] = []
        self.going = threading.Event()

    def url(self, who: str = "") -> str:
        return f"http://{who}127.0.0.1:{self.server_port}/sparql?key=1"

    def handle_error(self, *_: Any) -> None:
        """Say nothing of clients that have gone, as probes do when a test is over."""


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = self.rfile.read(length).decode()
        if len(form) < length:
            return  # who asked has gone: a probe that was cancelled between its head and its body
        if "ASK {}" not in parse_qs(form).get("query", ()):  # not the probe
            self.server.forms.append({"path": [self.path]} | parse_qs(form))
            self.server.heads.append(dict(self.headers.items()))
        self.server.answer(self)

    def log_message(self, *_: Any) -> None:
        pass


def says(status: int, kind: str, body: bytes) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.end_headers()
        handler.wfile.write(body)

    return answer
