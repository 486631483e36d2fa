"""Files of pinned packages: found without importing the package, and refused when their bytes are not the known ones.

``vocab/sources.toml`` names package, file and SHA-256 of every source that has one.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kgservice import content
from kgservice.errors import MissingExtra, TableError
from kgservice.vocab.embedding import sha256

FILE = "vocab/sources.toml"


@cache
def _sources() -> dict[str, dict[str, str]]:
    return tomllib.loads(content.path(*FILE.split("/")).read_text("utf-8"))


def pinned(source: str) -> Path:
    """Return the checked file of a pinned source, for example ``moby``.

    Raises `MissingExtra` when its package is not installed, `TableError` when the file is not the known one.
    """
    entry = _sources()[source]
    package, _, inside = entry["file"].partition("/")
    spec = find_spec(package)
    places = [Path(place) / inside for place in (spec.submodule_search_locations or ())] if spec else []
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise MissingExtra(f"Reading {entry['title']}", entry["package"], "build")
    return checked(file, source)


def checked(file: Path, source: str) -> Path:
    """Return ``file`` when its bytes are those that ``vocab/sources.toml`` names; raises `TableError` otherwise."""
    entry = _sources()[source]
    digest = sha256(file)
    if digest != entry["sha256"]:
        problem = f"the SHA-256 is {digest}, expected {entry['sha256']}: another version, changed or cut off"
        raise TableError(content.display(file), None, None, problem, f"Install {entry['package']} again.")
    return file
