"""Ways between emotions, mixtures and free labels over HTTP."""

from __future__ import annotations

import json

import httpx
import mini_content
import pytest

from kgservice.api import group, vad, ways
from kgservice.ontology.mixture import distribution
from kgservice.ontology.model import VAD
from kgservice.ontology.paths import path
from kgservice.ontology.plausibility import Plausibility

V1 = "/api/v1"


@pytest.mark.parametrize("via", ["leads-to", "vad", "hierarchy"])
@pytest.mark.parametrize(("start", "goal"), [("joy", "fear"), ("delight", "joy"), ("joy", "joy")])
def test_a_path_is_what_the_library_finds(client: httpx.Client, start: str, goal: str, via: str) -> None:
    response = client.get(f"{V1}/path", params={"from": start, "to": goal, "via": via, "stations": 2})
    ways.PathCard.model_validate_json(response.content)
    assert response.json() == path(mini_content.ontology(), start, goal, via, 2).to_dict()


def test_a_path_along_links_says_what_supports_it(packaged: httpx.Client) -> None:
    found = ways.PathCard.model_validate_json(packaged.get(f"{V1}/path?from=disgust&to=sadness").content)
    assert [stop.emotion for stop in found.items] == ["disgust", "anger", "sadness"]
    assert [link.source for link in found.items[1].links] == ["meld2019"]
    assert found.confidence is not None and 0 < found.confidence < 1


def test_where_there_is_no_way_there_are_no_items(client: httpx.Client) -> None:
    assert client.get(f"{V1}/path?from=joy&to=fear").json()["items"] == []


def test_a_sequence_is_judged_as_the_library_does(client: httpx.Client) -> None:
    response = client.post(f"{V1}/transition", json={"labels": ["Happy", "fear", "grief"]})
    found = ways.SequenceCard.model_validate_json(response.content)
    steps = Plausibility(mini_content.ontology()).steps(["joy", "fear", "grief"])
    assert found.emotions == ["joy", "fear", "grief"]
    assert response.json()["steps"] == json.loads(json.dumps([step.to_dict() for step in steps]))
    assert found.unknown == sum(step.verdict == "unknown" for step in steps) == 2


def test_a_mixture_is_that_of_the_library(client: httpx.Client) -> None:
    response = client.get(f"{V1}/vad/distribution?valence=0.7&arousal=0.4&dominance=0.3&tier=1&limit=2")
    page = vad.SharePage.model_validate_json(response.content)
    expected = distribution(mini_content.ontology(), VAD(0.7, 0.4, 0.3), 1)
    assert [(item.emotion.id, item.probability) for item in page.items] == [
        (share.emotion.id, share.probability) for share in expected[:2]
    ]
    assert page.next == 2


def test_free_labels_are_matched_and_compared_at_each_tier(client: httpx.Client) -> None:
    """Tier 1: {joy, fear} and {joy, lost}; tier 3: {delight, fear} and {joy, lost}: joy is coarser."""
    lists = {"expected": ["over the moon", "afraid", " "], "given": ["HAPPY", "lost"]}
    found = group.GroupCard.model_validate_json(client.post(f"{V1}/group", json=lists).content)
    assert [match.emotion for match in found.expected + found.given] == ["delight", "fear", "joy", None]
    assert [(tier.precision, tier.recall, tier.f1) for tier in found.tiers] == [(0.5, 0.5, 0.5), (0, 0, 0), (0, 0, 0)]
    assert found.tiers[0].shared == ["joy"]


def test_empty_lists_have_no_scores(client: httpx.Client) -> None:
    tiers = client.post(f"{V1}/group", json={"expected": [], "given": []}).json()["tiers"]
    assert {tier["f1"] for tier in tiers} == {None}


WRONG_URLS = {
    "unknown start": ("/path?from=jooy&to=fear", 404, "Nearest: joy"),
    "unknown goal": ("/path?from=joy&to=feer&via=vad", 404, "Nearest: fear"),
    "unknown way": ("/path?from=joy&to=fear&via=air", 422, "'leads-to', 'vad' or 'hierarchy'"),
    "no goal": ("/path?from=joy", 422, "query.to: Field required"),
    "too many stations": ("/path?from=joy&to=fear&stations=21", 422, "less than or equal to 20"),
    "misspelt": ("/path?from=joy&to=fear&station=2", 422, "Nearest: stations"),
    "outside the scale": ("/vad/distribution?valence=2&arousal=0&dominance=0", 422, "less than or equal to 1"),
    "no number": ("/vad/distribution?valence=inf&arousal=0&dominance=0", 422, "query.valence"),
    "no tier": ("/vad/distribution?valence=0&arousal=0&dominance=0&tier=0", 422, "'1', '2' or '3'"),
}


@pytest.mark.parametrize(("url", "status", "detail"), WRONG_URLS.values(), ids=WRONG_URLS)
def test_a_wrong_look_up_is_told_what_was_expected(client: httpx.Client, url: str, status: int, detail: str) -> None:
    response = client.get(V1 + url)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert detail in response.json()["detail"]


WRONG_BODIES = {
    "an unknown label": ("transition", {"labels": ["joy", "feer"]}, 404, 'No emotion "feer". Nearest: fear.'),
    "one label": ("transition", {"labels": ["joy"]}, 422, "at least 2"),
    "too many labels": ("transition", {"labels": ["joy"] * 1001}, 422, "at most 1000"),
    "no list": ("transition", {"labels": "joy"}, 422, "valid list"),
    "no strings": ("group", {"expected": [1], "given": []}, 422, "valid string"),
    "one list": ("group", {"expected": ["joy"]}, 422, "body.given: Field required"),
    "another list": ("group", {"expected": [], "given": [], "gold": []}, 422, 'there is no "gold"'),
    "a long label": ("group", {"expected": ["x" * 201], "given": []}, 422, "at most 200"),
    "not an object": ("group", [], 422, "body"),
}


@pytest.mark.parametrize(("route", "sent", "status", "detail"), WRONG_BODIES.values(), ids=WRONG_BODIES)
def test_a_wrong_body_is_told_what_was_expected(
    client: httpx.Client, route: str, sent: object, status: int, detail: str
) -> None:
    response = client.post(f"{V1}/{route}", json=sent)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert detail in response.json()["detail"]


@pytest.mark.parametrize("route", ["transition", "group", "trajectory"])
def test_a_body_that_is_no_json_is_refused(client: httpx.Client, route: str) -> None:
    assert client.post(f"{V1}/{route}", content="a=b", headers={"Content-Type": "text/plain"}).status_code == 415
    as_json = {"Content-Type": "application/json"}
    assert client.post(f"{V1}/{route}", content=b"{", headers=as_json).status_code == 422
    assert client.post(f"{V1}/{route}", content=b'"\xff"', headers=as_json).status_code == 400
