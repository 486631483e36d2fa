"""While somebody does harm, others are served: look-ups and cheap queries answered in time, memory bounded.

Each test attacks a server of its own limits and asks it for an emotion and a small query all the while.  The bounds are
generous, because machines that test are busy; what was measured stands in the message of the failure.
"""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest
from mini_content import LIMITS
from mini_server import Running, serving
from test_robustness import BOMBS, QUERY
from watching import Watch, descendants, pss, watched

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from /proc")

SECONDS = 3
MEMORY_MB = 128
PLACES = 2 * max(2, os.cpu_count() or 2)
"""How many queries run at once: as many quick ones as slow ones."""

LOOKUP_MS, QUERY_MS = 1000, 3000
ROOM_MB = 96
"""What a server may need beside its queries: requests under way, a new worker, pages copied on write."""


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    limits = LIMITS | {"query_timeout_seconds": SECONDS, "query_memory_mb": MEMORY_MB}
    with serving(**limits) as running:
        for path in ("/sparql?query=ASK%7B%7D", "/api/v1/emotions/joy", "/ontology.ttl"):
            running.client.get(path).raise_for_status()
        yield running


def ask(server: Running, text: str) -> int:
    sent = {"content": text, "headers": {"Content-Type": QUERY}, "timeout": 60}
    return httpx.post(f"{server.client.base_url}/sparql", **sent).status_code  # type: ignore[arg-type]


def at_once(number: int, one: Callable[[], int]) -> set[int]:
    with ThreadPoolExecutor(number) as pool:
        return {answer.result() for answer in [pool.submit(one) for _ in range(number)]}


def stays_well(server: Running, watch: Watch, queries: int = 0) -> None:
    """Check what was seen, and that the memory of ``queries`` at once has been given back."""
    assert watch.p99("look-up") < LOOKUP_MS and watch.p99("query") < QUERY_MS, str(watch)
    assert watch.peak < watch.before + ROOM_MB + min(queries, PLACES) * MEMORY_MB, str(watch)
    deadline = time.monotonic() + 5
    while (size := pss(server.process.pid)) > watch.before + ROOM_MB and time.monotonic() < deadline:
        time.sleep(0.05)
    assert size <= watch.before + ROOM_MB, f"{size:.0f} MB afterwards; {watch}"


HEAVY = {
    "cross product counted": {503, 504},
    "cross product sorted": {413, 503, 504},
    "concatenation": {413, 503, 504},
    "doubled string": {413, 503, 504},
    "regular expression": {200},
    "20,000 groups": {413},
    "20,000 brackets": {413},
    "body too long": {413},
}


@pytest.mark.parametrize(("bomb", "statuses"), HEAVY.items(), ids=HEAVY)
def test_four_bombs_at_once_leave_room_for_others(server: Running, bomb: str, statuses: set[int]) -> None:
    found, watch = watched(server, lambda: at_once(4, lambda: ask(server, BOMBS[bomb][0])))
    assert found <= statuses
    stays_well(server, watch, queries=4)


def address(server: Running) -> tuple[str, int]:
    return server.client.base_url.host, server.client.base_url.port or 80


def test_200_connections_at_once_are_all_answered(server: Running) -> None:
    def crowd() -> set[bytes]:
        with ExitStack() as open_ones:
            crowd = [open_ones.enter_context(socket.create_connection(address(server), timeout=30)) for _ in range(200)]
            for connection in crowd:
                connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return {connection.recv(1 << 16).split(b"\r\n")[0] for connection in crowd}

    found, watch = watched(server, crowd)
    assert found == {b"HTTP/1.1 200 OK"}
    stays_well(server, watch)


