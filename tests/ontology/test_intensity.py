"""Orders of intensity inside a branch, with strengths that can be added in the head."""

from __future__ import annotations

import pytest

from kgservice.ontology.intensity import Accuracy, Strength, accuracy, intensity_rows, is_acyclic, lead, strength
from kgservice.ontology.model import VAD, Emotion, Ontology

ERROR = (0.03, 0.04, 0.5)  # valence and arousal together .05; dominance does not count


def _emotion(name: str, tier: int, broader: str | None, valence: float, arousal: float, *narrower: str) -> Emotion:
    vad = VAD(valence, arousal, 0)
    return Emotion(name, name, tier, broader, "", "", "", vad=vad, vad_error=ERROR, narrower=narrower)


def _branch(**strengths: float) -> Ontology:
    """A secondary emotion ``rage`` of strength .1 and valence -.1 with the given tertiary ones, valence -.1 too."""
    members = [_emotion(name, 3, "rage", -0.1, value - 0.1) for name, value in strengths.items()]
    return Ontology(
        [_emotion("anger", 1, None, -0.1, 0, "rage"), _emotion("rage", 2, "anger", -0.1, 0, *strengths), *members]
    )


def test_strength_is_arousal_plus_distance_from_neutral_valence() -> None:
    found = strength(_emotion("grief", 3, "rage", -0.5, 0.25))
    assert found is not None
    assert (found.value, found.error) == pytest.approx((0.75, 0.05))


def test_an_emotion_without_vad_has_no_strength() -> None:
    assert strength(Emotion("grief", "grief", 3, None, "", "", "")) is None


def test_a_lead_counts_in_errors_of_both() -> None:
    assert lead(Strength(1.0, 0.3), Strength(0.0, 0.4)) == 2
    assert lead(Strength(0.0, 0.3), Strength(1.0, 0.4)) == -2


def test_only_leads_beyond_the_error_become_rows() -> None:
    # Two errors of .05 make .0707; the margin is 2.326 of that, .1645.  Fury leads rage by .2, wrath only by .15.
    rows = intensity_rows(_branch(fury=0.3, wrath=0.25), [])
    assert [(row.subject, row.object) for row in rows] == [("fury", "rage")]
    assert rows[0].score == pytest.approx(0.2 / (2 * 0.05**2) ** 0.5, abs=1e-4)
    assert (rows[0].kind, rows[0].status, rows[0].relation) == ("vad-order", "computed", "moreIntenseThan")
    assert rows[0].evidence == "strength fury 0.30 (error 0.05), rage 0.10 (error 0.05)"


def test_an_order_that_follows_from_two_others_is_left_out() -> None:
    rows = intensity_rows(_branch(fury=0.9, spite=0.5), [])
    assert [(row.subject, row.object) for row in rows] == [("fury", "spite"), ("spite", "rage")]


def test_a_stated_order_is_not_computed_again_and_implies_others() -> None:
    rows = intensity_rows(_branch(fury=0.9, spite=0.5), [("fury", "spite")])
    assert [(row.subject, row.object) for row in rows] == [("spite", "rage")]


def test_an_order_against_a_stated_one_is_dropped() -> None:
    rows = intensity_rows(_branch(fury=0.9), [("rage", "spite"), ("spite", "fury")])
    assert rows == []


def test_emotions_of_opposite_valence_or_other_branches_are_not_compared() -> None:
    # Delight would lead by far, but is pleasant; panic stands in another branch.
    rage = _emotion("rage", 2, "anger", -0.1, 0, "delight", "fury")
    delight, fury = _emotion("delight", 3, "rage", 0.9, 0.9), _emotion("fury", 3, "rage", -0.1, 0.8)
    horror, panic = _emotion("horror", 2, "fear", -0.1, 0, "panic"), _emotion("panic", 3, "horror", -0.1, 0.9)
    rows = intensity_rows(Ontology([rage, delight, fury, horror, panic]), [])
    assert [(row.subject, row.object) for row in rows] == [("fury", "rage"), ("panic", "horror")]


def test_accuracy_counts_all_stated_orders_and_the_sure_ones() -> None:
    ontology = _branch(fury=0.9, wrath=0.25, spite=0.5)
    # Fury over rage is right and sure, wrath over rage right but not sure, rage over spite wrong and sure; one emotion
    # is unknown.
    stated = [("fury", "rage"), ("wrath", "rage"), ("rage", "spite"), ("fury", "unknown")]
    found = accuracy(ontology, stated)
    assert found == Accuracy(stated=3, right=2, sure=2, sure_right=1)
    assert found.confidence == 2 / 4


def test_a_circle_of_three_is_found() -> None:
    assert not is_acyclic([("a", "b"), ("b", "c"), ("c", "a")])
    assert is_acyclic([("a", "b"), ("b", "c"), ("a", "c")])
    assert is_acyclic([])
