"""What is counted, and under how many names."""

from __future__ import annotations

import re

import httpx
import pytest

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def counts(client: httpx.Client) -> dict[str, float]:
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=")
    lines = [line for line in response.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def added(client: httpx.Client, method: str, path: str, name: str) -> float:
    """Return how much a request adds to a count."""
    before = counts(client).get(name, 0)
    client.request(method, path)
    return counts(client).get(name, 0) - before


EMOTION = 'route="/api/v1/emotions/{emotion}"'
REQUESTS = {
    "GET": ("GET", "/api/v1/emotions/joy", f'method="GET",{EMOTION},status="200"'),
    "HEAD": ("HEAD", "/api/v1/emotions/joy", f'method="HEAD",{EMOTION},status="200"'),
    "unknown id": ("GET", "/api/v1/emotions/jooy", f'method="GET",{EMOTION},status="404"'),
    "no such route": ("GET", "/nothing/here", 'method="GET",route="none",status="404"'),
    "made-up method": ("PROPFIND", "/sparql", 'method="other",route="/sparql",status="405"'),
    "too long a body": ("POST", "/sparql?" + "x" * 9, 'method="POST",route="/sparql",status="415"'),
}


@pytest.mark.parametrize(("method", "path", "labels"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_counts_under_its_method_route_and_status(
    client: httpx.Client, method: str, path: str, labels: str
) -> None:
    assert added(client, method, path, f"kgservice_requests_total{{{labels}}}") == 1


OUTCOMES = {
    "answered": "ASK {}",
    "query-syntax": "ASK {",
    "query-refused": "SELECT * { SERVICE <urn:x> {} }",
    "query-timeout": CROSS,
    "query-too-large": "SELECT * " + "{" * 300 + "}" * 300,
}


@pytest.mark.parametrize(("outcome", "query"), OUTCOMES.items(), ids=OUTCOMES)
def test_a_query_counts_under_its_outcome(client: httpx.Client, outcome: str, query: str) -> None:
    path = str(httpx.URL("/sparql", params={"query": query}))
    assert added(client, "GET", path, f'kgservice_sparql_requests_total{{outcome="{outcome}"}}') == 1


def test_the_time_falls_into_buckets(client: httpx.Client) -> None:
    name = f'kgservice_request_seconds_bucket{{le="+Inf",{EMOTION}}}'
    assert added(client, "GET", "/api/v1/emotions/joy", name) == 1


def test_no_text_of_a_user_becomes_a_name(client: httpx.Client) -> None:
    for number in range(20):
        client.get(f"/api/v1/terms/word{number}")
        client.get(f"/word{number}")
        client.request(f"WORD{number}", "/")
    assert not re.search("word[0-9]", client.get("/metrics").text, re.IGNORECASE)


def test_the_only_request_that_runs_is_the_one_that_asks(client: httpx.Client) -> None:
    found = counts(client)
    assert (found["kgservice_requests_running"], found["kgservice_workers"]) == (1, 1)
