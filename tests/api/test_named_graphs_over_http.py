"""The graphs of the content over HTTP: listed with their sizes, queried, and read whole."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from mini_content import LIMITS
from mini_server import serving
from pyoxigraph import RdfFormat, parse
from test_update import BEARER, TOKEN, UPDATE

from kgservice.api.description import SD, VOID
from kgservice.namespaces import LEXICON, ONTOLOGY

NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
NTRIPLES = {"Accept": "application/n-triples"}


def described(client: httpx.Client, path: str = "/.well-known/void") -> dict[str, int]:
    """Return the triples that the description states for each graph; the default graph is the empty text."""
    response = client.get(path, headers=NTRIPLES)
    assert response.status_code == 200, response.text
    triples = [quad.triple for quad in parse(response.content, RdfFormat.N_TRIPLES)]
    told = {(t.subject.value, t.predicate.value): t.object.value for t in triples}
    default = told[next(s for s, p in told if p == SD + "defaultGraph"), SD + "defaultGraph"]
    graphs = {told[s, SD + "name"]: told[s, SD + "graph"] for s, p in told if p == SD + "name"} | {"": default}
    return {name: int(told[graph, VOID + "triples"]) for name, graph in graphs.items()}


def lines(client: httpx.Client, parameters: dict[str, str]) -> int:
    response = client.get("/store", params=parameters, headers=NTRIPLES)
    assert response.status_code == 200, response.text
    return len(response.text.splitlines())


@pytest.fixture(scope="module")
def written() -> Iterator[httpx.Client]:
    """A client of a server that takes updates."""
    with serving(update_token=TOKEN, **LIMITS) as running:
        running.client.get("/sparql", params={"query": "ASK {}"})
        yield running.client


@pytest.fixture(params=["client", "written"])
def either(request: pytest.FixtureRequest) -> httpx.Client:
    """A client of a server that nobody can write to, and of one that takes updates."""
    client: httpx.Client = request.getfixturevalue(request.param)
    client.get("/sparql", params={"query": "ASK {}"}).raise_for_status()
    return client


def test_every_graph_is_listed_with_its_size(either: httpx.Client) -> None:
    sizes = described(either)
    assert sizes == described(either, "/sparql")
    assert set(sizes) == {"", ONTOLOGY, LEXICON} and sizes[""] == sizes[ONTOLOGY] + sizes[LEXICON]
    names = either.get("/sparql", params={"query": NAMES}).json()["results"]["bindings"]
    assert {row["g"]["value"] for row in names} == {ONTOLOGY, LEXICON}


def test_every_graph_is_read_whole(either: httpx.Client) -> None:
    for name, size in described(either).items():
        assert lines(either, {"graph": name} if name else {"default": ""}) == size


def test_sizes_follow_what_is_written(written: httpx.Client) -> None:
    before = described(written)
    for text in ("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 , 2 } }", "DROP GRAPH <urn:g>"):
        sent = {"content": text, "headers": {"Content-Type": UPDATE} | BEARER}
        assert written.post("/sparql", **sent).status_code == 204
        expected = before | ({"urn:g": 2} if "INSERT" in text else {})
        assert described(written) == expected


def test_the_packaged_lexicon_is_larger_than_an_answer_may_be_and_read_whole_nevertheless(
    packaged: httpx.Client,
) -> None:
    packaged.get("/sparql", params={"query": "ASK {}"}).raise_for_status()
    sizes = described(packaged)
    assert sizes[LEXICON] > 100_000 and lines(packaged, {"graph": LEXICON}) == sizes[LEXICON]
    everything = "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }"
    assert packaged.get("/sparql", params={"query": everything}).status_code == 413
