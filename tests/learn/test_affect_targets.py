from __future__ import annotations

import numpy as np
import pytest

from kgservice.learn.affect_targets import targets


@pytest.fixture
def space():
    """Words and texts in a space whose first axis is valence and whose second is arousal."""
    random = np.random.default_rng(1)
    words, texts = (random.normal(size=(count, 6)).astype(np.float32) for count in (200, 150))
    rated = np.stack([np.tanh(words[:, 0]) / 2, np.tanh(words[:, 1]) / 4, np.tanh(words[:, 0]) / 4], axis=1)
    return words, rated, texts


def test_texts_near_pleasant_words_are_pleasant(space):
    words, rated, texts = space
    found = targets(words, rated, texts, np.zeros((150, 3)))
    assert np.corrcoef(found[:, 0], texts[:, 0])[0, 1] > 0.8
    assert np.corrcoef(found[:, 1], texts[:, 1])[0, 1] > 0.8


def test_labels_move_valence_but_not_arousal(space):
    words, rated, texts = space
    labels = np.stack([texts[:, 3], texts[:, 3], texts[:, 3]], axis=1)
    plain, told = (targets(words, rated, texts, given) for given in (np.zeros((150, 3)), labels))
    assert told[:, 1] == pytest.approx(plain[:, 1], abs=1e-6)
    assert np.corrcoef(told[:, 0], texts[:, 3])[0, 1] > np.corrcoef(plain[:, 0], texts[:, 3])[0, 1] + 0.3


def test_targets_stay_on_the_scale(space):
    words, rated, texts = space
    assert np.abs(targets(words, 9 * rated, texts, np.zeros((150, 3)))).max() <= 1
