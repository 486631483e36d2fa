"""How fast the SPARQL endpoint is beside the native Oxigraph server, what it costs, and how soon it answers.

Run it by hand (it is no test): ``python tests/benchmarks/service_speed.py``, with the ``test`` extra installed.  Both
servers hold the same graph (`graph`), ours with all its limits on and its own content for the other routes.  They take
turns: for each query and number of connections each is asked for a second, three times over, and the best of the three
counts, because others may use the machine.  CPU and memory are of all processes of a server.  Where rdflib-endpoint is
installed it is asked too, each query for a second.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import graph
import load

SIZES = (10_000, 100_000, 1_000_000)
MAIN = 100_000
CONNECTIONS = (1, 8)
ROUNDS, SECONDS = 3, 1.0
OXIGRAPH = Path(sys.executable).with_name("oxigraph")


def serve(file: str) -> None:
    """Be our server over a file of N-Triples, with the settings that it has by default."""
    from kgservice.api.app import create_app
    from kgservice.api.server import listen, serve, url
    from kgservice.api.settings import Settings
    from kgservice.store.base import Limits, Source
    from kgservice.store.pool import make_store

    settings = Settings(port=0)
    source = Source("graph", "application/n-triples", lambda: [Path(file).read_bytes()], graph.KG)
    with listen(settings) as listener:
        print(url(listener), flush=True)
        app = create_app(settings)
        store = make_store((source,), Limits(), read_only=True)
        app.state.service = dataclasses.replace(app.state.service, store=store)
        serve(app, listener, settings)


def serve_rdflib(file: str, port: str) -> None:
    """Be rdflib-endpoint over a file of N-Triples."""
    import uvicorn
    from rdflib import Dataset
    from rdflib_endpoint import SparqlEndpoint

    dataset = Dataset(default_union=True)
    dataset.parse(file, format="nt")
    uvicorn.run(SparqlEndpoint(graph=dataset, path="/sparql"), port=int(port), log_level="error")


@contextlib.contextmanager
def started(file: Path) -> Iterator[tuple[load.Server, float]]:
    """Run our server over a file; give it with the seconds from its start to its first answer."""
    begun = time.perf_counter()
    with load.server("kgservice", [sys.executable, __file__, "--serve", str(file)]) as ours:
        load.wait_for(ours, path("ask"))
        yield ours, time.perf_counter() - begun


@contextlib.contextmanager
def oxigraph(file: Path) -> Iterator[load.Server]:
    """Run the native server over a file."""
    place = f"127.0.0.1:{load.free_port()}"
    with load.server("oxigraph", [OXIGRAPH, "serve", "--bind", place], f"http://{place}") as native:
        load.wait_for(native, "/query?query=ASK%7B%7D")
        head = {"Content-Type": "application/n-triples"}
        request = urllib.request.Request(f"{native.url}/store?default", file.read_bytes(), head, method="POST")
        urllib.request.urlopen(request).close()
        yield native


@contextlib.contextmanager
def rdflib_endpoint(file: Path) -> Iterator[load.Server]:
    """Run rdflib-endpoint over a file."""
    port = load.free_port()
    command = [sys.executable, __file__, "--serve-rdflib", str(file), str(port)]
    with load.server("rdflib-endpoint", command, f"http://127.0.0.1:{port}") as peer:
        load.wait_for(peer, path("ask"))
        yield peer


def path(query: str, at: str = "/sparql") -> str:
    """Return the path with query string that asks one of the queries."""
    return f"{at}?query={quote(graph.PREFIXES + graph.QUERIES[query], safe='')}"


def measure(at: load.Server, query: str, connections: int, seconds: float = SECONDS) -> load.Measured:
    """Ask one of the queries for a while."""
    place = "/query" if at.name == "oxigraph" else "/sparql"
    return load.drive(at, [path(query, place)], connections, seconds, {"Accept": graph.accept(query)})


def compare(servers: Sequence[load.Server], connections: int, rounds: int) -> dict[str, list[load.Measured]]:
    """Measure each query on each server, in turns, and print each."""
    found: dict[str, list[load.Measured]] = {}
    for query in graph.QUERIES:
        runs = [[measure(at, query, connections) for at in servers] for _ in range(rounds)]
        found[query] = [load.best(of_one) for of_one in zip(*runs, strict=True)]
        said = (
            f"{m.rate:9.0f}/s {m.median * 1e3:7.2f} {m.p99 * 1e3:7.1f} ms {m.cpu * 1e6:7.0f} us" for m in found[query]
        )
        print(
            f"{query:20s} c={connections} " + "  |".join(said) + f"  x{found[query][0].rate / found[query][1].rate:.2f}"
        )
        if any(one.failed for one in found[query]):
            raise RuntimeError(f"{query}: {found[query]}")
    return found


def ratios(found: dict[str, list[load.Measured]], connections: int) -> str:
    """Return the geometric means of throughput and CPU, ours to the other's."""
    pairs = found.values()
    rate = statistics.geometric_mean(ours.rate / other.rate for ours, other in pairs)
    known = [ours.cpu / other.cpu for ours, other in pairs if ours.cpu and other.cpu]
    return f"c={connections}: throughput x{rate:.2f}, CPU a query x{statistics.geometric_mean(known):.2f}"


def beside_oxigraph(file: Path, rounds: int) -> None:
    """Print the ten queries on both servers, the means, and memory."""
    with started(file) as (ours, seconds), oxigraph(file) as native:
        print(f"\nkgservice | oxigraph: answers a second, median and p99 of times, CPU a query; {MAIN} triples")
        means = [ratios(compare((ours, native), connections, rounds), connections) for connections in CONNECTIONS]
        print("\n".join(means))
        print(f"cold start to first answer {seconds:.2f} s; PSS {ours.pss_mb():.0f} MB | {native.pss_mb():.0f} MB")


def beside_rdflib(file: Path) -> None:
    """Print the means of the ten queries beside rdflib-endpoint."""
    if find_spec("rdflib_endpoint") is None:
        print("rdflib-endpoint is not installed: not compared.")
        return
    with started(file) as (ours, _), rdflib_endpoint(file) as peer:
        print("\nkgservice | rdflib-endpoint")
        means = [ratios(compare((ours, peer), connections, 1), connections) for connections in CONNECTIONS]
        print("\n".join(means))


def growth(folder: Path) -> None:
    """Print start, memory and CPU for each size."""
    print("\ntriples: cold start, PSS, CPU a query over one connection in us")
    for size in SIZES:
        file = written(folder, size)
        with started(file) as (ours, seconds):
            costs = {query: measure(ours, query, 1).cpu * 1e6 for query in graph.QUERIES}
            said = ", ".join(f"{query} {cost:.0f}" for query, cost in costs.items())
            print(f"{size:9d}: {seconds:.2f} s, {ours.pss_mb():.0f} MB; {said}")


def written(folder: Path, size: int) -> Path:
    """Write the graph of a size to a file, unless it is there."""
    file = folder / f"{size}.nt"
    if not file.exists():
        file.write_text("".join(graph.triples(size)), "ascii")
    return file


def main() -> None:
    """Print everything, or be one of the servers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--serve", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--serve-rdflib", nargs=2, metavar=("FILE", "PORT"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(chosen.serve)
    elif chosen.serve_rdflib:
        serve_rdflib(*chosen.serve_rdflib)
    else:
        print("driven by wrk" if load.WRK else "driven by Python threads, which are slower than wrk: install it")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            beside_oxigraph(written(folder, MAIN), chosen.rounds)
            beside_rdflib(written(folder, MAIN))
            growth(folder)


if __name__ == "__main__":
    main()
