"""A method that a route does not take: the answer says which ones it takes."""

from __future__ import annotations

import httpx
import pytest

TAKEN = {
    "/sparql": "GET, HEAD, POST",
    "/emotion/joy": "GET, HEAD",
    "/api/v1/emotions/joy": "GET, HEAD",
    "/api/v1/group": "POST",
    "/store": "DELETE, GET, HEAD, POST, PUT",
}


@pytest.mark.parametrize("path", TAKEN)
def test_a_method_that_is_not_taken_names_those_that_are(path: str, client: httpx.Client) -> None:
    response = client.request("PATCH", path)
    assert (response.status_code, response.headers["allow"]) == (405, TAKEN[path])
    assert response.json()["detail"] == f"PATCH is not possible at {path}."
