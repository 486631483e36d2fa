"""The SPARQL 1.1 protocol over HTTP: ways to ask, forms of the answer, errors."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, urlencode

import httpx
import mini_content
import pytest
from pyoxigraph import RdfFormat, parse

from kgservice.api.negotiation import GRAPHS, TABLES

PREFIXES = """PREFIX emotion: <https://w3id.org/tone-kg/emotion/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tone: <https://w3id.org/tone-kg/schema#>
"""
PRIMARIES = PREFIXES + "SELECT ?e { ?e tone:tier 1 } ORDER BY ?e"
IRIS = [emotion.iri for emotion in mini_content.ontology().at_tier(1)]
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
SD = "http://www.w3.org/ns/sparql-service-description#"


def iris(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["e"]["value"] for row in response.json()["results"]["bindings"]]


def test_a_query_may_come_in_the_url_a_form_or_the_body(client: httpx.Client) -> None:
    assert iris(client.get("/sparql", params={"query": PRIMARIES})) == IRIS
    assert iris(client.post("/sparql", data={"query": PRIMARIES})) == IRIS
    assert iris(client.post("/sparql", content=PRIMARIES, headers={"Content-Type": QUERY})) == IRIS
    assert iris(client.post("/sparql", content=PRIMARIES, headers={"Content-Type": f"{QUERY}; charset=UTF-8"})) == IRIS


def test_the_store_holds_ontology_and_lexicon_in_one_graph(client: httpx.Client) -> None:
    text = (
        PREFIXES
        + """PREFIX ontolex: <http://www.w3.org/ns/lemon/ontolex#>
    SELECT ?e { ?entry ontolex:canonicalForm/ontolex:writtenRep "over the moon"@en ; ontolex:sense ?sense .
      ?sense ontolex:reference ?e . ?e tone:tier 3 }"""
    )
    assert iris(client.post("/sparql", data={"query": text})) == ["https://w3id.org/tone-kg/emotion/delight"]


def test_a_plus_and_an_escape_in_a_form_are_read_once(client: httpx.Client) -> None:
    content = urlencode({"query": 'SELECT ("1+1=%32 ä" AS ?e) {}'})
    response = client.post("/sparql", content=content, headers={"Content-Type": FORM})
    assert iris(response) == ["1+1=%32 ä"]


@pytest.mark.parametrize("accept", TABLES)
def test_a_table_comes_in_every_form(client: httpx.Client, accept: str) -> None:
    response = client.get("/sparql", params={"query": PRIMARIES}, headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == accept
    assert "Accept" in response.headers["vary"]
    if accept.endswith("json"):
        found = [row["e"]["value"] for row in json.loads(response.content)["results"]["bindings"]]
    elif accept.endswith("xml"):
        found = [uri.text for uri in ElementTree.fromstring(response.content).iter() if uri.tag.endswith("uri")]
    else:
        rows = csv.reader(io.StringIO(response.text), delimiter="\t" if "tab" in accept else ",")
        found = [row[0].strip("<>") for row in rows][1:]
    assert found == IRIS


@pytest.mark.parametrize("accept", TABLES[:2])
def test_a_boolean_comes_in_every_form(client: httpx.Client, accept: str) -> None:
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == accept
    assert "true" in response.text


GRAPH_QUERIES = ("CONSTRUCT { ?e tone:is ?l } { ?e tone:tier 1 ; skos:prefLabel ?l }", "DESCRIBE emotion:joy")
FORMATS = dict(zip(GRAPHS, (RdfFormat.TURTLE, RdfFormat.JSON_LD, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML), strict=True))


@pytest.mark.parametrize("accept", GRAPHS)
@pytest.mark.parametrize("text", GRAPH_QUERIES)
def test_rdf_comes_in_every_form(client: httpx.Client, text: str, accept: str) -> None:
    response = client.get("/sparql", params={"query": PREFIXES + text}, headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == accept
    assert len(list(parse(response.content, FORMATS[accept]))) >= 3


DEFAULTS = {"SELECT * {}": TABLES[0], "ASK {}": TABLES[0], "CONSTRUCT {} {}": GRAPHS[0], "DESCRIBE <urn:x>": GRAPHS[0]}


@pytest.mark.parametrize(("text", "media_type"), DEFAULTS.items(), ids=DEFAULTS)
def test_without_accept_the_form_fits_the_query(client: httpx.Client, text: str, media_type: str) -> None:
    response = client.get("/sparql", params={"query": text}, headers={"Accept": ""})
    assert response.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("via", ["url", "form", "direct"])
def test_the_dataset_may_be_chosen(client: httpx.Client, name: str, via: str) -> None:
    text, dataset = "ASK { ?s ?p ?o }", {name: "urn:none"}
    if via == "url":
        response = client.get("/sparql", params={"query": text} | dataset)
    elif via == "form":
        response = client.post("/sparql", data={"query": text} | dataset)
    else:
        response = client.post("/sparql", params=dataset, content=text, headers={"Content-Type": QUERY})
    assert response.json()["boolean"] is False


def test_without_a_query_the_service_describes_itself(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = {(q.subject.value, q.predicate.value, q.object.value) for q in parse(response.content, RdfFormat.TURTLE)}
    facts = {(predicate, value) for _, predicate, value in triples}
    assert (SD + "endpoint", str(client.base_url.join("/sparql"))) in facts
    assert (SD + "supportedLanguage", SD + "SPARQL11Query") in facts
    assert (SD + "supportedLanguage", SD + "SPARQL11Update") not in facts


def test_a_browser_without_a_query_gets_a_form_that_works(client: httpx.Client) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert 'action="/query" method="get">' in page.text and 'name="query"' in page.text
    asked = {"query": "SELECT ?tier { <https://w3id.org/tone-kg/emotion/joy> ?p ?tier }", "answer": "here"}
    answered = client.get("/query", params=asked, headers={"Accept": "text/html"}).text
    assert ">1</td>" in answered and '<a href="/emotion/cheerfulness">emotion:cheerfulness</a>' in answered
    faulty = client.get("/query", params=asked | {"query": "SELEKT <b>"}, headers={"Accept": "text/html"})
    assert faulty.status_code == 400 and "expected" in faulty.text and "<b>" not in faulty.text


def test_any_page_of_the_web_may_ask(client: httpx.Client) -> None:
    origin = {"Origin": "http://app.example"}
    assert client.get("/sparql?query=ASK%7B%7D", headers=origin).headers["access-control-allow-origin"] == "*"
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    preflight = client.options("/sparql", headers=origin | asked)
    assert preflight.status_code == 200 and "POST" in preflight.headers["access-control-allow-methods"]
    refused = client.get("/sparql?query=SELEKT", headers=origin)
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (400, "*")


def direct(text: str | bytes, kind: str = QUERY) -> dict[str, object]:
    return {"method": "POST", "url": "/sparql", "content": text, "headers": {"Content-Type": kind}}


def in_url(text: str) -> dict[str, object]:
    return {"method": "GET", "url": f"/sparql?{text}"}


WRONG = {
    "syntax": (direct("SELECT *\nWHERE { ?s ?p }"), 400, "line 2, column 16"),
    "two queries in the text": (direct("ASK {} ASK {}"), 400, "line 1"),
    "two queries": (in_url("query=ASK%7B%7D&query=ASK%7B%7D"), 400, "stands 2 times"),
    "two ways at once": (direct("ASK {}") | {"url": "/sparql?query=ASK%7B%7D"}, 400, "Send one"),
    "empty query": (direct(""), 400, "line 1, column 1"),
    "empty query in the URL": (in_url("query="), 400, "line 1, column 1"),
    "form without query": (direct("quary=ASK%7B%7D", FORM), 400, 'no parameter "query" or "update"'),
    "not UTF-8": (direct(b'SELECT * { ?s ?p "\xff" }'), 400, "not UTF-8 text (first bad byte at offset 18)"),
    "URL not UTF-8": (in_url("query=%ff"), 400, "not UTF-8"),
    "form not UTF-8": (direct("query=%ff", FORM), 400, "not UTF-8"),
    "media type": (direct("ASK {}", "text/plain"), 415, QUERY),
    "no media type": (direct("ASK {}", ""), 415, "no Content-Type"),
    "form not there": (in_url("query=ASK%7B%7D") | {"headers": {"Accept": "image/png"}}, 406, TABLES[0]),
    "RDF of a table": (in_url("query=SELECT*%7B%7D") | {"headers": {"Accept": "text/turtle"}}, 406, TABLES[0]),
    "dataset no IRI": (
        in_url("query=ASK%7B%7D&default-graph-uri=no%20iri"),
        400,
        '"no iri" is not an IRI',
    ),
    "method": ({"method": "PUT", "url": "/sparql", "content": "ASK {}"}, 405, "PUT"),
    "update": (direct("INSERT DATA { <urn:a> <urn:b> 1 }", "application/sparql-update"), 403, "read-only"),
    "update in a form": (direct("update=CLEAR%20ALL", FORM), 403, "read-only"),
    "update in the URL": (in_url("update=CLEAR%20ALL"), 403, "read-only"),
    "update as a query": (direct("DELETE WHERE { ?s ?p ?o }"), 403, "update="),
    "load": (direct("LOAD <file:///etc/passwd>", "application/sparql-update"), 403, "read-only"),
    "unknown function": (direct("SELECT (<urn:f>(1) AS ?x) {}"), 400, "not supported"),
    "too many fields": (in_url("&".join(f"a{n}" for n in range(2000))), 400, "parameters"),
}


@pytest.mark.parametrize(("request_", "status", "detail"), WRONG.values(), ids=WRONG)
def test_a_wrong_request_is_told_what_was_expected(
    client: httpx.Client, request_: dict[str, object], status: int, detail: str
) -> None:
    response = client.request(**request_)  # type: ignore[arg-type]
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert detail in response.json()["detail"]


def test_a_syntax_error_gives_line_and_column_as_data(client: httpx.Client) -> None:
    problem = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}).json()
    assert (problem["line"], problem["column"]) == (2, 16)


def test_an_update_changes_nothing(client: httpx.Client) -> None:
    count = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?e) { ?s ?p ?o }")
    before = iris(client.get(count))
    client.post("/sparql", data={"update": "CLEAR ALL"})
    assert iris(client.get(count)) == before != ["0"]


def test_joy_below_says_the_same_over_sparql_rest_and_python(packaged: httpx.Client) -> None:
    from kgservice import content, load_ontology

    text = content.path("sparql", "examples", "tertiary-emotions-under-joy.rq").read_text("utf-8")
    rows = packaged.post("/sparql", data={"query": text}).json()["results"]["bindings"]
    dimensions = ("valence", "arousal", "dominance")
    by_sparql = {row["label"]["value"]: tuple(float(row[name]["value"]) for name in dimensions) for row in rows}
    items = packaged.get("/api/v1/emotions/joy/descendants").json()["items"]
    by_rest = {item["label"]: tuple(item["vad"].values()) for item in items if item["tier"] == 3}
    below = load_ontology().descendants("joy")
    by_python = {emotion.label: tuple(emotion.vad or ()) for emotion in below if emotion.tier == 3}
    assert by_sparql == by_rest == by_python and len(by_python) == 25
