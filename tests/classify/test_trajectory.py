"""Emotion over a document and over a conversation.

Words of `mini_lexicon`: happy, glad, yay (joy, valence 0.8), sad, mourned (sadness, -0.8), afraid (fear, -0.6).
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kgservice.classify import EmotionClassifier
from kgservice.classify.trajectory import Trajectory, Turn, trajectory
from kgservice.errors import ContentError

Follow = Callable[..., Trajectory]


@pytest.fixture
def follow(classifier: EmotionClassifier) -> Follow:
    return lambda source, **given: trajectory(source, classifier, **given)


HOLE = (
    "Happy. " * 10
    + "It rained. " * 3
    + "She mourned. He was very sad. They mourned. " * 3
    + "It rained. "
    + "Glad. " * 10
)


def test_a_point_holds_what_the_classifier_says_of_its_sentence(follow: Follow, classifier: EmotionClassifier) -> None:
    text = "I was glad. It rained. She mourned."
    found = follow(text)
    assert (
        [text[p.start : p.end] for p in found]
        == [p.text for p in found]
        == ["I was glad.", "It rained.", "She mourned."]
    )
    for point in found:
        said = classifier.classify(point.text)
        assert (point.primary, point.vad) == (said.primary, said.vad)
        assert point.tiers == ((said.tier(1), said.tier(2), said.tier(3)) if said.primary else ((), (), ()))
    assert found.points[1].weight == 0 < found.points[0].weight


def test_the_fall_and_rise_of_a_story_is_found_and_quoted(follow: Follow) -> None:
    found = follow(HOLE)
    assert found.shape is not None and found.shape.name == "man in a hole"
    (turn,) = found.turning_points()
    assert (turn.kind, turn.quote.primary) == ("valley", "sadness")
    assert 0.3 < turn.place < 0.7 and turn.value < -0.5


def test_a_wider_window_smooths_more(follow: Follow) -> None:
    bumpy = "Happy. She mourned. " * 30
    assert len(follow(bumpy, window=1).turning_points()) > len(follow(bumpy, window=0.5).turning_points())


@pytest.mark.parametrize(("window", "reach"), [(0.1, 7), (0.5, 15), (9, 9), (1, 1), (2.5, 2)])
def test_a_window_is_a_share_or_a_number(follow: Follow, window: float, reach: int) -> None:
    assert follow("Happy. " * 30, window=window).reach == reach


@pytest.mark.parametrize("text", ["", "  \n ", "One sentence.", "Happy.", "It rained. " * 50])
def test_little_text_and_neutral_text_have_no_arc(follow: Follow, text: str) -> None:
    found = follow(text)
    assert (found.turning_points(), found.shape, found.transitions) == ((), None, ())
    assert json.loads(json.dumps(found.to_dict()))["sentences"] == len(found)


def test_the_mean_weighs_by_evidence_and_is_none_for_neutral_text(follow: Follow) -> None:
    assert follow("It rained.").mean is None
    mean = follow("Happy. She mourned.").mean
    assert mean is not None and -0.2 < mean.valence < 0.2


def test_changes_are_counted_across_neutral_sentences(follow: Follow) -> None:
    found = follow("Happy. It rained. She mourned. Glad. He mourned. Sad.")
    counted = {(t.step.first, t.step.second): t.count for t in found.transitions}
    assert counted == {("joy", "sadness"): 2, ("sadness", "joy"): 1}
    assert next(t for t in found.transitions if t.count == 2).first.text == "She mourned."


def test_a_far_change_that_no_statement_supports_is_a_jump(packaged: EmotionClassifier) -> None:
    found = trajectory("I was happy and glad. I am terrified. I am furious.", packaged)
    jumps = {(t.step.first, t.step.second) for t in found.jumps}
    assert jumps <= {(t.step.first, t.step.second) for t in found.transitions}
    assert all(t.step.verdict in ("unsupported", "unknown") for t in found.jumps)
    assert ("fear", "anger") not in jumps  # near in VAD space


TALK = [Turn("Ann", "Happy!"), Turn("Ben", "I mourned."), Turn("Ann", "Glad, yay."), Turn("Ben", "I am afraid.")]


def test_in_a_conversation_each_speaker_has_a_course_of_their_own(follow: Follow) -> None:
    found = follow(TALK)
    assert [(p.speaker, p.primary) for p in found][:2] == [("Ann", "joy"), ("Ben", "sadness")]
    assert {(t.step.first, t.step.second) for t in found.transitions} == {("sadness", "fear")}
    assert {name: [p.primary for p in own] for name, own in found.speakers.items()} == {
        "Ann": ["joy", "joy"],
        "Ben": ["sadness", "fear"],
    }
    assert [p.index for p in found.speakers["Ben"]] == [1, 3]
    assert list(found.summary()["speakers"]) == ["Ann", "Ben"]  # type: ignore[call-overload]


def test_turns_may_come_one_by_one_and_a_turn_is_one_point(follow: Follow) -> None:
    found = follow(iter([Turn("Ann", "Happy. Sad. Glad."), Turn("Ben", "")]))
    assert [p.text for p in found] == ["Happy. Sad. Glad.", ""]
    assert (found.points[1].start, found.length) == (18, 18)


def test_shares_of_emotions_are_of_all_sentences(follow: Follow) -> None:
    found = follow("Happy. It rained. " * 20, window=1)
    assert found.emotions == {"joy": (1.0, 0.0) * 20}


def test_progress_ends_at_the_end(follow: Follow) -> None:
    seen: list[int] = []
    follow("Happy. Sad. Glad", progress=seen.append)
    assert seen == [6, 11, 16]


@pytest.mark.parametrize("wrong", [b"happy", None, 3, ["happy"], [("a", "b", "c")]])
def test_what_is_neither_text_nor_turns_is_a_type_error(follow: Follow, wrong: object) -> None:
    with pytest.raises(TypeError):
        follow(wrong)


@pytest.mark.parametrize("window", [0, -1, float("nan")])
def test_a_window_must_hold_something(follow: Follow, window: float) -> None:
    with pytest.raises(ContentError, match="Give a share of the text"):
        follow("Happy.", window=window)


def test_an_unknown_dimension_names_the_nearest(follow: Follow) -> None:
    with pytest.raises(ContentError, match=r'No dimension "valance"\. Nearest: valence'):
        follow("Happy.").turning_points("valance")


def test_lone_surrogates_and_control_characters_do_no_harm(follow: Follow) -> None:
    found = follow("Happy \ud800. \x00 Sad. \u202e glad.")
    assert "joy" in [p.primary for p in found]
    json.dumps(found.to_dict())
