"""Mirror pairs: the threshold is chosen on stated opposites and judged on those left out."""

from __future__ import annotations

import pytest

from kgservice.ontology.mirror import Mirror, candidates
from kgservice.ontology.model import VAD, Emotion
from kgservice.ontology.opposites import Quality, choose, fit, leave_one_out, mirror_rows, refused_rows

WHOLE = Mirror("mirrored", "mirrored")


def _emotion(name: str, *vad: float) -> Emotion:
    return Emotion(name, name, 3, None, "", "", "", vad=VAD(*vad))


def _mirrored(count: int) -> list[Emotion]:
    """Pairs a0 b0, a1 b1, … that reflect each other exactly, spread over arousal and dominance, and of one valence."""
    emotions = []
    for place in range(count):
        arousal, dominance = -0.8 + 1.6 * place / (count - 1), 0.8 * (-1) ** place
        emotions.append(_emotion(f"a{place}", 0.9, arousal, dominance))
        emotions.append(_emotion(f"b{place}", -0.9, -arousal, -dominance))
    return emotions


STATED = {(f"a{place}", f"b{place}") for place in range(6)}


def test_the_threshold_lies_between_the_stated_pairs_and_the_rest() -> None:
    # Exact reflections score .9.  The nearest other pairs, such as a0 and b2, agree in dominance and miss by two steps
    # of 1.6 / 5 in arousal: .9 - .64 = .26.  Half way lies .58.
    rule = choose({WHOLE: candidates(_mirrored(6), WHOLE)}, STATED)
    assert rule.mirror == WHOLE
    assert rule.threshold == pytest.approx((0.9 + 0.26) / 2)


def test_no_stated_pair_gives_a_rule_that_proposes_nothing() -> None:
    tried = {WHOLE: candidates(_mirrored(2), WHOLE)}
    assert choose(tried, set()).threshold == float("inf")
    assert leave_one_out(tried, set()).accepted == 0


def test_a_method_that_reflects_the_stated_pairs_finds_those_left_out() -> None:
    quality = leave_one_out({WHOLE: candidates(_mirrored(6), WHOLE)}, STATED)
    assert quality == Quality(tried=36, reference=6, accepted=6, right=6, auc=1.0)
    assert (quality.precision, quality.recall, quality.base) == (1, 1, 6 / 36)
    assert quality.is_kept
    # Two more pairs at the base of 1/6: (6 + 2/6) / (6 + 2).
    assert quality.confidence == pytest.approx((6 + 1 / 3) / 8)


def test_a_method_no_better_than_proposing_every_pair_is_not_kept() -> None:
    assert not Quality(tried=100, reference=10, accepted=50, right=9, auc=0.6).is_kept
    assert Quality(tried=100, reference=10, accepted=50, right=10, auc=0.6).is_kept
    assert not Quality(tried=0, reference=0, accepted=0, right=0, auc=0.5).is_kept


def test_of_two_methods_only_the_fitting_one_gives_rows() -> None:
    fits = {found.method: found for found in fit(_mirrored(6), STATED)}
    assert fits["point-mirror"].quality.is_kept
    rows = mirror_rows(_mirrored(6), STATED, [fits["point-mirror"]])
    assert {(row.subject, row.object) for row in rows} == STATED
    assert {(row.relation, row.kind, row.method, row.status) for row in rows} == {
        ("isOppositeOf", "vad-mirror", "point-mirror", "computed")
    }
    assert "a0 (+0.90, -0.80, +0.80) and b0 (-0.90, +0.80, -0.80)" in rows[0].evidence + rows[-1].evidence


def test_a_new_pair_is_proposed_only_when_each_is_the_others_best_image() -> None:
    # Nobody states a9 b9, which scores .8, above the threshold of .58; so does b8 with a9 (.8 - .1), but less well.
    more = [_emotion("a9", 0.8, 0, 0), _emotion("b9", -0.8, 0, 0), _emotion("b8", -0.8, 0.1, 0)]
    rows = mirror_rows([*_mirrored(6), *more], STATED, fit(_mirrored(6), STATED))
    assert {(row.subject, row.object) for row in rows} == {*STATED, ("a9", "b9")}


def test_a_stated_pair_of_one_valence_is_kept_as_a_rejected_row() -> None:
    # Plutchik calls anger the opposite of fear; both are unpleasant.
    emotions = [_emotion("anger", -0.6, 0.2, 0), _emotion("fear", -0.6, 0.2, -0.5), *_mirrored(6)]
    (row,) = refused_rows(emotions, {("anger", "fear"), *STATED}, fit(emotions, STATED))
    assert (row.subject, row.object, row.kind, row.status, row.confidence) == (
        "anger",
        "fear",
        "vad-mirror",
        "rejected",
        0,
    )
    assert row.evidence.startswith("valence on one side: anger (-0.60, +0.20, +0.00)")


def test_without_stated_pairs_nothing_is_fitted() -> None:
    assert fit(_mirrored(3), set()) == []
