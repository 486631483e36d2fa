"""Several numbers in one."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.classify.packing import Packing

ROWS = st.lists(st.tuples(*[st.integers(-5000, 5000)] * 7), min_size=1, max_size=200)


@given(ROWS)
def test_the_sum_of_packed_rows_holds_the_sums_of_their_fields(rows: list[tuple[int, ...]]) -> None:
    packing = Packing(7)
    assert packing.unpack(sum(packing.pack(row) for row in rows)) == tuple(map(sum, zip(*rows, strict=True)))


@given(st.tuples(*[st.integers(-(2**31), 2**31 - 1)] * 3))
def test_every_number_of_32_bits_survives(row: tuple[int, ...]) -> None:
    assert Packing(3).unpack(Packing(3).pack(row)) == row


def test_a_number_too_large_for_its_field_is_refused() -> None:
    with pytest.raises(struct.error):
        Packing(2).pack((2**31, 0))
