"""So many requests a minute and client: a token bucket each, told in RateLimit headers.

Headers: draft-ietf-httpapi-ratelimit-headers-10; ``r`` is how many requests are left now, ``t`` in how many seconds all
are there again.  Several serving processes count together (`shared_buckets`).
"""

from __future__ import annotations

import ipaddress
import math
import os
from pathlib import Path
from time import monotonic
from typing import NamedTuple, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgservice.api import problems
from kgservice.api.faults import RateLimitedError
from kgservice.api.limits import is_vital
from kgservice.api.metrics import SHARED_FOLDER

MAX_CLIENTS = 50_000
"""How many clients are remembered; beyond that the one not seen for longest is forgotten, and starts afresh."""

IPV6_PREFIX = 64
"""Addresses of one such network are one client: whoever has one address there has all (RFC 6177)."""


class Verdict(NamedTuple):
    """Whether a request may pass, how many may follow at once, seconds until the next one and until all may."""

    passes: bool
    left: int
    next_seconds: float
    full_seconds: float


class Takes(Protocol):
    """Where tokens are taken from."""

    def take(self, client: str, now: float) -> Verdict:
        """Take a token of a client at a time."""


def drawn(size: int, level: float, seconds: float) -> tuple[float, Verdict]:
    """Return the level of a bucket of ``size`` a minute after a token was taken, and the verdict.

    ``level``: what it was, ``seconds`` ago.

    >>> drawn(2, 0.5, 15.0)[1].passes, drawn(2, 0.25, 15.0)[1].next_seconds
    (True, 7.5)
    """
    rate = size / 60
    level = min(size, level + seconds * rate)
    passes = level >= 1
    level -= passes
    return level, Verdict(passes, int(level), max(0.0, 1 - level) / rate, (size - level) / rate)


class Buckets:
    """A bucket of ``per_minute`` tokens for each client, filled evenly; a request takes one.

    >>> buckets = Buckets(2)
    >>> [buckets.take("a", now=0.0).passes for _ in range(3)]
    [True, True, False]
    >>> buckets.take("a", now=0.0).next_seconds, buckets.take("b", now=0.0).left, buckets.take("a", now=30.0).passes
    (30.0, 1, True)
    """

    def __init__(self, per_minute: int, clients: int = MAX_CLIENTS) -> None:
        """Begin with full buckets."""
        self._size, self._clients = per_minute, clients
        self._levels: dict[str, tuple[float, float]] = {}

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._levels)

    def take(self, client: str, now: float) -> Verdict:
        """Take a token at a time (seconds of any clock that only goes on)."""
        level, then = self._levels.pop(client, (float(self._size), now))
        level, verdict = drawn(self._size, level, now - then)
        self._levels[client] = level, now  # at the end: the first is the one not seen for longest
        if len(self._levels) > self._clients:
            del self._levels[next(iter(self._levels))]
        return verdict


class RateLimit:
    """Refuse what a client asks beyond ``per_minute`` requests; health checks are not counted."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        """Stand in front of ``app``."""
        self._app, self._per_minute, self._buckets = app, per_minute, _buckets(per_minute)
        self._policy = b'"minute";q=%d;w=60' % per_minute

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on (called by the server)."""
        if scope["type"] != "http" or is_vital(scope):
            await self._app(scope, receive, send)
            return
        verdict = self._buckets.take(client_of(scope), monotonic())
        state = b'"minute";r=%d;t=%d' % (verdict.left, math.ceil(verdict.full_seconds))
        added = [(b"ratelimit-policy", self._policy), (b"ratelimit", state)]

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        if verdict.passes:
            await self._app(scope, receive, told)
            return
        error = RateLimitedError(self._per_minute, math.ceil(verdict.next_seconds))
        response = problems.response(error, scope["path"])
        response.headers["Retry-After"] = str(error.retry_after)
        await response(scope, receive, told)


def _buckets(per_minute: int) -> Takes:
    """Return the buckets of this process, or those that it shares with others."""
    if (folder := os.environ.get(SHARED_FOLDER)) is None:
        return Buckets(per_minute)
    from kgservice.api.shared_buckets import SharedBuckets  # POSIX only, as several processes are

    return SharedBuckets(Path(folder, "rate-limit"), per_minute)


def client_of(scope: Scope) -> str:
    """Return what stands for the client: its IPv4 address, its IPv6 network, or empty where it has no address.

    >>> client_of({"client": ("203.0.113.9", 1)}), client_of({"client": ("2001:db8::1:2:3:4", 1)}), client_of({})
    ('203.0.113.9', '2001:db8::', '')
    """
    address = (scope.get("client") or ("",))[0]
    if ":" not in address:
        return str(address)
    try:
        network = ipaddress.ip_network((address.partition("%")[0], IPV6_PREFIX), strict=False)
    except ValueError:
        return str(address)
    return str(network.network_address)
