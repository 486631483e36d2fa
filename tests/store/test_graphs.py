"""Whole graphs: the same of every store, by SPARQL and by the Graph Store protocol of a real server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from loading import loaded
from oxigraph_server import free_port, server, serves
from ring import LIMITS, TRIPLES, ring
from stand_in import StandIn, says
from test_contract import started

from kgservice.errors import QueryTooLarge, StoreUnavailable
from kgservice.store.base import Limits, Store
from kgservice.store.graphs import NTRIPLES, Graphs, RemoteGraphs, SparqlGraphs, UnknownGraph
from kgservice.store.oxigraph import InProcess
from kgservice.store.remote import Remote

ONE, TWO = "<urn:a> <urn:p> <urn:one> .\n", "<urn:a> <urn:p> <urn:two> .\n"
NAMES = ["urn:g", "http://example.org/g?x=1&default#é"]
Run = Callable[[Callable[[Graphs], Awaitable[Any]]], Any]


def by_sparql(limits: Limits, url: str) -> tuple[Store, Graphs]:
    store = InProcess([ring()], limits)
    return store, SparqlGraphs(store)


def by_sparql_elsewhere(limits: Limits, url: str) -> tuple[Store, Graphs]:
    store = Remote(f"{url}/query", f"{url}/update", limits)
    return store, SparqlGraphs(store)


def by_graph_store(limits: Limits, url: str) -> tuple[Store, Graphs]:
    store = Remote(f"{url}/query", None, limits)
    return store, RemoteGraphs(store, f"{url}/store")


@pytest.fixture(
    params=[
        by_sparql,
        pytest.param(by_sparql_elsewhere, marks=serves),
        pytest.param(by_graph_store, marks=serves),
    ]
)
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    def go(scenario: Callable[[Graphs], Awaitable[Any]], url: str, limits: Limits = LIMITS) -> Any:
        async def whole() -> Any:
            store, graphs = request.param(limits, url)
            async with started(store):
                await loaded(store)
                return await scenario(graphs)

        return asyncio.run(whole())

    if request.param is by_sparql:
        yield lambda scenario: go(scenario, "")
    else:
        with server(free_port()) as url:
            yield lambda scenario: go(scenario, url)


@pytest.mark.parametrize("name", NAMES)
def test_a_graph_is_made_added_to_replaced_and_removed(run: Run, name: str) -> None:
    async def scenario(graphs: Graphs) -> list[object]:
        seen: list[object] = [await graphs.has(name)]
        for change in (graphs.replace(name, ONE), graphs.add(name, TWO), graphs.replace(name, TWO)):
            await change
            seen.append(set((await graphs.read(name, NTRIPLES)).decode().splitlines(keepends=True)))
        seen.append(await graphs.has(name))
        await graphs.remove(name)
        return [*seen, await graphs.has(name)]

    assert run(scenario) == [False, {ONE}, {ONE, TWO}, {TWO}, True, False]


def test_an_empty_graph_is_there(run: Run) -> None:
    async def scenario(graphs: Graphs) -> tuple[bool, bytes]:
        await graphs.replace("urn:g", "")
        return await graphs.has("urn:g"), await graphs.read("urn:g", NTRIPLES)

    assert run(scenario) == (True, b"")


def test_the_default_graph_is_always_there(run: Run) -> None:
    async def scenario(graphs: Graphs) -> list[int]:
        numbers = []
        for change in (graphs.add(None, ONE), graphs.replace(None, TWO), graphs.remove(None)):
            await change
            numbers.append((await graphs.read(None, NTRIPLES)).count(b"\n"))
        assert await graphs.has(None)
        return numbers

    assert run(scenario) == [TRIPLES + 1, 1, 0]


def test_what_is_not_there_is_neither_read_nor_removed(run: Run) -> None:
    async def scenario(graphs: Graphs) -> None:
        with pytest.raises(UnknownGraph, match='"urn:none"'):
            await graphs.read("urn:none", NTRIPLES)
        with pytest.raises(UnknownGraph):
            await graphs.remove("urn:none")

    run(scenario)


def test_a_graph_may_have_more_rows_than_an_answer_and_not_more_bytes() -> None:
    async def read(limits: Limits) -> int:
        store, graphs = by_sparql(limits, "")
        async with started(store):
            return (await graphs.read(None, NTRIPLES)).count(b"\n")

    assert asyncio.run(read(Limits(rows=10))) == TRIPLES
    with pytest.raises(QueryTooLarge, match="longer than"):
        asyncio.run(read(Limits(answer=1000)))


def test_a_graph_store_that_says_no_is_no_graph_that_is_missing(stand_in: StandIn) -> None:
    stand_in.answer = says(405, "text/plain", b"not here")

    async def scenario() -> None:
        store = Remote(stand_in.url(), None, LIMITS)
        async with started(store):
            with pytest.raises(StoreUnavailable, match="status 405"):
                await RemoteGraphs(store, stand_in.url()).add("urn:g", ONE)

    asyncio.run(scenario())
