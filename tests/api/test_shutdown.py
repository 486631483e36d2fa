"""What is running when the service is told to stop is finished."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from mini_server import serving

SLOW = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_running_request_is_answered_and_no_new_one_taken(number: signal.Signals) -> None:
    with serving(query_timeout_seconds=2, query_memory_mb=2048) as server, ThreadPoolExecutor(1) as pool:
        server.client.get("/sparql", params={"query": "ASK {}"}).raise_for_status()
        running = pool.submit(httpx.get, f"{server.client.base_url}/sparql", params=SLOW, timeout=30)
        while "kgservice_requests_running 2.0" not in server.client.get("/metrics").text:
            time.sleep(0.01)
        server.process.send_signal(number)
        assert running.result().status_code == 504  # stopped by its own limit, after the signal
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{server.client.base_url}/health/live")
        assert server.process.wait(timeout=10) in (0, -number)
