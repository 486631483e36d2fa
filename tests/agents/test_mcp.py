"""What an agent meets: the server in a process of its own, and the SDK's client."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult

from kgservice.agents.server import make_server
from kgservice.api.settings import Settings
from kgservice.errors import MissingExtra

COMMAND = ["-m", "kgservice.cli", "mcp"]
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"

Call = Callable[..., CallToolResult]


@pytest.fixture(scope="session")
def tools() -> Iterator[dict[str, Any]]:
    """The tools by name, and under ``call`` how to call one."""
    limits = {"KGSERVICE_QUERY_TIMEOUT_SECONDS": "4"}  # loading must fit in too
    process = stdio_client(StdioServerParameters(command=sys.executable, args=COMMAND, env=limits))
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(process)) as client:
        listed = {tool.name: tool for tool in portal.call(client.list_tools).tools}
        yield {**listed, "call": lambda name, **given: portal.call(client.call_tool, name, given)}


@pytest.fixture
def call(tools: dict[str, Any]) -> Call:
    """Calls a tool by name."""
    found: Call = tools["call"]
    return found


def answer(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def problem(result: CallToolResult) -> str:
    assert result.is_error and result.structured_content is None
    return str(getattr(result.content[0], "text", ""))


def test_there_are_six_tools_that_say_what_they_take_and_give_and_change_nothing(tools: dict[str, Any]) -> None:
    assert set(tools) - {"call"} == {"lookup", "card", "terms", "classify", "convert", "query"}
    for tool in (tool for name, tool in tools.items() if name != "call"):
        assert tool.description and tool.output_schema["properties"] and tool.annotations.read_only_hint
        assert all("description" in field for field in tool.input_schema["properties"].values()), tool.name


def test_an_emotion_and_a_term_of_one_name_are_both_found(call: Call) -> None:
    found = answer(call("lookup", what="joy"))
    assert found["emotions"][0]["vad"]["valence"] > 0.5
    assert any(sense["term"] == "joy" for sense in found["senses"])


def test_a_misspelt_name_is_told_the_nearest(call: Call) -> None:
    assert 'No emotion or term "jooy". Nearest: joy' in problem(call("lookup", what="jooy"))


def test_a_card_is_the_text_for_a_prompt(call: Call) -> None:
    text = answer(call("card", emotion="Joy"))["text"]
    assert text.startswith("Emotion: joy (emotion:joy)") and "Opposite of: sadness" in text
    assert 'No emotion "jooy". Nearest: joy' in problem(call("card", emotion="jooy"))


def test_terms_come_in_pages(call: Call) -> None:
    first = answer(call("terms", prefix="hap", limit=2))
    second = answer(call("terms", prefix="hap", limit=2, cursor=first["next"]))
    terms = [item["term"] for page in (first, second) for item in page["items"]]
    assert len(terms) == 4 and terms == sorted(terms) and all(term.startswith("hap") for term in terms)


def test_terms_of_an_unknown_emotion_are_an_error_and_no_empty_list(call: Call) -> None:
    assert 'No emotion "jooy". Nearest: joy' in problem(call("terms", emotion="jooy"))


def test_a_text_is_labelled_with_the_words_that_speak_for_it(call: Call) -> None:
    found = answer(call("classify", text="I'm over the moon"))
    assert found["primary"] == "joy" and found["evidence"][0]["text"] == "over the moon"


def test_a_label_is_converted_with_its_loss(call: Call) -> None:
    found = answer(call("convert", label="remorse", source="goemotions", target="ekman"))
    assert (found["from"], found["to"], found["loss"], found["items"][0]["id"]) == (
        *("goemotions", "ekman", "broader", "sadness"),
    )


def test_an_unknown_scheme_is_told_the_nearest(call: Call) -> None:
    assert "goemotions" in problem(call("convert", label="joy", source="goemotion", target="tone"))


def test_a_query_needs_no_prefixes_and_gets_none_spelt_out(call: Call) -> None:
    found = answer(call("query", sparql="SELECT ?e { ?e skos:broader emotion:fear }"))
    assert found["columns"] == ["e"] and {"e": "emotion:horror"} in found["rows"] and not found["more"]


def test_an_ask_is_answered_by_yes_or_no(call: Call) -> None:
    assert answer(call("query", sparql="ASK { emotion:joy tone:tier 2 }"))["boolean"] is False


def test_a_graph_comes_as_triples(call: Call) -> None:
    found = answer(call("query", sparql="CONSTRUCT { ?e a tone:X } WHERE { ?e tone:tier 1 }", limit=5))
    assert found["columns"] == ["subject", "predicate", "object"]
    assert len(found["rows"]) == 5 and found["more"]
    assert {row["predicate"] for row in found["rows"]} == {"rdf:type"}


REFUSED = {
    "a mistake": ("SELECT ?e\nWHER {", "line 2, column"),
    "an update": ("DELETE WHERE { ?s ?p ?o }", "write SELECT, ASK, CONSTRUCT or DESCRIBE"),
    "a reach outwards": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
    "a bomb": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", "was stopped"),
}


@pytest.mark.parametrize(("sparql", "said"), REFUSED.values(), ids=REFUSED)
def test_a_query_that_is_refused_says_why_and_the_next_is_answered(call: Call, sparql: str, said: str) -> None:
    assert said in problem(call("query", sparql=sparql))
    assert answer(call("query", sparql="ASK {}"))["boolean"] is True


def test_a_missing_argument_is_named(call: Call) -> None:
    assert "what" in problem(call("lookup", waht="joy"))


def test_a_misspelt_argument_is_told_the_nearest_and_not_passed_over(call: Call) -> None:
    assert 'there is no "emotoin". Nearest: emotion' in problem(call("terms", prefix="hap", emotoin="joy"))


def test_it_ends_in_silence_when_its_input_ends() -> None:
    done = subprocess.run([sys.executable, *COMMAND], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_without_the_sdk_it_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(MissingExtra, match=r"kgservice\[mcp\]"):
        make_server(Settings())
