"""SERVICE: what listed endpoints are asked, how their answers join the rest, and everything else refused."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from oxigraph_server import free_port, server, serves
from ring import LIMITS, ring, select
from stand_in import StandIn, says

from kgservice.errors import KgserviceError, QueryError, QueryRefused, QueryTooLarge, StoreUnavailable
from kgservice.store.base import Form, Query, Store, Update
from kgservice.store.federation import MAX_CALLS, Federated, Federation
from kgservice.store.oxigraph import InProcess

JSON = "application/sparql-results+json"
LISTED = "http://endpoint.example/sparql"
FEDERATION = Federation([LISTED], LIMITS)


def solutions(*rows: dict[str, dict[str, str]]) -> bytes:
    names = sorted({name for row in rows for name in row} or {"friend"})
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode()


def asked(url: str, what: Query | Update, *allowed: str) -> Any:
    """Return what a store over the ring answers when it may reach a URL, or the error."""

    async def ask() -> Any:
        store: Store = Federated(InProcess([ring()], LIMITS), Federation([url, *allowed], LIMITS))
        await store.start()
        try:
            if isinstance(what, Query):
                return await store.query(what)
            await store.update(what)
            return await store.query(select("SELECT ?o { <urn:new> ?p ?o } ORDER BY ?o"))
        except KgserviceError as error:
            return error
        finally:
            await store.close()

    return asyncio.run(ask())


@pytest.fixture
def endpoint(stand_in: StandIn) -> StandIn:
    """An endpoint that knows one friend of person 1."""
    friend = {"s": {"type": "uri", "value": "urn:p:1"}, "friend": {"type": "literal", "value": "Zoë", "xml:lang": "en"}}
    stand_in.answer = says(200, JSON, solutions(friend))
    return stand_in


def test_its_solutions_join_the_rest(endpoint: StandIn) -> None:
    text = f"PREFIX x: <urn:> SELECT ?n ?friend {{ ?s x:age ?n SERVICE <{endpoint.url()}> {{ ?s x:friend ?friend }} }}"
    assert asked(endpoint.url(), select(text)) == "n,friend\r\n1,Zoë\r\n".encode()
    (form,) = endpoint.forms
    assert form["query"] == ["BASE <https://w3id.org/tone-kg/> PREFIX x: <urn:> SELECT * { ?s x:friend ?friend }"]


def test_it_may_be_optional(endpoint: StandIn) -> None:
    endpoint.answer = says(200, JSON, solutions())
    text = f"SELECT ?n {{ <urn:p:1> <urn:age> ?n OPTIONAL {{ SERVICE <{endpoint.url()}> {{ ?s ?p ?friend }} }} }}"
    assert asked(endpoint.url(), select(text)) == b"n\r\n1\r\n"


def test_an_update_may_ask_too(endpoint: StandIn) -> None:
    text = f"INSERT {{ <urn:new> <urn:p> ?friend }} WHERE {{ SERVICE <{endpoint.url()}> {{ ?s ?p ?friend }} }}"
    assert asked(endpoint.url(), Update(text)) == "o\r\nZoë\r\n".encode()


TERMS = {
    "IRI": ({"type": "uri", "value": "http://x/é"}, "http://x/é"),
    "quotes and breaks": ({"type": "literal", "value": 'a"b\\\n} } SERVICE <urn:x> {'}, 'a"b\\\n} } SERVICE <urn:x> {'),
    "number": ({"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}, "7"),
}


@pytest.mark.parametrize(("term", "value"), TERMS.values(), ids=TERMS)
def test_a_term_comes_through_as_it_was(endpoint: StandIn, term: dict[str, str], value: str) -> None:
    endpoint.answer = says(200, JSON, solutions({"x": term}))
    query = Query(f"SELECT ?x {{ SERVICE <{endpoint.url()}> {{ ?x ?p ?o }} }}", Form.select, JSON)
    (row,) = json.loads(asked(endpoint.url(), query))["results"]["bindings"]
    assert row["x"] == term | {"value": value}


def test_a_blank_node_is_one_thing_within_an_answer(endpoint: StandIn) -> None:
    node = {"type": "bnode", "value": "b0"}
    endpoint.answer = says(200, JSON, solutions({"x": node, "y": node}, {"x": {"type": "bnode", "value": "b1"}}))
    text = f"SELECT ?x ?y {{ SERVICE <{endpoint.url()}> {{ ?x ?p ?y }} }}"
    first, second = asked(endpoint.url(), select(text)).decode().split()[1:]
    assert len(set(first.split(","))) == 1 and "/.well-known/genid/" in first and second not in first


FAULTS = {
    "an IRI that is none": (says(200, JSON, solutions({"x": {"type": "uri", "value": "x> } evil {"}})), QueryError),
    "no JSON": (says(200, JSON, b"{"), QueryError),
    "a boolean": (says(200, JSON, b'{"head": {}, "boolean": true}'), QueryError),
    "a page": (says(200, "text/html", b"<p>"), StoreUnavailable),
    "another address": (says(302, "text/plain", b"elsewhere"), StoreUnavailable),
    "a refusal": (says(400, "text/plain", b"no"), QueryError),
    "too many rows": (says(200, JSON, solutions(*[{"x": {"type": "uri", "value": "urn:x"}}] * 1001)), QueryTooLarge),
}


@pytest.mark.parametrize(("answer", "error"), FAULTS.values(), ids=FAULTS)
def test_what_an_endpoint_does_wrong_is_an_error_unless_it_may_be_silent(
    endpoint: StandIn, answer: Any, error: type[KgserviceError]
) -> None:
    endpoint.answer = answer
    for silent in ("", "SILENT"):
        found = asked(endpoint.url(), select(f"SELECT ?x {{ SERVICE {silent} <{endpoint.url()}> {{ ?x ?p ?o }} }}"))
        assert found == b"x\r\n\r\n" if silent else type(found) is error


FINE = {
    "lower case": f"SELECT * {{ service silent <{LISTED}> {{ ?s ?p ?o }} }}",
    "nested": f"SELECT * {{ SERVICE <{LISTED}> {{ ?s ?p ?o . SERVICE <{LISTED}> {{ ?a ?b ?c }} }} }}",
    "in EXISTS": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }} }}",
    "twice": f"SELECT * {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} SERVICE <{LISTED}> {{ ?s ?p ?o }} }}",
    "a brace in a string": f"SELECT * {{ SERVICE <{LISTED}> {{ ?s ?p '}}' }} ?a ?b ?c }}",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_a_listed_endpoint_may_be_asked(text: str) -> None:
    assert FEDERATION.inspect(text) is Form.select


REFUSED = {
    "another path": "SELECT * { SERVICE <http://endpoint.example/> { ?s ?p ?o } }",
    "another port": "SELECT * { SERVICE <http://endpoint.example:81/sparql> { ?s ?p ?o } }",
    "other letters": "SELECT * { SERVICE <http://ENDPOINT.example/sparql> { ?s ?p ?o } }",
    "an address": "SELECT * { SERVICE <http://127.0.0.1/sparql> { ?s ?p ?o } }",
    "a user": "SELECT * { SERVICE <http://endpoint.example@127.0.0.1/sparql> { ?s ?p ?o } }",
    "a variable": f"SELECT * {{ VALUES ?e {{ <{LISTED}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "a prefix": "PREFIX e: <http://endpoint.example/> SELECT * { SERVICE e:sparql { ?s ?p ?o } }",
    "nothing": "SELECT * { SERVICE",
    "nested": f"SELECT * {{ SERVICE <{LISTED}> {{ SERVICE <http://127.0.0.1/> {{ ?s ?p ?o }} }} }}",
    "beside a listed one": f"ASK {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} SERVICE <urn:x> {{ ?s ?p ?o }} }}",
    "keywords run together": f"SELECT * {{ ?s ?p trueSERVICE<{LISTED}>{{ ?s ?p ?o }} }}",
    "escaped": f"SELECT * {{ SERV\\u0049CE <{LISTED}> {{ ?s ?p ?o }} }}",
    "escaped in the URL": "SELECT * { SERVICE <http://\\u0065ndpoint.example/sparql> { ?s ?p ?o } }",
    "a string that may be a comment": f'SELECT * {{ FILTER(?o <#x> """\n 2) SERVICE <{LISTED}> {{?a ?b ?c}} #"""\n}}',
    "LOAD": f"LOAD <{LISTED}>",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_nothing_else_may_be_asked(text: str) -> None:
    with pytest.raises(QueryRefused):
        FEDERATION.inspect(text)


