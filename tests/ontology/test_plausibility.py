"""How plausible one emotion after another is.

The tree is ``tests/data/mini`` with these links: fear leads to joy (0.5), anxiety to grief (0.25).
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kgservice import load_ontology
from kgservice.errors import UnknownEmotion
from kgservice.ontology.model import VAD, Dependency, Ontology
from kgservice.ontology.plausibility import FAR, VERDICTS, Plausibility, Step, score
from kgservice.ontology.tables import read_ontology

PLACES = {"joy": VAD(1, 0, 0), "delight": VAD(0.9, 0, 0), "fear": VAD(-0.9, 0, 0), "sadness": VAD(-1, 0, 0)}


def leads(subject: str, object_: str, confidence: float) -> Dependency:
    return Dependency(subject, "leadsTo", object_, "k", "m", "", None, confidence, "counted", "s", "computed")


@pytest.fixture
def judge(mini: Path) -> Plausibility:
    placed = [dataclasses.replace(e, vad=PLACES.get(e.id)) for e in read_ontology(mini / "ontology")]
    links = [leads("fear", "joy", 0.5), leads("anxiety", "grief", 0.25), leads("fear", "joy", 0.75)]
    return Plausibility(Ontology(placed, links))


VERDICT = {
    "itself": ("joy", "joy", "same"),
    "below it": ("joy", "delight", "same"),
    "above it": ("grief", "sadness", "same"),
    "stated": ("fear", "joy", "supported"),
    "stated of the emotions above": ("nervousness", "delight", "supported"),
    "something else is stated": ("fear", "sadness", "unsupported"),
    "nothing is stated": ("joy", "fear", "unknown"),
}


@pytest.mark.parametrize(("first", "second", "verdict"), VERDICT.values(), ids=VERDICT)
def test_a_step_is_judged_by_what_is_stated(judge: Plausibility, first: str, second: str, verdict: str) -> None:
    step = judge.step(first, second)
    assert (step.verdict, verdict in VERDICTS) == (verdict, True)
    assert bool(step.links) == (verdict == "supported")


def test_the_most_confident_statement_supports_first(judge: Plausibility) -> None:
    step = judge.step("anxiety", "delight")
    assert [link.confidence for link in step.links] == [0.75, 0.5]
    assert step.remark == "fear leads to joy (confidence 0.75): counted."


def test_a_step_knows_how_many_pairs_lie_nearer(judge: Plausibility) -> None:
    """joy-delight and fear-sadness 0.1, delight-fear 1.8, joy-fear and delight-sadness 1.9, joy-sadness 2."""
    assert judge.step("joy", "sadness").nearer == pytest.approx(5 / 6)
    assert judge.step("fear", "sadness").nearer == 0
    assert judge.step("joy", "grief").nearer is None  # grief has no VAD here


@pytest.mark.parametrize(
    ("verdict", "nearer", "is_jump"),
    [
        ("unknown", FAR, True),
        ("unsupported", 0.99, True),
        ("unknown", 0.89, False),
        ("supported", 1.0, False),
        ("same", 1.0, False),
        ("unknown", None, False),
    ],
)
def test_a_jump_is_far_and_without_support(verdict: str, nearer: float | None, is_jump: bool) -> None:
    assert Step("joy", "fear", verdict, (), 1.0, nearer).is_jump is is_jump


def test_what_cannot_be_told_is_said(judge: Plausibility) -> None:
    assert judge.step("joy", "sadness").remark.startswith(
        "No leadsTo statement says what follows joy; 83% of all pairs"
    )
    assert "though some start there" in judge.step("fear", "sadness").remark
    assert judge.step("joy", "grief").remark == "No leadsTo statement says what follows joy."


def test_a_score_is_nearness_raised_by_a_statement(judge: Plausibility) -> None:
    assert judge.step("fear", "joy").score == 0.75
    assert judge.step("joy", "sadness").score == pytest.approx(1 / 6)
    assert judge.step("joy", "grief").score is None
    assert judge.step("joy", "delight").score == 1


def test_a_sequence_gives_a_step_for_each_pair_and_their_mean(judge: Plausibility) -> None:
    steps = judge.steps(["fear", "joy", "delight"])
    assert [step.verdict for step in steps] == ["supported", "same"]
    assert score(steps) == 0.875
    assert (judge.steps(["joy"]), judge.steps([])) == ((), ())


def test_an_unknown_emotion_names_the_nearest_also_alone(judge: Plausibility) -> None:
    with pytest.raises(UnknownEmotion, match="Nearest: joy"):
        judge.steps(["jooy"])


def test_a_packaged_answer_can_be_written_as_json() -> None:
    said = Plausibility(load_ontology()).step("anger", "sadness").to_dict()
    assert said["verdict"] == "supported" and said["links"][0]["source"] == "meld2019"  # type: ignore[index]
