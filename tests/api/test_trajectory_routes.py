"""Trajectories over HTTP."""

from __future__ import annotations

import json

import httpx
import mini_content
import pytest

from kgservice.api.trajectory import TrajectoryCard
from kgservice.classify import EmotionClassifier
from kgservice.classify.trajectory import Turn, trajectory

URL = "/api/v1/trajectory"
STORY = "Happy. " * 10 + "It rained. I grieve. She was sad. " * 4 + "Happy. " * 10
TALK = [Turn("Ann", "I am happy"), Turn("Ben", "I am afraid"), Turn("Ben", "so happy"), Turn("Ann", "sad")]


@pytest.mark.parametrize("text", ["", "happy", "nothing here", STORY, "happy \ud800. sad"])
@pytest.mark.parametrize("window", [0.1, 1, 9])
def test_a_text_is_followed_as_the_library_does(client: httpx.Client, text: str, window: float) -> None:
    response = client.post(
        URL, content=json.dumps({"text": text, "window": window}), headers={"Content-Type": "application/json"}
    )
    TrajectoryCard.model_validate_json(response.content)
    classifier = EmotionClassifier(mini_content.lexicon(), mini_content.ontology())
    expected = trajectory(text.replace("\ud800", "\ufffd"), classifier, window=window).to_dict()
    assert response.json() == json.loads(json.dumps(expected))


def test_a_conversation_is_followed_by_speaker(client: httpx.Client) -> None:
    response = client.post(URL, json={"turns": [turn._asdict() for turn in TALK]})
    found = TrajectoryCard.model_validate_json(response.content)
    assert list(found.speakers) == ["Ann", "Ben"]
    assert {(change.source, change.to) for change in found.transitions} == {("joy", "sadness"), ("fear", "joy")}


def test_the_points_can_be_left_out(client: httpx.Client) -> None:
    answer = client.post(URL, json={"text": STORY, "points": False}).json()
    assert "points" not in answer and answer["turningPoints"][0]["kind"] == "valley"


WRONG = {
    "neither": ({}, "give either text or turns"),
    "both": ({"text": "a", "turns": []}, "give either text or turns"),
    "no window": ({"text": "a", "window": 0}, "greater than 0"),
    "a turn without a speaker": ({"turns": [{"text": "a"}]}, "body.turns.0.speaker: Field required"),
    "a misspelt turn": ({"turns": [{"speeker": "a", "text": "b"}]}, "Nearest: speaker"),
    "no text": ({"text": 3}, "valid string"),
}


@pytest.mark.parametrize(("sent", "detail"), WRONG.values(), ids=WRONG)
def test_a_wrong_request_is_told_what_was_expected(client: httpx.Client, sent: object, detail: str) -> None:
    response = client.post(URL, json=sent)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert detail in response.json()["detail"]
