"""Requests that mean harm: each gets the right status, and the service answers the next one."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

QUERY = "application/sparql-query"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
DOUBLING = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(25))

BOMBS = {
    "cross product counted": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} . ?j ?k ?l }}", {504}),
    "cross product sorted": (f"SELECT * {{ {CROSS} }} ORDER BY ?f ?c", {413, 504}),
    "cross product in full": (f"SELECT * {{ {CROSS} }}", {413}),
    "cross product of distinct rows": (f"SELECT DISTINCT ?c ?f ?i {{ {CROSS} }}", {413, 504}),
    "doubled string": (f"SELECT (STRLEN(?x25) AS ?n) {{ BIND('{'x' * 64}' AS ?x0) {DOUBLING} }}", {413, 504}),
    "concatenation": (f"SELECT (GROUP_CONCAT(?c) AS ?x) {{ {CROSS} }}", {413, 504}),
    "regular expression": (f"SELECT * {{ BIND(REGEX('{'a' * 34}!', '^(a+)+$') AS ?x) }}", {200}),
    "1,000 groups": ("SELECT * " + "{" * 1000 + "}" * 1000, {413}),
    "20,000 groups": ("SELECT * " + "{" * 20_000 + "}" * 20_000, {413}),
    "20,000 brackets": ("SELECT * { FILTER" + "(" * 20_000 + "true" + ")" * 20_000 + " }", {413}),
    "7,000 OR": ("SELECT * { FILTER(" + "||".join(["false"] * 7000) + ") }", {413}),
    "3,000 UNION": ("SELECT * { " + "UNION".join(["{?s<urn:x>?o}"] * 3000) + " }", {413}),
    "2,000 OPTIONAL": ("SELECT * { " + "OPTIONAL{?a ?b ?c}" * 2000 + " }", {413}),
    "2,000 BIND": ("SELECT * { " + " ".join(f"BIND({n} AS ?x{n})" for n in range(2000)) + " }", {413}),
    "nothing but brackets": ("{" * 60_000, {413}),
    "body too long": ("#" + "x" * 10_000_000 + "\nASK {}", {413}),
    "body far too long": ("#" + "x" * 30_000_000 + "\nASK {}", {413}),
    "NUL": ('SELECT * { ?s ?p "a\x00b" }', {200, 400}),
    "nothing": ("", {400}),
}


def ask(client: httpx.Client, text: str) -> httpx.Response:
    return client.post("/sparql", content=text, headers={"Content-Type": QUERY})


def still_serves(client: httpx.Client) -> bool:
    return (
        ask(client, "ASK {}").json() == {"head": {}, "boolean": True}
        and client.get("/api/v1/emotions/joy").status_code == 200
        and client.get("/health/ready").json()["status"] == "ready"
    )


@pytest.mark.parametrize(("text", "statuses"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_gets_a_status_and_the_service_goes_on(client: httpx.Client, text: str, statuses: set[int]) -> None:
    response = ask(client, text)
    assert response.status_code in statuses, response.text[:500]
    if response.status_code != 200:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == response.status_code
    assert still_serves(client)


def test_a_timeout_says_how_long_and_what_to_do(client: httpx.Client) -> None:
    problem = ask(client, BOMBS["cross product counted"][0]).json()
    assert problem["seconds"] == 1 and "KGSERVICE_QUERY_TIMEOUT_SECONDS" in problem["detail"]


@pytest.fixture
def internal() -> Iterator[socket.socket]:
    """A loopback server that nobody may reach: it answers nothing, and knows whether somebody came."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


REACHES = {
    "SERVICE": ("SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", {403}),
    "SERVICE SILENT ?x": ("SELECT * {{ VALUES ?e {{ <{url}> }} SERVICE SILENT ?e {{ ?s ?p ?o }} }}", {403}),
    "SERVICE in a comment that is none": (
        'SELECT * {{ ?s ?p ?o FILTER(?o <#x> """\n 2) SERVICE <{url}> {{?a ?b ?c}} #"""\n}}',
        {403},
    ),
    "FROM": ("SELECT * FROM <{url}> {{ ?s ?p ?o }}", {200}),
    "FROM NAMED": ("SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", {200}),
    "LOAD": ("LOAD <{url}>", {403}),
}