WRONG = {
    "no pattern": (f"SELECT * {{ SERVICE <{LISTED}> }}", QueryError),
    "an open pattern": (f"SELECT * {{ SERVICE <{LISTED}> {{", QueryError),
    "too often": ("SELECT * {" + f" SERVICE <{LISTED}> {{ ?s ?p ?o }}" * (MAX_CALLS + 1) + "}", QueryTooLarge),
    "nested too often": (f"ASK {{ SERVICE <{LISTED}> " * 50_000, QueryTooLarge),
    "deep inside": (f"SELECT * {{ SERVICE <{LISTED}> " + "{" * 300 + "}" * 300 + " }", QueryTooLarge),
}


@pytest.mark.parametrize(("text", "error"), WRONG.values(), ids=WRONG)
def test_a_call_that_cannot_be_made_is_an_error(text: str, error: type[KgserviceError]) -> None:
    with pytest.raises(error) as raised:
        FEDERATION.inspect(text)
    assert raised.type is error


@serves
def test_a_real_server_is_asked() -> None:
    with server(free_port()) as url:
        there = f"{url}/query"
        text = f"SELECT (COUNT(*) AS ?n) {{ ?s <urn:age> ?a SERVICE <{there}> {{ ?s <urn:name> ?name }} }}"
        assert asked(there, select(text)) == b"n\r\n100\r\n"
