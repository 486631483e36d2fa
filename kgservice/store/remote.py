"""A SPARQL 1.1 server elsewhere, by its URL: how one goes beyond one machine.

Every store speaks the protocol a little differently, so only what all understand is sent: a form, POSTed, with the one
media type that is wanted.  Answers are bounded like those of the embedded engine and a deadline holds for each request,
but what the server does after that is the server's: set its own limits too.  A server that is lost is asked every
`PROBE_SECONDS` whether it is back; queries are tried all the while.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import http.client
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from kgservice.errors import QueryError, QueryRefused, QueryTimeout, StoreUnavailable
from kgservice.store.base import Condition, Form, Limits, Query, Update
from kgservice.store.oxigraph import syntax_error
from kgservice.store.sink import Sink

PLACES = 32
"""How many requests the server gets at once."""

CONNECT_SECONDS = 2.0
PROBE_SECONDS = 2.0
_PIECE = 1 << 16
_TEXT = 1000  # characters of an error that are passed on
_PROBE = Query("ASK {}", Form.ask, "application/sparql-results+json")
_FAULTS = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.INTERNAL_SERVER_ERROR)

_FORM = "application/x-www-form-urlencoded"
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Message:
    """A request: where it goes, its body and the media type of that, the media type wanted, empty for none."""

    url: SplitResult
    body: bytes
    content_type: str
    accept: str
    method: str = "POST"


class Remote:
    """A `Store` over a server's query URL and, for writing, its update URL; ``user:password@`` is sent as Basic."""

    def __init__(self, query_url: str, update_url: str | None, limits: Limits) -> None:
        """Keep where to ask; nothing is sent before `start`."""
        self._query_url, self._update_url, self._limits = query_url, update_url, limits
        self._condition = Condition("starting")
        self._threads = ThreadPoolExecutor(PLACES, "remote")
        self._watching: asyncio.Task[None] | None = None

    @property
    def condition(self) -> Condition:
        """How the server was when it was last asked; how many triples it holds is not known."""
        return self._condition

    async def start(self) -> None:
        """Begin to watch the server."""
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Stop watching; what is under way is waited for until its deadline."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])
        await asyncio.to_thread(self._threads.shutdown)

    async def query(self, query: Query) -> bytes:
        """Answer a query in its media type; cancelling closes the connection."""
        fields = [("query", query.text)]
        fields += [("default-graph-uri", iri) for iri in query.default_graphs]
        fields += [("named-graph-uri", iri) for iri in query.named_graphs]
        return await self._ask(self._query_url, fields, query.media_type)

    async def update(self, update: Update) -> None:
        """Carry out an update; one that passes its deadline may be carried out later nevertheless."""
        if self._update_url is None:
            raise QueryRefused("The SPARQL server has no URL for updates here. Set KGSERVICE_STORE_UPDATE_URL.")
        fields = [("update", update.text)]
        fields += [("using-graph-uri", iri) for iri in update.using]
        fields += [("using-named-graph-uri", iri) for iri in update.using_named]
        await self._ask(self._update_url, fields, "")

    async def _watch(self) -> None:
        while True:
            try:
                await self.query(_PROBE)
            except (QueryError, StoreUnavailable) as error:  # a timeout too: it cannot even answer this
                self._condition = Condition("failed", detail=str(error))
            await asyncio.sleep(PROBE_SECONDS)

    async def _ask(self, url: str, fields: Fields, media_type: str) -> bytes:
        """Send a form."""
        return await self.send(Message(urlsplit(url), urlencode(fields).encode(), _FORM, media_type)) or b""

    async def send(self, message: Message) -> bytes | None:
        """Send a message and note how the server is; None for a graph (any method but POST) that is not there."""
        exchange = Exchange(message, self._limits)
        try:
            answered = await asyncio.get_running_loop().run_in_executor(self._threads, exchange.run)
        except asyncio.CancelledError:
            exchange.stop()
            raise
        except StoreUnavailable as error:
            self._condition = Condition("failed", detail=str(error))
            raise
        self._condition = Condition("ready")
        return answered


class Exchange:
    """One request and its answer, in a thread that waits for them."""

    def __init__(self, message: Message, limits: Limits) -> None:
        """Keep what to send."""
        self._message, self._url, self._limits = message, message.url, limits
        kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(self._url.hostname or "", self._url.port, timeout=CONNECT_SECONDS)
        self._socket: socket.socket | None = None  # the connection forgets it when the server will close

    def run(self) -> bytes | None:
        """Return the answer, None for a graph that is not there; raises what `Store.query` raises."""
        try:
            with contextlib.closing(self._connection):
                self._connect()
                return self._exchange()
        except TimeoutError:
            raise QueryTimeout(self._limits.seconds) from None
        except (OSError, http.client.HTTPException) as error:
            raise self._lost(f"does not answer: {error or type(error).__name__}") from None

    def stop(self) -> None:
        """End the waiting, from another thread."""
        with contextlib.suppress(OSError):
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)

    def _connect(self) -> None:
        try:
            self._connection.connect()
            self._socket = self._connection.sock
        except TimeoutError:
            raise self._lost(f"takes no connection within {CONNECT_SECONDS:g} s") from None

    def _exchange(self) -> bytes | None:
        deadline = time.monotonic() + self._limits.seconds
        assert self._socket is not None
        self._socket.settimeout(self._limits.seconds)
        path = self._url._replace(scheme="", netloc="", fragment="").geturl() or "/"
        self._connection.request(self._message.method, path, self._message.body or None, self._headers())
        with self._connection.getresponse() as response:
            return self._read(response, deadline)

    def _read(self, response: http.client.HTTPResponse, deadline: float) -> bytes | None:
        if response.status == HTTPStatus.NOT_FOUND and self._message.method != "POST":
            return None
        if response.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise self._refused(response.status, response.read(4 * _TEXT).decode("utf-8", "replace")[:_TEXT].strip())
        given, wanted = response.headers.get_content_type(), self._message.accept
        if wanted and given != wanted and self._message.method != "HEAD":
            raise self._lost(f"answers {given} where {wanted} was asked for")
        sink = Sink(self._limits, wanted)
        assert self._socket is not None
        while piece := response.read1(_PIECE):
            sink.write(piece)
            self._socket.settimeout(max(deadline - time.monotonic(), 0.001))
        return sink.whole()

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": self._message.accept or "*/*"}
        if self._message.method in ("POST", "PUT"):
            headers["Content-Type"] = self._message.content_type
        if self._url.username is not None:
            known = f"{unquote(self._url.username)}:{unquote(self._url.password or '')}"
            headers["Authorization"] = "Basic " + base64.b64encode(known.encode()).decode()
        return headers

    def _refused(self, status: int, said: str) -> QueryError | StoreUnavailable:
        """Return the error for a status: the query's, or the server's."""
        if status in _FAULTS:
            return syntax_error(said) if "error at " in said else QueryError(f"The SPARQL server refused: {said}")
        return self._lost(f"answers with status {status}: {said}")

    def _lost(self, why: str) -> StoreUnavailable:
        return StoreUnavailable(f"The SPARQL server at {self._url.hostname} {why}.")
