"""Look-ups of emotions over HTTP."""

from __future__ import annotations

import dataclasses
import json

import httpx
import mini_content
import pytest

from kgservice.api import models
from kgservice.api.emotion_index import EmotionIndex
from kgservice.ontology import Ontology
from kgservice.ontology.languages import Names

V1 = "/api/v1"


def ids(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [item["id"] for item in response.json()["items"]]


def test_a_card_holds_what_the_library_says(client: httpx.Client) -> None:
    emotion = mini_content.ontology()["delight"]
    response = client.get(f"{V1}/emotions/delight")
    assert response.json() == emotion.to_dict()
    models.EmotionCard.model_validate_json(response.content)


@pytest.mark.parametrize("known", [f'"{"0" * 20}", {{}}', "W/{}", "*", "{}"])
def test_a_client_that_has_it_is_told_so(client: httpx.Client, known: str) -> None:
    tag = client.get(f"{V1}/emotions/joy").headers["etag"]
    response = client.get(f"{V1}/emotions/joy", headers={"If-None-Match": known.format(tag)})
    assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", tag)


def test_a_client_that_has_another_gets_it(client: httpx.Client) -> None:
    response = client.get(f"{V1}/emotions/joy", headers={"If-None-Match": '"other"'})
    assert response.status_code == 200 and response.json()["id"] == "joy"


LISTS = {
    "all": ("", sorted(mini_content.ontology().ids)),
    "tier": ("?tier=1", ["fear", "joy", "sadness"]),
    "beside the tree": ("?tier=extension", []),
    "label": ("?q=SAD", ["sadness", "sadness-secondary"]),
    "both": ("?q=sad&tier=2", ["sadness-secondary"]),
    "nothing": ("?q=xyz", []),
}


@pytest.mark.parametrize(("query", "found"), LISTS.values(), ids=LISTS)
def test_emotions_are_listed_by_tier_and_label(client: httpx.Client, query: str, found: list[str]) -> None:
    response = client.get(f"{V1}/emotions{query}")
    assert ids(response) == found
    models.EmotionPage.model_validate_json(response.content)


def test_pages_follow_one_another_to_the_end(client: httpx.Client) -> None:
    found, cursor = list[str](), 0
    while cursor is not None:
        page = client.get(f"{V1}/emotions", params={"limit": 4, "cursor": cursor}).json()
        assert len(page["items"]) <= 4
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert found == sorted(mini_content.ontology().ids)


RELATIONS = {
    "delight/broader": ["cheerfulness"],
    "joy/broader": [],
    "joy/narrower": ["cheerfulness"],
    "delight/ancestors": ["cheerfulness", "joy"],
    "fear/descendants": ["nervousness", "anxiety"],
    "joy/opposites": ["sadness"],
    "delight/components": ["cheerfulness", "joy"],
    "anxiety/leads-to": ["grief"],
}


@pytest.mark.parametrize(("path", "found"), RELATIONS.items(), ids=RELATIONS)
def test_a_relation_leads_to_emotions_nearest_first(client: httpx.Client, path: str, found: list[str]) -> None:
    response = client.get(f"{V1}/emotions/{path}")
    assert ids(response) == found
    models.EmotionPage.model_validate_json(response.content)


def test_neighbours_say_how_they_stand(client: httpx.Client) -> None:
    response = client.get(f"{V1}/emotions/cheerfulness/neighbours")
    found = models.NeighbourPage.model_validate_json(response.content).items
    assert [(item.relation, item.emotion) for item in found] == [("broader", "joy"), ("narrower", "delight")]


def test_terms_of_an_emotion_come_strongest_first(client: httpx.Client) -> None:
    response = client.get(f"{V1}/emotions/delight/terms")
    found = models.SensePage.model_validate_json(response.content).items
    assert [(sense.term, sense.weight) for sense in found] == [("over the moon", 0.95), ("delighted", 0.9)]


def test_the_nearest_emotions_come_with_their_distance(client: httpx.Client) -> None:
    response = client.get(f"{V1}/vad/nearest?valence=0.8&arousal=0.5&dominance=0.4&limit=2")
    near = models.NearPage.model_validate_json(response.content).items
    # joy lies there; delight is 0.05 and 0.15 away in valence and dominance: root of 0.0025 + 0.0225
    assert [(item.emotion.id, round(item.distance, 4)) for item in near] == [("joy", 0), ("delight", 0.1581)]


WRONG = {
    "unknown emotion": ("/emotions/jooy", 404, 'No emotion "jooy". Nearest: joy.'),
    "unknown emotion, followed": ("/emotions/jooy/narrower", 404, "Nearest: joy."),
    "unknown emotion, its terms": ("/emotions/jooy/terms", 404, "Nearest: joy."),
    "unknown emotion, its neighbours": ("/emotions/jooy/neighbours", 404, "Nearest: joy."),
    "unknown relation": ("/emotions/joy/parents", 422, "'broader', 'narrower'"),
    "unknown tier": ("/emotions?tier=4", 422, "'1', '2', '3' or 'extension'"),
    "misspelt parameter": ("/emotions?teir=1", 422, 'there is no "teir". Nearest: tier'),
    "unknown field": ("/emotions?fields=id,lable", 422, 'there is no field "lable". Known: id, iri, label'),
    "cursor beyond all": ("/emotions?cursor=99999999999999999999", 422, "less than or equal to"),
    "limit too high": ("/emotions?limit=100000", 422, "less than or equal to 1000"),
    "limit too low": ("/emotions?limit=0", 422, "greater than or equal to 1"),
    "cursor of elsewhere": ("/emotions?cursor=abc", 422, "valid integer"),
    "outside the scale": ("/vad/nearest?valence=2&arousal=0&dominance=0", 422, "less than or equal to 1"),
    "no number": ("/vad/nearest?valence=nan&arousal=0&dominance=0", 422, "query.valence"),
    "missing dimension": ("/vad/nearest?valence=0", 422, "query.arousal: Field required"),
}


@pytest.mark.parametrize(("path", "status", "detail"), WRONG.values(), ids=WRONG)
def test_a_wrong_request_is_told_what_was_expected(client: httpx.Client, path: str, status: int, detail: str) -> None:
    response = client.get(V1 + path)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["status"]) == (status, status)
    assert detail in problem["detail"]


