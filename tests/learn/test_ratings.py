"""Ratings foretold by features: no peeking, no row of a group on both sides, no column that decides by itself."""

import numpy as np
import pytest

from kgservice.errors import ContentError
from kgservice.learn.ratings import FOLDS, FeatureSet, foretold

COUNT = 60
TEXTS = ["good" if number % 2 else "bad" for number in range(COUNT)]
RATINGS = [5.0 if number % 2 else 1.0 for number in range(COUNT)]


def error(told: list[float]) -> float:
    return float(np.abs(np.array(told) - RATINGS).mean())


def test_what_tells_the_rating_is_used_and_noise_is_not() -> None:
    noise = np.random.RandomState(1).normal(size=(COUNT, 1))
    signal = np.array([[rating] for rating in RATINGS])
    sets = {"none": FeatureSet(), "noise": FeatureSet(columns=noise), "signal": FeatureSet(columns=signal)}
    sets |= {"words": FeatureSet(words=True), "both": FeatureSet(words=True, columns=noise)}
    told = foretold(TEXTS, RATINGS, sets)
    assert error(told["signal"]) < 0.1 and error(told["words"]) < 0.1 and error(told["both"]) < 0.5
    assert error(told["noise"]) > 1.8 and error(told["none"]) == pytest.approx(2, abs=0.1)


def test_rows_of_a_group_never_teach_each_other() -> None:
    groups = [number // 6 for number in range(COUNT)]
    marks = np.eye(COUNT // 6)[groups]  # tells the group and nothing else
    ratings = [float(group) for group in groups]
    told = foretold(TEXTS, ratings, {"marks": FeatureSet(columns=marks)}, groups)["marks"]
    split = foretold(TEXTS, ratings, {"marks": FeatureSet(columns=marks)})["marks"]
    assert np.abs(np.array(told) - ratings).mean() > 2 > 0.5 > np.abs(np.array(split) - ratings).mean()


def test_a_column_that_is_nearly_always_zero_does_not_run_away() -> None:
    rare = np.zeros((COUNT, 1))
    rare[0], rare[1] = 1.0, 1000.0
    told = foretold(TEXTS, RATINGS, {"rare": FeatureSet(columns=rare)})["rare"]
    assert min(told) > 0 and max(told) < 6


def test_the_same_is_told_each_time_and_every_set_is_announced() -> None:
    said: list[str] = []
    sets = {"none": FeatureSet(), "words": FeatureSet(words=True)}
    assert foretold(TEXTS, RATINGS, sets, step=said.append) == foretold(TEXTS, RATINGS, sets)
    assert said == ["none", "words"]


def test_too_few_rows_or_groups_are_refused() -> None:
    few = FOLDS - 1
    with pytest.raises(ContentError, match="4 rows are too few"):
        foretold(TEXTS[:few], RATINGS[:few], {"none": FeatureSet()})
    with pytest.raises(ContentError, match="2 groups of rows are too few"):
        foretold(TEXTS, RATINGS, {"none": FeatureSet()}, [number % 2 for number in range(COUNT)])
