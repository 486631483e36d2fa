"""Smoothing, peaks and valleys, and the shapes of arcs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.classify.trajectory.extremes import LEAST_PROMINENCE, extremes, prominences
from kgservice.classify.trajectory.shapes import COURSES, SHAPES, shapes
from kgservice.classify.trajectory.smoothing import smooth

FLOATS = st.lists(st.floats(-1, 1), min_size=1, max_size=60)


def test_what_is_level_stays_level_up_to_the_ends() -> None:
    assert smooth([0.5] * 30, [1.0] * 30, 15) == pytest.approx([0.5] * 30)


def test_more_evidence_weighs_more() -> None:
    """Boxes of 3, three times, around the middle of 1, 0, 1: weights 6, 7, 6; with tenfold evidence 6, 70, 6."""
    even = smooth([None, 1, 0, 1, None], [0, 1, 1, 1, 0], 7)[2]
    heavy = smooth([None, 1, 0, 1, None], [0, 1, 10, 1, 0], 7)[2]
    assert (even, heavy) == (pytest.approx(12 / 19), pytest.approx(12 / 82))


def test_where_nothing_is_known_near_nothing_is_made_up() -> None:
    found = smooth([1.0] + [None] * 20 + [-1.0], [1.0] + [0.0] * 20 + [1.0], 7)
    assert found[10] is None and found[0] == pytest.approx(1) and found[-1] == pytest.approx(-1)


def test_a_wider_window_is_smoother() -> None:
    noise = [(-1.0) ** i for i in range(100)]

    def roughness(window: int) -> float:
        series = smooth(noise, [1.0] * 100, window)
        return sum(abs((a or 0) - (b or 0)) for a, b in pairwise(series))

    assert roughness(1) > roughness(7) > roughness(21)


@given(FLOATS, st.integers(1, 80))
def test_a_smoothed_value_lies_between_the_values(values: list[float], window: int) -> None:
    found = smooth(values, [1.0] * len(values), window)
    assert len(found) == len(values)
    assert all(each is not None and min(values) - 1e-9 <= each <= max(values) + 1e-9 for each in found)


def brute_force(heights: list[float], place: int) -> float:
    """Prominence by its definition: walk to the next higher place on either side, and remember the lowest passed."""
    saddles = []
    for side in (heights[:place][::-1], heights[place + 1 :]):
        lowest = heights[place]
        for height in side:
            if height > heights[place]:
                break
            lowest = min(lowest, height)
        saddles.append(lowest)
    return heights[place] - max(saddles)


@given(st.lists(st.integers(-5, 5), max_size=40))
def test_prominence_is_what_its_definition_says(heights: list[int]) -> None:
    found = prominences(heights)
    for i in range(1, len(heights) - 1):
        is_peak = heights[i - 1] < heights[i] > heights[i + 1]
        assert found[i] == (brute_force([float(h) for h in heights], i) if is_peak else 0)


def test_small_turns_beside_a_great_one_do_not_count() -> None:
    series = [0, 0.1, 0, 1, 0, 0.1, 0]
    assert [turn.place for turn in extremes(series)] == [3]
    assert [turn.place for turn in extremes(series, prominence=0.05)] == [1, 2, 3, 4, 5]


def test_what_hardly_moves_does_not_turn() -> None:
    assert extremes([0, LEAST_PROMINENCE - 0.01, 0]) == []
    assert len(extremes([0, LEAST_PROMINENCE + 0.01, 0])) == 1


@pytest.mark.parametrize("series", [[], [0.5], [0, 1], [None, None], [1, 0.5, 0], [0.5] * 9])
def test_there_are_series_without_a_turn(series: list[float | None]) -> None:
    assert extremes(series) == []


def test_a_level_top_turns_in_its_middle_and_gaps_are_passed_over() -> None:
    assert [turn[:2] for turn in extremes([0, None, 1, 1, 1, None, 0])] == [("peak", 3)]


ARCS = {
    "rags to riches": lambda x: x,
    "tragedy": lambda x: 1 - x,
    "man in a hole": lambda x: abs(x - 0.5),
    "Icarus": lambda x: -abs(x - 0.5),
    "Cinderella": lambda x: 1 - abs(1 - 3 * x) if x < 2 / 3 else 3 * x - 2,
    "Oedipus": lambda x: abs(1 - 3 * x) if x < 2 / 3 else 3 - 3 * x,
}


@pytest.mark.parametrize("name", ARCS)
def test_each_course_has_its_shape(name: str) -> None:
    found = shapes([ARCS[name](i / 40) / 2 for i in range(41)])
    assert (found[0].name, found[0].course) == (name, COURSES[name])
    assert found[0].correlation > 0.9 and len(found) == len(SHAPES)


def test_a_shape_does_not_depend_on_gaps_or_scale() -> None:
    arc = [(i / 40) ** 2 for i in range(41)]
    gappy = [None if i % 3 else value / 10 for i, value in enumerate(arc)]
    assert shapes(gappy)[0].name == shapes(arc)[0].name == "rags to riches"


@pytest.mark.parametrize(
    "series", [[], [0.1] * 100, [0, 1, 0, 1, 0, 1, 0], [None] * 50, [0.01 * (i % 2) for i in range(50)]]
)
def test_what_is_short_or_flat_has_no_shape(series: list[float | None]) -> None:
    assert shapes(series) == ()
