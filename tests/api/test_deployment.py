"""The examples for who runs the service are right."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kgservice.api.settings import Settings

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "kgservice" / "api" / "README.md").read_text(encoding="utf-8")
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return str(found)


def test_the_settings_file_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kgservice.toml").write_text(block("toml"), "utf-8")
    monkeypatch.setenv("KGSERVICE_CONFIG", str(tmp_path / "kgservice.toml"))
    settings = Settings()
    assert (settings.workers, settings.rate_limit, settings.log_format) == (2, 600, "json")


def test_every_variable_named_is_a_setting() -> None:
    named = set(re.findall(r"KGSERVICE_([A-Z_]+)", README + CONTAINER)) - {"CONFIG"}
    assert {"WORKERS", "LOG_FORMAT", "HOST"} <= named <= {name.upper() for name in Settings.model_fields}


def test_the_settings_of_the_container_are_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in re.findall(r"(KGSERVICE_[A-Z_]+)=(\w[\w.]*)", CONTAINER.partition("\nENV ")[2]):
        monkeypatch.setenv(name, value)
    assert (Settings().host, Settings().workers) == ("0.0.0.0", 2)


def test_the_container_asks_for_its_health_where_it_is_told(client: httpx.Client) -> None:
    (path,) = re.findall(r"urlopen\('http://127.0.0.1:8000(/[^']*)'", CONTAINER)
    client.get("/sparql?query=ASK%7B%7D")
    assert client.get(path).status_code == 200


def test_every_count_is_explained(client: httpx.Client) -> None:
    client.get("/sparql?query=ASK%7B%7D")
    told = set(re.findall(r"^\| `(kgservice_\w+)`", README, re.MULTILINE))
    counted = set(re.findall(r"^(kgservice_\w+)(?:\{| )", client.get("/metrics").text, re.MULTILINE))
    assert {
        re.sub("_(bucket|count|sum|created)$", "", name) for name in counted if not name.endswith("created")
    } == told


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this system")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "kgservice.service"
    unit.write_text(block("ini").replace("/opt/kgservice/bin/kgservice", sys.executable), "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert "kgservice.service" not in done.stderr and done.returncode == 0, done.stderr
