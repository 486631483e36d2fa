"""A VAD point as a mixture of emotions."""

from __future__ import annotations

from math import exp

import pytest

from kgservice import load_ontology
from kgservice.ontology.mixture import LEAST_SD, distribution, spread
from kgservice.ontology.model import VAD, Emotion, Ontology, Rating


def emotion(name: str, vad: VAD | None, sd: float | None, n: int | None = 10, tier: int = 1) -> Emotion:
    numbers = None if sd is None else (sd, sd, sd)
    raters = None if n is None else (n, n, n)
    ratings = (Rating("s", (name,), "rated", vad, numbers, raters, (0, 0, 0)),) if vad else ()
    return Emotion(name, name, tier, None, "", "", "", vad=vad, ratings=ratings)


def shares(point: VAD, *emotions: Emotion, tier: int | None = None) -> dict[str, float]:
    return {share.emotion.id: share.probability for share in distribution(Ontology(emotions), point, tier)}


HERE, THERE = VAD(0.5, 0, 0), VAD(-0.5, 0, 0)


def test_half_way_between_two_of_equal_spread_is_half_and_half() -> None:
    found = shares(VAD(0, 0, 0), emotion("joy", HERE, 0.5), emotion("fear", THERE, 0.5))
    assert found == {"fear": 0.5, "joy": 0.5}


def test_the_shares_follow_the_normal_density() -> None:
    """At joy, z is 0; fear lies 2 SD away: its density is exp(-2) of joy's."""
    found = shares(HERE, emotion("joy", HERE, 0.5), emotion("fear", THERE, 0.5))
    assert found["joy"] == pytest.approx(1 / (1 + exp(-2)))


def test_of_two_at_one_place_the_narrower_is_likelier_there_and_the_wider_far_away() -> None:
    wide, narrow = emotion("wide", VAD(0, 0, 0), 0.8), emotion("narrow", VAD(0, 0, 0), 0.2)
    assert shares(VAD(0, 0, 0), wide, narrow)["narrow"] == pytest.approx(64 / 65)  # (0.8 / 0.2) ** 3 to 1
    assert shares(VAD(0.9, 0.9, 0.9), wide, narrow)["wide"] > 0.999


def test_an_emotion_without_a_spread_gets_the_median_one() -> None:
    known = (emotion("a", HERE, 0.4), emotion("b", HERE, 0.2), emotion("c", HERE, 0.6))
    found = distribution(Ontology([*known, emotion("d", HERE, None)]), THERE)
    deviations = {share.emotion.id: share.deviation for share in found}
    assert deviations["d"] == deviations["a"] == pytest.approx(1 / 0.4)


def test_spreads_weigh_by_raters_and_without_their_number_alike() -> None:
    """Alike: the root of (0.25 + 0.01) / 2; by 30 and 10 raters: of (30 * 0.25 + 10 * 0.01) / 40."""
    for n, m, variance in ((None, None, 0.13), (30, 10, 0.19)):
        ratings = (*emotion("joy", HERE, 0.5, n).ratings, *emotion("joy", HERE, 0.1, m).ratings)
        both = Emotion("joy", "joy", 1, None, "", "", "", vad=HERE, ratings=ratings)
        assert spread(both) == pytest.approx((variance**0.5,) * 3)
    assert spread(emotion("joy", HERE, None)) is None


def test_a_spread_of_nothing_does_not_divide_by_nothing() -> None:
    found = distribution(Ontology([emotion("joy", HERE, 0.0)]), THERE)
    assert found[0].probability == 1 and found[0].deviation == pytest.approx(1 / LEAST_SD)


def test_only_the_emotions_of_a_tier_are_compared_and_those_without_vad_are_not() -> None:
    some = (emotion("joy", HERE, 0.5), emotion("bliss", HERE, 0.5, tier=3), emotion("fear", None, None))
    assert set(shares(HERE, *some)) == {"joy", "bliss"}
    assert shares(HERE, *some, tier=3) == {"bliss": 1.0}
    assert shares(HERE, *some, tier=2) == {}


@pytest.mark.parametrize("point", [VAD(1, 1, 1), VAD(-1, -1, -1), VAD(0, 0, 0), VAD(-1, 1, -1)])
def test_the_packaged_shares_sum_to_one_everywhere(point: VAD) -> None:
    found = distribution(load_ontology(), point)
    assert sum(share.probability for share in found) == pytest.approx(1)
    assert [s.probability for s in found] == sorted((s.probability for s in found), reverse=True)


def test_every_primary_is_the_likeliest_primary_at_its_own_place() -> None:
    ontology = load_ontology()
    for primary in ontology.at_tier(1):
        assert primary.vad is not None
        assert distribution(ontology, primary.vad, tier=1)[0].emotion.id == primary.id
