"""SPARQL, REST, Python and files are four ways into one artefact: they say the same."""

from __future__ import annotations

import csv
import io

import httpx

from kgservice import content, load_ontology

Point = tuple[float, float, float]
QUERY = content.path("sparql", "examples", "tertiary-emotions-under-joy.rq")


def by_python() -> dict[str, Point]:
    ontology = load_ontology()
    return {e.iri: tuple(e.vad) for e in ontology.descendants("joy") if e.tier == 3 and e.vad}  # type: ignore[misc]


def by_sparql(client: httpx.Client) -> dict[str, Point]:
    query = """
        PREFIX tone: <https://w3id.org/tone-kg/schema#>
        PREFIX emotion: <https://w3id.org/tone-kg/emotion/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?e ?v ?a ?d WHERE {
          ?e tone:tier 3 ; skos:broader+ emotion:joy ; tone:valence ?v ; tone:arousal ?a ; tone:dominance ?d
        }"""
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    rows = csv.DictReader(io.StringIO(answer.text))
    return {row["e"]: (float(row["v"]), float(row["a"]), float(row["d"])) for row in rows}


def by_rest(client: httpx.Client) -> dict[str, Point]:
    found: dict[str, Point] = {}
    cursor = ""
    while True:
        wanted = {"limit": "10"} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/emotions/joy/descendants", params=wanted).json()
        for item in page["items"]:
            if item["tier"] == 3:
                vad = item["vad"]
                found[item["iri"]] = (vad["valence"], vad["arousal"], vad["dominance"])
        cursor = page["next"]
        if not cursor:
            return found


def test_the_tertiary_emotions_under_joy_are_the_same_by_every_way(packaged: httpx.Client) -> None:
    expected = by_python()
    assert len(expected) == 25
    assert by_sparql(packaged) == expected
    assert by_rest(packaged) == expected


def test_the_file_holds_them_too(packaged: httpx.Client) -> None:
    rows = csv.DictReader(io.StringIO(packaged.get("/ontology.csv").text))
    points = {row["iri"]: (float(row["valence"]), float(row["arousal"]), float(row["dominance"])) for row in rows}
    assert {iri: points[iri] for iri in by_python()} == by_python()
