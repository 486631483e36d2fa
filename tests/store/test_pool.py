"""Queries in processes: what each limit does to a query, and what it leaves of the rest."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import signal
import subprocess
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from ring import LIMITS, PEOPLE, TRIPLES, select

from kgservice.errors import BuildError, KgserviceError, QuerySyntaxError, QueryTimeout, QueryTooLarge, StoreUnavailable
from kgservice.store.base import Form, Query, Source, Update
from kgservice.store.pool import Pool

Run = Callable[..., Any]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

CHEAP = Query("ASK { <urn:p:1> <urn:knows> <urn:p:2> }", Form.ask, "text/csv")
BOMB = select("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
HUNGRY = select("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f ?c")
DEEP = select("SELECT * " + "{" * 20_000 + "}" * 20_000)


async def outcome(pool: Pool, query: Query) -> type[Exception] | bytes:
    try:
        return await pool.query(query)
    except KgserviceError as error:
        return type(error)


def children(process: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True)
    return [int(line) for line in listed.stdout.split()]


def test_a_query_that_comes_while_the_store_loads_is_answered(run: Run) -> None:
    async def scenario(pool: Pool) -> tuple[str, bytes, object]:
        return pool.condition.status, await pool.query(CHEAP), pool.condition

    before, answered, after = run(scenario, limits=dataclasses.replace(LIMITS, seconds=30), waits=False)
    assert (before, answered) == ("starting", b"true")
    assert (after.status, after.triples) == ("ready", TRIPLES)


LIMITED = {
    "time": (BOMB, QueryTimeout),
    "memory": (HUNGRY, QueryTooLarge),
    "rows": (select("SELECT * { ?a ?b ?c . ?d ?e ?f }"), QueryTooLarge),
    "depth that crashes the engine": (DEEP, QueryTooLarge),
    "syntax": (select("SELEKT"), QuerySyntaxError),
}


@pytest.mark.parametrize(("query", "error"), LIMITED.values(), ids=LIMITED)
def test_a_query_past_a_limit_fails_and_the_next_one_is_answered(run: Run, query: Query, error: type) -> None:
    limits = dataclasses.replace(LIMITS, seconds=20 if error is QueryTooLarge else 1)

    async def scenario(pool: Pool) -> list[object]:
        return [await outcome(pool, query), await outcome(pool, CHEAP)]

    assert run(scenario, limits=limits) == [error, b"true"]


def test_cheap_queries_are_answered_while_bombs_hold_every_slow_place(run: Run) -> None:
    async def scenario(pool: Pool) -> tuple[list[object], list[object]]:
        bombs = [asyncio.create_task(outcome(pool, BOMB)) for _ in range(6)]
        await asyncio.sleep(0)
        cheap = [await outcome(pool, CHEAP) for _ in range(5)]
        assert not all(bomb.done() for bomb in bombs)
        return cheap, [await bomb for bomb in bombs]

    cheap, bombs = run(scenario, limits=dataclasses.replace(LIMITS, seconds=2), places=2)
    assert cheap == [b"true"] * 5
    assert set(bombs) <= {QueryTimeout, StoreUnavailable} and QueryTimeout in bombs


def test_a_cancelled_query_leaves_nothing_running(run: Run) -> None:
    async def scenario(pool: Pool) -> list[int]:
        await pool.query(CHEAP)
        assert pool._nursery is not None
        zygote = pool._nursery.process_id
        bomb = asyncio.create_task(pool.query(BOMB))
        while len(children(zygote)) < 1:
            await asyncio.sleep(0.01)
        bomb.cancel()
        with pytest.raises(asyncio.CancelledError):
            await bomb
        await pool.query(CHEAP)
        while len(left := children(zygote)) > 1:
            await asyncio.sleep(0.01)
        return left

    assert len(run(scenario)) <= 1


def test_a_worker_killed_from_outside_is_replaced_and_its_query_answered(run: Run) -> None:
    slow = select("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g <urn:age> 1 }")

    async def scenario(pool: Pool) -> bytes:
        await pool.query(CHEAP)
        assert pool._nursery is not None
        asking = asyncio.create_task(pool.query(slow))
        await asyncio.sleep(0)
        for worker in children(pool._nursery.process_id):
            os.kill(worker, signal.SIGKILL)
        return await asking

    assert run(scenario, limits=dataclasses.replace(LIMITS, seconds=20)) == b"n\r\n%d\r\n" % TRIPLES**2


def test_a_zygote_killed_from_outside_is_started_again(run: Run) -> None:
    async def scenario(pool: Pool) -> tuple[bytes, str]:
        await pool.query(CHEAP)
        assert pool._nursery is not None
        first = pool._nursery.process_id
        os.kill(first, signal.SIGKILL)
        while pool._nursery.process_id == first or pool.condition.status != "ready":
            await asyncio.sleep(0.01)
        return await pool.query(CHEAP), pool.condition.status

    assert run(scenario) == (b"true", "ready")


def test_closing_leaves_no_process(run: Run) -> None:
    async def scenario(pool: Pool) -> int:
        await pool.query(CHEAP)
        assert pool._nursery is not None
        return pool._nursery.process_id

    zygote = run(scenario)
    with pytest.raises(ProcessLookupError):
        os.kill(zygote, 0)


def test_closing_while_loading_leaves_no_process(run: Run) -> None:
    async def scenario(pool: Pool) -> str:
        return pool.condition.status

    assert run(scenario, waits=False) == "starting"


def broken() -> Iterable[bytes]:
    raise BuildError("the release is stale")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (Source("no RDF", "text/turtle", lambda: [b"this is no Turtle"]), "cannot be loaded as text/turtle"),
        (Source("unreadable", "text/turtle", broken), "the release is stale"),
    ],
    ids=["no RDF", "unreadable"],
)
def test_content_that_cannot_be_loaded_fails_every_query_with_the_reason(run: Run, source: Source, why: str) -> None:
    async def scenario(pool: Pool) -> str:
        with pytest.raises(StoreUnavailable, match=why):
            await pool.query(CHEAP)
        return pool.condition.status

    limits = dataclasses.replace(LIMITS, seconds=30)
    assert run(scenario, source=source, limits=limits, waits=False) == "failed"


def test_a_worker_can_open_no_connection_even_for_a_text_that_no_guard_saw(run: Run) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as internal:
        internal.setblocking(False)
        port = internal.getsockname()[1]
        query = select(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/secret> {{ ?s ?p ?o }} }}")

        async def scenario(pool: Pool) -> object:
            return await outcome(pool, query)

        answered = run(scenario)
        with pytest.raises(BlockingIOError):
            internal.accept()
    assert isinstance(answered, type) and issubclass(answered, KgserviceError)


def test_many_queries_at_once_are_all_answered(run: Run) -> None:
    async def scenario(pool: Pool) -> list[bytes]:
        return await asyncio.gather(*(pool.query(CHEAP) for _ in range(200)))

    assert run(scenario) == [b"true"] * 200


def test_what_stands_behind_a_dear_query_does_not_wait_for_it(run: Run) -> None:
    async def scenario(pool: Pool) -> tuple[list[bytes], bool, object]:
        await pool.query(CHEAP)
        bomb = asyncio.create_task(outcome(pool, BOMB))
        cheap = await asyncio.gather(*(pool.query(CHEAP) for _ in range(12)))
        return cheap, bomb.done(), await bomb

    cheap, was_done, bomb = run(scenario, limits=dataclasses.replace(LIMITS, seconds=2), places=2)
    assert (cheap, was_done, bomb) == ([b"true"] * 12, False, QueryTimeout)


def test_a_crash_takes_none_of_the_queries_behind_it(run: Run) -> None:
    async def scenario(pool: Pool) -> list[object]:
        return await asyncio.gather(outcome(pool, DEEP), *(outcome(pool, CHEAP) for _ in range(6)))

    assert run(scenario, places=1) == [QueryTooLarge] + [b"true"] * 6


def test_who_leaves_the_queue_stops_nobody_before_or_behind(run: Run) -> None:
    async def scenario(pool: Pool) -> list[bytes]:
        asking = [asyncio.create_task(pool.query(CHEAP)) for _ in range(4)]
        await asyncio.sleep(0)
        asking[1].cancel()
        asking[3].cancel()
        return [await asking[0], await asking[2], await pool.query(CHEAP)]

    assert run(scenario, places=1) == [b"true"] * 3


def test_no_query_asked_after_an_update_is_answered_by_a_worker_from_before(run: Run) -> None:
    there = Query("ASK { <urn:new> ?p ?o }", Form.ask, "text/csv")

    async def scenario(pool: Pool) -> list[bytes]:
        busy = [asyncio.create_task(pool.query(CHEAP)) for _ in range(40)]
        await pool.update(Update("INSERT DATA { <urn:new> <urn:age> 1 }"))
        after = await asyncio.gather(*(pool.query(there) for _ in range(8)))
        await asyncio.gather(*busy)
        return after

    assert run(scenario, places=2) == [b"true"] * 8


def test_a_long_answer_arrives_whole(run: Run) -> None:
    async def scenario(pool: Pool) -> bytes:
        return await pool.query(select("SELECT * { ?a <urn:name> ?b . ?c <urn:name> ?d }"))

    answered = run(scenario, limits=dataclasses.replace(LIMITS, rows=PEOPLE**2))
    assert answered.count(b"\n") == PEOPLE**2 + 1
