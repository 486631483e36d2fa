"""What one form adds to the sums over a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.classify.amounts import AFFECT_UNIT, STEP, Amounts, Shift

ROWS = st.lists(st.tuples(*[st.integers(-5000, 5000)] * 7), min_size=1, max_size=200)
POINTS = st.lists(st.tuples(*[st.floats(-1, 1)] * 3), min_size=1, max_size=50)


@given(ROWS)
def test_sums_of_shifts_are_exact(rows: list[tuple[int, ...]]) -> None:
    total = Shift()
    for row in rows:
        total.add(Shift(row))
    assert total.values == [*map(sum, zip(*rows, strict=True))]


@given(ROWS)
def test_what_was_added_can_be_taken_away(rows: list[tuple[int, ...]]) -> None:
    total = Shift(rows[0])
    for times in (2.0, -1.0, -2.0):
        total.add(Shift(rows[0]), times)
    assert total.values == [0] * 7


@given(ROWS)
def test_the_lift_of_a_class_is_its_value_above_the_mean_of_the_others(rows: list[tuple[int, ...]]) -> None:
    row = rows[0]
    others = [sum(row[:place] + row[place + 1 :]) / 6 for place in range(7)]
    lifts = [Shift(row).lift(place) for place in range(7)]
    assert lifts == pytest.approx([STEP * (own - rest) for own, rest in zip(row, others, strict=True)])


@given(ROWS)
def test_a_class_is_found_by_its_place_and_shares_of_a_sum_sum_to_one(rows: list[tuple[int, ...]]) -> None:
    shift = Shift([abs(value) + 1 for value in rows[0]])
    assert [shift.at(place) for place in range(7)] == shift.values
    shift.scale(sum(shift.values))
    assert sum(shift.values) == pytest.approx(1)


@given(POINTS)
def test_sums_of_affect_do_not_depend_on_the_order(points: list[tuple[float, ...]]) -> None:
    there, back = Amounts(), Amounts()
    for point in points:
        there.add_affect(Amounts((), 0.5, point))
    for point in reversed(points):
        back.add_affect(Amounts((), 0.5, point))
    assert there.affect == back.affect
    assert there.affect[:2] == [len(points), len(points) * 0.5 * AFFECT_UNIT]


def test_nothing_sums_up_to_nothing() -> None:
    assert Shift().values == [0] * 7 and Amounts().affect == [0] * 8
