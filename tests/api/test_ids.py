"""Ids that lead to what is said of them: as a page, as RDF, as JSON."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote

import httpx
import mini_content
import pytest
from pyoxigraph import RdfFormat, parse

from kgservice.namespaces import emotion_iri, term_iri

RDF = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def said(client: httpx.Client, path: str, media_type: str) -> set[str]:
    response = client.get(path, headers={"Accept": media_type})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith(media_type)
    return {str(quad.triple) for quad in parse(response.content, RDF[media_type])}


@pytest.mark.parametrize("media_type", RDF)
def test_an_emotion_is_described_in_every_form_of_rdf(client: httpx.Client, media_type: str) -> None:
    found = said(client, "/emotion/joy", media_type)
    assert found == said(client, "/emotion/joy", "application/n-triples")
    label = f'<{emotion_iri("joy")}> <http://www.w3.org/2004/02/skos/core#prefLabel> "joy"@en'
    assert label in found


@pytest.mark.parametrize("media_type", RDF)
@pytest.mark.parametrize("term", ["over the moon", "naïve joy", "😀", "and/or glad"])
def test_a_term_is_described_in_every_form_of_rdf(client: httpx.Client, term: str, media_type: str) -> None:
    path = "/term/" + term_iri(term).rpartition("/")[2]
    found = said(client, path, media_type)
    assert any("writtenRep" in triple and term in triple for triple in found)
    assert all(triple.startswith(f"<{term_iri(term)}") for triple in found)


def test_by_json_an_id_gives_the_card_of_the_look_up(client: httpx.Client) -> None:
    as_json = {"Accept": "application/json"}
    assert client.get("/emotion/joy", headers=as_json).json() == client.get("/api/v1/emotions/joy").json()
    assert client.get("/term/happy", headers=as_json).json() == client.get("/api/v1/terms/happy").json()


def test_json_ld_has_short_names_that_its_context_explains(client: httpx.Client) -> None:
    document = client.get("/emotion/joy", headers={"Accept": "application/ld+json"}).json()
    node = next(node for node in document["@graph"] if node["@id"] == "emotion:joy")
    assert "skos:Concept" in node["@type"] and "skos:prefLabel" in node
    assert document["@context"]["emotion"] == emotion_iri("")


def test_turtle_names_only_the_prefixes_it_uses(client: httpx.Client) -> None:
    lines = client.get("/emotion/joy").text.splitlines()
    heads = [line for line in lines if line.startswith("@prefix")]
    assert heads == sorted(heads) and lines[: len(heads)] == heads
    body = "\n".join(lines[len(heads) :])
    assert heads and all(line.split()[1] in body for line in heads)


@pytest.mark.parametrize("media_type", [*RDF, "text/html", "application/json"])
def test_a_client_that_has_it_is_told_so_in_every_form(client: httpx.Client, media_type: str) -> None:
    accept = {"Accept": media_type}
    tag = client.get("/emotion/joy", headers=accept).headers["etag"]
    assert client.get("/emotion/joy", headers=accept | {"If-None-Match": tag}).status_code == 304


class Links(HTMLParser):
    """The addresses that a page links to or loads from, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "action") and tag in ("a", "form"):
                self.links.append(value or "")
            elif name in ("src", "href"):
                self.loads.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/ontology", "/emotion/joy", "/emotion/delight", "/term/over_the_moon", "/explore/tree"]
)
def test_every_link_of_a_page_works_and_nothing_is_loaded_from_elsewhere(client: httpx.Client, path: str) -> None:
    page = client.get(path, headers=BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    links = Links(page.text)
    assert all(address.startswith("/static/") for address in links.loads)
    assert {client.get(address).status_code for address in links.loads} == {200}
    ours = [link for link in links.links if link.startswith("/") and not link.startswith(("/lexicon.tsv", "/source/"))]
    assert ours
    for link in ours:
        assert client.get(link, headers=BROWSER, follow_redirects=True).status_code == 200, link


def test_a_page_shows_label_definition_and_links(client: httpx.Client) -> None:
    page = Links(client.get("/emotion/delight", headers=BROWSER).text)
    assert mini_content.ontology()["delight"].definition in page.text
    assert "/emotion/cheerfulness" in page.links


def test_what_is_asked_for_never_becomes_markup(client: httpx.Client) -> None:
    response = client.get("/emotion/" + quote("<script>alert(1)</script>", safe=""), headers=BROWSER)
    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<script>alert" not in response.text and "<script>alert(1)</script>" in Links(response.text).text


WRONG = {
    "emotion": ("/emotion/jooy", ["joy"]),
    "term": ("/term/hapy", ["happy"]),
    "scheme": ("/scheme/zzz", []),
}


@pytest.mark.parametrize(("path", "nearest"), WRONG.values(), ids=WRONG)
def test_an_unknown_id_is_not_found_in_any_form(client: httpx.Client, path: str, nearest: list[str]) -> None:
    response = client.get(path, headers={"Accept": "text/turtle"})
    assert (response.status_code, response.json()["nearest"][:1]) == (404, nearest)
    page = client.get(path, headers=BROWSER)
    links = [link for link in Links(page.text).links if link.startswith(path[: path.index("/", 1) + 1])]
    assert (page.status_code, [link.rpartition("/")[2] for link in links][:1]) == (404, nearest)


@pytest.mark.parametrize(("wish", "media_type"), [("ttl", "text/turtle"), ("rdf", "application/rdf+xml")])
def test_a_link_names_the_form_that_a_browser_would_not_ask_for(
    client: httpx.Client, wish: str, media_type: str
) -> None:
    response = client.get(f"/emotion/joy?format={wish}", headers=BROWSER)
    assert response.headers["content-type"].startswith(media_type)
    assert response.headers["content-disposition"] == f'attachment; filename="joy.{wish}"'
    assert response.content == client.get("/emotion/joy", headers={"Accept": media_type}).content


def test_a_form_nobody_has_is_refused(client: httpx.Client) -> None:
    assert client.get("/emotion/joy", headers={"Accept": "image/png"}).status_code == 406


def test_a_scheme_is_described(client: httpx.Client) -> None:
    found = said(client, "/scheme/tone", "application/n-triples")
    assert any("ConceptScheme" in triple for triple in found)
