"""The service over a SPARQL server elsewhere: SPARQL and graphs go there, and its loss is told."""

from __future__ import annotations

import sys
from pathlib import Path

import httpx
import pytest
from mini_server import serving
from test_update import BEARER, TOKEN, UPDATE

sys.path.append(str(Path(__file__).parent.parent / "store"))

from oxigraph_server import free_port, server, serves

COUNT = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}


BY_UPDATE, BY_GRAPH_STORE = {}, {"store_gsp_url": "{url}/store"}


@serves
@pytest.mark.parametrize("more", [BY_UPDATE, BY_GRAPH_STORE], ids=["graphs by updates", "by its graph store"])
def test_queries_updates_and_graphs_go_to_the_server(more: dict[str, str]) -> None:
    with server(free_port()) as url:
        known = {"store_url": f"{url}/query", "store_update_url": f"{url}/update", "update_token": TOKEN}
        known |= {name: value.format(url=url) for name, value in more.items()}
        with serving(**known) as running:
            client = running.client
            assert client.get("/sparql", params=COUNT).json()["results"]["bindings"][0]["n"]["value"] == "300"
            sent = {"content": "DROP DEFAULT", "headers": {"Content-Type": UPDATE} | BEARER}
            assert client.post("/sparql", **sent).status_code == 204
            assert client.get("/sparql", params=COUNT).json()["results"]["bindings"][0]["n"]["value"] == "0"
            turtle = {"content": "<urn:a> <urn:p> 1 .", "headers": {"Content-Type": "text/turtle"} | BEARER}
            assert client.put("/store?graph=urn:g", **turtle).status_code == 201
            assert client.put("/store?graph=urn:g", **turtle).status_code == 204
            assert client.get("/store?graph=urn:g").text.split() == ["<urn:a>", "<urn:p>", "1", "."]
            with httpx.Client(base_url=url) as there:
                assert there.get("/store?graph=urn:g").text.startswith("<urn:a> <urn:p> ")
            assert client.delete("/store?graph=urn:g", headers=BEARER).status_code == 204
            assert client.get("/store?graph=urn:g").status_code == 404
            refused = client.get("/sparql", params={"query": f"SELECT * {{ SERVICE <{url}> {{}} }}"})
            assert refused.status_code == 403


@serves
def test_a_lost_server_is_told_and_everything_else_goes_on() -> None:
    port = free_port()
    with serving(store_url=f"http://127.0.0.1:{port}/query") as running:
        client = running.client
        for path in ("/sparql?query=ASK%7B%7D", "/health/ready"):
            lost = client.get(path)
            assert lost.status_code == 503 and int(lost.headers["retry-after"]) > 0
        assert "does not answer" in client.get("/sparql?query=ASK%7B%7D").json()["detail"]
        assert client.get("/api/v1/emotions/joy").status_code == 200
        with server(port):
            assert client.get("/sparql?query=ASK%7B%7D").json()["boolean"] is True
            ready = client.get("/health/ready")
            assert (ready.status_code, ready.json()["triples"]) == (200, None)
