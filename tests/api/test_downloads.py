"""Files of the ontology and the lexicon."""

from __future__ import annotations

import json

import httpx
import mini_content
import pytest
from pyoxigraph import RdfFormat, parse

FORMS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "owl": ("application/rdf+xml", RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
}


def media_type(response: httpx.Response) -> str:
    return response.headers["content-type"].partition(";")[0]


def triples(response: httpx.Response, format: RdfFormat) -> set[str]:
    assert response.status_code == 200, response.text
    return {str(quad.triple) for quad in parse(response.content, format)}


@pytest.mark.parametrize(("extension", "form"), FORMS.items(), ids=FORMS)
def test_every_form_of_the_ontology_says_the_same(
    client: httpx.Client, extension: str, form: tuple[str, RdfFormat]
) -> None:
    expected = triples(client.get("/ontology.nt"), RdfFormat.N_TRIPLES)
    for path in (f"/ontology.{extension}", f"/ontology/0.0.9.{extension}"):
        response = client.get(path)
        assert media_type(response) == form[0]
        assert response.headers["content-disposition"].endswith(f'.{extension}"')
        assert triples(response, form[1]) == expected


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.0.9"])
@pytest.mark.parametrize(("accept", "chosen"), [(None, "text/turtle"), *((form, form) for form, _ in FORMS.values())])
def test_the_ontology_comes_by_accept(client: httpx.Client, path: str, accept: str | None, chosen: str) -> None:
    response = client.get(path, headers={"Accept": accept} if accept else {})
    assert media_type(response) == chosen
    assert "Accept" in response.headers["vary"]


def test_a_browser_gets_a_page_with_every_form(client: httpx.Client) -> None:
    page = client.get("/ontology", headers={"Accept": "text/html,*/*;q=0.8"})
    assert media_type(page) == "text/html"
    assert all(f'href="/ontology.{extension}"' in page.text for extension in (*FORMS, "csv"))


def test_a_file_is_sent_once(client: httpx.Client) -> None:
    tag = client.get("/ontology.ttl").headers["etag"]
    again = client.get("/ontology.ttl", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_head_tells_of_a_file_without_sending_it(client: httpx.Client) -> None:
    head, whole = client.head("/ontology.ttl"), client.get("/ontology.ttl")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.headers["etag"] == whole.headers["etag"]


def test_the_lexicon_comes_as_json_lines_and_as_rdf(client: httpx.Client) -> None:
    senses = [json.loads(line) for line in client.get("/lexicon.jsonl").content.splitlines()]
    assert senses == [sense.to_dict() for sense in mini_content.lexicon()]
    as_turtle = triples(client.get("/lexicon.ttl"), RdfFormat.TURTLE)
    assert any('"over the moon"' in triple for triple in as_turtle)


WRONG = {
    "form of the ontology": ("/ontology.tll", "ttl"),
    "form of a release": ("/ontology/0.0.9.tll", "ttl"),
    "release": ("/ontology/0.0.8.ttl", "0.0.9"),
    "release without form": ("/ontology/0.0.8", "0.0.9"),
    "form of the lexicon": ("/lexicon.jsnol", "jsonl"),
}


@pytest.mark.parametrize(("path", "nearest"), WRONG.values(), ids=WRONG)
def test_what_is_not_there_names_what_is(client: httpx.Client, path: str, nearest: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.json()["nearest"]) == (404, [nearest])


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.0.9"])
def test_a_form_nobody_has_is_refused_with_those_there_are(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Accept": "application/pdf"})
    assert response.status_code == 406 and "text/turtle" in response.json()["available"]


def test_the_packaged_table_is_the_committed_one(packaged: httpx.Client) -> None:
    from kgservice import content

    for name, path in (("lexicon.tsv", ("vocab", "release")), ("ontology.ttl", ("ontology", "release"))):
        file = content.path(*path, name.replace("ontology", "emotions"))
        assert packaged.get(f"/{name}").content == file.read_bytes()
