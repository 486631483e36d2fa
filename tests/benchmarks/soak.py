"""Ten minutes of everything at once: does the service stay up, answer all, and keep to its memory?

Run it by hand: ``python tests/benchmarks/soak.py`` (``--seconds 600``).  The server is the packaged one with a deadline
of two seconds for queries.  Eight clients go on at their own pace: look-ups, pages of terms, points of VAD space,
queries, bombs (a query that never ends), texts to label, batches, downloads.  It prints how long each kind took and the
memory of all processes (PSS), and ends with an error when an answer had a status that it must not have, when a
connection broke, or when the memory grew: what the last quarter took between bombs may exceed that of the second
by `GROWTH` (``--growth``); the first fills what is kept on purpose.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import load

GROWTH = 0.05
PAUSE_SECONDS = 0.02
SAMPLE_SECONDS = 1.0
SERVE = (
    "from kgservice.api.server import run; from kgservice.api.settings import Settings; "
    "run(Settings(port=0), announce=lambda url: print(url, flush=True))"
)
SETTINGS = {"KGSERVICE_QUERY_TIMEOUT_SECONDS": "2"}
PREFIXES = "PREFIX tone: <https://w3id.org/tone-kg/schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
QUERIES = (
    "ASK { ?e tone:tier 1 }",
    "SELECT ?e ?n { ?e tone:tier 2 ; skos:prefLabel ?n }",
    "DESCRIBE <https://w3id.org/tone-kg/emotion/joy>",
    "SELECT ?top (COUNT(?e) AS ?n) { ?top tone:tier 1 . ?e skos:broader* ?top } GROUP BY ?top",
)
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TEXTS = ("I'm over the moon, though a bit nervous.", "What a dreadful, dreadful day.", "The train leaves at nine.")
JSON_TYPE, LINES_TYPE = {"Content-Type": "application/json"}, {"Content-Type": "application/x-ndjson"}


@dataclass
class Client:
    """Asks for things in turn until it is told to stop."""

    kind: str
    requests: Sequence[tuple[str, bytes | None, Mapping[str, str]]]
    allowed: tuple[int, ...] = (200,)
    pause: float = PAUSE_SECONDS
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def run(self, at: load.Server, stop: threading.Event) -> None:
        """Ask over one connection."""
        with contextlib.closing(http.client.HTTPConnection(*at.place, timeout=60)) as connection:
            for path, body, headers in itertools.cycle(self.requests):
                if stop.wait(self.pause):
                    return
                try:
                    self._ask(connection, path, body, headers)
                except (OSError, http.client.HTTPException) as error:
                    self.faults.append(f"{path[:80]}: {error!r}")
                    connection.close()

    def _ask(
        self, connection: http.client.HTTPConnection, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> None:
        begun = time.perf_counter()
        connection.request("GET" if body is None else "POST", path, body, dict(headers))
        response = connection.getresponse()
        answer = response.read()
        self.seconds.append(time.perf_counter() - begun)
        if response.status not in self.allowed:
            self.faults.append(f"{path[:80]}: {response.status} {answer[:200]!r}")


def clients() -> list[Client]:
    """Return the clients, one of each kind."""
    batch = "\n".join(json.dumps(text) for text in TEXTS * 70).encode()
    texts = [json.dumps({"text": text}).encode() for text in TEXTS]
    return [
        Client("look-ups", [get(f"/api/v1/{of}") for of in ("emotions/joy", "emotions/fear", "terms/happy")]),
        Client("terms by prefix", [get(f"/api/v1/terms?prefix={a}{b}&limit=10") for a in "abcdefgh" for b in "aeiou"]),
        Client(
            "nearest VAD", [get(f"/api/v1/vad/nearest?valence=0.{n}&arousal=0.1&dominance=0") for n in range(1, 10)]
        ),
        Client("queries", [get(f"/sparql?query={quote(PREFIXES + query)}") for query in QUERIES]),
        Client("bombs", [get(f"/sparql?query={quote(BOMB)}")], (413, 503, 504), 1.0),
        Client("texts", [("/api/v1/classify", text, JSON_TYPE) for text in texts]),
        Client("batches", [("/api/v1/classify/batch", batch, LINES_TYPE)], pause=0.2),
        Client(
            "downloads", [get(f"/{name}") for name in ("ontology.ttl", "ontology.jsonld", "lexicon.tsv")], pause=0.5
        ),
    ]


def get(path: str) -> tuple[str, None, Mapping[str, str]]:
    """Return a request without a body."""
    return path, None, {}


def soak(at: load.Server, seconds: float) -> tuple[list[Client], list[float]]:
    """Let all clients go on for a while; return them with the memory in MB, sampled."""
    asking, stop, memory = clients(), threading.Event(), []
    threads = [threading.Thread(target=client.run, args=(at, stop)) for client in asking]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(SAMPLE_SECONDS)
        memory.append(at.pss_mb())
    stop.set()
    for thread in threads:
        thread.join()
    return asking, memory


def grown(memory: Sequence[float]) -> float:
    """Return by what share the memory between bombs in the last quarter exceeds that in the second.

    A fifth of the samples lie below what is taken: no bomb ran in them, and in a few a worker ended while they were
    taken, so that a part of what it shared was not counted.
    """
    quarter = len(memory) // 4
    last, second = (statistics.quantiles(part, n=5)[0] for part in (memory[-quarter:], memory[quarter : 2 * quarter]))
    return last / second - 1


def report(asking: Sequence[Client], memory: Sequence[float], growth: float) -> list[str]:
    """Print what was measured, and return what was wrong."""
    for client in asking:
        times = sorted(client.seconds) or [0.0]
        p99 = times[int(len(times) * 0.99)]
        said = (
            f"p50 {statistics.median(times) * 1e3:8.1f} ms, p99 {p99 * 1e3:8.1f} ms, longest {times[-1] * 1e3:8.1f} ms"
        )
        print(f"{client.kind:16s} {len(times):7d} answers, {said}, {len(client.faults)} faults")
    ends = f"first {memory[0]:.0f} MB, most {max(memory):.0f} MB, last {memory[-1]:.0f} MB"
    print(f"PSS: {ends}, growth {grown(memory):+.1%}")
    wrong = [fault for client in asking for fault in client.faults]
    wrong += [f"no answers: {client.kind}" for client in asking if not client.seconds]
    return wrong + (["the memory grew"] if grown(memory) > growth else [])


def main() -> int:
    """Soak, report, and return 0 when all was well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--growth", type=float, default=GROWTH)
    chosen = parser.parse_args()
    os.environ.update(SETTINGS)
    with load.server("kgservice", [sys.executable, "-c", SERVE]) as at:
        load.wait_for(at, "/health/ready")
        load.wait_for(at, "/api/v1/classify?text=joy")  # makes the classifier
        wrong = report(*soak(at, chosen.seconds), chosen.growth)
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
