"""Moods that move: towards a goal, or back to what a personality is given to."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kgservice import VAD, load_ontology
from kgservice.errors import ContentError
from kgservice.ontology.moods import Personality, moved, stations


def test_a_step_has_its_length_and_the_last_one_ends_at_the_goal() -> None:
    start, goal = VAD(-0.5, 0.5, 0), VAD(0.5, 0.5, 0)
    assert moved(start, goal, 0.25).distance(start) == pytest.approx(0.25)
    assert moved(VAD(0.4, 0.5, 0), goal, 0.25) == goal


@pytest.mark.parametrize("step", [0, -1, float("nan")])
def test_a_step_that_leads_nowhere_is_refused(step: float) -> None:
    with pytest.raises(ContentError, match="leads nowhere"):
        moved(VAD(0, 0, 0), VAD(1, 0, 0), step)


def test_the_average_personality_is_given_to_no_mood() -> None:
    assert Personality().baseline == VAD(0, 0, 0)


def test_the_regressions_are_those_of_mehrabian() -> None:
    """By hand: V .21 E + .59 A + .19 S; A .15 O + .30 A - .57 S; D .25 O + .17 C + .60 E - .32 A."""
    baseline = Personality(
        openness=0.5, conscientiousness=-1, extraversion=0.2, agreeableness=1, stability=-0.5
    ).baseline
    assert tuple(baseline) == pytest.approx((0.537, 0.66, -0.245))


def test_traits_at_their_ends_stay_inside_the_scale() -> None:
    assert Personality(1, 1, 1, 1, 1).baseline.valence == pytest.approx(0.99)
    with pytest.raises(ContentError, match="stability 2 is outside"):
        Personality(stability=2)


def test_stations_are_equally_far_apart_and_each_emotion_names_one() -> None:
    ontology = load_ontology()
    start, goal = ontology["anxiety"].vad, ontology["contentment"].vad
    assert start is not None and goal is not None
    way = list(stations(ontology, start, goal, 0.25))
    gaps = [one.point.distance(other.point) for one, other in pairwise(way)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps)) and gaps[0] <= 0.25
    assert len({station.emotion.id for station in way}) == len(way)
    assert (way[0].emotion.id, way[-1].emotion.id) == ("anxiety", "contentment")


def test_a_way_to_where_one_is_has_one_station() -> None:
    here = VAD(0.1, 0.1, 0.1)
    assert [station.point for station in stations(load_ontology(), here, here)] == [here]


def test_too_many_stations_are_refused_with_the_most_there_can_be() -> None:
    with pytest.raises(ContentError, match="20 at most"):
        list(stations(load_ontology(), VAD(-1, 0, 0), VAD(1, 0, 0), 0.01))
