"""What every store does: the same questions and updates to each."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from loading import loaded
from oxigraph_server import free_port, server, serves
from ring import LIMITS, PEOPLE, TRIPLES, ring, select

from kgservice.errors import KgserviceError, QueryError, QuerySyntaxError, QueryTimeout, QueryTooLarge
from kgservice.store.base import Form, Limits, Query, Store, Update
from kgservice.store.oxigraph import InProcess
from kgservice.store.pool import Pool
from kgservice.store.remote import Remote

Make = Callable[[Limits, Path], Store]
Scenario = Callable[[Store], Awaitable[Any]]
Run = Callable[..., Any]

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def remote(limits: Limits, folder: Path) -> Store:
    url = (folder / "server").read_text("utf-8")
    return Remote(f"{url}/query", f"{url}/update", limits)


MAKERS: dict[str, tuple[Make, bool]] = {
    "in this process": (lambda limits, folder: InProcess([ring()], limits), False),
    "pool in memory": (lambda limits, folder: Pool([ring()], limits), True),
    "pool in a folder": (lambda limits, folder: Pool([ring()], limits, folder=folder / "store"), True),
    "server elsewhere": (remote, False),
}
"""How each is made, and whether it keeps the limits on time and memory."""

MARKS = {"server elsewhere": serves}

PATIENT = dataclasses.replace(LIMITS, seconds=20)
"""For what must be answered however busy the machine is."""

COUNT = select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
NEW = Query("ASK { <urn:new> ?p ?o }", Form.ask, "text/csv")
INSERT = Update("INSERT DATA { <urn:new> <urn:knows> <urn:p:1> }")
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"


@contextlib.asynccontextmanager
async def started(store: Store) -> AsyncIterator[Store]:
    await store.start()
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture(params=[pytest.param(made, id=name, marks=MARKS.get(name, forks)) for name, made in MAKERS.items()])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Make, bool]]:
    if request.param[0] is not remote:
        yield request.param
        return
    with server(free_port()) as url:
        (tmp_path / "server").write_text(url, "utf-8")
        yield request.param


@pytest.fixture
def limited(made: tuple[Make, bool]) -> Make:
    if not made[1]:
        pytest.skip("has no limits on time and memory, and says so in its condition")
    return made[0]


@pytest.fixture
def run(made: tuple[Make, bool], tmp_path: Path) -> Run:
    """Run a scenario with the store started, and close it afterwards."""

    def go(scenario: Scenario, limits: Limits = PATIENT) -> Any:
        async def whole() -> Any:
            async with started(made[0](limits, tmp_path)) as store:
                await loaded(store)
                return await scenario(store)

        return asyncio.run(whole())

    return go


async def number(store: Store) -> int:
    return int((await store.query(COUNT)).split()[1])


async def outcome(store: Store, update: Update) -> object:
    try:
        return await store.update(update)
    except KgserviceError as error:
        return type(error)


def test_it_answers_from_its_sources(run: Run) -> None:
    assert run(number) == TRIPLES


@pytest.mark.parametrize(
    ("query", "error"),
    [(select("SELEKT"), QuerySyntaxError), (select("SELECT * { ?a ?b ?c . ?d ?e ?f }"), QueryTooLarge)],
    ids=["syntax", "rows"],
)
def test_what_it_cannot_answer_it_says(run: Run, query: Query, error: type[Exception]) -> None:
    async def scenario(store: Store) -> int:
        with pytest.raises(error):
            await store.query(query)
        return await number(store)

    assert run(scenario) == TRIPLES


def test_a_query_may_choose_its_dataset(run: Run) -> None:
    async def scenario(store: Store) -> list[bytes]:
        await store.update(Update("INSERT DATA { GRAPH <urn:g> { <urn:new> <urn:age> 1 } }"))
        chosen = (NEW, NEW._replace(default_graphs=("urn:g",)))
        return [await store.query(query) for query in chosen]

    assert run(scenario) == [b"false", b"true"]


def test_a_query_after_an_update_sees_all_of_it(run: Run) -> None:
    async def scenario(store: Store) -> list[bytes]:
        seen = [await store.query(NEW)]
        for update in (INSERT, Update("DELETE WHERE { <urn:new> ?p ?o }"), INSERT):
            await store.update(update)
            seen += await asyncio.gather(*(store.query(NEW) for _ in range(4)))
        return seen

    assert run(scenario) == [b"false"] + [b"true"] * 4 + [b"false"] * 4 + [b"true"] * 4


def test_no_query_sees_half_an_update(run: Run) -> None:
    swap = "DELETE { ?s <urn:%s> ?o } INSERT { ?s <urn:%s> ?o } WHERE { ?s <urn:%s> ?o }"
    there, back = Update(swap % ("age", "old", "age")), Update(swap % ("old", "age", "old"))
    ages = select("SELECT (COUNT(*) AS ?n) { ?s <urn:age>|<urn:old> ?o }")
    old = select("SELECT (COUNT(*) AS ?n) { ?s <urn:old> ?o }")

    async def scenario(store: Store) -> tuple[set[int], set[int]]:
        async def asking(query: Query) -> set[int]:
            return {int((await store.query(query)).split()[1]) for _ in range(20)}

        changing = asyncio.ensure_future(_in_turn(store, [there, back] * 3))
        seen = await asyncio.gather(asking(ages), asking(old))
        await changing
        return seen[0], seen[1]

    both, some = run(scenario)
    assert both == {PEOPLE} and some <= {0, PEOPLE}


async def _in_turn(store: Store, updates: list[Update]) -> None:
    for update in updates:
        await store.update(update)


def test_updates_at_once_are_all_carried_out(run: Run) -> None:
    async def scenario(store: Store) -> int:
        await asyncio.gather(*(store.update(Update(f"INSERT DATA {{ <urn:new> <urn:age> {n} }}")) for n in range(8)))
        return await number(store)

    assert run(scenario) == TRIPLES + 8


FAILING = {
    "syntax": (Update("INSERT DATA { <urn:new> <urn:age> 1 } ; DROPP ALL"), QuerySyntaxError),
    "second operation": (Update("INSERT DATA { <urn:new> <urn:age> 1 } ; DROP GRAPH <urn:none>"), QueryError),
    "two datasets": (Update("WITH <urn:g> INSERT { <urn:new> ?p ?o } WHERE { ?s ?p ?o }", ("urn:a",)), QueryError),
}


@pytest.mark.parametrize(("update", "error"), FAILING.values(), ids=FAILING)
def test_an_update_that_fails_changes_nothing(run: Run, update: Update, error: type[Exception]) -> None:
    async def scenario(store: Store) -> tuple[object, int]:
        return await outcome(store, update), await number(store)

    assert run(scenario) == (error, TRIPLES)


def test_the_protocol_may_choose_what_an_update_reads(run: Run) -> None:
    copying = "INSERT { <urn:new> ?p ?o } WHERE { ?s ?p ?o }"

    async def scenario(store: Store) -> tuple[int, int]:
        await store.update(Update("INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:age> 1 , 2 } }"))
        await store.update(Update(copying, using=("urn:none",)))
        before = await number(store)
        await store.update(Update(copying, using=("urn:g",)))
        return before, await number(store)

    assert run(scenario) == (TRIPLES, TRIPLES + 2)


UNBOUNDED = {
    "time": (f"INSERT {{ <urn:new> <urn:n> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {CROSS} }} }}", QueryTimeout),
    "memory": ("INSERT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", QueryTooLarge),
    "depth that crashes the engine": ("INSERT {} WHERE " + "{" * 20_000 + "}" * 20_000, QueryTooLarge),
}


@pytest.mark.parametrize(("text", "error"), UNBOUNDED.values(), ids=UNBOUNDED)
def test_an_update_past_a_limit_changes_nothing_and_the_next_is_done(
    limited: Make, tmp_path: Path, text: str, error: type[Exception]
) -> None:
    limits = dataclasses.replace(LIMITS, seconds=30 if error is QueryTooLarge else 1, memory=128 << 20)

    async def scenario() -> tuple[object, int, object, int]:
        async with started(limited(limits, tmp_path)) as store:
            await loaded(store)
            failed, kept = await outcome(store, Update(text)), await number(store)
            return failed, kept, await outcome(store, INSERT), await number(store)

    assert asyncio.run(scenario()) == (error, TRIPLES, None, TRIPLES + 1)
