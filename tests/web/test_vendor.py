"""Third-party scripts come from the registry as they are pinned, or not at all."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from kgservice.web import assets, vendor


def tarball(**files: str) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/{name}.js")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return held.getvalue()


PLOT = tarball(plot="draw()", other="unused()")


def pinned(folder: Path, data: bytes = PLOT, wanted: str = "plot") -> Path:
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    table = folder / "assets.toml"
    table.write_text(
        f'["@scope/plot"]\nversion = "1.2.3"\nintegrity = "sha512-{digest}"\nlicence = "MIT"\n'
        f'files = {{ "{wanted}.js" = "plot/plot.js" }}\n'
    )
    return table


class Registry:
    """A registry that keeps one tarball, and fails so often before it answers."""

    def __init__(self, data: bytes = PLOT, failures: int = 0) -> None:
        self.data, self.failures, self.asked = data, failures, list[str]()

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if len(self.asked) <= self.failures:
            raise OSError("no network")
        return self.data


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vendor, "PAUSE_SECONDS", 0)


def test_only_the_files_named_are_taken(tmp_path: Path) -> None:
    assert vendor.fetch(pinned(tmp_path), tmp_path / "vendor", Registry()) == ("@scope/plot",)
    assert (tmp_path / "vendor" / "plot" / "plot.js").read_text() == "draw()"
    assert sorted(file.name for file in (tmp_path / "vendor").rglob("*") if file.is_file()) == [
        "fetched.json",
        "plot.js",
    ]


def test_what_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    table, folder, registry = pinned(tmp_path), tmp_path / "vendor", Registry()
    vendor.fetch(table, folder, registry)
    assert vendor.fetch(table, folder, registry) == ()
    assert len(registry.asked) == 1


def test_a_file_that_was_changed_is_fetched_again(tmp_path: Path) -> None:
    table, folder = pinned(tmp_path), tmp_path / "vendor"
    vendor.fetch(table, folder, Registry())
    (folder / "plot" / "plot.js").write_text("steal()")
    vendor.fetch(table, folder, Registry())
    assert (folder / "plot" / "plot.js").read_text() == "draw()"


def test_a_new_pin_is_fetched(tmp_path: Path) -> None:
    vendor.fetch(pinned(tmp_path), tmp_path / "vendor", Registry())
    new = tarball(plot="better()")
    assert vendor.fetch(pinned(tmp_path, new), tmp_path / "vendor", Registry(new)) == ("@scope/plot",)


def test_another_tarball_than_the_pinned_one_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(vendor.VendorError, match=r"@scope/plot 1\.2\.3: the tarball has sha512-.*, not sha512-"):
        vendor.fetch(pinned(tmp_path), tmp_path / "vendor", Registry(tarball(plot="steal()")))
    assert not (tmp_path / "vendor").exists()


def test_a_registry_that_fails_twice_is_asked_a_third_time(tmp_path: Path) -> None:
    registry = Registry(failures=2)
    vendor.fetch(pinned(tmp_path), tmp_path / "vendor", registry)
    assert len(registry.asked) == 3


def test_without_a_network_the_error_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(vendor.VendorError, match=r"@scope/plot 1\.2\.3 could not be fetched \(no network\)"):
        vendor.fetch(pinned(tmp_path), tmp_path / "vendor", Registry(failures=9))


def test_a_file_that_the_package_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(vendor.VendorError, match=r"has no file gone\.js"):
        vendor.fetch(pinned(tmp_path, wanted="gone"), tmp_path / "vendor", Registry())


def test_the_registry_is_that_of_the_environment_then_of_npmrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        monkeypatch.delenv(name, raising=False)
    assert vendor.registry() == vendor.PUBLIC
    (tmp_path / ".npmrc").write_text("fund=false\nregistry = https://mirror.example/npm\n")
    assert vendor.address("@scope/plot", "1.2.3") == "https://mirror.example/npm/@scope/plot/-/plot-1.2.3.tgz"
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "https://other.example/")
    assert vendor.registry() == "https://other.example/"


def test_what_is_missing_is_not_called_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "echarts" in assets.installed()
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assert assets.installed() == frozenset()