@pytest.mark.parametrize(("text", "statuses"), REACHES.values(), ids=REACHES)
def test_no_query_reaches_another_server(
    client: httpx.Client, internal: socket.socket, text: str, statuses: set[int]
) -> None:
    response = ask(client, text.format(url=f"http://127.0.0.1:{internal.getsockname()[1]}/secret"))
    assert response.status_code in statuses, response.text
    with pytest.raises(BlockingIOError):
        internal.accept()
    assert still_serves(client)


@pytest.mark.parametrize("text", ["SELECT * FROM <{url}> {{ ?s ?p ?o }}", "LOAD <{url}>"])
def test_no_query_reads_a_file(client: httpx.Client, tmp_path: Path, text: str) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text('<urn:a> <urn:b> "FILE-SECRET" .', "utf-8")
    assert "FILE-SECRET" not in ask(client, text.format(url=secret.as_uri())).text
    assert still_serves(client)


HEADERS = {
    "garbage": (",,;q=abc, */*;q=, a/b/c;;", {200}),
    "a long list": ("a/b, " * 8000 + "a/b", {406}),
    "unclosed": ('text/csv;x="', {200, 406}),
}


@pytest.mark.parametrize(("accept", "statuses"), HEADERS.values(), ids=HEADERS)
def test_a_strange_accept_header_does_no_harm(client: httpx.Client, accept: str, statuses: set[int]) -> None:
    assert client.get("/sparql?query=ASK%7B%7D", headers={"Accept": accept}).status_code in statuses
    assert still_serves(client)


@pytest.mark.parametrize("path", ["/api/v1/classify", "/api/v1/trajectory", "/api/v1/group", "/sparql"])
def test_ten_megabytes_are_refused_everywhere(client: httpx.Client, path: str) -> None:
    response = client.post(path, content=b"x" * 10_000_000, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["limit"]) == (413, 65536)
    assert still_serves(client)


def test_a_body_without_a_length_is_measured_as_it_comes(client: httpx.Client) -> None:
    response = client.post("/sparql", content=(b"x" * 65536 for _ in range(20)), headers={"Content-Type": QUERY})
    assert response.status_code == 413


def test_a_client_that_asks_before_it_sends_is_refused_at_once(client: httpx.Client) -> None:
    url = client.base_url
    with socket.create_connection((url.host, url.port or 80), timeout=30) as connection:
        head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\nExpect: 100-continue\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_look_ups_are_answered_while_bombs_run(client: httpx.Client) -> None:
    def bomb(_: int) -> int:
        sent = {"content": BOMBS["cross product counted"][0], "headers": {"Content-Type": QUERY}, "timeout": 30}
        return httpx.post(f"{client.base_url}/sparql", **sent).status_code

    with ThreadPoolExecutor(8) as pool:
        bombs = pool.map(bomb, range(8))
        for path in ("/api/v1/emotions/joy", "/emotion/joy", "/ontology.ttl", "/", "/health/ready") * 5:
            assert client.get(path).status_code == 200
        assert set(bombs) <= {504, 503}
    assert still_serves(client)


def test_a_busy_store_says_when_to_come_again(client: httpx.Client) -> None:
    def bomb(_: int) -> httpx.Response:
        sent = {"content": BOMBS["cross product counted"][0], "headers": {"Content-Type": QUERY}, "timeout": 30}
        return httpx.post(f"{client.base_url}/sparql", **sent)

    with ThreadPoolExecutor(40) as pool:
        refused = [response for response in pool.map(bomb, range(40)) if response.status_code == 503]
    assert refused and all(int(response.headers["retry-after"]) > 0 for response in refused)


NOWHERE = ("/nix", "/api/v1/nix", "/emotion", "/docs/assets/../../secret", "/%00", "/" + "x" * 5000)


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_not_there_is_a_problem_document(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(response.content)["status"] == 404
