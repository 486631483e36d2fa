"""Watching a server while it is attacked: are others served, how fast, and how much memory does it take?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx
from mini_server import Running

PROBES = {"look-up": "/api/v1/emotions/joy", "query": "/sparql?query=ASK%7B%7D"}
LEAST = 20
"""How many probes of each kind there are at least, however short the attack."""

Result = TypeVar("Result")


@dataclass
class Watch:
    """What was seen: milliseconds of each probe by its kind, and megabytes of the server's processes."""

    took: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in PROBES})
    before: float = 0.0
    peak: float = 0.0

    def p99(self, kind: str) -> float:
        """Return the time, in ms, within which 99 of 100 probes were answered."""
        took = sorted(self.took[kind])
        return took[min(len(took) - 1, int(len(took) * 0.99))]

    def __str__(self) -> str:
        times = ", ".join(f"{kind} p99 {self.p99(kind):.0f} ms of {len(took)}" for kind, took in self.took.items())
        return f"{times}; PSS {self.before:.0f} MB before, {self.peak:.0f} MB at most"


def watched(running: Running, attack: Callable[[], Result]) -> tuple[Result, Watch]:
    """Run an attack in a thread, and probe the server until it is over; every probe must be answered."""
    watch = Watch(before=(size := pss(running.process.pid)), peak=size)
    with ThreadPoolExecutor(1) as pool, httpx.Client(base_url=running.client.base_url, timeout=30) as client:
        attacking = pool.submit(attack)
        while not attacking.done() or len(watch.took["query"]) < LEAST:
            for kind, path in PROBES.items():
                begun = time.perf_counter()
                assert client.get(path).status_code == 200, (kind, str(watch))
                watch.took[kind].append((time.perf_counter() - begun) * 1000)
            watch.peak = max(watch.peak, pss(running.process.pid))
            time.sleep(0.01)
        return attacking.result(), watch


def pss(process: int) -> float:
    """Return the megabytes of a process and all that came from it, shared pages counted once."""
    return sum(_pss(one) for one in (process, *descendants(process)))


def descendants(process: int) -> Iterator[int]:
    """Yield the processes that a process has started, and those that these have started."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text("ascii").split()]
    except (FileNotFoundError, ProcessLookupError):
        return  # it has just ended
    for child in children:
        yield child
        yield from descendants(child)


def _pss(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024
