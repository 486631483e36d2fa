from __future__ import annotations

import numpy as np
import pytest

from kgservice.vocab.kernel import families, fit, held_out, quality, standardised
from kgservice.wordnet import Pointer, Synset, WordNet


def _points(count: int, seed: int = 1, dimensions: int = 3):
    return np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)


def _vads(points):
    return np.stack([np.tanh(points[:, 0]) / 2, np.abs(points[:, 1]) / 4, points[:, 2] / 4], axis=1)


def test_a_curved_function_of_the_vectors_is_learned():
    known, asked = _points(400), _points(100, seed=2)
    found, true = fit(known, _vads(known), 0.1).predict(asked), _vads(asked)
    assert min(np.corrcoef(found[:, i], true[:, i])[0, 1] for i in range(3)) > 0.9


def test_a_great_penalty_leaves_the_mean():
    known = _points(50)
    found = fit(known, _vads(known), 1e6).predict(known)
    assert found == pytest.approx(np.tile(_vads(known).mean(axis=0), (50, 1)), abs=1e-3)


def test_estimates_stay_on_the_scale():
    known = _points(50)
    assert np.abs(fit(known, 40 * _vads(known), 0.01).predict(known)).max() <= 1


def test_texts_of_another_kind_are_measured_on_their_own_scale():
    known = _points(200)
    model = fit(known, _vads(known), 0.1)
    assert model.predict(100 + 7 * known, own_scale=True) == pytest.approx(model.predict(known), abs=1e-3)


def test_a_dimension_without_spread_says_nothing():
    points = np.ones((4, 2), dtype=np.float32)
    assert standardised(points).tolist() == [[0, 0]] * 4


def test_families_kept_together_take_the_gain_of_siblings_away():
    points = np.repeat(_points(100, dimensions=30), 2, axis=0)  # each word and its double
    noise = np.repeat(np.random.default_rng(3).normal(size=(100, 3)) / 4, 2, axis=0)
    apart = quality(held_out(points, noise, [str(i) for i in range(200)], 0.1), noise)
    together = quality(held_out(points, noise, [str(i // 2) for i in range(200)], 0.1), noise)
    assert min(apart.r) > 0.6 and max(together.r) < 0.3
    assert together.words == 200


def test_inflections_and_derivations_are_one_family():
    joy = Synset("00000001-n", "noun.feeling", ("joyfulness",), (Pointer("derivation", "00000002-a", 1, 1),), "")
    joyful = Synset("00000002-a", "adj.all", ("joyful",), (), "")
    found = families(["joyfulness", "joyful", "hugged", "hug", "sad"], {"hugged": "hug"}, WordNet([joy, joyful]))
    assert found[0] == found[1] and found[2] == found[3]
    assert len({found[0], found[2], found[4]}) == 3
