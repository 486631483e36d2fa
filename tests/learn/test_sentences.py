"""What the embedding mode is taught, and how it is kept.  The teaching itself: see `test_adaptation`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest
from mini_study import FEARFUL, JOYFUL, HandMade

from kgservice.classify.calibration import CLASSES
from kgservice.classify.evaluation import Example
from kgservice.classify.sentence import ADAPTER, FILE, SentenceWeights, read_sentence_weights
from kgservice.learn import sentences
from kgservice.learn.adaptation import Adapted, Lesson
from kgservice.learn.labelled import LabelledSet
from kgservice.learn.readings import WordVectors
from kgservice.learn.study import Study
from kgservice.vocab.adapter import Adapter, read_adapter
from kgservice.vocab.embedding import Model

ADAPTED = Adapted(Adapter(b"changes"), SentenceWeights((0.25,) * 7, ((0.5,) * 7, (-1.0,) * 7)))


@pytest.fixture
def study() -> Study:
    joyful = LabelledSet("ours", tuple(Example(n, text, frozenset({"joy"})) for n, text in enumerate(JOYFUL)), 3.0)
    fearful = LabelledSet("theirs", tuple(Example(n, text, frozenset({"fear"})) for n, text in enumerate(FEARFUL)))
    return Study((joyful, fearful), {}, WordVectors({}, None))


@pytest.fixture
def lessons(monkeypatch: pytest.MonkeyPatch) -> list[Lesson]:
    given: list[Lesson] = []

    def adapt(model: Model, lesson: Lesson, *_: object) -> Adapted:
        given.append(lesson)
        return ADAPTED

    monkeypatch.setattr(sentences, "adapt", adapt)
    return given


def test_the_lesson_holds_all_sets_but_the_one_left_out(study: Study, lessons: list[Lesson]) -> None:
    for leave_out in ("", "theirs"):
        sentences.learn(study, cast(Model, HandMade()), leave_out)
    assert [lesson.texts for lesson in lessons] == [[*JOYFUL, *FEARFUL], [*JOYFUL]]


def test_classes_weigh_the_same_in_the_lesson(study: Study, lessons: list[Lesson]) -> None:
    sentences.learn(study, cast(Model, HandMade()))
    (lesson,) = lessons
    sums = (lesson.shares * lesson.weights[:, None]).sum(axis=0)
    assert sums[CLASSES.index("joy")] == pytest.approx(sums[CLASSES.index("fear")])


def test_the_head_of_the_plain_model_tells_the_classes_apart(study: Study, lessons: list[Lesson]) -> None:
    sentences.learn(study, cast(Model, HandMade()))
    head = sentences.head(cast(Model, HandMade()), lessons[0])
    best = [CLASSES[int(np.argmax(head.chances(np.array(vector))))] for vector in ([1.0, 0.0], [0.0, 1.0])]
    assert best == ["joy", "fear"]


def test_both_files_read_back_as_they_were_written(tmp_path: Path) -> None:
    sentences.write(tmp_path, ADAPTED)
    assert read_adapter(tmp_path / ADAPTER).data == ADAPTED.adapter.data
    assert read_sentence_weights(tmp_path / FILE) == ADAPTED.head
