"""Ways between emotions.

The tree of ``full`` (see ``conftest``) with the VAD that it gives.  Every dimension of anxiety is 0.0, of cheerfulness
0.1, delight 0.2, fear 0.3, grief 0.4, joy 0.5, nervousness 0.6, sadness 0.7, sadness-secondary 0.8, awe 0.9.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.errors import ContentError, UnknownEmotion, UnknownId
from kgservice.ontology.model import Dependency, Ontology
from kgservice.ontology.paths import path
from kgservice.ontology.tables import read_ontology


@pytest.fixture
def ontology(full: Path) -> Ontology:
    return read_ontology(full / "ontology")


WAYS = {
    "up and down the tree": ("delight", "joy", "hierarchy", ("delight", "cheerfulness", "joy")),
    "another tree": ("delight", "grief", "hierarchy", ()),
    # the quarters of the line lie at 0.1, 0.2 and 0.3
    "in equal steps": ("anxiety", "grief", "vad", ("anxiety", "cheerfulness", "delight", "fear", "grief")),
    "back again": ("grief", "anxiety", "vad", ("grief", "fear", "delight", "cheerfulness", "anxiety")),
    "no way to go in VAD": ("joy", "joy", "vad", ("joy",)),
    "along a link": ("anxiety", "grief", "leads-to", ("anxiety", "grief")),
    "against a link": ("grief", "anxiety", "leads-to", ()),
    "nowhere to go": ("joy", "joy", "leads-to", ("joy",)),
}


@pytest.mark.parametrize(("start", "goal", "via", "way"), WAYS.values(), ids=WAYS)
def test_the_way_from_one_emotion_to_another(
    ontology: Ontology, start: str, goal: str, via: str, way: tuple[str, ...]
) -> None:
    assert path(ontology, start, goal, via).ids == way


def leads(subject: str, object_: str, confidence: float, kind: str = "k") -> Dependency:
    return Dependency(subject, "leadsTo", object_, kind, "m", "", None, confidence, "", "s", "computed")


def test_two_sure_steps_beat_one_unsure_step(ontology: Ontology) -> None:
    """0.5 at once, 0.9 x 0.9 = 0.81 by way of fear."""
    links = [leads("joy", "grief", 0.5), leads("joy", "fear", 0.9), leads("fear", "grief", 0.9)]
    way = path(Ontology(ontology, links), "joy", "grief")
    assert way.ids == ("joy", "fear", "grief")
    assert way.confidence == pytest.approx(0.81)


def test_each_stop_says_what_leads_there_the_most_confident_first(ontology: Ontology) -> None:
    links = [leads("joy", "grief", 0.25, "weak"), leads("joy", "grief", 0.75, "strong")]
    way = path(Ontology(ontology, links), "joy", "grief")
    assert [[link.kind for link in stop.links] for stop in way.stops] == [[], ["strong", "weak"]]
    assert way.to_dict()["confidence"] == 0.75


def test_a_link_of_no_confidence_is_the_last_resort(ontology: Ontology) -> None:
    assert path(Ontology(ontology, [leads("joy", "grief", 0.0)]), "joy", "grief").ids == ("joy", "grief")


def test_without_vad_there_is_no_way_in_vad_space(mini: Path) -> None:
    assert path(read_ontology(mini / "ontology"), "joy", "fear", "vad").ids == ()


def test_a_station_says_how_far_it_lies_from_the_line(ontology: Ontology) -> None:
    """Half way from anxiety (0.0) to joy (0.5) lies 0.25; delight at 0.2 and fear at 0.3 are as near: delight it is."""
    station = path(ontology, "anxiety", "joy", "vad", stations=1).stops[1]
    assert (station.emotion.id, tuple(station.point or ())) == ("delight", (0.25, 0.25, 0.25))
    assert station.distance == pytest.approx(0.05 * 3**0.5)


def test_no_emotion_is_two_stations(ontology: Ontology) -> None:
    way = path(ontology, "anxiety", "awe", "vad", stations=20)
    assert len(set(way.ids)) == len(way) == 10
    assert (way.ids[0], way.ids[-1]) == ("anxiety", "awe")


def test_only_a_way_along_links_has_a_confidence(ontology: Ontology) -> None:
    assert path(ontology, "anxiety", "grief").confidence == 0.4
    assert path(ontology, "anxiety", "grief", "vad").confidence is None
    assert path(ontology, "grief", "anxiety").confidence is None


def test_what_cannot_be_is_named(ontology: Ontology) -> None:
    with pytest.raises(UnknownEmotion, match="Nearest: joy"):
        path(ontology, "jooy", "fear")
    with pytest.raises(UnknownEmotion, match="Nearest: fear"):
        path(ontology, "joy", "feear", "vad")
    with pytest.raises(UnknownId, match=r'No way "leadsto"\. Nearest: leads-to'):
        path(ontology, "joy", "fear", "leadsto")
    with pytest.raises(ContentError, match="Give 0 to 20"):
        path(ontology, "joy", "fear", "vad", stations=21)
