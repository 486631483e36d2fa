"""One line a request, and what it may not hold."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import httpx
import pytest
from mini_server import serving

from kgservice.api.logs import JsonFormatter, TextFormatter


def test_a_request_is_one_line_of_json_without_what_was_asked() -> None:
    with serving(log_format="json") as server:
        server.client.get("/api/v1/terms/happy", headers={"X-Request-Id": "abc-1"})
        server.client.get("/api/v1/classify", params={"text": "secret"})
        server.client.head("/ontology.nt")
    first, second, third = map(json.loads, server.lines)
    assert (first["id"], first["method"], first["status"]) == ("abc-1", "GET", 200)
    assert second["route"] == "/api/v1/classify" and second["ms"] > 0 and second["bytes"] > 10
    assert third["method"] == "HEAD" and third["route"] == "/ontology.{extension}"
    assert "secret" not in str(server.lines) and "happy" not in str(server.lines)


def test_what_was_asked_is_written_when_wanted() -> None:
    with serving(log_format="text", log_urls="true") as server:
        server.client.get("/api/v1/classify", params={"text": "so happy"})
    (line,) = server.lines
    assert "query=text=so+happy" in line and "GET /api/v1/classify 200" in line


def test_by_default_nothing_is_written() -> None:
    with serving() as server:
        server.client.get("/nothing")
    assert server.lines == []


def test_a_problem_is_named() -> None:
    with serving(log_format="json") as server:
        server.client.get("/sparql?query=ASK")
    assert json.loads(server.lines[0])["problem"] == "query-syntax"


def test_an_id_comes_back_and_one_is_made_where_there_is_none(client: httpx.Client) -> None:
    assert client.get("/nothing", headers={"X-Request-Id": "abc-1"}).headers["x-request-id"] == "abc-1"
    made = {client.get("/health/live").headers["x-request-id"] for _ in range(3)}
    assert len(made) == 3 and all(len(number) == 16 for number in made)


@pytest.mark.parametrize("given", ["a b", "x" * 129, 'a"b', "é"])
def test_an_id_that_is_no_plain_word_is_not_taken(client: httpx.Client, given: str) -> None:
    response = client.get("/health/live", headers={"X-Request-Id": given.encode()})  # type: ignore[dict-item]
    assert response.headers["x-request-id"] != given


def record(message: str, **facts: Any) -> logging.LogRecord:
    made = logging.LogRecord("kgservice.api", logging.INFO, "", 1, message, (), None)
    made.facts = facts
    return made


def test_no_text_can_break_a_line() -> None:
    hostile = 'a"\n{"level": "error"}\u2028'
    assert len(JsonFormatter().format(record("x", query=hostile)).splitlines()) == 1
    assert len(TextFormatter().format(record("x", query=hostile)).splitlines()) == 1


def test_a_defect_comes_with_its_trace() -> None:
    try:
        raise RuntimeError("a defect")
    except RuntimeError:
        made = logging.LogRecord("uvicorn.error", logging.ERROR, "", 1, "Exception", (), sys.exc_info())
    assert "RuntimeError: a defect" in json.loads(JsonFormatter().format(made))["trace"]
    assert TextFormatter().format(made).splitlines()[-1] == "RuntimeError: a defect"
