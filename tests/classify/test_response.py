"""Which answer fits a feeling: ways that do what their names say."""

import pytest

from kgservice import EmotionClassifier, load_ontology
from kgservice.classify.response import NEUTRAL, WAYS, Fit, UnknownAnswer, mood, rank, soothing

COMFORT = "Come here, I love you and everything will be wonderful."
LAMENT = "That is so sad, I could cry."
PLAIN = "The bus leaves at nine."


@pytest.fixture(scope="module")
def fit() -> Fit:
    return Fit(load_ontology())


CLASSIFIER = EmotionClassifier()


def best(said: str, way: str) -> str:
    return rank(said, [PLAIN, LAMENT, COMFORT], way, CLASSIFIER)[0].text


def test_the_ways_answer_a_sad_text_differently() -> None:
    said = "I am so sad and I miss my mother."
    assert best(said, "mirror") == LAMENT
    assert best(said, "soothe") == COMFORT
    assert best(said, "plausible") == LAMENT


def test_a_neutral_text_is_best_answered_by_a_neutral_one() -> None:
    assert {best(PLAIN, way) for way in WAYS} == {PLAIN}


def test_equal_fits_keep_the_order_of_the_candidates() -> None:
    assert [each.text for each in rank("", ["b", "a"], "mirror", CLASSIFIER)] == ["b", "a"]
    assert rank("", [], "mirror") == []


def test_a_mood_sums_to_one() -> None:
    for text in ("", PLAIN, LAMENT, "I love and hate this."):
        assert sum(mood(CLASSIFIER.classify(text)).values()) == pytest.approx(1)


@pytest.mark.parametrize("way", WAYS)
def test_a_fit_stays_between_zero_and_one(fit: Fit, way: str) -> None:
    moods = [{NEUTRAL: 1.0}, {"sadness": 0.5, "joy": 0.3, NEUTRAL: 0.2}, {"anger": 1.0}, {"love": 0.9, "fear": 0.1}]
    assert all(0 <= fit(way, one, other) <= 1 + 1e-9 for one in moods for other in moods)


def test_what_is_stated_to_follow_is_more_plausible_than_what_is_far_away(fit: Fit) -> None:
    stated, far = (fit("plausible", {"anger": 1.0}, {answer: 1.0}) for answer in ("sadness", "joy"))
    assert stated > 0.7 > far


def test_only_unpleasant_emotions_are_soothed_and_only_by_pleasant_ones() -> None:
    onto = load_ontology()
    for one, shares in soothing(onto).items():
        assert onto[one].vad.valence < 0 < min(onto[other].vad.valence for other in shares)
        assert sum(shares.values()) == pytest.approx(1)


def test_an_unknown_way_names_the_known_ones(fit: Fit) -> None:
    with pytest.raises(UnknownAnswer, match=r'No way of answering "mirorr". Nearest: mirror'):
        fit("mirorr", {NEUTRAL: 1.0}, {NEUTRAL: 1.0})
