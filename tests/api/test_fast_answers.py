"""What is answered in front of FastAPI is what FastAPI answers: the same application, asked with and without it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import mini_content
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send

from kgservice.api import fast
from kgservice.api.app import create_app
from kgservice.api.emotion_index import EmotionIndex
from kgservice.api.logs import LOGGER
from kgservice.api.settings import Settings
from kgservice.ontology import VAD


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[TestClient, TestClient]]:
    """A client of the application as it is, and one of the application without its fast layer."""
    slow_app = made()
    layers = [layer for layer in slow_app.user_middleware if layer.cls is not fast.Fast]
    assert len(layers) == len(slow_app.user_middleware) - 1
    slow_app.user_middleware = layers
    with TestClient(made(), follow_redirects=False) as quick, TestClient(slow_app, follow_redirects=False) as slow:
        yield quick, slow


def made() -> FastAPI:
    return create_app(Settings(rate_limit=100_000), mini_content.ontology(), mini_content.lexicon())


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that went past the fast layer."""
    paths: list[str] = []
    passed = fast.Fast.__call__

    async def watched(self: fast.Fast, scope: Scope, receive: Receive, send: Send) -> None:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            paths.append(scope["path"])
            await known(scope, receive, send)

        known, self._app = self._app, app
        try:
            await passed(self, scope, receive, send)
        finally:
            self._app = known

    monkeypatch.setattr(fast.Fast, "__call__", watched)
    return paths


POINT = "valence=0.5&arousal=-0.25&dominance=0"
SELECT, WRONG = quote("SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o LIMIT 3"), quote("SELECT {")
LARGE = quote("SELECT * " + "{" * 300 + "}" * 300)
DESCRIBE = quote("DESCRIBE <https://w3id.org/tone-kg/emotion/joy>")
FAST = (
    *("/api/v1/emotions/joy", "/api/v1/emotions/joy?unused=1", "/api/v1/emotions/sadness-secondary"),
    *("/api/v1/terms/happy", "/api/v1/terms/happiest", "/api/v1/terms/over%20the%20moon", "/api/v1/terms/HAPPY?x=1"),
    *("/api/v1/terms/na%C3%AFve%20joy", "/api/v1/terms/%F0%9F%98%80", "/api/v1/terms/and%2For%20glad"),
    *("/api/v1/terms?prefix=ha", "/api/v1/terms?prefix=ha&limit=1", "/api/v1/terms?prefix=&limit=2&cursor=3"),
    *("/api/v1/terms?prefix=over+the", "/api/v1/terms?prefix=%20OVER%20", "/api/v1/terms?prefix=zzz"),
    *("/api/v1/terms?prefix=na%C3%AF", "/api/v1/terms?limit=1000", "/api/v1/terms?cursor=999&prefix=h"),
    *(f"/api/v1/vad/nearest?{POINT}", f"/api/v1/vad/nearest?{POINT}&limit=2&cursor=1"),
    *("/api/v1/vad/nearest?valence=-1&arousal=1.0&dominance=-0.0", f"/api/v1/vad/nearest?{POINT}&limit=1000"),
    *(f"/sparql?query={SELECT}", f"/sparql?query={DESCRIBE}", f"/sparql?query={WRONG}", f"/sparql?query={LARGE}"),
    *("/sparql", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "/sparql?update=x", "/sparql?query=%FF"),
    *("/sparql?query=ASK%7B%7D&default-graph-uri=urn:none", "/sparql?query=ASK%7B%7D&default-graph-uri=no+iri"),
)
PASSED_ON = (
    *("/api/v1/emotions/jooy", "/api/v1/emotions/", "/api/v1/emotions/joy/", "/api/v1/emotions/joy/terms"),
    *("/api/v1/terms/hapy", "/api/v1/terms/" + "x" * 201, "/api/v1/terms", "/api/v1/terms?prefix=h&prefix=g"),
    *("/api/v1/terms?prefix=h&fields=term", "/api/v1/terms?q=oo", "/api/v1/terms?prefx=h", "/api/v1/terms?limit=0"),
    *("/api/v1/terms?limit=1001", "/api/v1/terms?limit=x", "/api/v1/terms?cursor=-1", "/api/v1/terms?limit=007"),
    *("/api/v1/terms?prefix=" + "x" * 201, "/api/v1/terms?fuzzy=true&q=hapy", "/api/v1/terms/"),
    *("/api/v1/vad/nearest", "/api/v1/vad/nearest?valence=0.5&arousal=0.1", f"/api/v1/vad/nearest?{POINT}&tier=1"),
    *("/api/v1/vad/nearest?valence=2&arousal=0&dominance=0", "/api/v1/vad/nearest?valence=1e-1&arousal=.5&dominance=0"),
    *("/api/v1/vad/nearest?valence=nan&arousal=0&dominance=0", f"/api/v1/vad/nearest?{POINT}&valence=0.1"),
)
HEADERS = {
    "none": {},
    "another language": {"Accept-Language": "it-CH, de;q=0.5"},
    "a form": {"Accept": "text/turtle, text/csv;q=0.5"},
    "no form there is": {"Accept": "image/png"},
    "a page": {"Accept": "text/html"},
    "another origin": {"Origin": "https://example.org"},
    "any tag": {"If-None-Match": "*"},
    "a wrong tag": {"If-None-Match": '"x"'},
}


