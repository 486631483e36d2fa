"""Distances between all emotions over HTTP."""

from __future__ import annotations

import io

import numpy
import pytest
from starlette.testclient import TestClient

from kgservice import create_app, load_ontology
from kgservice.ontology.matrices import matrix


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app())


@pytest.mark.parametrize("kind", ["tree", "vad", "opposites"])
def test_the_answer_is_the_matrix_of_the_library(client: TestClient, kind: str) -> None:
    answer = client.get(f"/api/v1/matrix?kind={kind}").json()
    assert answer == matrix(load_ontology(), kind).to_dict()


def test_a_part_comes_in_the_order_asked_for(client: TestClient) -> None:
    answer = client.get("/api/v1/matrix?ids=joy,delight,joy").json()
    assert answer["ids"] == ["joy", "delight"]
    assert answer["rows"][0] == [0, pytest.approx(2 / 6)]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/v1/matrix?ids=jooy", 404, "Nearest: joy"),
        ("/api/v1/matrix?kind=trees", 422, "tree"),
        ("/api/v1/matrix?knd=tree", 422, "Nearest: kind"),
        ("/matrix/trees.tsv", 404, "Nearest: tree"),
        ("/matrix/tree.tvs", 404, "Nearest: tsv"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(
    client: TestClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status and said in answer.text


def test_files_hold_the_same_numbers_and_are_not_sent_twice(client: TestClient) -> None:
    table = client.get("/matrix/vad.tsv")
    numbers = numpy.load(io.BytesIO(client.get("/matrix/vad.npy").content))
    assert table.text.count("\n") == len(numbers) + 1
    again = client.get("/matrix/vad.tsv", headers={"If-None-Match": table.headers["ETag"]})
    assert again.status_code == 304
