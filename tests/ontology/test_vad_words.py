"""Valence, arousal and dominance in words."""

import pytest

from kgservice.ontology.model import VAD
from kgservice.ontology.vad_words import differences, in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.71, "very pleasant"),
        (0.5, "pleasant"),
        (0.2, "slightly pleasant"),
        (0.1, "neither pleasant nor unpleasant"),
        (-0.2, "slightly unpleasant"),
        (-1.0, "very unpleasant"),
    ],
)
def test_a_dimension_is_said_in_words(value: float, words: str) -> None:
    assert in_words(VAD(value, 0, 0))["valence"] == words


def test_only_noticeable_differences_are_named() -> None:
    assert differences(VAD(0, 0, 0), VAD(0.1, 0.2, -0.2)) == ("more excited", "less in control")
    assert differences(VAD(0, 0, 0), VAD(0, 0, 0)) == ()
