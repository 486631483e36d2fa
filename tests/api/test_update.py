"""Updates over HTTP: who may, in which ways, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from mini_content import LIMITS
from mini_server import serving

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
TOKEN = "a token for the tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
INSERT = "INSERT DATA { <urn:new> <urn:p> 1 }"
COUNT = "SELECT (COUNT(*) AS ?n) { <urn:new> ?p ?o }"


@pytest.fixture
def writable() -> Iterator[httpx.Client]:
    """A client that shows no token, of a server that has one."""
    with serving(update_token=TOKEN, **LIMITS) as running:
        yield running.client


def update(client: httpx.Client, text: str, **more: object) -> httpx.Response:
    headers = {"Content-Type": UPDATE} | BEARER
    return client.post("/sparql", content=text, headers=headers, **more)  # type: ignore[arg-type]


def number(client: httpx.Client) -> int:
    rows = client.get("/sparql", params={"query": COUNT}).json()["results"]["bindings"]
    return int(rows[0]["n"]["value"])


def test_an_update_may_come_in_the_body_or_a_form(writable: httpx.Client) -> None:
    assert update(writable, INSERT).status_code == 204
    assert number(writable) == 1
    form = {"update": "INSERT DATA { <urn:new> <urn:p> 2 }"}
    assert writable.post("/sparql", data=form, headers=BEARER).status_code == 204
    assert number(writable) == 2


def test_what_an_update_reads_may_be_chosen(writable: httpx.Client) -> None:
    update(writable, "INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:p> 1 } GRAPH <urn:h> { <urn:x> <urn:p> 2 } }")
    copying = "INSERT { <urn:new> ?p ?o } WHERE { ?s ?p ?o }"
    update(writable, copying, params={"using-graph-uri": "urn:g"}).raise_for_status()
    assert number(writable) == 1
    named = {"update": "INSERT { <urn:new> ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", "using-named-graph-uri": "urn:h"}
    writable.post("/sparql", data=named, headers=BEARER).raise_for_status()
    assert number(writable) == 2


WITHOUT_RIGHT = {"none": {}, "wrong": {"Authorization": "Bearer wrong"}, "not bearer": {"Authorization": "Basic eA=="}}


@pytest.mark.parametrize("headers", WITHOUT_RIGHT.values(), ids=WITHOUT_RIGHT)
def test_without_the_right_token_nothing_changes(writable: httpx.Client, headers: dict[str, str]) -> None:
    refused = writable.post("/sparql", content=INSERT, headers={"Content-Type": UPDATE} | headers)
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert "Authorization: Bearer" in refused.json()["detail"]
    assert writable.post("/sparql", data={"update": INSERT}, headers=headers).status_code == 401
    assert number(writable) == 0


def test_without_a_token_in_the_settings_it_says_how_to_set_one(client: httpx.Client) -> None:
    refused = update(client, INSERT)
    assert refused.status_code == 403
    assert "KGSERVICE_UPDATE_TOKEN" in refused.json()["detail"]


CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WRONG = {
    "syntax": ({"content": "INSERT DATA {\n<urn:a> }"}, 400, "line 2"),
    "a query": ({"content": "ASK {}"}, 400, "This is a query"),
    "two datasets": (
        {"content": f"WITH <urn:g> INSERT {{}} WHERE {CROSS}", "params": {"using-graph-uri": "urn:a"}},
        400,
        "Use one of the two",
    ),
    "a dataset for queries": ({"content": INSERT, "params": {"default-graph-uri": "urn:a"}}, 400, "using-graph-uri"),
    "two ways at once": ({"content": INSERT, "params": {"update": INSERT}}, 400, "Send one"),
    "two updates": ({"data": {"update": [INSERT, INSERT]}}, 400, "stands 2 times"),
    "query and update": ({"data": {"update": INSERT, "query": "ASK {}"}}, 400, "Send one"),
    "update as a query": ({"data": {"query": INSERT}}, 403, "update="),
    "no graph to drop": ({"content": f"{INSERT} ; DROP GRAPH <urn:none>"}, 400, "could not be carried out"),
    "LOAD": ({"content": "LOAD <http://127.0.0.1:9/>"}, 403, "LOAD is switched off"),
    "LOAD of a file": ({"content": f"{INSERT} ; LOAD SILENT <file:///etc/passwd>"}, 403, "LOAD is switched off"),
    "SERVICE": ({"content": "INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 403, "SERVICE"),
    "past the deadline": (
        {"content": f"INSERT {{ <urn:new> <urn:p> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {CROSS} }}"},
        504,
        "longer than 1 s",
    ),
    "too long": ({"content": f"{INSERT} # {'x' * 70_000}"}, 413, "65536 bytes"),
}


@pytest.fixture(scope="module")
def unchanged() -> Iterator[httpx.Client]:
    """A client of a server in which every update fails."""
    with serving(update_token=TOKEN, **LIMITS) as running:
        yield running.client


@pytest.mark.parametrize(("sent", "status", "detail"), WRONG.values(), ids=WRONG)
def test_an_update_that_fails_says_why_and_changes_nothing(
    unchanged: httpx.Client, sent: dict[str, object], status: int, detail: str
) -> None:
    headers = BEARER | ({"Content-Type": UPDATE} if "content" in sent else {})
    response = unchanged.post("/sparql", headers=headers, **sent)  # type: ignore[arg-type]
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert detail in response.json()["detail"]
    assert number(unchanged) == 0


def test_an_update_in_the_url_is_told_to_post(unchanged: httpx.Client) -> None:
    response = unchanged.get("/sparql", params={"update": INSERT}, headers=BEARER)
    assert response.status_code == 400 and "needs POST" in response.json()["detail"]


def test_in_a_folder_an_update_outlives_the_service(tmp_path: Path) -> None:
    settings = {"update_token": TOKEN, "store_path": tmp_path / "store"}
    with serving(**settings) as running:
        update(running.client, INSERT).raise_for_status()
    with serving(**settings) as running:
        assert number(running.client) == 1
        assert running.client.get("/health/ready").json()["triples"] > 500


def test_the_service_says_that_it_takes_updates(unchanged: httpx.Client) -> None:
    described = unchanged.get("/sparql", headers={"Accept": "application/n-triples"})
    assert "sparql-service-description#SPARQL11Update>" in described.text
