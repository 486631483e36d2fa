"""Starting and stopping, and what goes wrong there."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import mini_content
import pytest

from kgservice.api.app import create_app
from kgservice.api.server import AddressError, listen, url
from kgservice.api.settings import Settings
from kgservice.classify import EmotionClassifier, Prediction


def test_a_taken_port_is_named_with_the_fix() -> None:
    with listen(Settings(port=0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=f"port {port} on 127.0.0.1: it is taken. .*--port or KGSERVICE_PORT"):
            listen(Settings(port=port))


def test_an_address_of_another_machine_is_named_with_the_fix() -> None:
    with pytest.raises(AddressError, match=r"192\.0\.2\.1.*KGSERVICE_HOST"):
        listen(Settings(host="192.0.2.1", port=0))


def test_it_listens_on_ip_version_6_too() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 on this system")
    with listen(Settings(host="::1", port=0)) as listener:
        assert url(listener).startswith("http://[::1]:")


def test_answers_are_sent_without_waiting_for_more() -> None:
    with listen(Settings(port=0)) as listener, socket.create_connection(listener.getsockname()) as ours:
        connection, _ = listener.accept()
        with connection:
            assert ours.fileno() > 0 and connection.proto == socket.IPPROTO_TCP  # or asyncio keeps Nagle's algorithm on


def child(process: subprocess.Popen[str]) -> Path:
    """Return where the system keeps the one process that a server has started."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
    (number,) = listed.stdout.split()
    return Path("/proc") / number


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_every_process_it_started(number: signal.Signals) -> None:
    process = subprocess.Popen([sys.executable, mini_content.__file__], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as said:
        address = said.readline().strip()
        httpx.get(f"{address}/sparql?query=ASK%7B%7D", timeout=30).raise_for_status()
        zygote = child(process)
        process.send_signal(number)
        assert process.wait(timeout=30) in (0, -number)
    assert not zygote.exists()


def test_killed_outright_it_leaves_no_process_either() -> None:
    process = subprocess.Popen([sys.executable, mini_content.__file__], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as said:
        address = said.readline().strip()
        httpx.get(f"{address}/sparql?query=ASK%7B%7D", timeout=30).raise_for_status()
        zygote = child(process)
        process.kill()
        process.wait()
    while zygote.exists():  # ends when it sees that nobody is there
        time.sleep(0.01)


class Failing(EmotionClassifier):
    """A classifier with a defect."""

    def classify(self, text: str) -> Prediction:
        raise RuntimeError(f"a defect, and a secret: {text}")


def in_process(path: str, **kinds: object) -> httpx.Response:
    """Ask an application in this process, whose store has not been started."""

    async def ask() -> httpx.Response:
        app = create_app(Settings(), mini_content.ontology(), mini_content.lexicon(), **kinds)  # type: ignore[arg-type]
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_a_defect_of_ours_shows_nothing_of_its_inside() -> None:
    failing = Failing(mini_content.lexicon(), mini_content.ontology())
    response = in_process("/api/v1/classify?text=secret", classifier=failing)
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in response.text


def test_a_service_whose_store_has_not_loaded_is_alive_and_not_ready() -> None:
    assert in_process("/health/live").json() == {"status": "live"}
    response = in_process("/health/ready")
    assert response.status_code == 503 and int(response.headers["retry-after"]) > 0
    assert in_process("/api/v1/emotions/joy").status_code == 200


def test_readiness_counts_what_is_loaded(client: httpx.Client) -> None:
    client.get("/sparql?query=ASK%7B%7D")
    ready = client.get("/health/ready").json()
    assert (ready["status"], ready["ontology"], ready["emotions"], ready["terms"]) == ("ready", "0.0.9", 9, 12)
    assert ready["triples"] > 500


def test_behind_a_proxy_links_carry_its_path() -> None:
    async def ask() -> str:
        app = create_app(Settings(), mini_content.ontology(), mini_content.lexicon())
        transport = httpx.ASGITransport(app, root_path="/kg")
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.get("/")).text + (await client.get("/docs/api")).text

    pages = asyncio.run(ask())
    assert 'href="/kg/docs"' in pages and "/kg/docs/api/assets/swagger-ui-bundle.js" in pages
