from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kgservice.errors import BuildError
from kgservice.vocab.vectors import VectorCache

KILLED = """
import sys
from pathlib import Path
import numpy as np
from kgservice.vocab.vectors import VectorCache

cache, number = VectorCache(Path(sys.argv[1])), 0
while True:
    cache.put({f"{number}-{i}": np.full(384, number, dtype=np.float32) for i in range(50)})
    number += 1
    print(number, flush=True)
"""


def test_vectors_come_back_bit_by_bit_and_unknown_texts_do_not(tmp_path: Path):
    cache = VectorCache(tmp_path / "new" / "v.sqlite")
    vector = np.array([0.1, -1 / 3], dtype=np.float32)
    cache.put({"joy": vector})
    found = VectorCache(cache.file).get(["fear", "joy"])
    assert list(found) == ["joy"] and np.array_equal(found["joy"], vector)


def test_no_file_keeps_nothing():
    cache = VectorCache(None)
    cache.put({"joy": np.zeros(2, dtype=np.float32)})
    assert cache.get(["joy"]) == {}


def test_a_file_that_a_killed_process_left_empty_is_a_cache(tmp_path: Path):
    (tmp_path / "v.sqlite").touch()
    assert VectorCache(tmp_path / "v.sqlite").get(["joy"]) == {}


def test_a_file_that_is_no_cache_is_named(tmp_path: Path):
    (tmp_path / "v.sqlite").write_bytes(b"not a database, though long enough to look like one" * 40)
    with pytest.raises(BuildError, match=r"v\.sqlite is no cache of embeddings .* Delete it"):
        VectorCache(tmp_path / "v.sqlite").get(["joy"])


def test_a_killed_process_leaves_whole_batches_behind(tmp_path: Path):
    file = tmp_path / "v.sqlite"
    with subprocess.Popen([sys.executable, "-c", KILLED, str(file)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(5)]
        os.kill(process.pid, signal.SIGKILL)
    done = int(told[-1])
    cache = VectorCache(file)
    found = cache.get(f"{number}-{i}" for number in range(done + 200) for i in range(50))
    assert len(found) % 50 == 0 and len(found) >= done * 50
    assert all((vector == float(text.partition("-")[0])).all() for text, vector in found.items())
    cache.put({"after": np.ones(384, dtype=np.float32)})
    assert "after" in cache.get(["after"])
