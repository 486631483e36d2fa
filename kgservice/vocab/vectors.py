"""The cache of embeddings: one SQLite file a model, vector by text.

Appended to batch by batch and read text by text, so that it costs no memory, and a build that is killed goes on where
it stopped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice.errors import BuildError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

WAIT_SECONDS = 60.0
"""How long a process waits for another that writes to the same cache."""

_TABLE = "CREATE TABLE IF NOT EXISTS vectors (text TEXT PRIMARY KEY, vector BLOB) WITHOUT ROWID"


class VectorCache:
    """Vectors by text in ``file``; None keeps nothing."""

    def __init__(self, file: Path | None) -> None:
        """Name the file; it is made when the first vectors are kept."""
        self.file = file

    def get(self, texts: Iterable[str]) -> dict[str, Vector]:
        """Return the vectors of those texts that are kept; maybe none.  Raises `BuildError` for a broken file."""
        if self.file is None or not self.file.is_file():
            return {}
        with self._open(self.file) as store:
            return {text: vector for text in texts if (vector := _vector(store, text)) is not None}

    def put(self, vectors: Mapping[str, Vector]) -> None:
        """Keep vectors: all of them or, when the process is killed, none."""
        if self.file is None or not vectors:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        rows = [(text, vector.astype("<f4").tobytes()) for text, vector in vectors.items()]
        with self._open(self.file) as store, store:
            store.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    @contextmanager
    def _open(self, file: Path) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(file, timeout=WAIT_SECONDS)) as store:
                store.execute(_TABLE)  # a process may have been killed before it came to that
                yield store
        except sqlite3.DatabaseError as error:
            raise BuildError(f"{file} is no cache of embeddings that can be used ({error}). Delete it.") from None


def _vector(store: sqlite3.Connection, text: str) -> Vector | None:
    import numpy as np

    row = store.execute("SELECT vector FROM vectors WHERE text = ?", (text,)).fetchone()
    return None if row is None else np.frombuffer(row[0], dtype="<f4")
