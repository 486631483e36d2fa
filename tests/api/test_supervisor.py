"""Several processes on one port: they stand in for each other, and make way for a new release; no request is lost."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import httpx
import pytest

from kgservice.api.settings import Settings, SettingsError

HEAD = "term pos forms emotion emotion_label weight score method source evidence reviewer".split()
PATIENCE_SECONDS = 90


@dataclass
class Service:
    """A supervisor, its URL, the lexicon that it serves, and what it has said."""

    process: subprocess.Popen[str]
    lexicon: Path
    url: str = ""
    said: list[str] = field(default_factory=list)
    listening: threading.Thread = field(default_factory=threading.Thread)

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, timeout=30)  # a connection of its own

    @property
    def children(self) -> set[int]:
        """The processes that serve."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return {int(number) for number in listed.stdout.split()}

    def listen(self) -> None:
        """Note what it says, and its URL."""
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self.said.append(line)
                if found := re.search(r"listens on (\S+)", line):
                    self.url = found[1]


def write(lexicon: Path, *terms: str) -> None:
    rows = [[term, "adjective", "", "joy", "joy", "0.90", "", "authored", "kgservice", "", ""] for term in terms]
    lexicon.write_text("".join("\t".join(row) + "\n" for row in (HEAD, *rows)), "utf-8")


def wait_until(holds: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def start(folder: Path, workers: int) -> Service:
    write(lexicon := folder / "lexicon.tsv", "glad")
    command = [sys.executable, "-m", "kgservice.cli", "serve", "--workers", str(workers), "--port", "0"]
    command += ["--lexicon", str(lexicon), "--log-format", "none"]
    service = Service(subprocess.Popen(command, stderr=subprocess.PIPE, text=True), lexicon)
    service.listening = threading.Thread(target=service.listen, daemon=True)
    service.listening.start()
    wait_until(lambda: service.url or service.process.poll() is not None, "it does not start")
    assert service.url, service.said
    return service


def stop(service: Service) -> int:
    service.process.terminate()
    status = service.process.wait(timeout=30)
    service.listening.join(timeout=30)  # until the last process that writes to its pipe has ended
    return status


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Two processes that serve one term."""
    service = start(tmp_path_factory.mktemp("pair"), 2)
    yield service
    assert stop(service) == 0


def test_both_serve_and_are_counted_together(pair: Service) -> None:
    before = pair.get("/metrics").text
    for _ in range(20):
        assert pair.get("/health/ready").json()["terms"] == 1
    after = pair.get("/metrics").text
    assert "kgservice_workers 2.0" in after
    name = r'^kgservice_requests_total\{method="GET",route="/health/ready",status="200"\} (\S+)$'
    counts = [float((re.findall(name, text, re.MULTILINE) or ["0"])[0]) for text in (before, after)]
    assert counts[1] - counts[0] == 20


def test_a_process_that_dies_is_replaced_and_the_other_serves_meanwhile(pair: Service) -> None:
    before = pair.children
    assert len(before) == 2
    killed = min(before)
    subprocess.run(["kill", "-9", str(killed)], check=True)
    wait_until(lambda: killed not in pair.children, "it does not die")
    assert pair.get("/api/v1/terms/glad").status_code == 200
    wait_until(lambda: len(pair.children) == 2 and "kgservice_workers 2.0" in pair.get("/metrics").text, "no new one")
    assert any(f"serving process {killed} ended" in line for line in pair.said)


class Asking(threading.Thread):
    """Asks again and again, on one connection or on a new one each time, and notes what goes wrong.

    The client of the standard library does not look whether an idle connection has been closed before it sends, and
    never asks twice: a connection closed without a word is a request lost.
    """

    def __init__(self, service: Service, keeps: bool) -> None:
        super().__init__()
        self._place, self._keeps = httpx.URL(service.url).netloc.decode(), keeps
        self.statuses: list[int] = []
        self.failures: list[Exception] = []
        self.enough = threading.Event()

    def run(self) -> None:
        connection = HTTPConnection(self._place, timeout=30)
        while not self.enough.wait(0.01):
            try:
                connection.request("GET", "/api/v1/terms/glad")
                response = connection.getresponse()
                response.read()
                self.statuses.append(response.status)
            except (OSError, HTTPException) as error:
                self.failures.append(error)
                connection.close()
            if not self._keeps:
                connection.close()
        connection.close()


def test_a_new_release_comes_in_without_a_request_lost(pair: Service) -> None:
    before = pair.children
    asking = [Asking(pair, keeps) for keeps in (True, True, True, False)]
    for thread in asking:
        thread.start()
    write(pair.lexicon, "glad", "gleeful")
    pair.process.send_signal(signal.SIGHUP)
    wait_until(lambda: not before & pair.children, "the old ones stay")
    for thread in asking:
        thread.enough.set()
        thread.join()
    assert all(pair.get("/health/ready").json()["terms"] == 2 for _ in range(10))
    assert not [failure for thread in asking for failure in thread.failures]
    assert all(set(thread.statuses) == {200} and len(thread.statuses) > 20 for thread in asking)


def test_a_release_that_cannot_be_read_leaves_the_old_one_in_place(pair: Service) -> None:
    before = pair.children
    good = pair.lexicon.read_text("utf-8")
    pair.lexicon.write_text("nonsense\n", "utf-8")
    pair.process.send_signal(signal.SIGHUP)
    wait_until(lambda: any("not reloaded" in line for line in pair.said), "nobody complains")
    pair.lexicon.write_text(good, "utf-8")
    assert pair.children == before and pair.get("/api/v1/terms/glad").status_code == 200
    assert any("lexicon.tsv" in line for line in pair.said), pair.said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_however_it_ends_no_process_stays(tmp_path: Path, number: signal.Signals) -> None:
    service = start(tmp_path, 1)
    family = [Path("/proc") / str(child) for child in service.children]
    for child in tuple(service.children):
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(child)], capture_output=True, text=True, check=False)
        family += [Path("/proc") / found for found in listed.stdout.split()]
    assert len(family) == 2  # one that serves, and its store
    service.process.send_signal(number)
    assert service.process.wait(timeout=30) in (0, -number)
    wait_until(lambda: not any(process.exists() for process in family), f"{family} stay")
    service.listening.join(timeout=30)


def test_a_first_start_that_fails_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "lexicon.tsv").write_text("nonsense\n", "utf-8")
    command = [sys.executable, "-m", "kgservice.cli", "serve", "--workers", "1", "--port", "0"]
    done = subprocess.run(
        [*command, "--lexicon", str(tmp_path / "lexicon.tsv")], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1 and "lexicon.tsv" in done.stderr and "before it was ready" in done.stderr


def test_reviewing_needs_a_single_process() -> None:
    with pytest.raises(SettingsError, match=r"KGSERVICE_REVIEW: .*KGSERVICE_WORKERS 0"):
        Settings(workers=2, review=True)
