"""A point of valence, arousal and dominance: what it takes, and that it stays as it is."""

from __future__ import annotations

import copy
import pickle

import pytest

from kgservice.errors import VadRangeError
from kgservice.ontology import VAD

POINT = VAD(0.5, -0.25, 1)


def test_its_numbers_are_floats_whatever_was_given() -> None:
    assert repr(POINT) == "VAD(valence=0.5, arousal=-0.25, dominance=1.0)"
    assert [type(number) for number in POINT] == [float] * 3


@pytest.mark.parametrize("wrong", ["0.5", None, b"1", [0.5]])
def test_what_is_no_number_is_refused_even_when_it_could_be_read_as_one(wrong: object) -> None:
    with pytest.raises(TypeError):
        VAD(0, wrong, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -1.0001, 7])
def test_a_number_outside_the_scale_is_named_with_its_dimension(wrong: float) -> None:
    with pytest.raises(VadRangeError, match=f"arousal {wrong}"):
        VAD(0, wrong, 0)


@pytest.mark.parametrize("same", [copy.copy, copy.deepcopy, lambda point: pickle.loads(pickle.dumps(point))])
def test_a_copy_is_equal_and_has_the_same_hash(same: object) -> None:
    other = same(POINT)  # type: ignore[operator]
    assert other == POINT and hash(other) == hash(POINT) and other != VAD(0, 0, 0) and other != tuple(POINT)


def test_it_does_not_change() -> None:
    with pytest.raises(AttributeError):
        POINT.valence = 0  # type: ignore[misc]