SLOW = {
    "heads": b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-",
    "bodies": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\nASK",
    "batches": b"POST /api/v1/classify/batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 60000\r\n\r\nhappy",
    "readers": b"GET /ontology.ttl HTTP/1.1\r\nHost: x\r\n\r\n" * 50,
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_100_slow_clients_keep_nobody_waiting(server: Running, sent: bytes) -> None:
    def crowd() -> int:
        with ExitStack() as open_ones:
            crowd = [open_ones.enter_context(socket.create_connection(address(server), timeout=30)) for _ in range(100)]
            for connection in crowd:
                connection.sendall(sent)
            for _ in range(10):
                time.sleep(0.1)
                for connection in crowd:
                    with suppress(OSError):  # let go of already
                        connection.sendall(b"x")
            return len(crowd)

    _, watch = watched(server, crowd)
    stays_well(server, watch)


def request(path: bytes, *headers: bytes, body: bytes = b"", method: bytes = b"GET") -> bytes:
    length = [b"Content-Length: %d" % len(body)] if body else []
    head = [b"%s %s HTTP/1.1" % (method, path), b"Host: x", b"Connection: close", *headers, *length]
    return b"\r\n".join([*head, b"", body])


SPARQL_QUERY = b"Content-Type: " + QUERY.encode()
MALFORMED = {
    "Accept of 40 KB": (request(b"/sparql?query=ASK%7B%7D", b"Accept: " + b"a/b;q=0.1," * 4000), b"406"),
    "UTF-8 broken in the URL": (request(b"/sparql?query=ASK%7B%FF%7D"), b"400"),
    "UTF-8 broken in the body": (request(b"/sparql", SPARQL_QUERY, body=b"ASK {\xff}", method=b"POST"), b"400"),
    "UTF-16": (request(b"/sparql", SPARQL_QUERY, body="ASK {}".encode("utf-16"), method=b"POST"), b"400"),
    "surrogates": (request(b"/sparql", SPARQL_QUERY, body=b"ASK {\xed\xa0\x80}", method=b"POST"), b"400"),
    "half an escape": (request(b"/sparql?query=ASK%7B%7D%"), b"400"),
    "JSON of another encoding": (
        request(b"/api/v1/classify", b"Content-Type: application/json", body=b'{"text": "\xe9"}', method=b"POST"),
        b"400",
    ),
    "two lengths": (request(b"/sparql", b"Content-Length: 3", body=b"ASK {}", method=b"POST"), b"400"),
    "no number of bytes": (request(b"/sparql", b"Content-Length: x", method=b"POST"), b"400"),
}


@pytest.mark.parametrize(("sent", "status"), MALFORMED.values(), ids=MALFORMED)
def test_what_cannot_be_read_is_the_clients_fault(server: Running, sent: bytes, status: bytes) -> None:
    with socket.create_connection(address(server), timeout=30) as connection:
        connection.sendall(sent)
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 " + status) and b"application/problem+json" in answer, answer[:300]


def test_a_server_whose_workers_are_killed_goes_on(server: Running) -> None:
    (zygote,) = [process for process in descendants(server.process.pid) if any(descendants(process))]

    def massacre() -> set[int]:
        with ThreadPoolExecutor(1) as pool:
            asking = pool.submit(at_once, 4, lambda: ask(server, BOMBS["cross product counted"][0]))
            while not asking.done():
                for worker in descendants(zygote):
                    with suppress(ProcessLookupError):
                        os.kill(worker, signal.SIGKILL)
                time.sleep(0.4)
            return asking.result()

    found = massacre()
    assert found <= {503, 504}
    _, watch = watched(server, lambda: None)
    stays_well(server, watch)


def test_a_server_whose_store_is_killed_serves_the_rest_and_finds_it_again(server: Running) -> None:
    (zygote,) = [process for process in descendants(server.process.pid) if any(descendants(process))]
    os.kill(zygote, signal.SIGKILL)
    assert server.client.get("/api/v1/emotions/joy").status_code == 200
    deadline, statuses = time.monotonic() + 30, set()
    while 200 not in statuses and time.monotonic() < deadline:
        response = server.client.get("/sparql?query=ASK%7B%7D")
        statuses.add(response.status_code)
        assert response.status_code == 200 or int(response.headers["retry-after"]) > 0
    assert 200 in statuses and statuses <= {200, 503}
    _, watch = watched(server, lambda: None)
    stays_well(server, watch)
