"""Pages of documentation: Markdown made into HTML, and the reference made of the release."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kgservice import create_app, load_ontology
from kgservice.errors import UnknownId
from kgservice.ontology import VAD, Emotion, Ontology
from kgservice.web import documents, reference
from kgservice.web.render import render


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(), headers={"Accept": "text/html"})


def test_links_lead_below_the_path_that_the_service_is_mounted_at() -> None:
    html = documents.read("index", "/kg").html
    assert 'href="/kg/docs/model"' in html and 'href="/kg/explore/wheel"' in html
    assert 'href="/docs' not in html and 'href="https://' in documents.read("method", "/kg").html


def test_headings_of_one_name_get_ids_of_their_own() -> None:
    for path in documents.paths():
        ids = [heading.id for heading in documents.read(path).contents]
        assert len(ids) == len(set(ids)), path


def test_markup_in_a_page_stays_text_and_comments_are_left_out() -> None:
    html = documents.rendered("a <b>c</b>\n\n<!-- figures: x -->\n\n| d |\n|---|\n| e |\n\n```sh\n<f>\n```\n")
    assert "&lt;b&gt;" in html and "&lt;f&gt;" in html
    assert "figures" not in html and '<div class="scroll" tabindex="0"><table>' in html


def test_a_block_that_is_a_file_shows_its_name() -> None:
    assert '<p class="file">comments.csv</p>' in documents.rendered("```csv comments.csv\na,b\n```\n")


def test_every_page_is_served_with_the_strict_policy(client: TestClient) -> None:
    for path in ("", *(f"/{each}" for each in (*documents.paths(), *documents.GENERATED) if each != "index")):
        answer = client.get(f"/docs{path}")
        assert answer.status_code == 200, path
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
        assert "<script>" not in answer.text and " style=" not in answer.text, path


def test_a_plot_is_served_as_svg(client: TestClient) -> None:
    answer = client.get("/docs/examples/story.svg")
    assert answer.headers["Content-Type"].startswith("image/svg+xml") and answer.text.startswith("<svg")
    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("path", ["modle", "examples/../../render", "../web/render.py", "index.md", ""])
def test_what_is_no_page_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/docs/{path}").status_code == 404


def test_a_misspelt_page_names_the_nearest() -> None:
    with pytest.raises(UnknownId, match="Nearest: model"):
        documents.source("modle")


def test_the_reference_describes_every_emotion_once_in_the_order_of_the_tree() -> None:
    ontology = load_ontology()
    described = list(reference.emotions(ontology))
    assert sorted(each.emotion.id for each in described) == list(ontology.ids)
    places = {each.emotion.id: place for place, each in enumerate(described)}
    assert all(places[each.emotion.broader] < places[each.emotion.id] for each in described if each.emotion.broader)
    assert described[-1].emotion.extension


def test_a_definition_with_markup_in_it_stays_text() -> None:
    hostile = Emotion("joy", "<img onerror>", 1, None, "<script>", "s", "s", vad=VAD(0.5, 0.5, 0.5))
    described = list(reference.emotions(Ontology([hostile])))
    about = {"title": "x", "path": "x", "menu": (), "contents": (), "release": "0"}
    page = render("reference_emotions.html", described=described, **about).decode()
    assert "&lt;img onerror&gt;" in page and "<script>" not in page


def test_the_schema_lists_classes_and_properties_with_what_they_join() -> None:
    found = reference.schema()
    assert {"Classes", "Properties between things", "Properties with values"} <= set(found)
    leads_to = next(each for each in found["Properties between things"] if each.name == "tone:leadsTo")
    assert ("inverse", "tone:followsFrom") in leads_to.facts and leads_to.comment
    assert all(each.comment for names in found.values() for each in names)
