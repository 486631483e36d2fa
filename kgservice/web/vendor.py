"""Fetches the explorer's third-party scripts from an npm registry, as ``assets.toml`` pins them.

Run by ``hatch_build.py`` when the project is built or installed, where neither kgservice nor its dependencies are there
yet: the standard library only, nothing imported from the package.  By hand: ``python -m kgservice.web.vendor``.

The registry is that of ``npm_config_registry``, else of ``~/.npmrc``, else the public one.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import sys
import tarfile
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.request import urlopen

PUBLIC = "https://registry.npmjs.org/"
ATTEMPTS = 3
PAUSE_SECONDS = 1.0
TIMEOUT_SECONDS = 60
RECORD = "fetched.json"
"""What lies in the vendor folder: of each package the integrity of its tarball and the SHA-256 of its files."""

Pins = Mapping[str, Mapping[str, Any]]


class VendorError(Exception):
    """A package cannot be had, or is not what the table pins."""


def fetch(table: Path, folder: Path, download: Callable[[str], bytes] | None = None) -> tuple[str, ...]:
    """Put every file that ``table`` names below ``folder``; return the names of the packages fetched.

    What is there already and has its digest is not fetched again.  ``download`` returns the bytes of an address.
    Raises `VendorError` naming the first package that cannot be had after three attempts or whose tarball has another
    digest; those before it stay.
    """
    pins: Pins = tomllib.loads(table.read_text("utf-8"))
    wanted = {name: pin for name, pin in pins.items() if not is_there(name, pin, folder)}
    for name, pin in wanted.items():
        tarball = _tarball(name, pin, download or _download)
        _record(folder, name, {"integrity": pin["integrity"], "files": _unpack(name, pin, tarball, folder)})
    return tuple(wanted)


def is_there(name: str, pin: Mapping[str, Any], folder: Path) -> bool:
    """Tell whether a package's files lie below ``folder`` as they came out of the pinned tarball."""
    known = _records(folder).get(name, {})
    if known.get("integrity") != pin["integrity"] or set(known["files"]) != set(pin["files"].values()):
        return False
    return all((folder / file).is_file() and _digest(folder / file) == sha for file, sha in known["files"].items())


def registry() -> str:
    """Return the address of the npm registry, with a slash at its end."""
    named = {name.lower(): value for name, value in os.environ.items()}.get("npm_config_registry")
    return (named or _of_npmrc(Path.home() / ".npmrc") or PUBLIC).rstrip("/") + "/"


def _of_npmrc(file: Path) -> str:
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    pairs = (line.partition("=") for line in lines)
    return next((value.strip() for key, _, value in pairs if key.strip() == "registry"), "")


def address(name: str, version: str) -> str:
    """Return where a registry keeps the tarball of a package; a scope is part of the path, not of the file's name."""
    return f"{registry()}{name}/-/{name.rpartition('/')[2]}-{version}.tgz"


def _tarball(name: str, pin: Mapping[str, Any], download: Callable[[str], bytes]) -> bytes:
    """Return the tarball of a package; raises `VendorError` unless it has the pinned digest."""
    url = address(name, pin["version"])
    for attempt in range(1, ATTEMPTS + 1):
        try:
            data = download(url)
            break
        except OSError as error:
            if attempt == ATTEMPTS:
                raise VendorError(f"{name} {pin['version']} could not be fetched ({error})") from error
            time.sleep(PAUSE_SECONDS * attempt)
    kind, _, expected = pin["integrity"].partition("-")
    found = base64.b64encode(hashlib.new(kind, data).digest()).decode()
    if found != expected:
        raise VendorError(f"{name} {pin['version']}: the tarball has {kind}-{found}, not {pin['integrity']}")
    return data


def _download(url: str) -> bytes:
    with urlopen(url, timeout=TIMEOUT_SECONDS) as answer:
        data: bytes = answer.read()
        return data


def _unpack(name: str, pin: Mapping[str, Any], tarball: bytes, folder: Path) -> dict[str, str]:
    """Write the files that are wanted; return the SHA-256 of each by its path below ``folder``."""
    with tarfile.open(fileobj=io.BytesIO(tarball)) as archive:
        held = {member.name.partition("/")[2]: member for member in archive if member.isfile()}
        for inside, outside in pin["files"].items():
            if inside not in held:
                raise VendorError(f"{name} {pin['version']} has no file {inside}")
            stream = archive.extractfile(held[inside])
            assert stream is not None
            (folder / outside).parent.mkdir(parents=True, exist_ok=True)
            (folder / outside).write_bytes(stream.read())
    return {file: _digest(folder / file) for file in pin["files"].values()}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _records(folder: Path) -> dict[str, Any]:
    file = folder / RECORD
    known: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return known


def _record(folder: Path, name: str, entry: Mapping[str, Any]) -> None:
    records = {**_records(folder), name: entry}
    (folder / RECORD).write_text(json.dumps(records, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    here = Path(__file__).parent
    try:
        fetch(here / "assets.toml", here / "static" / "vendor")
    except VendorError as error:
        sys.exit(str(error))
