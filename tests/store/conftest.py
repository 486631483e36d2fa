"""The engine and the pool over the ring."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from loading import loaded
from ring import LIMITS, RING, ring
from stand_in import StandIn

from kgservice.store.oxigraph import Oxigraph
from kgservice.store.pool import Pool

Scenario = Callable[[Pool], Awaitable[Any]]


@pytest.fixture(scope="module")
def engine() -> Oxigraph:
    engine = Oxigraph(LIMITS)
    engine.load(RING, "text/turtle")
    return engine


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """A stand-in for a server elsewhere."""
    with StandIn() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,)).start()
        yield running
        running.going.set()
        running.shutdown()


@pytest.fixture
def run() -> Callable[..., Any]:
    """Run a scenario with a started pool, and close the pool afterwards."""

    def go(
        scenario: Scenario, source: Any = None, limits: Any = LIMITS, places: int | None = None, waits: bool = True
    ) -> Any:
        async def whole() -> Any:
            pool = Pool([source or ring()], limits, places)
            await pool.start()
            try:
                if waits:
                    await loaded(pool)
                return await scenario(pool)
            finally:
                await pool.close()

        return asyncio.run(whole())

    return go
