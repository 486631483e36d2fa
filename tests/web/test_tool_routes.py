"""The pages of the tools over HTTP: what the address gives stays text; the example queries are those of the folder."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from kgservice import content
from kgservice.ontology import crosswalk
from kgservice.web import render
from kgservice.web.queries import examples

PERSON = {"Accept": "text/html"}
HOSTILE = "</textarea><script>alert(1)</script>\"'&amp;"


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, headers=PERSON, timeout=30) as made:
        yield made


@pytest.mark.parametrize(("path", "name"), [("/try", "text"), ("/query", "query"), ("/convert", "label")])
def test_a_text_in_the_address_stands_in_its_field_as_text(client: httpx.Client, path: str, name: str) -> None:
    page = client.get(path, params={name: HOSTILE}).text
    [field] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert html.unescape(field).strip() == HOSTILE and "<script>alert" not in page


def test_schemes_in_the_address_are_chosen_and_unknown_ones_left_out(client: httpx.Client) -> None:
    page = client.get("/convert?from=isear&to=nonsense").text
    assert re.findall(r'<option value="([\w.-]+)" selected>', page) == ["isear"]
    offered = re.search(r'<select id="to".*?</select>', page, re.DOTALL)
    assert offered and offered.group().count("<option") == len(crosswalk.schemes())


def test_every_example_of_the_folder_leads_to_its_query(client: httpx.Client) -> None:
    page = client.get("/query").text
    links = (urlsplit(html.unescape(link)) for link in re.findall(r'<a href="(/query\?query=[^"]+)"', page))
    asked = [parse_qs(link.query)["query"][0] for link in links]
    assert asked == [example.query for example in examples()]
    files = content.path("sparql", "examples").glob("*.rq")
    assert sorted(example.name for example in examples()) == sorted(file.stem for file in files)


def test_without_scripts_every_kind_of_answer_stands_on_the_page(client: httpx.Client) -> None:
    def answered(query: str) -> str:
        return client.get("/query", params={"query": query, "answer": "here"}).text

    assert "<td>yes</td>" in answered("ASK {}")
    assert "<td>&lt;b&gt;</td><td></td>" in answered('SELECT ("<b>" AS ?a) ?b {}')
    assert 'href="javascript:' not in answered("SELECT (IRI('javascript:1') AS ?a) {}")
    assert "emotion/joy" in answered("DESCRIBE <https://w3id.org/tone-kg/emotion/joy>").partition("<pre>")[2]
    assert "1000 rows" in answered("SELECT * { ?s ?p ?o } LIMIT 1000")
    refused = answered("INSERT DATA { <urn:a> <urn:b> 1 }")
    assert "<h1>Query refused</h1>" in refused and "this is an update" in refused


def test_without_the_libraries_the_pages_are_there_and_say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(render.environment().globals, "installed", frozenset())
    given = {"examples": examples(), "base": "", "prefixes": {}, "query": "ASK {}", "answer": None}
    page = render.render("query.html", **given).decode()
    assert 'data-editor=""' in page and "yasqe.css" not in page
    assert "plots are not installed" in render.render("try.html", text="", examples=[]).decode()
    render.environment.cache_clear()