def test_an_unknown_emotion_names_the_nearest_as_data(client: httpx.Client) -> None:
    problem = client.get(f"{V1}/emotions/cherfulness").json()
    assert (problem["wanted"], problem["nearest"][0]) == ("cherfulness", "cheerfulness")


def test_a_look_up_is_compact_json(client: httpx.Client) -> None:
    content = client.get(f"{V1}/emotions/joy").content
    assert content == json.dumps(json.loads(content), ensure_ascii=False, separators=(",", ":")).encode()


def test_only_the_fields_asked_for_are_answered(client: httpx.Client) -> None:
    response = client.get(f"{V1}/emotions?tier=1&fields=vad,id,label")
    assert [list(item) for item in response.json()["items"]] == [["id", "label", "vad"]] * 3
    models.EmotionPage.model_validate_json(response.content)


LANGUAGES = {
    "none asked for": (None, "en"),
    "English": ("en-GB, en;q=0.9", "en"),
    "one that is not there": ("cy", "en"),
    "anything": ("*", "en"),
    "nonsense": (";;q=x,,", "en"),
}


@pytest.mark.parametrize(("asked", "given"), LANGUAGES.values(), ids=LANGUAGES)
def test_labels_come_in_the_language_asked_for_else_in_english(
    client: httpx.Client, asked: str | None, given: str
) -> None:
    headers = {"Accept-Language": asked} if asked else {"Accept-Language": ""}
    for path in ("emotions/joy", "emotions?tier=1", "emotions/joy/narrower"):
        response = client.get(f"{V1}/{path}", headers=headers)
        assert (response.status_code, response.headers["content-language"]) == (200, given)
        assert "Accept-Language" in response.headers["vary"]


def test_labels_of_another_language_are_answered_with_english_where_it_has_none() -> None:
    ontology = mini_content.ontology()
    gioia = dataclasses.replace(ontology["joy"], names=Names((("it", ("gioia", "letizia")),)))
    index = EmotionIndex(Ontology([gioia, *(emotion for emotion in ontology if emotion.id != "joy")]))
    assert index.languages == ("en", "it")
    card = json.loads(index.card("joy", "it").body)
    assert (card["label"], card["altLabels"], card["id"]) == ("gioia", ["letizia"], "joy")
    assert json.loads(index.card("fear", "it").body)["label"] == "fear"
