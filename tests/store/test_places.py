"""Places for queries: who gets one, who waits, who gives up."""

from __future__ import annotations

import asyncio

import pytest

from kgservice.errors import StoreUnavailable
from kgservice.store.places import Places


def test_who_waits_longest_is_served_first() -> None:
    async def scenario() -> list[int]:
        places, served = Places(1, 5), list[int]()

        async def go(number: int) -> None:
            async with places:
                served.append(number)
                await asyncio.sleep(0)

        await asyncio.gather(*map(go, range(5)))
        return served

    assert asyncio.run(scenario()) == [0, 1, 2, 3, 4]


def test_never_more_run_than_there_are_places() -> None:
    async def scenario() -> int:
        places, running, most = Places(3, 5), 0, 0

        async def go() -> None:
            nonlocal running, most
            async with places:
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.001)
                running -= 1

        await asyncio.gather(*(go() for _ in range(20)))
        return most

    assert asyncio.run(scenario()) == 3


def test_who_waits_too_long_is_told_and_takes_no_place() -> None:
    async def scenario() -> bool:
        places = Places(1, 0.01)
        await places.take()
        with pytest.raises(StoreUnavailable, match="Too many queries"):
            await places.take()
        places.release()
        return places.take_free() and not places.take_free()

    assert asyncio.run(scenario())


@pytest.mark.parametrize("is_served_too", [False, True], ids=["while it waits", "in the moment it gets a place"])
def test_who_gives_up_loses_no_place(is_served_too: bool) -> None:
    async def scenario() -> bool:
        places = Places(1, 5)
        await places.take()
        waiting = asyncio.create_task(places.take())
        await asyncio.sleep(0)
        if is_served_too:
            places.release()
            waiting.cancel()
        else:
            waiting.cancel()
            await asyncio.wait([waiting])
            places.release()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return places.take_free() and not places.take_free()

    assert asyncio.run(scenario())
