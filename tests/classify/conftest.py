"""The classifier over the miniature lexicon (see `mini_lexicon`), with the packaged modifiers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings
from mini_lexicon import mini_lexicon, mini_ontology

from kgservice.classify import EmotionClassifier, Prediction

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def classifier() -> EmotionClassifier:
    return EmotionClassifier(mini_lexicon(), mini_ontology())


@pytest.fixture(scope="session")
def classify(classifier: EmotionClassifier) -> Callable[[str], Prediction]:
    return classifier.classify


@pytest.fixture(scope="session")
def packaged() -> EmotionClassifier:
    return EmotionClassifier()
