"""Labelling over HTTP: one text, and many."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree

import httpx
import mini_content
import pytest

from kgservice.api.classify import PredictionCard
from kgservice.classify import EmotionClassifier

CLASSIFY, BATCH = "/api/v1/classify", "/api/v1/classify/batch"
NDJSON = {"Content-Type": "application/x-ndjson"}

TEXTS = ("I'm over the moon, though a bit sad", "I am not happy", "", "nothing here", "naïve joy 😀", "a\u2028b happy")


@pytest.mark.parametrize("text", TEXTS)
def test_both_ways_to_ask_answer_what_the_library_says(client: httpx.Client, text: str) -> None:
    expected = EmotionClassifier(mini_content.lexicon(), mini_content.ontology()).classify(text).to_dict()
    for response in (client.get(CLASSIFY, params={"text": text}), client.post(CLASSIFY, json={"text": text})):
        assert response.json() == json.loads(json.dumps(expected))
        PredictionCard.model_validate_json(response.content, extra="forbid")


def test_a_long_text_is_labelled(client: httpx.Client) -> None:
    assert client.post(CLASSIFY, json={"text": "so happy " * 3000}).json()["primary"] == "joy"


def test_a_lone_surrogate_does_not_break_the_answer(client: httpx.Client) -> None:
    response = client.post(CLASSIFY, content=b'{"text": "happy \\ud800"}', headers={"Content-Type": "application/json"})
    assert response.status_code == 200 and response.json()["primary"] == "joy"


def test_a_prediction_comes_as_json_ld_and_emotionml(client: httpx.Client) -> None:
    linked = client.get(CLASSIFY, params={"text": "happy"}, headers={"Accept": "application/ld+json"})
    assert "@context" in linked.json()
    marked = client.get(CLASSIFY, params={"text": "happy"}, headers={"Accept": "application/emotionml+xml"})
    assert ElementTree.fromstring(marked.content).tag == "{http://www.w3.org/2009/10/emotionml}emotionml"


WRONG = {
    "no text": ({"json": {}}, 422, "text: Field required"),
    "no string": ({"json": {"text": 3}}, 422, "valid string"),
    "misspelt": ({"json": {"txet": "a"}}, 422, 'there is no "txet". Nearest: text'),
    "no JSON": ({"content": b'{"text": ', "headers": {"Content-Type": "application/json"}}, 422, "at character 9"),
    "not UTF-8": ({"content": b'{"text": "\xff"}', "headers": {"Content-Type": "application/json"}}, 400, "UTF-8"),
    "another type": ({"content": b"happy", "headers": {"Content-Type": "text/plain"}}, 415, "application/json"),
    "too long": ({"json": {"text": "x" * (1 << 16)}}, 413, "65536 bytes"),
    "form not there": ({"json": {"text": "a"}, "headers": {"Accept": "text/html"}}, 406, "application/ld+json"),
}


@pytest.mark.parametrize(("request_", "status", "detail"), WRONG.values(), ids=WRONG)
def test_a_wrong_request_is_told_what_was_expected(
    client: httpx.Client, request_: dict[str, object], status: int, detail: str
) -> None:
    response = client.post(CLASSIFY, **request_)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert detail in response.json()["detail"]


def lines(response: httpx.Response) -> list[dict[str, object]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == NDJSON["Content-Type"]
    return [json.loads(line) for line in response.content.splitlines()]


def test_a_batch_is_answered_in_order_with_the_ids_given(client: httpx.Client) -> None:
    sent = [{"id": n, "text": text} for n, text in enumerate(["happy", "sad", "", "afraid"] * 200)]
    response = client.post(BATCH, content="\n".join(map(json.dumps, sent)), headers=NDJSON)
    found = lines(response)
    assert [line["id"] for line in found] == list(range(800))
    assert [line["primary"] for line in found[:4]] == ["joy", "sadness", None, "fear"]


def test_a_line_that_cannot_be_read_spoils_no_other(client: httpx.Client) -> None:
    sent = [b'"happy"', b"{bad", b"", b'{"text": 3}', b'"\xff"', b'{"text": "x", "extra": 1}', b"[" * 50_000, b'"sad"']
    found = lines(client.post(BATCH, content=b"\n".join(sent), headers=NDJSON))
    assert [line.get("primary", line.get("line")) for line in found] == ["joy", 2, 4, 5, 6, 7, "sadness"]
    assert [line["problem"]["status"] for line in found if "problem" in line] == [400] * 5  # type: ignore[index]
    assert "UTF-8" in str(found[3]["problem"])


def test_plain_lines_are_the_texts_themselves(client: httpx.Client) -> None:
    found = lines(client.post(BATCH, content='happy\n\n"sad"\n', headers={"Content-Type": "text/plain"}))
    assert [line["primary"] for line in found] == ["joy", None, "sadness"]


def test_a_batch_of_another_type_is_refused(client: httpx.Client) -> None:
    response = client.post(BATCH, content="a,b", headers={"Content-Type": "text/csv"})
    assert response.status_code == 415 and "application/x-ndjson" in response.json()["allowed"]


def test_an_empty_batch_has_an_empty_answer(client: httpx.Client) -> None:
    assert lines(client.post(BATCH, content="", headers=NDJSON)) == []
