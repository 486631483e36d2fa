"""The static files of the explorer: our own, and the third-party ones where they were fetched (see `vendor`).

Pages name a file below a fingerprint of them all, so that browsers may keep it for good and still get every change.
"""

from __future__ import annotations

import gzip
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from kgservice.errors import UnknownId

FOLDER = Path(__file__).parent / "static"
TABLE = Path(__file__).parent / "assets.toml"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    "": "text/plain; charset=utf-8",
}
"""By file extension; a file of another kind is not served."""


class UnknownAsset(UnknownId):
    """The explorer has no such static file."""

    kind = "static file"


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: its bytes, the same compressed, its media type, and the first digits of its SHA-256."""

    body: bytes
    zipped: bytes
    media_type: str
    digest: str


def read(name: str) -> Asset:
    """Return a static file by its path below ``static/``; raises `UnknownAsset`.

    >>> read("base.css").media_type
    'text/css; charset=utf-8'
    >>> read("../render.py")
    Traceback (most recent call last):
    kgservice.web.assets.UnknownAsset: No static file "../render.py".
    """
    file = _files().get(name)
    if file is None:
        raise UnknownAsset(name)
    return _read(file, file.stat().st_mtime_ns)


@cache
def fingerprint() -> str:
    """Return what changes with any static file: twelve hexadecimal digits."""
    digest = sha256()
    for name, file in _files().items():
        digest.update(name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def installed() -> frozenset[str]:
    """Return the names of the third-party packages (keys of ``assets.toml``) that are there; maybe none."""
    pins = tomllib.loads(TABLE.read_text("utf-8"))
    return frozenset(name for name, pin in pins.items() if all(_is_held(file) for file in pin["files"].values()))


def _is_held(file: str) -> bool:
    return (FOLDER / "vendor" / file).is_file()


@cache
def _files() -> dict[str, Path]:
    found = (file for file in sorted(FOLDER.rglob("*")) if file.is_file() and file.suffix in MEDIA_TYPES)
    return {file.relative_to(FOLDER).as_posix(): file for file in found}


@cache
def _read(file: Path, changed: int) -> Asset:
    body = file.read_bytes()
    zipped = gzip.compress(body, 9, mtime=0)
    return Asset(body, zipped, MEDIA_TYPES[file.suffix], sha256(body).hexdigest()[:20])
