"""Where the project's content lies: the only module that knows.

An installed wheel carries the folders ``ontology``, ``vocab`` and ``sparql`` under ``kgservice/_content``; an
editable install and a bare checkout have them beside the package.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from kgservice.errors import BuildError

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Return the folder that holds ``ontology``, ``vocab`` and ``sparql``.

    Raises `BuildError` when neither an installed copy nor a checkout is there.

    >>> (root() / "ontology").is_dir()
    True
    """
    for folder in (_PACKAGE / "_content", _PACKAGE.parent):
        if (folder / "ontology" / "emotions.tsv").is_file():
            return folder
    raise BuildError(f"The content of kgservice is missing beside {_PACKAGE}. Install the package again.")


def path(*parts: str) -> Path:
    """Return the path of one content file or folder, whether it exists or not.

    >>> path("ontology", "emotions.tsv").name
    'emotions.tsv'
    """
    return root().joinpath(*parts)


def display(file: Path) -> str:
    """Name a file as a reader of an error message should see it: relative to the content where it lies inside.

    >>> display(path("ontology", "emotions.tsv"))
    'ontology/emotions.tsv'
    """
    try:
        return file.resolve().relative_to(root()).as_posix()
    except ValueError:
        return str(file)


def replace(file: Path, data: bytes) -> Path:
    """Write a whole file in one step, so that a reader never sees half of it; make its folder; return its path.

    Killed half-way, it leaves the old file as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     replace(Path(folder) / "new" / "joy.txt", b"joy").read_bytes()
    b'joy'
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".partial")
    partial.write_bytes(data)
    return partial.replace(file)


def cache_folder() -> Path:
    """Return the folder in which the project keeps what can be made again; it need not exist.

    ``kgservice`` inside ``XDG_CACHE_HOME``, else inside the place that the system has for caches.

    >>> cache_folder().name
    'kgservice'
    """
    places = {"win32": Path.home() / "AppData" / "Local", "darwin": Path.home() / "Library" / "Caches"}
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(named) if named else places.get(sys.platform, Path.home() / ".cache")) / "kgservice"
