from __future__ import annotations

import numpy as np
import pytest

from kgservice.learn.word_estimates import emotion_vads, qualities, with_emotions
from kgservice.ontology import VAD, Emotion, Ontology
from kgservice.vocab import Lexicon, Sense


class Numbered:
    """A model to which texts are nothing but their numbers."""

    def embed(self, texts):
        return np.random.default_rng(1).normal(size=(len(texts), 4)).astype(np.float32)


def _emotion(name: str, vad: VAD) -> Emotion:
    return Emotion(name, name, 1, None, "", "", "", vad=vad)


def _sense(term: str, emotion: str, weight: float, *forms: str) -> Sense:
    return Sense(term, "noun", forms, emotion, weight, None, "authored", "kgservice", "", "")


@pytest.fixture
def ontology():
    return Ontology([_emotion("joy", VAD(0.8, 0.4, 0.2)), _emotion("fear", VAD(-0.6, 0.8, -0.6))])


def test_a_term_of_two_emotions_gets_their_mean_by_weight(ontology):
    found = emotion_vads(Lexicon([_sense("thrill", "joy", 0.75, "thrills"), _sense("thrill", "fear", 0.25)]), ontology)
    assert tuple(found["thrill"]) == pytest.approx((0.45, 0.5, 0.0))  # 0.75 * 0.8 - 0.25 * 0.6, and so on
    assert tuple(found["thrills"]) == pytest.approx((0.8, 0.4, 0.2))


def test_an_emotions_own_label_tells_nothing_new(ontology):
    assert emotion_vads(Lexicon([_sense("joy", "joy", 1.0)]), ontology) == {}


def test_terms_meet_their_emotions_half_way_and_emoji_all_the_way():
    by_emotion = {"glee": VAD(0.8, 0.4, 0.2), ":)": VAD(0.8, 0.4, 0.2)}
    found = with_emotions(["glee", ":)", "table"], np.zeros((3, 3)), by_emotion)
    assert found == pytest.approx(np.array([(0.4, 0.2, 0.1), (0.8, 0.4, 0.2), (0, 0, 0)]))


def test_emotions_that_fit_the_ratings_lessen_the_error():
    rated = {f"word{i}": VAD(v, -v, v / 2) for i, v in enumerate((-0.8, -0.4, 0.0, 0.4, 0.8, 0.6))}
    found = qualities(rated, {word: rated[word] for word in list(rated)[:4]}, list(rated), Numbered())
    assert found["all words"].words == 6 and found["terms, with their emotions"].words == 4
    alone, mixed = found["terms, by embedding alone"], found["terms, with their emotions"]
    assert mixed.error == pytest.approx([error / 2 for error in alone.error])  # half of each is the rating itself
    assert min(mixed.r) > max(alone.r)


def test_too_few_rated_terms_are_refused():
    with pytest.raises(ValueError, match="1 terms of the lexicon are rated"):
        rated = {f"word{i}": VAD(0.1 * i, 0, 0) for i in range(6)}
        qualities(rated, {"word1": VAD(0, 0, 0)}, list(rated), Numbered())
