"""Valence, arousal and dominance of texts against ratings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgservice.classify import EmotionClassifier
from kgservice.classify.evaluation.affect import evaluate_affect
from kgservice.classify.evaluation.labellers import OURS
from kgservice.classify.evaluation.ratings import RatedReading, read_rated
from kgservice.errors import TableError
from kgservice.ontology import VAD

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ({"vad": [5, 3, 2]}, ()),
        ({"vad": {"valence": 5, "arousal": 3, "dominance": 2}}, ()),
        ({"valence": 5, "arousal": "3", "dominance": 2}, ()),
        ({"V": 5, "A": 3, "D": 2}, ("V", "A", "D")),
        ({"rating": [5, 3, 2]}, ("rating",)),
    ],
)
def test_ratings_stand_in_one_field_or_three(write: Write, record: dict[str, object], fields: tuple[str, ...]) -> None:
    file = write({"text": "x"} | record)
    (rated,) = read_rated(file, RatedReading(fields=fields, scale=(1, 5)))
    assert rated.vad == VAD(1.0, 0.0, -0.5)


def test_rows_without_ratings_are_left_out(write: Write) -> None:
    file = write({"text": "x", "vad": None}, {"text": "y", "vad": [0, 0, 0]})
    assert [rated.text for rated in read_rated(file, RatedReading())] == ["y"]


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"vad": [7, 0, 0]}, "valence 7 is outside the scale -1 to 1. Name the scale"),
        ({"vad": [0, 0]}, "no list of three numbers"),
        ({"vad": ["a", 0, 0]}, "'a' is no number"),
        ({"vad": [None, 0, 0]}, "None is no number"),
        ({"Valence": 0}, "there is no such field. Nearest: Valence"),
    ],
)
def test_a_bad_rating_is_reported_with_its_line(write: Write, record: dict[str, object], problem: str) -> None:
    with pytest.raises(TableError, match=problem) as caught:
        list(read_rated(write({"text": "x"} | record), RatedReading()))
    assert caught.value.row == 1


def test_r_and_error_are_those_worked_out_by_hand(write: Write, classifier: EmotionClassifier) -> None:
    # The texts have valence 0.8, -0.8 and, unknown, 0; errors 0.2, 0.2 and 0.3 make 0.7 / 3.
    # Deviations of ours (0.8, -0.8, 0) and theirs (0.9, -0.7, 0.2 less their mean): r = 1.28 / sqrt(1.28 * 1.2867)
    rows = [("happy", 1.0), ("sad", -0.6), ("x", 0.3)]
    file = write(*({"text": text, "vad": [valence, 0, 0]} for text, valence in rows))
    scores = evaluate_affect([file], classifier, raters=False).files[0][OURS]
    valence = scores["valence"]
    assert valence.r == pytest.approx(1.28 / (1.28 * 1.286667) ** 0.5, abs=1e-3)
    assert valence.error == pytest.approx(0.7 / 3)
    assert valence.error_interval and valence.error_interval.low <= valence.error <= valence.error_interval.high
    assert scores["arousal"].r is None and scores["arousal"].r_interval is None


def test_vader_tells_nothing_but_valence(write: Write, packaged: EmotionClassifier) -> None:
    pytest.importorskip("vaderSentiment")
    file = write({"text": "great", "vad": [1, 0, 0]}, {"text": "awful", "vad": [-1, 0, 0]})
    report = evaluate_affect([file], packaged).files[0]
    assert [d.dimension for d in report["VADER"].dimensions] == ["valence"]
    assert report["VADER"]["valence"].r == pytest.approx(1)


def test_a_file_with_one_rating_is_too_small(write: Write, classifier: EmotionClassifier) -> None:
    with pytest.raises(TableError, match="fewer than two rows have ratings"):
        evaluate_affect([write({"text": "x", "vad": [0, 0, 0]})], classifier, raters=False)
