"""Label schemes over HTTP: lists, cards, conversion, their IRIs."""

from __future__ import annotations

import httpx
import pytest

from kgservice.api import schemes
from kgservice.ontology import crosswalk

V1 = "/api/v1"


def test_every_scheme_is_listed_with_what_our_emotions_cover(client: httpx.Client) -> None:
    page = schemes.SchemePage.model_validate_json(client.get(f"{V1}/schemes").content)
    assert [item.id for item in page.items] == [scheme.id for scheme in crosswalk.schemes()]
    for item in page.items:
        covered = item.coverage
        assert covered is None or covered.exact + covered.close + covered.partly + covered.none == item.size
    assert next(item for item in page.items if item.id == "goemotions").size == 28


@pytest.mark.parametrize("name", [scheme.id for scheme in crosswalk.schemes()])
def test_every_scheme_has_a_card_with_its_labels(client: httpx.Client, name: str) -> None:
    response = client.get(f"{V1}/schemes/{name}")
    card = schemes.WholeScheme.model_validate_json(response.content)
    assert [label.id for label in card.labels] == [label.id for label in crosswalk.scheme(name)]
    again = client.get(f"{V1}/schemes/{name}", headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


def test_a_label_names_the_emotions_it_maps_to(client: httpx.Client) -> None:
    labels = {label["id"]: label for label in client.get(f"{V1}/schemes/goemotions").json()["labels"]}
    assert labels["joy"]["emotions"][0]["emotion"] == "joy"
    assert labels["joy"]["emotions"][0]["relation"] == "exact"


CONVERSIONS = {
    "to the same word": ({"from": "goemotions", "to": "ekman", "label": "joy"}, "exact"),
    "to a wider label": ({"from": "goemotions", "to": "ekman", "label": "amusement"}, "broader"),
    "by another spelling": ({"from": "goemotions", "to": "ekman", "label": "Amusement"}, "broader"),
    "to nothing": ({"from": "goemotions", "to": "ekman", "label": "neutral"}, "none"),
    "to a tier": ({"from": "goemotions", "to": "tone", "label": "amusement", "tier": "1"}, "broader"),
}


@pytest.mark.parametrize(("wanted", "loss"), CONVERSIONS.values(), ids=CONVERSIONS)
def test_a_label_is_converted_and_the_loss_is_said(client: httpx.Client, wanted: dict[str, str], loss: str) -> None:
    response = client.get(f"{V1}/convert", params=wanted)
    card = schemes.ConversionCard.model_validate_json(response.content)
    tier = int(wanted["tier"]) if "tier" in wanted else None
    said = crosswalk.convert(wanted["label"], wanted["from"], wanted["to"], tier=tier)
    assert (card.loss, response.json()) == (loss, said.to_dict())


WRONG = {
    "unknown scheme": ("/schemes/crowdflour", 404, 'No scheme "crowdflour". Nearest: crowdflower.'),
    "unknown source": ("/convert?from=goemotoins&to=ekman&label=joy", 404, "Nearest: goemotions"),
    "unknown target": ("/convert?from=goemotions&to=ekmann&label=joy", 404, "Nearest: ekman"),
    "unknown label": ("/convert?from=goemotions&to=ekman&label=jooy", 404, 'No goemotions label "jooy". Nearest: joy.'),
    "no label": ("/convert?from=goemotions&to=ekman", 422, "query.label: Field required"),
    "misspelt parameter": ("/convert?form=goemotions&to=ekman&label=joy", 422, "Nearest: from"),
    "a tier of a scheme without": ("/convert?from=tone&to=ekman&label=joy&tier=1", 422, "tier goes with to=tone alone"),
    "no tier": ("/convert?from=ekman&to=tone&label=joy&tier=4", 422, "'1', '2' or '3'"),
}


@pytest.mark.parametrize(("path", "status", "detail"), WRONG.values(), ids=WRONG)
def test_a_wrong_request_is_told_what_was_expected(client: httpx.Client, path: str, status: int, detail: str) -> None:
    response = client.get(V1 + path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert detail in response.json()["detail"]


def test_the_iri_of_a_scheme_leads_to_page_rdf_and_card(packaged: httpx.Client) -> None:
    page = packaged.get("/scheme/goemotions", headers={"Accept": "text/html"})
    assert page.status_code == 200 and "/scheme/goemotions/joy" in page.text
    turtle = packaged.get("/scheme/goemotions", headers={"Accept": "text/turtle"})
    assert "skos:ConceptScheme" in turtle.text and "scheme:" in turtle.text
    linked = packaged.get("/scheme/goemotions", headers={"Accept": "application/ld+json"})
    assert "@context" in linked.json()
    card = packaged.get("/scheme/goemotions", headers={"Accept": "application/json"})
    assert card.json() == packaged.get(f"{V1}/schemes/goemotions").json()


def test_the_iri_of_a_label_leads_to_page_and_rdf(packaged: httpx.Client) -> None:
    page = packaged.get("/scheme/goemotions/joy", headers={"Accept": "text/html"})
    assert page.status_code == 200 and "/emotion/joy" in page.text
    assert packaged.get("/scheme/goemotions/jooy").status_code == 404
    assert packaged.get("/scheme/nowhere", headers={"Accept": "application/json"}).status_code == 404
