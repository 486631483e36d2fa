"""One line a request, and what it may not hold."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from kgservice.api.logs import JsonFormatter, TextFormatter

SERVE = """
import mini_content as mini
from kgservice.api import logs
from kgservice.api.app import create_app
from kgservice.api.server import listen, serve, url
from kgservice.api.settings import Settings
settings = Settings(port=0)
logs.configure(settings.log_format)
with listen(settings) as listener:
    print(url(listener), flush=True)
    serve(create_app(settings, mini.ontology(), mini.lexicon()), listener)
"""


@contextmanager
def logging_server(**environment: str) -> Iterator[tuple[httpx.Client, list[str]]]:
    """A client of a server, and the lines that it has written once the block is left."""
    lines: list[str] = []
    known = {"PYTHONPATH": ":".join(sys.path), "PATH": ""}
    process = subprocess.Popen([sys.executable, "-c", SERVE], stdout=-1, stderr=-1, text=True, env=known | environment)
    assert process.stdout and process.stderr
    with process.stdout as said, process.stderr as written:
        with httpx.Client(base_url=said.readline().strip(), timeout=30) as client:
            yield client, lines
        process.terminate()
        lines += written.read().splitlines()
        process.wait(timeout=30)


def test_a_request_is_one_line_of_json_without_what_was_asked() -> None:
    with logging_server(KGSERVICE_LOG_FORMAT="json") as (client, lines):
        client.get("/api/v1/terms/happy", headers={"X-Request-Id": "abc-1"})
        client.get("/api/v1/classify", params={"text": "secret"})
        client.head("/ontology.nt")
    first, second, third = map(json.loads, lines)
    assert (first["id"], first["method"], first["status"]) == ("abc-1", "GET", 200)
    assert second["route"] == "/api/v1/classify" and second["ms"] > 0 and second["bytes"] > 10
    assert third["method"] == "HEAD" and third["route"] == "/ontology.{extension}"
    assert "secret" not in str(lines) and "happy" not in str(lines)


def test_what_was_asked_is_written_when_wanted() -> None:
    with logging_server(KGSERVICE_LOG_FORMAT="text", KGSERVICE_LOG_URLS="true") as (client, lines):
        client.get("/api/v1/classify", params={"text": "so happy"})
    (line,) = lines
    assert "query=text=so+happy" in line and "GET /api/v1/classify 200" in line


def test_by_default_nothing_is_written() -> None:
    with logging_server() as (client, lines):
        client.get("/nothing")
    assert lines == []


def test_a_problem_is_named() -> None:
    with logging_server(KGSERVICE_LOG_FORMAT="json") as (client, lines):
        client.get("/sparql?query=ASK")
    assert json.loads(lines[0])["problem"] == "query-syntax"


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
