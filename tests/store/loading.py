"""Waiting until a store has loaded: on a busy machine that takes longer than a query may wait for it."""

from __future__ import annotations

import asyncio

from kgservice.store.base import Store


async def loaded(store: Store) -> None:
    """Return once a store is ready or cannot be."""
    async with asyncio.timeout(60):
        while store.condition.status == "starting":
            await asyncio.sleep(0.01)
