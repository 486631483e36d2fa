"""What is counted of requests, for Prometheus: ``/metrics``.

Every label has few values: routes are templates (``/api/v1/emotions/{emotion}``), never paths, and methods and outcomes
are known ones.  Where several processes serve, ``PROMETHEUS_MULTIPROC_DIR`` names the folder through which they add up
(`kgservice.api.supervisor` sets it), and any of them answers for all.
"""

from __future__ import annotations

import os

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

router = APIRouter(include_in_schema=False)

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SPARQL = "/sparql"
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"))
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the buckets of answer times, in seconds; ten seconds is how long a query may run by default."""


class Metrics:
    """The counts of one application."""

    def __init__(self) -> None:
        """Start at zero; one serving process more."""
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "kgservice_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "kgservice_request_seconds",
            "Time to the end of the answer.",
            ("route",),
            registry=registry,
            buckets=BUCKETS,
        )
        self._sparql = Counter(
            "kgservice_sparql_requests", "Requests at /sparql by what became of them.", ("outcome",), registry=registry
        )
        self._running = Gauge(
            "kgservice_requests_running", "Requests being answered.", registry=registry, multiprocess_mode="livesum"
        )
        self._workers = Gauge(
            "kgservice_workers", "Processes that serve.", registry=registry, multiprocess_mode="livesum"
        )
        self._workers.set(1)
        self._found: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._outcomes: dict[str, Counter] = {}

    def begin(self) -> None:
        """Count a request that has come."""
        self._running.inc()

    def end(self, method: str, route: str, status: int, seconds: float, problem: str) -> None:
        """Count a request that has been answered; ``route`` is empty for none, ``problem`` where all is well."""
        self._running.dec()
        count, times = self._of(method if method in METHODS else "other", route or "none", status)
        count.inc()
        times.observe(seconds)
        if route == SPARQL:
            self._outcome(problem or "answered").inc()

    def _outcome(self, name: str) -> Counter:
        """Return what counts such an outcome; there are as many names as kinds of problems."""
        if name not in self._outcomes:
            self._outcomes[name] = self._sparql.labels(name)
        return self._outcomes[name]

    def _of(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        """Return what counts such requests; the library takes longer to find them."""
        if (key := (method, route, status)) not in self._found:
            self._found[key] = self._requests.labels(method, route, str(status)), self._seconds.labels(route)
        return self._found[key]

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        if SHARED_FOLDER not in os.environ:
            return generate_latest(self._registry)
        everyone = CollectorRegistry()
        MultiProcessCollector(everyone)  # type: ignore[no-untyped-call]
        return generate_latest(everyone)


def forget(process: int, folder: str) -> None:
    """Take a process that has ended out of the gauges that count the living."""
    mark_process_dead(process, folder)  # type: ignore[no-untyped-call]


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Return the counts in Prometheus' text format."""
    return Response(request.app.state.metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})
