"""Held-out prediction: models guess what they can know, and only from other conversations."""

from __future__ import annotations

from math import log

import pytest

from kgservice.ontology.conversations import Conversation, Turn
from kgservice.ontology.prediction import MODELS, evaluate, folds


def _talk(*emotions: str) -> Conversation:
    return Conversation("meld2019", tuple(Turn("A", emotion) for emotion in emotions))


# Six emotions that change into each other ten times each, but a into b a hundred times.
RAISED = [_talk(a, b) for a in "abcdef" for b in "abcdef" if a != b for _ in range(100 if a + b == "ab" else 10)]


def test_parts_are_equal_and_the_same_every_time() -> None:
    dealt = folds(10, 5)
    assert sorted(dealt) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert dealt == folds(10, 5)
    assert dealt != folds(10, 5, seed=1)


def test_links_beat_frequency_where_one_emotion_has_a_successor() -> None:
    count, scores = evaluate(RAISED, "same-speaker", "change")
    by_model = {score.model: score for score in scores}
    assert count == 29 * 10 + 100
    assert tuple(by_model) == MODELS["change"]
    # Five other emotions, all alike: log 5 per guess, whatever comes.
    assert by_model["uniform"].log_loss == pytest.approx(log(5))
    assert by_model["frequency"].gain == 0
    assert by_model["links"].gain_low > 0
    assert by_model["links"].gain == pytest.approx(by_model["frequency"].log_loss - by_model["links"].log_loss)
    # With the link known, a guess after another emotion than a is not pulled towards b, so hardly better than 1 in 5.
    assert 100 / 390 < by_model["links"].accuracy < (100 + 0.4 * 290) / 390


def test_links_gain_nothing_where_frequency_is_everything() -> None:
    even = [_talk(a, b) for a in "abcd" for b in "abcd" if a != b] * 10
    _, scores = evaluate(even, "same-speaker", "change")
    by_model = {score.model: score for score in scores}
    assert by_model["links"].log_loss == by_model["frequency"].log_loss
    assert by_model["links"].gain_low == 0


def test_staying_is_a_guess_of_its_own_when_the_emotion_need_not_change() -> None:
    steady = [_talk("joy", "joy", "joy", "fear"), _talk("fear", "fear", "fear", "joy")] * 20
    count, scores = evaluate(steady, "same-speaker", "next")
    by_model = {score.model: score for score in scores}
    assert count == 120
    # Two of three turns stay, and guessing that is right two times of three; both emotions come equally often.
    assert by_model["staying"].accuracy == pytest.approx(2 / 3)
    assert by_model["uniform"].log_loss == pytest.approx(log(2))
    assert by_model["staying"].gain_low > 0


def test_nothing_to_predict_gives_no_scores() -> None:
    assert evaluate([_talk("joy", "joy")], "same-speaker", "change") == (0, ())
    assert evaluate([], "other-speaker", "next") == (0, ())
