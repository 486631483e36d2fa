"""What the benchmarks of the service share: servers as processes, their CPU and memory, and requests sent at them.

Requests go over connections that are kept open.  Fast answers are asked for by `wrk` where it is installed, whose own
cost is small; else, and where an answer takes long, by threads of this process.  All is on loopback.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

WRK = shutil.which("wrk")
SLOW_SECONDS = 0.25
"""From which time an answer is too slow for wrk to count within a second."""

_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server process and its URL."""

    name: str
    url: str
    process: subprocess.Popen[bytes]

    @property
    def place(self) -> tuple[str, int]:
        """Where it listens."""
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 80

    @property
    def processes(self) -> list[int]:
        """Its process and all below it."""
        return list(_tree(self.process.pid))

    def cpu_seconds(self) -> float:
        """Return the CPU time of all its processes, of those that have ended too."""
        return sum(_ticks(process) for process in self.processes) / _TICK

    def pss_mb(self) -> float:
        """Return the memory of all its processes, shared pages counted once (PSS)."""
        return sum(_pss(process) for process in self.processes) / 1024


@dataclass(frozen=True)
class Measured:
    """What came of some load: answers a second, seconds to an answer, CPU seconds of the server for each."""

    rate: float
    median: float
    p99: float
    cpu: float
    failed: int = 0


@contextlib.contextmanager
def server(name: str, command: Sequence[str | Path], url: str | None = None) -> Iterator[Server]:
    """Run a server until the block ends; without a ``url`` the first line that it prints is its URL."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None
            yield Server(name, url or process.stdout.readline().decode().strip(), process)
        finally:
            process.terminate()
            process.wait(30)


def free_port() -> int:
    """Return a port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def ask(
    at: Server, path: str, headers: Mapping[str, str] | None = None, seconds: float = 60
) -> tuple[int, bytes, float]:
    """Return status, body and the seconds that one request takes over a new connection."""
    connection = http.client.HTTPConnection(*at.place, timeout=seconds)
    with contextlib.closing(connection):
        begun = time.perf_counter()
        connection.request("GET", path, headers=dict(headers or {}))
        response = connection.getresponse()
        return response.status, response.read(), time.perf_counter() - begun


def wait_for(at: Server, path: str, seconds: float = 120) -> bytes:
    """Ask until the answer is 200, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            status, body, _ = ask(at, path)
            if status == 200:
                return body
        time.sleep(0.005)
    raise TimeoutError(f"{at.name} did not answer {path} within {seconds:g} s.")


def drive(
    at: Server, paths: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str] | None = None
) -> Measured:
    """Ask for paths in turn over some connections, and return what was measured."""
    headers = dict(headers or {})
    status, _, took = ask(at, paths[0], headers)
    if status != 200:
        raise RuntimeError(f"{at.name} answers {status} to {paths[0][:200]}.")
    before, by_wrk = at.cpu_seconds(), WRK is not None and took < SLOW_SECONDS
    times, failed = (_wrk if by_wrk else _threads)(at, paths, connections, seconds, headers)
    count, median, p99, took = times
    return Measured(count / took, median, p99, (at.cpu_seconds() - before) / max(1, count), failed)


_Times = tuple[int, float, float, float]


def _wrk(
    at: Server, paths: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str]
) -> tuple[_Times, int]:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if len(paths) > 1:
            listed = ",".join(f"[==[{path}]==]" for path in paths)
            script.write(
                f"local p, i = {{{listed}}}, 0\n"
                "request = function() i = i % #p + 1; return wrk.format('GET', p[i]) end\n"
            )
            script.flush()
        command = [str(WRK), "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--latency", "--timeout", "20s"]
        command += [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
        command += ["-s", script.name] if len(paths) > 1 else []
        said = subprocess.run([*command, at.url + paths[0]], capture_output=True, text=True).stdout
    found = re.search(r"(\d+) requests in ([\d.]+)(us|ms|s|m)", said)
    if found is None:
        raise RuntimeError(f"wrk said: {said}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    failed = int(bad[1]) if bad else 0
    failed += sum(map(int, errors.groups())) if errors else 0
    return (int(found[1]), _share(said, 50), _share(said, 99), float(found[2]) * _UNITS[found[3]]), failed


def _share(said: str, share: int) -> float:
    found = re.search(rf"(?m)^\s+{share}%\s+([\d.]+)(us|ms|s|m)", said)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


def _threads(
    at: Server, paths: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str]
) -> tuple[_Times, int]:
    times: list[float] = []
    failed: list[int] = []
    end = time.perf_counter() + seconds

    def go(first: int) -> None:
        connection = http.client.HTTPConnection(*at.place, timeout=120)
        with contextlib.closing(connection):
            for number in range(first, sys.maxsize):
                begun = time.perf_counter()
                connection.request("GET", paths[number % len(paths)], headers=dict(headers))
                response = connection.getresponse()
                response.read()
                times.append(time.perf_counter() - begun)
                failed.extend([response.status] * (response.status != 200))
                if time.perf_counter() > end:
                    return

    begun = time.perf_counter()
    threads = [threading.Thread(target=go, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, times = time.perf_counter() - begun, sorted(times)
    return (len(times), times[len(times) // 2], times[int(len(times) * 0.99)], took), len(failed)


def best(measured: Sequence[Measured]) -> Measured:
    """Return the best of several runs, each figure for itself: others use this machine, and only ever slow it down."""
    return Measured(
        max(one.rate for one in measured),
        min(one.median for one in measured),
        min(one.p99 for one in measured),
        min(one.cpu for one in measured),
        sum(one.failed for one in measured),
    )


def _tree(process: int) -> Iterator[int]:
    yield process
    with contextlib.suppress(FileNotFoundError):
        for task in Path(f"/proc/{process}/task").iterdir():
            with contextlib.suppress(OSError):  # a thread that has just ended
                for child in (task / "children").read_text().split():
                    yield from _tree(int(child))


def _ticks(process: int) -> int:
    """Return the CPU time of a process and of those children that it has buried."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


def _pss(process: int) -> int:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(re.search(r"(?m)^Pss:\s+(\d+)", rollup)[1])  # type: ignore[index]
