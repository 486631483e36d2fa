"""Several whole numbers in one, so that the sums over a text are one addition a word, and that in C.

Each number has a field of 32 bits, so a sum of packed numbers holds the sums of their fields, as long as none leaves
-2^31 to 2^31 - 1.  Above the fields stand counters of 12 bits that hold no negative numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

FIELD_BITS = 32
COUNTER_BITS = 12


class Packing:
    """Packs ``count`` signed numbers.

    >>> packing = Packing(3)
    >>> total = packing.pack((1, -2, 3)) + packing.pack((10, -20, 30))
    >>> packing.unpack(total)
    (11, -22, 33)
    """

    __slots__ = ("_bits", "_bytes", "_fields", "_lift", "_mask")

    def __init__(self, count: int) -> None:
        """Fix how many fields there are."""
        self._fields = struct.Struct(f"<{count}i")
        self._bytes = self._fields.size
        self._bits = count * FIELD_BITS
        self._mask = (1 << self._bits) - 1
        self._lift = int.from_bytes(b"\0\0\0\x80" * count, "little")

    def pack(self, values: Sequence[int]) -> int:
        """Return ``values``, as many as there are fields, as one number; raises `struct.error` for one out of range."""
        return (int.from_bytes(self._fields.pack(*values), "little") ^ self._lift) - self._lift

    def unpack(self, total: int) -> tuple[int, ...]:
        """Return the fields of a sum of packed numbers, without its counters."""
        lifted = ((total + self._lift) & self._mask) ^ self._lift
        return self._fields.unpack(lifted.to_bytes(self._bytes, "little"))

    def counter(self, number: int) -> int:
        """Return what adds one to counter ``number``, counted from 0."""
        return 1 << (self._bits + number * COUNTER_BITS)

    def counters(self, total: int) -> int:
        """Return the counters of a sum, to be tested with `counts`.

        >>> packing = Packing(2)
        >>> total = packing.pack((-5, 0)) + packing.counter(1) + packing.counter(1)
        >>> packing.counters(total) & packing.counts(0) > 0, packing.counters(total) & packing.counts(1) > 0
        (False, True)
        """
        return (total + self._lift) >> self._bits

    @staticmethod
    def counts(number: int) -> int:
        """Return the mask of counter ``number`` in what `counters` returns."""
        return ((1 << COUNTER_BITS) - 1) << (number * COUNTER_BITS)
