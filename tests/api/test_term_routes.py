"""Look-ups of terms over HTTP."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest

from kgservice.api import models

V1 = "/api/v1"

SEARCHES = {
    "prefix": ({"prefix": "happ"}, ["happiness", "happy"]),
    "prefix in capitals": ({"prefix": "HAPP"}, ["happiness", "happy"]),
    "whole term": ({"prefix": "sad"}, ["sad"]),
    "part": ({"q": "the"}, ["over the moon"]),
    "emotion": ({"emotion": "delight"}, ["delighted", "over the moon"]),
    "emotion and prefix": ({"emotion": "joy", "prefix": "na"}, ["naïve joy"]),
    "a letter beyond ASCII": ({"prefix": "naï"}, ["naïve joy"]),
    "an emoji": ({"prefix": "😀"}, ["😀"]),
    "nothing": ({"prefix": "zzz"}, []),
}


@pytest.mark.parametrize(("wanted", "found"), SEARCHES.values(), ids=SEARCHES)
def test_terms_are_searched(client: httpx.Client, wanted: dict[str, str], found: list[str]) -> None:
    response = client.get(f"{V1}/terms", params=wanted)
    page = models.TermPage.model_validate_json(response.content)
    assert [item.term for item in page.items] == found


def test_pages_of_terms_follow_one_another(client: httpx.Client) -> None:
    first = client.get(f"{V1}/terms?limit=5").json()
    second = client.get(f"{V1}/terms", params={"limit": 100, "cursor": first["next"]}).json()
    terms = [item["term"] for item in first["items"] + second["items"]]
    assert terms == sorted(set(terms)) and len(terms) == 12 and second["next"] is None


CARDS = {
    "a term": ("happy", {"joy"}),
    "in capitals": ("HAPPY", {"joy"}),
    "an inflected form": ("grieving", {"grief"}),
    "several words": ("over the moon", {"delight"}),
    "a term of two emotions": ("blue", {"sadness-secondary", "nervousness"}),
    "beyond ASCII": ("naïve joy", {"joy"}),
    "an emoji": ("😀", {"joy"}),
    "a slash": ("and/or glad", {"joy"}),
}


@pytest.mark.parametrize(("term", "emotions"), CARDS.values(), ids=CARDS)
def test_a_term_shows_all_its_senses(client: httpx.Client, term: str, emotions: set[str]) -> None:
    response = client.get(f"{V1}/terms/{quote(term, safe='')}")
    card = models.TermCard.model_validate_json(response.content)
    assert {sense.emotion for sense in card.senses} == emotions


@pytest.mark.parametrize(("term", "nearest"), [("hapy", ["happy"]), ("hapier", ["happier"]), ("qqq", [])])
def test_an_unknown_term_names_the_nearest(client: httpx.Client, term: str, nearest: list[str]) -> None:
    response = client.get(f"{V1}/terms/{term}")
    assert response.status_code == 404
    assert response.json()["nearest"][:1] == nearest


def test_terms_of_an_unknown_emotion_are_an_error(client: httpx.Client) -> None:
    response = client.get(f"{V1}/terms?emotion=jooy")
    assert (response.status_code, response.json()["nearest"]) == (404, ["joy"])


FUZZY = {
    "a slip": ({"q": "hapy"}, ["happy"]),
    "nearest first": ({"q": "hapyiness"}, ["happiness"]),
    "in capitals": ({"q": "AFRIAD"}, ["afraid"]),
    "of an emotion": ({"q": "hapy", "emotion": "fear"}, []),
    "too far": ({"q": "hippopotamus"}, []),
}


@pytest.mark.parametrize(("wanted", "found"), FUZZY.values(), ids=FUZZY)
def test_terms_are_found_by_slips_of_the_pen(client: httpx.Client, wanted: dict[str, str], found: list[str]) -> None:
    response = client.get(f"{V1}/terms", params=wanted | {"fuzzy": "true"})
    assert [item["term"] for item in response.json()["items"]] == found


@pytest.mark.parametrize("wanted", [{}, {"q": "hapy", "prefix": "h"}, {"prefix": "h"}])
def test_a_fuzzy_search_is_for_one_word(client: httpx.Client, wanted: dict[str, str]) -> None:
    response = client.get(f"{V1}/terms", params=wanted | {"fuzzy": "true"})
    assert response.status_code == 422 and "fuzzy=true goes with q alone" in response.json()["detail"]


def test_only_the_fields_asked_for_are_answered(client: httpx.Client) -> None:
    response = client.get(f"{V1}/terms?prefix=happ&fields=iri,term")
    assert [list(item) for item in response.json()["items"]] == [["term", "iri"]] * 2
    models.TermPage.model_validate_json(response.content)
