"""One rate for a client, however many processes serve it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kgservice.api import shared_buckets
from kgservice.api.rate_limit import Buckets
from kgservice.api.shared_buckets import SharedBuckets

TAKING = """
import sys, pathlib
from kgservice.api.shared_buckets import SharedBuckets
buckets = SharedBuckets(pathlib.Path(sys.argv[1]), 1000)
print(sum(buckets.take("client", 1.0).passes for _ in range(700)))
"""


def test_processes_at_once_take_no_token_twice(tmp_path: Path) -> None:
    file = tmp_path / "buckets"
    command = [sys.executable, "-c", TAKING, str(file)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sum(int(process.communicate()[0]) for process in running) == 1000


def test_it_judges_as_the_buckets_of_one_process(tmp_path: Path) -> None:
    shared, alone = SharedBuckets(tmp_path / "buckets", 3), Buckets(3)
    for client, now in [("a", 0.0), ("a", 1.0), ("b", 1.0), ("a", 2.0), ("a", 3.0), ("a", 21.5), ("b", 99.0)]:
        assert shared.take(client, now) == alone.take(client, now)


def test_when_all_places_are_taken_the_client_not_seen_for_longest_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_buckets, "SLOTS", 4)
    monkeypatch.setattr(shared_buckets, "CHOICES", 4)
    buckets = SharedBuckets(tmp_path / "buckets", 1)
    assert all(buckets.take(client, float(now)).passes for now, client in enumerate("abcde"))
    assert not buckets.take("e", 5.0).passes and not buckets.take("b", 5.0).passes
    assert buckets.take("a", 5.0).passes


def test_a_client_of_two_processes_gets_one_rate(tmp_path: Path) -> None:
    words = ["serve", "--workers", "2", "--port", "0", "--rate-limit", "20"]
    command = [sys.executable, "-m", "kgservice.cli", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            url = next(line for line in process.stderr if "listens on" in line).split("listens on ")[1].split()[0]

            def get(_: int) -> int:
                return httpx.get(f"{url}/api/v1/emotions/joy", timeout=30).status_code

            with ThreadPoolExecutor(4) as pool:
                statuses = list(pool.map(get, range(60)))
        finally:
            process.terminate()
    assert set(statuses) == {200, 429} and 20 <= statuses.count(200) <= 25
