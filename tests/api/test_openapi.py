"""The documentation: it works offline, and says what is true."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    return client.get("/openapi.json").json()


def test_the_page_loads_everything_from_here(client: httpx.Client) -> None:
    page = client.get("/docs/api")
    loaded = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert len(loaded) >= 3 and not any(address.startswith(("http", "//")) for address in loaded)
    for address in loaded:
        assert address == "data:," or client.get(address).status_code == 200


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for name in set(re.findall(r"#/components/schemas/(\w+)", str(document))):
        assert name in document["components"]["schemas"]


def test_every_route_says_what_it_does_and_how_it_fails(document: dict[str, Any]) -> None:
    operations = [(path, op) for path, item in document["paths"].items() for op in item.values()]
    assert len(operations) >= 20
    for path, operation in operations:
        assert operation["summary"] and operation["description"], path
        assert "application/problem+json" in operation["responses"]["default"]["content"], path
    ids = [operation["operationId"] for _, operation in operations]
    assert len(ids) == len(set(ids))


def examples(document: dict[str, Any]) -> list[str]:
    """The address of every GET route, its parameters filled in with their examples."""
    found = []
    for path, item in document["paths"].items():
        if "get" not in item:
            continue
        query = {}
        for parameter in item["get"].get("parameters", ()):
            schema = parameter["schema"]
            value = (parameter.get("examples") or schema.get("examples") or [schema.get("example")])[0]
            if parameter["in"] == "query" and (parameter.get("required") or "example" in parameter):
                query[parameter["name"]] = parameter.get("example", value)
            elif parameter["in"] == "path" and (value := value or (schema.get("enum") or [None])[0]):
                path = path.replace("{" + parameter["name"] + "}", str(value))
        if "{" not in path:
            found.append(str(httpx.URL(path, params=query)))
    return found


def test_the_examples_of_the_document_work(client: httpx.Client, document: dict[str, Any]) -> None:
    tried = [address for address in examples(document) if not address.startswith("/ontology/0.1.0")]
    assert len(tried) >= 12
    for address in tried:
        assert client.get(address).status_code == 200, address


def test_an_error_fits_its_schema(client: httpx.Client, document: dict[str, Any]) -> None:
    problem = client.get("/api/v1/emotions/jooy").json()
    schema = document["components"]["schemas"]["Problem"]
    assert set(schema["required"]) <= problem.keys()
    assert problem["type"] == "https://w3id.org/tone-kg/problem/unknown-emotion"
