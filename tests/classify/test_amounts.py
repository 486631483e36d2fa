"""What one form adds to the sums over a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.classify.amounts import AFFECT_UNIT, STEP, Affect, Shift, summed, summed_affect

ROWS = st.lists(st.tuples(*[st.integers(-5000, 5000)] * 7), min_size=1, max_size=200)
POINTS = st.lists(st.tuples(*[st.floats(-1, 1)] * 3), min_size=1, max_size=50)


@given(ROWS)
def test_sums_of_shifts_are_exact(rows: list[tuple[int, ...]]) -> None:
    assert summed([Shift(row) for row in rows]) == [*map(sum, zip(*rows, strict=True))]


@given(ROWS)
def test_the_lift_of_a_class_is_its_value_above_the_mean_of_the_others(rows: list[tuple[int, ...]]) -> None:
    row = rows[0]
    others = [sum(row[:place] + row[place + 1 :]) / 6 for place in range(7)]
    lifts = [Shift(row).lift(place) for place in range(7)]
    assert lifts == pytest.approx([STEP * (own - rest) for own, rest in zip(row, others, strict=True)])


@given(POINTS)
def test_sums_of_affect_do_not_depend_on_the_order(points: list[tuple[float, ...]]) -> None:
    affects = [Affect(1, 0.5, point) for point in points]
    assert summed_affect(affects) == summed_affect(affects[::-1])
    assert summed_affect(affects)[:2] == [len(points), len(points) * 0.5 * AFFECT_UNIT]


def test_nothing_sums_up_to_nothing() -> None:
    assert summed([]) == [0] * 7 and summed_affect([]) == [0] * 8
