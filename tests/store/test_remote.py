"""A server elsewhere: what it is sent, what its answers become, and how it is lost and found."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
from typing import Any

import pytest
from oxigraph_server import free_port, server, serves
from ring import LIMITS, TRIPLES, select
from stand_in import Answer, StandIn, says
from test_contract import INSERT, number, started

from kgservice.errors import KgserviceError, QueryError, QueryRefused, QueryTimeout, QueryTooLarge, StoreUnavailable
from kgservice.store import remote
from kgservice.store.base import Update
from kgservice.store.remote import Remote

ANY = select("SELECT * {}")


def never(handler: Any) -> None:
    handler.server.going.wait(30)


def drips(handler: Any) -> None:
    says(200, "text/csv", b"x")(handler)
    while not handler.server.going.wait(0.05):
        handler.wfile.write(b"x")


def pours(handler: Any) -> None:
    says(200, "text/csv", b"x" * 1_000_000)(handler)


def outcome(store: Remote, query: Any = ANY) -> Any:
    async def ask() -> Any:
        async with started(store):
            try:
                return await store.query(query)
            except KgserviceError as error:
                return error

    return asyncio.run(ask())


def test_it_is_sent_a_form_with_the_dataset_and_the_one_media_type(stand_in: StandIn) -> None:
    query = ANY._replace(default_graphs=("urn:a", "urn:b"), named_graphs=("urn:c",))
    assert outcome(Remote(stand_in.url("us%40er:pass@"), None, LIMITS), query) == b"x\r\n"
    assert stand_in.forms == [
        {
            "path": ["/sparql?key=1"],
            "query": [ANY.text],
            "default-graph-uri": ["urn:a", "urn:b"],
            "named-graph-uri": ["urn:c"],
        }
    ]
    (head,) = stand_in.heads
    assert (head["Accept"], head["Content-Type"]) == ("text/csv", "application/x-www-form-urlencoded")
    assert base64.b64decode(head["Authorization"].removeprefix("Basic ")) == b"us@er:pass"


ANSWERS = {
    "an error in the query": (says(400, "text/plain", b"no such thing"), QueryError, "refused: no such thing"),
    "no right": (says(401, "text/plain", b"who?"), StoreUnavailable, "status 401: who?"),
    "overload": (says(503, "text/plain", b"later"), StoreUnavailable, "status 503: later"),
    "a page for people": (says(200, "text/html", b"<p>Welcome"), StoreUnavailable, "answers text/html where text/csv"),
    "no HTTP": (lambda handler: handler.wfile.write(b"SSH-2.0\r\n"), StoreUnavailable, "does not answer"),
    "nothing": (lambda handler: None, StoreUnavailable, "does not answer"),
    "never": (never, QueryTimeout, "longer than 0.5 s"),
    "drop by drop": (drips, QueryTimeout, "longer than 0.5 s"),
    "too much": (pours, QueryTooLarge, "longer than"),
}


@pytest.mark.parametrize(("answer", "error", "why"), ANSWERS.values(), ids=ANSWERS)
def test_what_it_does_wrong_is_an_error_that_says_so(stand_in: StandIn, answer: Answer, error: type, why: str) -> None:
    stand_in.answer = answer
    raised = outcome(Remote(stand_in.url(), None, dataclasses.replace(LIMITS, seconds=0.5, answer=10_000)))
    assert type(raised) is error and why in str(raised)
    assert "pass" not in str(raised)


def test_without_a_url_for_updates_it_says_what_to_set(stand_in: StandIn) -> None:
    async def update() -> None:
        async with started(Remote(stand_in.url(), None, LIMITS)) as store:
            await store.update(Update("DROP ALL"))

    with pytest.raises(QueryRefused, match="KGSERVICE_STORE_UPDATE_URL"):
        asyncio.run(update())
    assert stand_in.forms == []


def test_a_cancelled_query_is_not_waited_for(stand_in: StandIn) -> None:
    stand_in.answer = never

    async def scenario() -> None:
        async with started(Remote(stand_in.url(), None, dataclasses.replace(LIMITS, seconds=60))) as store:
            asking = asyncio.create_task(store.query(ANY))
            while not stand_in.forms:
                await asyncio.sleep(0.01)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking

    asyncio.run(asyncio.wait_for(scenario(), 20))


@serves
def test_a_lost_server_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PROBE_SECONDS", 0.05)
    port = free_port()
    store = Remote(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/update", LIMITS)

    async def becomes(status: str) -> None:
        while store.condition.status != status:
            await asyncio.sleep(0.01)

    async def scenario() -> int:
        async with started(store):
            await becomes("failed")
            with pytest.raises(StoreUnavailable, match="does not answer"):
                await store.query(ANY)
            with server(port):
                await becomes("ready")
                await store.update(INSERT)
                assert await number(store) == TRIPLES + 1
            await becomes("failed")
            with server(port):
                await becomes("ready")
                return await number(store)

    assert asyncio.run(scenario()) == TRIPLES