def ask(client: TestClient, method: str, path: str, **words: object) -> tuple[int, bytes, list[tuple[bytes, bytes]]]:
    """Return status, body and headers; ids are those of the request, and what is left of a rate changes each time."""
    headers = {"X-Request-Id": "r1", **words.pop("headers", {})}  # type: ignore[dict-item]
    response = client.request(method, path, headers=headers, **words)  # type: ignore[arg-type]
    changing = (b"ratelimit", b"date")
    return response.status_code, response.content, [h for h in response.headers.raw if h[0].lower() not in changing]


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("path", FAST + PASSED_ON)
def test_a_path_is_answered_alike(both: tuple[TestClient, TestClient], path: str, headers: dict[str, str]) -> None:
    quick, slow = both
    assert ask(quick, "GET", path, headers=headers) == ask(slow, "GET", path, headers=headers)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "DELETE", "PUT"])
@pytest.mark.parametrize("path", FAST)
def test_other_methods_are_answered_alike(both: tuple[TestClient, TestClient], method: str, path: str) -> None:
    quick, slow = both
    assert ask(quick, method, path) == ask(slow, method, path)


BODIES = {
    "form": ({"data": {"query": "ASK {}"}}, 200),
    "form without a query": ({"data": {"x": "ASK {}"}}, 400),
    "update": ({"data": {"update": "CLEAR ALL"}}, 403),
    "query": ({"content": "ASK {}", "headers": {"Content-Type": "application/sparql-query"}}, 200),
    "bad UTF-8": ({"content": b"ASK { '\xff' }", "headers": {"Content-Type": "application/sparql-query"}}, 400),
    "JSON": ({"json": {"query": "ASK {}"}}, 415),
    "too long": ({"content": b"#" * (2 << 20), "headers": {"Content-Type": "application/sparql-query"}}, 413),
}


@pytest.mark.parametrize(("words", "status"), BODIES.values(), ids=BODIES)
def test_posted_queries_are_answered_alike(
    both: tuple[TestClient, TestClient], words: dict[str, object], status: int
) -> None:
    quick, slow = both
    answer = ask(quick, "POST", "/sparql", **words)
    assert answer == ask(slow, "POST", "/sparql", **words)
    assert answer[0] == status


@pytest.mark.parametrize("path", FAST[:-10])
def test_a_known_tag_is_answered_alike(both: tuple[TestClient, TestClient], path: str) -> None:
    tag = both[0].get(path).headers["etag"]
    answers = [ask(client, "GET", path, headers={"If-None-Match": f'"y", W/{tag}'}) for client in both]
    assert answers[0] == answers[1] and answers[0][0] == 304 and answers[0][1] == b""


@pytest.mark.parametrize("path", FAST)
def test_what_is_hot_does_not_reach_fastapi(both: tuple[TestClient, TestClient], reached: list[str], path: str) -> None:
    both[0].get(path)
    assert reached == []


@pytest.mark.parametrize("path", PASSED_ON)
def test_what_is_not_sure_reaches_fastapi(both: tuple[TestClient, TestClient], reached: list[str], path: str) -> None:
    both[0].get(path)
    assert len(reached) == 1


@pytest.mark.parametrize("path", FAST)
def test_an_answer_counts_and_is_logged_under_the_route_of_fastapi(
    both: tuple[TestClient, TestClient],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
) -> None:
    monkeypatch.setattr(LOGGER, "propagate", True)
    with caplog.at_level(logging.INFO, logger=LOGGER.name):
        for client in both:
            client.get(path)
    facts = [record.facts for record in caplog.records if hasattr(record, "facts")]
    said = [{name: fact[name] for name in ("method", "route", "status", "bytes")} for fact in facts]
    assert len(said) == 2 and said[0] == said[1] and said[0]["route"]


def test_a_kept_answer_is_not_changed_by_the_layers_around_it(both: tuple[TestClient, TestClient]) -> None:
    answers = [ask(both[0], "GET", "/api/v1/emotions/fear", headers={"Origin": "https://a.example"}) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]


def test_limits_hold_for_hot_answers() -> None:
    app = create_app(Settings(rate_limit=2), mini_content.ontology(), mini_content.lexicon())
    with TestClient(app) as client:
        assert [client.get("/api/v1/emotions/joy").status_code for _ in range(3)] == [200, 200, 429]


def test_a_mounted_service_answers_alike() -> None:
    app = create_app(Settings(), mini_content.ontology(), mini_content.lexicon())
    outer = FastAPI()
    outer.mount("/kg", app)
    with TestClient(app) as inside:
        expected = inside.get("/api/v1/emotions/joy")
        found: httpx.Response = TestClient(outer).get("/kg/api/v1/emotions/joy")
    assert (found.status_code, found.content) == (200, expected.content)


@given(*[st.floats(-1, 1).map(lambda number: round(number, 3))] * 3)
def test_emotions_near_a_point_are_those_of_the_ontology(valence: float, arousal: float, dominance: float) -> None:
    ontology, point = mini_content.ontology(), VAD(valence, arousal, dominance)
    items = json.loads(EmotionIndex(ontology).near(point, 0, 1000))["items"]
    expected = [(emotion.id, far) for emotion, far in ontology.nearest(point, 1000)]
    assert [(item["emotion"]["id"], item["distance"]) for item in items] == expected
