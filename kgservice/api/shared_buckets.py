"""The buckets of `rate_limit` for several processes: one small file that all of them map into their memory.

The file is a table of slots.  A client has one of the few slots that its digest points to; when all are taken, it gets
the one not used for longest.  A lock on the file is held while a token is taken, and ends with its process.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from kgservice.api.rate_limit import Verdict, drawn

SLOTS, CHOICES = 1 << 16, 8
"""How many clients can be remembered, and how many slots one may have."""

_SLOT = struct.Struct("<8sdd")  # digest of the client, tokens left then, the time of that
_FREE = bytes(8)


class SharedBuckets:
    """A bucket of ``per_minute`` tokens for each client, in a file that is made when it is not there.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "rate-limit")
    >>> here, there = SharedBuckets(file, 2), SharedBuckets(file, 2)
    >>> [buckets.take("a", now=1.0).passes for buckets in (here, there, here)]
    [True, True, False]
    """

    def __init__(self, file: Path, per_minute: int) -> None:
        """Open the file."""
        self._size = per_minute
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        os.truncate(self._file, SLOTS * _SLOT.size)  # the same length from every process; new bytes are zero
        self._slots = mmap.mmap(self._file, SLOTS * _SLOT.size)

    def take(self, client: str, now: float) -> Verdict:
        """Take a token at a time (seconds of a clock that all processes share)."""
        digest = blake2b(client.encode(), digest_size=8).digest()
        with self._locked():
            place, level, then = self._find(digest, now)
            level, verdict = drawn(self._size, level, now - then)
            _SLOT.pack_into(self._slots, place, digest, level, now)
        return verdict

    def _find(self, digest: bytes, now: float) -> tuple[int, float, float]:
        """Return where the client's slot is, with level and time: its own, a free one, or the one longest unused."""
        first = int.from_bytes(digest, "little")
        places = [(first + step) % SLOTS * _SLOT.size for step in range(CHOICES)]
        slots = [(place, *_SLOT.unpack_from(self._slots, place)) for place in places]
        for place, known, level, then in slots:
            if known == digest:
                return place, level, then
        oldest = min(slots, key=lambda slot: slot[3] if slot[1] != _FREE else -1.0)
        return oldest[0], float(self._size), now

    @contextmanager
    def _locked(self) -> Iterator[None]:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
