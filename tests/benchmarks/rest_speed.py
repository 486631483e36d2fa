"""What look-ups over REST cost: an emotion beside FastAPI, terms by prefix among 100,000, emotions near a VAD point.

Run it by hand (it is no test): ``python tests/benchmarks/rest_speed.py``.  Our server has the packaged emotions, a
made-up lexicon and all its layers; FastAPI returns the same dict from the simplest route there is, on the same uvicorn.
They take turns, one connection and eight, three rounds; the best counts, because others may use the machine.
CPU is that of the server, for each answer.  Terms are asked for as somebody types them (``limit=10``): among a few
hundred beginnings, as most people type the same, and among twenty thousand, most of which nobody has asked for before.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import sys
from collections.abc import Sequence
from urllib.parse import quote

import load

TERMS = 100_000
ROUNDS, SECONDS = 3, 1.0
EMOTION = "/api/v1/emotions/joy"
PIECES = (
    "ba",
    "chi",
    "do",
    "fe",
    "gru",
    "hal",
    "in",
    "jo",
    "ka",
    "lem",
    "mi",
    "nor",
    "pa",
    "qui",
    "ro",
    "sa",
    "ti",
    "vu",
)


def serve() -> None:
    """Be our server with many terms."""
    from kgservice import EmotionClassifier
    from kgservice.api.app import create_app
    from kgservice.api.server import listen, serve, url
    from kgservice.api.settings import Settings
    from kgservice.store.base import Limits
    from kgservice.store.pool import make_store
    from kgservice.vocab.model import Lexicon, Sense

    senses = (Sense(term, "noun", (), "joy", 0.5, 0.5, "synonym", "wordnet30", "made up") for term in terms())
    settings = Settings(port=0)
    with listen(settings) as listener:
        print(url(listener), flush=True)
        app = create_app(settings, lexicon=Lexicon(senses), classifier=EmotionClassifier())
        store = make_store((), Limits(), read_only=True)  # so many terms as RDF would take a minute to load
        app.state.service = dataclasses.replace(app.state.service, store=store)
        serve(app, listener, settings)


def serve_fastapi(port: str) -> None:
    """Be FastAPI that returns the same dict."""
    import uvicorn
    from fastapi import FastAPI

    from kgservice import load_ontology

    app, cards = FastAPI(), {emotion.id: emotion.to_dict() for emotion in load_ontology()}

    @app.get("/api/v1/emotions/{emotion}")
    async def look_up(emotion: str) -> dict[str, object]:
        return cards[emotion]

    uvicorn.run(app, port=int(port), log_level="error", access_log=False, http="httptools")


def terms() -> list[str]:
    """Return the made-up terms, sorted."""
    draw = random.Random(1)
    made: set[str] = set()
    while len(made) < TERMS:
        made.add("".join(draw.choices(PIECES, k=draw.randint(2, 5))))
    return sorted(made)


def beginnings(count: int, letters: int) -> list[str]:
    """Return paths that ask for terms by so many different beginnings."""
    draw, known = random.Random(2), terms()
    found = {draw.choice(known)[:letters] for _ in range(count * 3)}
    return [f"/api/v1/terms?prefix={quote(prefix)}&limit=10" for prefix in sorted(found)[:count]]


def points(count: int) -> list[str]:
    """Return paths that ask for the emotions near a point."""
    draw = random.Random(3)
    names = ("valence", "arousal", "dominance")
    return [
        "/api/v1/vad/nearest?" + "&".join(f"{name}={draw.uniform(-1, 1):.3f}" for name in names) for _ in range(count)
    ]


def measure(at: load.Server, paths: Sequence[str], connections: int, rounds: int) -> load.Measured:
    """Return the best of several runs."""
    runs = [load.drive(at, paths, connections, SECONDS) for _ in range(rounds)]
    if failed := sum(run.failed for run in runs):
        raise RuntimeError(f"{failed} answers of {at.name} were no success: {paths[0]}")
    return load.best(runs)


def said(name: str, found: load.Measured) -> str:
    """Return a line about a measurement."""
    return f"{name:42s} {found.rate:8.0f}/s  p50 {found.median * 1e3:6.2f} ms  CPU {found.cpu * 1e6:6.1f} us"


def look_ups(ours: load.Server, peer: load.Server, rounds: int) -> None:
    """Print one emotion beside FastAPI."""
    for connections in (1, 8):
        runs = [[measure(at, [EMOTION], connections, 1) for at in (ours, peer)] for _ in range(rounds)]
        mine, other = (load.best(of_one) for of_one in zip(*runs, strict=True))
        print(said(f"an emotion, c={connections}", mine))
        print(said(f"the same dict by FastAPI, c={connections}", other))
        print(f"  throughput x{mine.rate / other.rate:.2f}, CPU x{mine.cpu / other.cpu:.2f}")


def searches(ours: load.Server, rounds: int) -> None:
    """Print terms by prefix and emotions near a point, with what they cost over a look-up."""
    base = measure(ours, [EMOTION], 8, rounds).cpu
    kinds = {
        "a term": ["/api/v1/terms/bachi"],
        f"ten of {TERMS} terms, 300 beginnings": beginnings(300, 3),
        f"ten of {TERMS} terms, 20,000 beginnings": beginnings(20_000, 9),
        "five emotions near a point, 200 points": points(200),
    }
    for name, paths in kinds.items():
        found = measure(ours, paths, 8, rounds)
        print(said(f"{name}, c=8", found) + f" (+{(found.cpu - base) * 1e6:.1f})")


def main() -> None:
    """Print everything, or be one of the servers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--serve-fastapi", metavar="PORT", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve()
    elif chosen.serve_fastapi:
        serve_fastapi(chosen.serve_fastapi)
    else:
        port = load.free_port()
        command = [sys.executable, __file__, "--serve-fastapi", str(port)]
        with (
            load.server("FastAPI", command, f"http://127.0.0.1:{port}") as peer,
            load.server("kgservice", [sys.executable, __file__, "--serve"]) as ours,
        ):
            load.wait_for(peer, EMOTION)
            load.wait_for(ours, EMOTION)
            look_ups(ours, peer, chosen.rounds)
            searches(ours, chosen.rounds)


if __name__ == "__main__":
    main()
