"""How much may be asked: long heads, slow ones, many requests at once, many in a minute."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from mini_server import HEAD_SECONDS, Running, serving
from starlette.types import Message, Receive, Scope, Send

from kgservice.api.limits import BusyLimit
from kgservice.api.rate_limit import Buckets, RateLimit, client_of

SLOW = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}


@pytest.fixture(scope="module")
def strict() -> Iterator[Running]:
    """A server that answers one request at a time and three a minute."""
    with serving(concurrency_limit=1, query_timeout_seconds=2) as server:
        yield server


HEADS = {
    "URL of 40 KB": ("/sparql?query=" + "x" * 40_000, {}, 414),
    "URL of 200 KB": ("/sparql?query=" + "x" * 200_000, {}, 414),
    "URL of 2 MB": ("/" + "x" * 2_000_000, {}, 414),
    "header of 60 KB": ("/health/live", {"X": "x" * 60_000}, 431),
    "header of 200 KB": ("/health/live", {"X": "x" * 200_000}, 431),
    "5,000 headers": ("/health/live", {f"X-{number}": "x" * 10 for number in range(5000)}, 431),
    "URL of 30 KB": ("/sparql?query=ASK{}%23" + "x" * 30_000, {}, 200),
}


@pytest.mark.parametrize(("path", "headers", "status"), HEADS.values(), ids=HEADS)
def test_a_long_head_is_a_problem_and_no_reset(
    client: httpx.Client, path: str, headers: dict[str, str], status: int
) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=30) as connection:
        lines = "".join(
            f"{name}: {value}\r\n" for name, value in {"Host": "x", "Connection": "close", **headers}.items()
        )
        connection.sendall(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 %d" % status), answer[:500]
    assert status == 200 or b"application/problem+json" in answer


def test_what_is_no_http_is_a_problem(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=30) as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00\x01\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 400") and b"application/problem+json" in answer


def test_who_sends_a_head_too_slowly_is_told_and_let_go(strict: Running) -> None:
    address = (strict.client.base_url.host, strict.client.base_url.port or 80)
    slow = [socket.create_connection(address, timeout=30) for _ in range(20)]
    begun = time.monotonic()
    for connection in slow[1:]:
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n")
    assert strict.client.get("/health/live").status_code == 200
    answers = [connection.recv(1 << 16) for connection in slow]
    assert HEAD_SECONDS * 0.9 < time.monotonic() - begun < HEAD_SECONDS + 5
    assert answers[0] == b"" and all(answer.startswith(b"HTTP/1.1 408") for answer in answers[1:])
    for connection in slow:
        connection.close()


def test_who_sends_a_body_too_slowly_is_told_and_let_go(strict: Running) -> None:
    address = (strict.client.base_url.host, strict.client.base_url.port or 80)
    with socket.create_connection(address, timeout=30) as connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nASK")
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 408") and b'"part": "body"' in answer


def test_who_sends_a_batch_too_slowly_gets_what_is_done_and_is_let_go(strict: Running) -> None:
    address = (strict.client.base_url.host, strict.client.base_url.port or 80)
    head = "POST /api/v1/classify/batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\n"
    with socket.create_connection(address, timeout=30) as connection:
        connection.sendall(head.encode() + b"happy\nsa")
        begun, answer = time.monotonic(), b""
        connection.settimeout(0.05)
        while time.monotonic() < begun + 30:
            with contextlib.suppress(TimeoutError):
                if not (piece := connection.recv(1 << 16)):
                    break
                answer += piece
            with contextlib.suppress(ConnectionError):
                connection.sendall(b"d")  # drop by drop, never a whole line
    assert b'"primary":"joy"' in answer and b'"part":"body"' in answer and b'"status":408' in answer
    assert strict.client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_who_waits_between_two_requests_is_not_slow(strict: Running) -> None:
    with httpx.Client(base_url=strict.client.base_url) as client:
        client.get("/health/live")
        time.sleep(HEAD_SECONDS * 2)
        assert client.get("/health/live").status_code == 200


def test_beyond_the_limit_at_once_a_client_is_told_to_come_again_and_health_is_answered(strict: Running) -> None:
    assert strict.client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(httpx.get, f"{strict.client.base_url}/sparql", params=SLOW, timeout=30) for _ in range(4)]
        assert strict.client.get("/health/live").status_code == 200
        answers = [one.result() for one in asked]
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) == 3 and all(int(answer.headers["retry-after"]) > 0 for answer in refused)
    assert refused[0].json()["limit"] == 1
    assert strict.client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def asked(app: RateLimit | BusyLimit, address: str = "203.0.113.9", path: str = "/x") -> tuple[int, dict[str, str]]:
    """Return the status and headers of an answer."""
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "client": (address, 1)}
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    return messages[0]["status"], headers


def test_a_client_beyond_its_rate_is_told_when_to_come_again() -> None:
    app = RateLimit(answering, per_minute=2)
    status, headers = asked(app)
    assert (status, headers["ratelimit-policy"], headers["ratelimit"]) == (
        *(200, '"minute";q=2;w=60', '"minute";r=1;t=30'),
    )
    assert asked(app)[0] == 200
    status, headers = asked(app)
    assert status == 429 and headers["ratelimit"].startswith('"minute";r=0') and 1 <= int(headers["retry-after"]) <= 30
    assert headers["content-type"] == "application/problem+json"


def test_other_clients_and_health_checks_go_on() -> None:
    app = RateLimit(answering, per_minute=1)
    assert [asked(app)[0] for _ in range(2)] == [200, 429]
    assert asked(app, "203.0.113.10")[0] == 200
    assert asked(app, path="/health/ready")[0] == 200


def test_all_addresses_of_one_network_are_one_client() -> None:
    assert client_of({"client": ("2001:db8::1", 1)}) == client_of({"client": ("2001:db8::ffff:1%eth0", 1)})
    assert client_of({"client": ("2001:db8:0:1::1", 1)}) != client_of({"client": ("2001:db8::1", 1)})


def test_a_bucket_fills_evenly_and_never_above_its_size() -> None:
    buckets = Buckets(60)
    assert all(buckets.take("a", 0.0).passes for _ in range(60)) and not buckets.take("a", 0.0).passes
    assert not buckets.take("a", 0.9).passes and buckets.take("a", 1.1).passes
    assert buckets.take("a", 10_000.0).left == 59


def test_no_number_of_clients_fills_the_memory() -> None:
    buckets = Buckets(2, clients=10)
    buckets.take("first", 0.0)
    for number in range(1000):
        buckets.take(str(number), 1.0)
    assert len(buckets) == 10 and buckets.take("first", 1.0).left == 1


def test_the_rate_is_limited_where_it_is_set_and_only_there(client: httpx.Client) -> None:
    assert "ratelimit" not in client.get("/api/v1/emotions/joy").headers
    with serving(rate_limit=2) as server:
        statuses = [server.client.get("/api/v1/emotions/joy").status_code for _ in range(4)]
        behind = {"X-Forwarded-For": "203.0.113.9"}  # as a proxy on this machine says it
        assert server.client.get("/api/v1/emotions/joy", headers=behind).status_code == 200
    assert statuses[:2] == [200, 200] and 429 in statuses
