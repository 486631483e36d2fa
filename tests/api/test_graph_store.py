"""Whole graphs over HTTP: reading, replacing, adding, removing, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from mini_content import LIMITS
from mini_server import serving
from pyoxigraph import RdfFormat, parse
from test_update import BEARER, TOKEN

from kgservice.api.graph_store import GRAPH_FORMATS

GRAPH = {"graph": "http://example.org/g"}
TURTLE = {"Content-Type": "text/turtle"} | BEARER
ONE, TWO = "<urn:a> <urn:p> <urn:one> .", "<urn:a> <urn:p> <urn:two> ."


@pytest.fixture(scope="module")
def server() -> Iterator[httpx.Client]:
    with serving(update_token=TOKEN, **LIMITS) as running:
        yield running.client


@pytest.fixture
def store(server: httpx.Client) -> httpx.Client:
    """A client of a server without the graph of the tests."""
    server.delete("/store", params=GRAPH, headers=BEARER)
    return server


def objects(response: httpx.Response) -> set[str]:
    assert response.status_code == 200, response.text
    return {quad.object.value for quad in parse(response.content, RdfFormat.TURTLE)}


def test_put_makes_a_graph_and_replaces_it(store: httpx.Client) -> None:
    assert store.put("/store", params=GRAPH, content=ONE, headers=TURTLE).status_code == 201
    assert objects(store.get("/store", params=GRAPH)) == {"urn:one"}
    assert store.put("/store", params=GRAPH, content=TWO, headers=TURTLE).status_code == 204
    assert objects(store.get("/store", params=GRAPH)) == {"urn:two"}


def test_post_adds_to_a_graph(store: httpx.Client) -> None:
    assert store.post("/store", params=GRAPH, content=ONE, headers=TURTLE).status_code == 201
    assert store.post("/store", params=GRAPH, content=TWO, headers=TURTLE).status_code == 204
    assert objects(store.get("/store", params=GRAPH)) == {"urn:one", "urn:two"}


def test_post_without_a_name_makes_a_graph_and_tells_its_url(store: httpx.Client) -> None:
    made = store.post("/store", content=ONE, headers=TURTLE)
    assert made.status_code == 201
    assert objects(store.get(made.headers["location"])) == {"urn:one"}
    assert objects(store.get("/store", params={"graph": made.headers["location"]})) == {"urn:one"}


def test_the_files_of_a_form_are_added_and_share_no_blank_node(store: httpx.Client) -> None:
    files = [("x", (name, f"_:b <urn:p> <urn:{name}> .", "text/turtle")) for name in ("one", "two")]
    assert store.post("/store", params=GRAPH, files=files, headers=BEARER).status_code == 201
    response = store.get("/store", params=GRAPH)
    assert objects(response) == {"urn:one", "urn:two"}
    assert len({quad.subject.value for quad in parse(response.content, RdfFormat.TURTLE)}) == 2


def test_a_removed_graph_is_not_there(store: httpx.Client) -> None:
    store.put("/store", params=GRAPH, content="", headers=TURTLE)
    assert objects(store.get("/store", params=GRAPH)) == set()
    assert store.delete("/store", params=GRAPH, headers=BEARER).status_code == 204
    for response in (
        store.get("/store", params=GRAPH),
        store.head("/store", params=GRAPH),
        store.delete("/store", params=GRAPH, headers=BEARER),
    ):
        assert response.status_code == 404
    assert '"http://example.org/g"' in store.get("/store", params=GRAPH).json()["detail"]


def test_a_url_below_the_store_is_the_name_of_a_graph(store: httpx.Client) -> None:
    url = store.base_url.join("/store/people/1.ttl")
    assert store.put(url, content="<> <urn:p> <urn:one> .", headers=TURTLE).status_code == 201
    (quad,) = parse(store.get("/store", params={"graph": str(url)}).content, RdfFormat.TURTLE)
    assert quad.subject.value == str(url)  # the graph's name is the base of what is in it
    assert store.head(url).headers["content-type"].startswith("text/turtle")
    assert store.delete(url, headers=BEARER).status_code == 204


def test_the_default_graph_is_read_added_to_and_replaced() -> None:
    with serving(update_token=TOKEN) as running:
        client = running.client
        assert len(objects(client.get("/store?default"))) > 100
        assert client.post("/store?default", content=ONE, headers=TURTLE).status_code == 204
        assert len(objects(client.get("/store?default"))) > 100
        assert client.put("/store?default", content=TWO, headers=TURTLE).status_code == 204
        assert objects(client.get("/store?default")) == {"urn:two"}
        assert client.delete("/store?default", headers=BEARER).status_code == 204
        assert objects(client.get("/store?default")) == set()


@pytest.mark.parametrize("kind", GRAPH_FORMATS)
def test_a_graph_comes_and_goes_in_every_form(store: httpx.Client, kind: str) -> None:
    store.put("/store", params=GRAPH, content=ONE, headers=TURTLE)
    read = store.get("/store", params=GRAPH, headers={"Accept": kind})
    assert read.headers["content-type"].partition(";")[0] == kind
    store.put("/store", params=GRAPH, content=read.content, headers={"Content-Type": kind} | BEARER)
    assert objects(store.get("/store", params=GRAPH)) == {"urn:one"}


WRONG = {
    "no name": ("GET", "", {}, 400, "Name one graph"),
    "two names": ("GET", "?default&graph=urn:g", {}, 400, "Name one graph"),
    "no IRI": ("PUT", "?graph=" + quote("urn:g> {} } ; DROP ALL ; #"), {}, 400, "not an IRI"),
    "no RDF": ("PUT", "?graph=urn:g", {"content": "no Turtle"}, 400, "cannot be read"),
    "no media type": ("PUT", "?graph=urn:g", {"content": ONE, "headers": BEARER}, 415, "text/turtle"),
    "no such media type": (
        "POST",
        "?graph=urn:g",
        {"files": {"x": ("x", "x", "image/png")}, "headers": BEARER},
        415,
        "image/png",
    ),
    "no parts": (
        "POST",
        "?graph=urn:g",
        {"headers": BEARER | {"Content-Type": "multipart/form-data"}, "content": "x"},
        400,
        "no parts",
    ),
    "no form": ("GET", "?default", {"headers": {"Accept": "image/png"}}, 406, "text/turtle"),
    "no token": ("PUT", "?graph=urn:g", {"headers": {"Content-Type": "text/turtle"}}, 401, "Bearer"),
    "no token to delete": ("DELETE", "?default", {"headers": {}}, 401, "Bearer"),
    "no such method": ("PATCH", "?graph=urn:g", {}, 405, "PATCH"),
    "too many brackets": ("PUT", "?graph=urn:g", {"content": "[ <urn:p> " * 5000}, 400, "cannot be read"),
    "too long": ("PUT", "?graph=urn:g", {"content": "#" * 70_000}, 413, "65536 bytes"),
}


@pytest.mark.parametrize(("method", "name", "sent", "status", "detail"), WRONG.values(), ids=WRONG)
def test_a_wrong_request_is_told_what_was_expected(
    store: httpx.Client, method: str, name: str, sent: dict[str, object], status: int, detail: str
) -> None:
    response = store.request(method, f"/store{name}", **({"headers": TURTLE} | sent))  # type: ignore[arg-type]
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert detail in response.json()["detail"]
    assert store.get("/store?graph=urn:g").status_code == 404


def test_without_a_token_in_the_settings_graphs_are_read_only(client: httpx.Client) -> None:
    assert len(objects(client.get("/store?default"))) > 100
    for method in ("PUT", "POST", "DELETE"):
        refused = client.request(method, "/store?default", headers=TURTLE)
        assert refused.status_code == 403 and "KGSERVICE_UPDATE_TOKEN" in refused.json()["detail"]
