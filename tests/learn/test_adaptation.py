"""The sentence model fitted to a few texts, with few steps; the model is the packaged one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kgservice.classify.sentence import SentenceWeights
from kgservice.learn import adaptation
from kgservice.learn.adaptation import Adapted, Lesson, adapt
from kgservice.vocab.embedding import Model, model

TEXTS = [f"{who} opened the {what}" for who in ("we", "they") for what in ("door", "letter", "old box", "window")]
JOY = np.eye(7)[3]
SHARES = np.array([JOY if text.startswith("we") else np.eye(7)[5] for text in TEXTS])
LESSON = Lesson(TEXTS, SHARES, np.ones(len(TEXTS)))
START = SentenceWeights(tuple(np.zeros(7)), tuple(map(tuple, np.zeros((384, 7)))))


FEW_LARGE_STEPS = {"DRAWS": 160, "BATCH": 8, "SORTED": 5, "WARM_UP": 2, "RATE": 3e-3, "HEAD_RATE": 0.2}


@pytest.fixture(autouse=True, scope="module")
def few_large_steps() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in FEW_LARGE_STEPS.items():
            patch.setattr(adaptation, name, value)
        yield


def chances(learned: Adapted) -> list[list[float]]:
    packaged = model()
    fitted = Model(packaged.name, packaged.folder, packaged.digest, adapter=learned.adapter)
    return [learned.head.chances(vector) for vector in fitted.embed(TEXTS)]


@pytest.fixture(scope="module")
def learned(few_large_steps: None) -> Adapted:
    return adapt(model(), LESSON, lambda: START)


def test_it_learns_what_the_lesson_says(learned: Adapted) -> None:
    assert np.array_equal(np.argmax(chances(learned), axis=1), SHARES.argmax(axis=1))


def test_the_adapter_has_a_part_in_it(learned: Adapted) -> None:
    plain = [learned.head.chances(vector) for vector in model().embed(TEXTS)]
    right = SHARES.astype(bool)
    assert np.array(chances(learned))[right].mean() > np.array(plain)[right].mean() + 0.02


def test_the_same_lesson_gives_the_same_bytes_and_is_learned_once(
    learned: Adapted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[int, int]] = []
    again = adapt(model(cache=tmp_path), LESSON, lambda: START, lambda done, of: steps.append((done, of)))
    assert again == learned
    assert steps == [(step, 20) for step in range(1, 21)]
    monkeypatch.setattr(adaptation, "_train", None)
    assert adapt(model(cache=tmp_path), LESSON, lambda: START) == again


@pytest.mark.parametrize(
    "other",
    [
        Lesson([*TEXTS[:-1], "we"], SHARES, LESSON.weights),
        Lesson(TEXTS, SHARES[::-1], LESSON.weights),
        Lesson(TEXTS, SHARES, LESSON.weights * np.arange(1, len(TEXTS) + 1)),
    ],
)
def test_another_lesson_is_learned_anew(other: Lesson) -> None:
    assert other.digest() != LESSON.digest()


def test_a_lesson_in_other_settings_is_learned_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = LESSON.digest()
    monkeypatch.setattr(adaptation, "RATE", 1e-5)
    assert LESSON.digest() != before


def test_texts_are_drawn_in_proportion_to_their_weights() -> None:
    batches = list(Lesson(TEXTS, SHARES, np.array([3.0, 1, 0, 0, 0, 0, 0, 0])).plan())
    assert [len(batch) for batch in batches] == [8] * 20
    drawn = np.bincount(np.concatenate(batches), minlength=len(TEXTS))
    assert drawn[2:].sum() == 0
    assert drawn[0] / drawn[1] == pytest.approx(3, rel=0.3)
