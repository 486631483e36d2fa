"""The review over HTTP: the same session as on a terminal, and nobody rules who may not."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import mini_content
import pytest
from review_tree import GLEEFUL, HEARTACHE, HOSTILE

from kgservice.api.app import create_app
from kgservice.api.settings import Settings, SettingsError
from kgservice.vocab import decisions
from kgservice.vocab.review.desk import Desk

TOKEN = "a-token-that-anna-knows"
HERE = "http://127.0.0.1:8000"


def application(root: Path, **settings: Any):
    wanted = {"review": True, "review_root": root, "review_token": TOKEN} | settings
    return create_app(Settings(**wanted), mini_content.ontology(), mini_content.lexicon())


class Client:
    """A client of the application, without a network between."""

    def __init__(self, root: Path, **settings: Any) -> None:
        self._app = application(root, **settings)
        self.headers = {"Authorization": f"Bearer {TOKEN}"}

    def send(self, method: str, path: str, *, base: str = HERE, **more: Any) -> httpx.Response:
        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url=base) as client:
                return await client.request(method, path, **{"headers": self.headers} | more)

        return asyncio.run(sent())

    def queue(self, annotator: str = "anna", **wanted: Any) -> dict[str, Any]:
        answer = self.send("GET", "/api/v1/review/queue", params={"annotator": annotator, **wanted})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def rule(self, pair: tuple[str, str], verdict: str, annotator: str = "anna", **more: Any) -> httpx.Response:
        given = {"annotator": annotator, "term": pair[0], "emotion": pair[1], "verdict": verdict, **more}
        return self.send("POST", "/api/v1/review/decisions", json=given)


@pytest.fixture
def reviewing(review_root: Path) -> Client:
    return Client(review_root)


def log(root: Path) -> list[tuple[str, str, str]]:
    return [(d.reviewer, d.term, d.outcome) for d in Desk(root).log]


def test_it_is_off_unless_the_settings_say_so(review_root: Path) -> None:
    off = Client(review_root, review=False)
    for path in ("/review", "/api/v1/review/queue?annotator=anna"):
        assert off.send("GET", path).status_code == 404


def test_the_queue_comes_smallest_margin_first_in_pages(reviewing: Client) -> None:
    found = reviewing.queue(limit=3)
    assert [card["term"] for card in found["items"]] == ["gleeful", "heartache", "uneasy"]
    assert (found["next"], found["waiting"]) == (3, 4)
    card = found["items"][0]
    assert [(k["emotion"], k["similarity"]) for k in card["contenders"]] == [("joy", 0.4), ("delight", 0.39)]
    assert card["others"] is None and card["own"] is None


def test_filters_are_those_of_the_terminal(reviewing: Client) -> None:
    assert [card["term"] for card in reviewing.queue(primary="fear", order="term")["items"]] == [HOSTILE, "uneasy"]
    assert [card["term"] for card in reviewing.queue(text="joy")["items"]] == ["joyful"]
    faulty = reviewing.send("GET", "/api/v1/review/queue?annotator=anna&emotion=greif")
    assert (faulty.status_code, faulty.json()["nearest"]) == (404, ["grief"])
    misspelt = reviewing.send("GET", "/api/v1/review/queue?annotator=anna&emotoin=grief")
    assert misspelt.status_code == 422 and "Nearest: emotion" in misspelt.json()["detail"]


def test_a_ruling_is_on_the_disk_when_the_answer_comes_and_undo_takes_it_back(
    reviewing: Client, review_root: Path
) -> None:
    answer = reviewing.rule(GLEEFUL, "split", to="delight", weight=0.6, to_weight=0.3, note="both").json()
    assert answer["decision"]["to_weight"] == 0.3 and answer["card"]["others"] == []
    assert log(review_root) == [("anna", "gleeful", "split to delight")]
    undone = reviewing.send("POST", "/api/v1/review/undo", json={"annotator": "anna"}).json()
    assert (undone["decision"]["verdict"], undone["card"]["term"], undone["card"]["own"]) == ("split", "gleeful", None)
    again = reviewing.send("POST", "/api/v1/review/undo", json={"annotator": "anna"}).json()
    assert again == {"decision": None, "card": None}
    assert [outcome for *_, outcome in log(review_root)] == ["split to delight", "withdraw"]


def test_a_skip_moves_back_and_records_nothing(reviewing: Client, review_root: Path) -> None:
    assert reviewing.rule(GLEEFUL, "skip").json()["decision"] is None
    assert [card["term"] for card in reviewing.queue()["items"]][-1] == "gleeful"
    assert not (review_root / decisions.FILE).exists()


def test_others_rulings_are_hidden_until_ones_own_and_conflicts_are_adjudicated(reviewing: Client) -> None:
    reviewing.rule(GLEEFUL, "reject", "ben", note="a noise")
    assert "a noise" not in str(reviewing.queue())
    shown = reviewing.rule(GLEEFUL, "accept").json()["card"]["others"]
    assert [(ruling["reviewer"], ruling["verdict"]) for ruling in shown] == [("ben", "reject")]
    [conflict] = reviewing.queue("eva", conflicts=True)["items"]
    assert {ruling["reviewer"] for ruling in conflict["others"]} == {"anna", "ben"}
    settled = reviewing.rule(GLEEFUL, "accept", "eva", adjudicate=True).json()["decision"]
    assert settled["adjudicates"] == ["anna", "ben"]
    assert reviewing.queue("eva", conflicts=True)["items"] == []


def test_agreement_is_measured(reviewing: Client) -> None:
    assert reviewing.send("GET", "/api/v1/review/agreement").json() == {"items": [], "next": None}
    for name in ("anna", "ben"):
        reviewing.rule(GLEEFUL, "accept", name)
        reviewing.rule(HEARTACHE, "reject", name)
    found = reviewing.send("GET", "/api/v1/review/agreement").json()["items"]
    assert [(m["annotators"], m["pairs"], m["value"]) for m in found] == [(["anna", "ben"], 2, 1.0)] * 2


def test_emotions_are_found_by_what_one_types(reviewing: Client) -> None:
    found = reviewing.send("GET", "/api/v1/review/emotions?q=greif").json()
    assert found == {"items": [{"id": "grief", "label": "grief"}], "next": None}


REFUSED = {
    "verdict": ({"verdict": "acept"}, 422, "Choose one of: accept"),
    "target": ({"verdict": "reassign"}, 422, "needs other emotion"),
    "idle weight": ({"verdict": "reject", "weight": 0.5}, 422, "sets no such weight"),
    "weight": ({"verdict": "accept", "weight": 3}, 422, "less than or equal to 1"),
    "term": ({"verdict": "accept", "term": "gleefull"}, 404, "Nearest: gleeful"),
    "nobody": ({"verdict": "accept", "annotator": " "}, 422, "is no name"),
    "two names": ({"verdict": "accept", "annotator": "a|b"}, 422, "is no name"),
    "no conflict": ({"verdict": "accept", "adjudicate": True}, 422, "Nobody contradicts"),
    "misspelt": ({"verdict": "accept", "nots": "x"}, 422, "Nearest: note"),
}


@pytest.mark.parametrize(("given", "status", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_ruled_is_a_problem_with_the_fix_and_writes_nothing(
    reviewing: Client, review_root: Path, given: dict[str, Any], status: int, message: str
) -> None:
    body = {"annotator": "anna", "term": "gleeful", "emotion": "joy"} | given
    answer = reviewing.send("POST", "/api/v1/review/decisions", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert message in answer.json()["detail"]
    assert not (review_root / decisions.FILE).exists()


STRANGERS: dict[str, tuple[Callable[[dict[str, str]], dict[str, str]], int]] = {
    "no token": (lambda known: {}, 401),
    "wrong token": (lambda known: {"Authorization": "Bearer wrong"}, 401),
    "token of another kind": (lambda known: {"Authorization": f"Basic {TOKEN}"}, 401),
    "another site's page": (lambda known: known | {"Origin": "http://evil.example"}, 403),
    "another port's page": (lambda known: known | {"Origin": "http://127.0.0.1:9"}, 403),
    "a sandboxed page": (lambda known: known | {"Origin": "null"}, 403),
    "a request from another site": (lambda known: known | {"Sec-Fetch-Site": "cross-site"}, 403),
}


@pytest.mark.parametrize(("headers", "status"), STRANGERS.values(), ids=STRANGERS)
def test_strangers_neither_read_nor_rule(
    reviewing: Client, review_root: Path, headers: Callable[[dict[str, str]], dict[str, str]], status: int
) -> None:
    reviewing.headers = headers(reviewing.headers)
    answers = [
        reviewing.rule(GLEEFUL, "accept"),
        reviewing.send("POST", "/api/v1/review/undo", json={"annotator": "anna"}),
        reviewing.send("GET", "/api/v1/review/queue?annotator=anna"),
        reviewing.send("GET", "/api/v1/review/agreement"),
    ]
    assert [answer.status_code for answer in answers] == [status] * 4
    assert not (review_root / decisions.FILE).exists()


def test_a_form_of_another_kind_cannot_rule(reviewing: Client, review_root: Path) -> None:
    body = b'{"annotator": "anna", "term": "gleeful", "emotion": "joy", "verdict": "accept"}'
    headers = reviewing.headers | {"Content-Type": "text/plain"}
    assert reviewing.send("POST", "/api/v1/review/decisions", content=body, headers=headers).status_code == 415
    assert not (review_root / decisions.FILE).exists()


def test_without_a_token_of_the_settings_the_page_of_this_machine_brings_one(review_root: Path) -> None:
    alone = Client(review_root, review_token=None)
    page = alone.send("GET", "/review")
    token = page.text.partition('name="review-token" content="')[2].partition('"')[0]
    assert len(token) > 40
    alone.headers = {"Authorization": f"Bearer {token}"}
    assert alone.rule(GLEEFUL, "accept").status_code == 200
    assert alone.send("GET", "/review", base="http://localhost:8000").status_code == 200
    rebound = alone.send("GET", "/review", base="http://rebound.example:8000")
    assert rebound.status_code == 403 and token not in rebound.text
    assert alone.send("GET", "/review", headers={"Origin": "http://evil.example"}).status_code == 403


def test_a_token_of_the_settings_is_never_in_the_page(reviewing: Client) -> None:
    page = reviewing.send("GET", "/review", headers={}, base="https://lexicon.example")
    assert page.status_code == 200 and TOKEN not in page.text and 'content=""' in page.text


def test_the_page_runs_no_script_but_its_own(reviewing: Client) -> None:
    page = reviewing.send("GET", "/review", headers={})
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "; script-src 'self';" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "<script>" not in page.text and not re.search(r"\son\w+\s*=", page.text)
    for name in ("review.js", "review.css"):
        assert re.search(rf'"/static/\w+/{re.escape(name)}"', page.text)
        assert reviewing.send("GET", f"/static/{name}").status_code == 200


def test_beyond_loopback_it_needs_a_token(review_root: Path) -> None:
    with pytest.raises(SettingsError, match=r"Reviewing on 0\.0\.0\.0 needs KGSERVICE_REVIEW_TOKEN"):
        application(review_root, host="0.0.0.0", review_token=None)
    assert application(review_root, host="0.0.0.0")


def test_a_short_token_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"KGSERVICE_REVIEW_TOKEN: .*16") as caught:
        Settings(review_token="secret")
    assert "secret" not in str(caught.value)


def test_every_route_is_documented(reviewing: Client) -> None:
    document = reviewing.send("GET", "/openapi.json").json()
    routes = {path: item for path, item in document["paths"].items() if path.startswith("/api/v1/review/")}
    assert {path.rpartition("/")[2] for path in routes} == {"queue", "emotions", "decisions", "undo", "agreement"}
    for item in routes.values():
        for operation in item.values():
            assert operation["summary"] and operation["description"]
            assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_examples_are_read_beside_the_serving(review_root: Path, tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("She was gleeful.\n", "utf-8")
    reviewing = Client(review_root, review_examples=file)
    while not (examples := reviewing.queue()["items"][0]["examples"]):
        pass
    assert examples == ["She was gleeful."]
