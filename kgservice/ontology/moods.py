"""Where a mood goes next in VAD space: back to what a personality is given to, or on towards a goal.

In: points of VAD space.  Out: points, and the emotions nearest to them.  Nothing here is learned: the pull is a
straight line, with a step size that the caller chooses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from math import ceil
from typing import NamedTuple

from kgservice.errors import ContentError
from kgservice.ontology.model import VAD, Emotion, Ontology
from kgservice.ontology.paths import MAX_STATIONS, between, nearest_unused

STEP = 0.25
"""How far a mood moves at a time in VAD space, unless told otherwise.  A choice, not measured."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Personality:
    """The five traits, each from -1 (least) to 1 (most), 0 the average; raises `ContentError` outside.

    ``stability``: emotional stability, the opposite of neuroticism.
    """

    openness: float = 0.0
    conscientiousness: float = 0.0
    extraversion: float = 0.0
    agreeableness: float = 0.0
    stability: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a trait outside -1 to 1."""
        for each in fields(self):
            if not -1 <= (value := getattr(self, each.name)) <= 1:
                raise ContentError(f"{each.name} {value:g} is outside the scale -1 to 1. Give 0 for the average.")

    @property
    def baseline(self) -> VAD:
        """The mood that somebody with these traits is given to.

        Source: the regressions of Mehrabian, A. (1996), Analysis of the Big-five personality factors in terms of the
        PAD temperament model, Australian Journal of Psychology 48(2), 86-92.  His third trait dimension, arousability,
        stands for arousal; sophistication for openness.

        >>> Personality(extraversion=1).baseline
        VAD(valence=0.21, arousal=0.0, dominance=0.6)
        >>> Personality(stability=-1).baseline.arousal
        0.57
        """
        return VAD(
            0.21 * self.extraversion + 0.59 * self.agreeableness + 0.19 * self.stability,
            0.15 * self.openness + 0.30 * self.agreeableness - 0.57 * self.stability,
            0.25 * self.openness + 0.17 * self.conscientiousness + 0.60 * self.extraversion - 0.32 * self.agreeableness,
        )


class Station(NamedTuple):
    """A point on the way, and the emotion that names it: the nearest one that does not name another station."""

    point: VAD
    emotion: Emotion
    distance: float


def moved(point: VAD, goal: VAD, step: float = STEP) -> VAD:
    """Return the point that lies ``step`` nearer to the goal on a straight line; the goal itself when it is as near.

    Raises `ContentError` for a step that is not above 0.

    >>> moved(VAD(0, 0, 0), VAD(1, 0, 0), 0.25), moved(VAD(0.9, 0, 0), VAD(1, 0, 0), 0.25)
    (VAD(valence=0.25, arousal=0.0, dominance=0.0), VAD(valence=1.0, arousal=0.0, dominance=0.0))
    """
    if not step > 0:
        raise ContentError(f"A step of {step:g} leads nowhere. Give a distance in VAD space above 0.")
    distance = point.distance(goal)
    if distance <= step:
        return goal
    return between(point, goal, step / distance)


def stations(ontology: Ontology, start: VAD, goal: VAD, step: float = STEP) -> Iterator[Station]:
    """Yield the way from start to goal in the fewest equal steps of ``step`` at most, each point named, both ends too.

    Each emotion names one point, the ends first: where the nearest is used up, the next one does.  Raises
    `ContentError` for a step that is not above 0, or so short that more than `MAX_STATIONS` points lie between.

    >>> from kgservice.ontology import load_ontology
    >>> ontology = load_ontology()
    >>> way = list(stations(ontology, ontology["anxiety"].vad, ontology["contentment"].vad, 0.5))
    >>> way[0].emotion.id, way[-1].emotion.id, len(way)
    ('anxiety', 'contentment', 5)
    """
    moved(start, goal, step)
    count = max(1, ceil(start.distance(goal) / step - _ROUNDING))
    if count - 1 > MAX_STATIONS:
        raise ContentError(f"Steps of {step:g} make {count - 1} stations. Take longer ones: {MAX_STATIONS} at most.")
    inner = [between(start, goal, number / count) for number in range(1, count)]
    points = [start, *inner, goal] if start != goal else [start]
    used: set[str] = set()
    names = {place: nearest_unused(ontology, points[place], used) for place in _ends_first(len(points))}
    for place, point in enumerate(points):
        if (found := names[place]) is not None:
            yield Station(point, *found)


def _ends_first(count: int) -> list[int]:
    """Return the places of so many points, those of both ends before the others."""
    return list(dict.fromkeys([0, count - 1, *range(count)]))
