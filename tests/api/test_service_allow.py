"""SERVICE over HTTP: only to the endpoints that the operator lists."""

from __future__ import annotations

import sys
from pathlib import Path

from mini_server import serving
from test_update import BEARER, TOKEN, UPDATE

sys.path.append(str(Path(__file__).parent.parent / "store"))

from oxigraph_server import free_port, server, serves

FEATURE = "sparql-service-description#BasicFederatedQuery>"
NTRIPLES = {"Accept": "application/n-triples"}


@serves
def test_a_listed_endpoint_is_asked_in_queries_and_updates() -> None:
    with server(free_port()) as url:
        there = f"SERVICE <{url}/query> {{ ?s <urn:age> ?n }}"
        with serving(service_allow=f"https://endpoint.example/sparql {url}/query", update_token=TOKEN) as running:
            client = running.client
            answer = client.get("/sparql", params={"query": f"SELECT (SUM(?n) AS ?sum) {{ {there} }}"})
            assert answer.json()["results"]["bindings"][0]["sum"]["value"] == "4950"
            copying = f"INSERT {{ ?s <urn:age> ?n }} WHERE {{ {there} }}"
            sent = {"content": copying, "headers": {"Content-Type": UPDATE} | BEARER}
            assert client.post("/sparql", **sent).status_code == 204
            here = client.get("/sparql", params={"query": "SELECT (SUM(?n) AS ?sum) { ?s <urn:age> ?n }"})
            assert here.json() == answer.json()
            assert FEATURE in client.get("/sparql", headers=NTRIPLES).text


@serves
def test_every_other_is_refused_and_named() -> None:
    with server(free_port()) as url, serving(service_allow=f"{url}/query") as running:
        for other in (f"{url}/", url.replace("127.0.0.1", "localhost") + "/query"):
            refused = running.client.get("/sparql", params={"query": f"SELECT * {{ SERVICE <{other}> {{}} }}"})
            assert refused.status_code == 403 and f"<{other}>" in refused.json()["detail"]


def test_an_endpoint_that_does_not_answer_is_a_problem() -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    with serving(service_allow=url) as running:
        for silent, status in (("", 503), ("SILENT", 200)):
            query = f"SELECT * {{ SERVICE {silent} <{url}> {{ ?s ?p ?o }} }}"
            assert running.client.get("/sparql", params={"query": query}).status_code == status
        assert FEATURE in running.client.get("/.well-known/void", headers=NTRIPLES).text
