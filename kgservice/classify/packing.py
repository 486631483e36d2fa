"""Several whole numbers in one, so that the sums over a text are one addition a word, and that in C.

Each number has a field of 32 bits, so a sum of packed numbers holds the sums of their fields, as long as none leaves
-2^31 to 2^31 - 1.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence


class Packing:
    """Packs ``count`` signed numbers.

    >>> packing = Packing(3)
    >>> total = packing.pack((1, -2, 3)) + packing.pack((10, -20, 30))
    >>> packing.unpack(total)
    (11, -22, 33)
    """

    __slots__ = ("_bytes", "_fields", "_lift")

    def __init__(self, count: int) -> None:
        """Fix how many fields there are."""
        self._fields = struct.Struct(f"<{count}i")
        self._bytes = self._fields.size
        self._lift = int.from_bytes(b"\0\0\0\x80" * count, "little")

    def pack(self, values: Sequence[int]) -> int:
        """Return ``values``, as many as there are fields, as one number; raises `struct.error` for one out of range."""
        return (int.from_bytes(self._fields.pack(*values), "little") ^ self._lift) - self._lift

    def unpack(self, total: int) -> tuple[int, ...]:
        """Return the fields of a sum of packed numbers."""
        return self._fields.unpack(((total + self._lift) ^ self._lift).to_bytes(self._bytes, "little"))
