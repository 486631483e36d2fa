"""Batches as streams: of any length, both ways at once, in bounded memory."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.api.streaming import ReadAhead, lines

BATCH = "/api/v1/classify/batch"
NDJSON = {"Content-Type": "application/x-ndjson"}
LIMIT = 1 << 16
"""Bytes of a request to the miniature server; of a batch, of each line."""


def answers(response: httpx.Response) -> list[dict[str, object]]:
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.content.splitlines()]


def test_a_batch_may_be_longer_than_any_other_request(client: httpx.Client) -> None:
    sent = [{"id": number, "text": "happy"} for number in range(5000)]
    content = "\n".join(map(json.dumps, sent)).encode()
    assert len(content) > 2 * LIMIT
    found = answers(client.post(BATCH, content=content, headers=NDJSON))
    assert [line["id"] for line in found] == list(range(5000))


def test_a_line_that_is_too_long_is_given_up_and_the_rest_go_on(client: httpx.Client) -> None:
    content = b'"happy"\n"' + b"x" * 3 * LIMIT + b'"\n"sad"\n"' + b"y" * 3 * LIMIT
    found = answers(client.post(BATCH, content=content, headers=NDJSON))
    assert [line.get("primary", line.get("line")) for line in found] == ["joy", 2, "sadness", 4]
    assert found[1]["problem"]["status"] == 413 and str(LIMIT) in found[1]["problem"]["detail"]  # type: ignore[index]


def received(connection: socket.socket, wanted: bytes) -> bytes:
    found = b""
    while wanted not in found:
        found += (piece := connection.recv(65536))
        assert piece, found
    return found


def test_answers_come_while_the_batch_is_still_being_sent(client: httpx.Client) -> None:
    url = client.base_url
    with socket.create_connection((url.host, url.port or 80), timeout=30) as connection:
        head = f"POST {BATCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
        connection.sendall((head + "Transfer-Encoding: chunked\r\n\r\n").encode())
        for text, primary in (("happy", b'"joy"'), ("sad", b'"sadness"'), ("afraid", b'"fear"')):
            line = (json.dumps(text) + "\n").encode() * 40
            connection.sendall(b"%x\r\n%s\r\n" % (len(line), line))
            assert primary in received(connection, primary)
        connection.sendall(b"0\r\n\r\n")
        received(connection, b"0\r\n\r\n")


def test_a_client_that_leaves_in_the_middle_does_no_harm(client: httpx.Client) -> None:
    url = client.base_url
    for _ in range(3):
        with socket.create_connection((url.host, url.port or 80), timeout=30) as connection:
            head = (
                f"POST {BATCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: 99999\r\n"
            )
            connection.sendall((head + "\r\n").encode() + b'"happy"\n' * 100)
    assert client.get("/health/live").status_code == 200


def cut(pieces: list[bytes], most: int) -> list[tuple[int, bytes, bool]]:
    async def stream() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    async def collect() -> list[tuple[int, bytes, bool]]:
        return [tuple(line) async for found in lines(stream(), most) for line in found]

    return asyncio.run(collect())


CUTS = {
    "nothing": ([], []),
    "no end": ([b"a"], [(1, b"a", True)]),
    "an end in another piece": ([b"a", b"b\nc", b"\n"], [(1, b"ab", True), (2, b"c", True)]),
    "empty lines": ([b"\n\n"], [(1, b"", True), (2, b"", True)]),
    "Windows": ([b"a\r", b"\nb"], [(1, b"a", True), (2, b"b", True)]),
    "too long at once": ([b"abcdef\nb"], [(1, b"", False), (2, b"b", True)]),
    "too long in pieces": ([b"abc", b"def", b"g\nb\n"], [(1, b"", False), (2, b"b", True)]),
    "too long to the end": ([b"a\nabc", b"def"], [(1, b"a", True), (2, b"", False)]),
}


@pytest.mark.parametrize(("pieces", "found"), CUTS.values(), ids=CUTS)
def test_a_stream_is_cut_into_lines(pieces: list[bytes], found: list[tuple[int, bytes, bool]]) -> None:
    assert cut(pieces, most=5) == found


@given(st.lists(st.binary(max_size=8).map(lambda raw: raw.replace(b"\r", b"")), max_size=8))
def test_where_the_pieces_end_does_not_matter(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    expected = whole.split(b"\n")[:-1] + ([rest] if (rest := whole.rpartition(b"\n")[2]) else [])
    assert [content for _, content, _ in cut(pieces, most=1000)] == expected


def test_no_more_is_read_ahead_than_allowed() -> None:
    read = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(100):
            read += 10
            yield b"x" * 10

    async def take() -> Iterator[int]:
        lengths = []
        async for piece in ReadAhead(chunks(), most=50):
            lengths.append(len(piece))
            await asyncio.sleep(0.001)
            assert read - sum(lengths) <= 60
        return iter(lengths)

    assert sum(asyncio.run(take())) == 1000
