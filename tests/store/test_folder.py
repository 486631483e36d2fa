"""A store in a folder: what is done is there after any end, and the folder is filled once."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest
from ring import TRIPLES, ring
from test_contract import INSERT, NEW, PATIENT, number, started

from kgservice.errors import StoreUnavailable
from kgservice.store.base import Source
from kgservice.store.oxigraph import InProcess
from kgservice.store.pool import Pool

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_an_update_is_there_after_a_restart_and_the_sources_are_not_loaded_again(tmp_path: Path) -> None:
    async def scenario() -> tuple[bytes, int]:
        async with started(Pool([ring()], PATIENT, folder=tmp_path)) as store:
            await store.update(INSERT)
        never = Source("never", "text/turtle", lambda: [b"<urn:never> <urn:b> <urn:c> ."])
        async with started(Pool([never], PATIENT, folder=tmp_path)) as store:
            return await store.query(NEW), await number(store)

    assert asyncio.run(scenario()) == (b"true", TRIPLES + 1)


def test_an_update_outlives_the_zygote(tmp_path: Path) -> None:
    async def scenario() -> bytes:
        async with started(pool := Pool([ring()], PATIENT, folder=tmp_path)) as store:
            await store.update(INSERT)
            assert pool._nursery is not None
            first = pool._nursery.process_id
            os.kill(first, signal.SIGKILL)
            while pool._nursery.process_id == first or pool.condition.status != "ready":
                await asyncio.sleep(0.01)
            return await store.query(NEW)

    assert asyncio.run(scenario()) == b"true"


def test_the_store_without_processes_keeps_the_folder_too(tmp_path: Path) -> None:
    async def scenario(source: Source) -> int:
        async with started(InProcess([source], PATIENT, tmp_path)) as store:
            await store.update(INSERT)
            return await number(store)

    assert asyncio.run(scenario(ring())) == TRIPLES + 1
    assert asyncio.run(scenario(ring())) == TRIPLES + 1


def test_a_folder_that_is_none_fails_every_query_with_the_reason(tmp_path: Path) -> None:
    (taken := tmp_path / "file").write_text("no folder", "utf-8")

    async def scenario() -> str:
        async with started(Pool([ring()], PATIENT, folder=taken)) as store:
            with pytest.raises(StoreUnavailable, match="cannot be opened"):
                await store.query(NEW)
            return store.condition.status

    assert asyncio.run(scenario()) == "failed"
