"""A trajectory: the points of a document or conversation, and what is worked out from them when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kgservice.classify.rollup import Scores
from kgservice.classify.trajectory.extremes import extremes
from kgservice.classify.trajectory.shapes import Shape, shapes
from kgservice.classify.trajectory.smoothing import smooth
from kgservice.errors import ContentError, nearest
from kgservice.ontology.model import DIMENSIONS, TIERS, VAD
from kgservice.ontology.plausibility import Plausibility, Step

LEAST_WINDOW = 7
"""A share of a short text is never taken to be fewer points than this: with fewer nothing is smoothed."""


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence, or one turn of a conversation.

    ``start`` and ``end``: character offsets in the document; in a conversation, in its texts joined by line breaks.
    ``vad``: None where no word has one.  ``primary``: None when neutral.  ``tiers``: (emotion id, score) pairs at tier
    1, 2 and 3, best first; none when neutral.  ``weight``: the evidence behind the VAD: 1 and the summed weights of
    the terms found, 0 without a VAD.  ``speaker``: empty in a document.
    """

    index: int
    start: int
    end: int
    text: str
    speaker: str
    vad: VAD | None
    primary: str | None
    tiers: tuple[Scores, Scores, Scores]
    weight: float


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """Where a smoothed curve turns.

    ``kind``: ``peak`` or ``valley``.  ``place``: 0 (start) to 1 (end of the text, by characters).  ``value`` and
    ``prominence``: on the scale -1 to 1, of the smoothed curve.  ``quote``: of the points that make up the place, the
    one that pulls most in its direction.
    """

    kind: str
    dimension: str
    place: float
    value: float
    prominence: float
    quote: Point

    def to_dict(self) -> dict[str, object]:
        """Return the turning point as JSON."""
        names = ("kind", "dimension", "place", "value", "prominence")
        return {name: getattr(self, name) for name in names} | {"index": self.quote.index, "quote": self.quote.text}


@dataclass(frozen=True, slots=True)
class Transition:
    """One primary emotion after another: what the ontology says of it, how often it comes, and where first."""

    step: Step
    count: int
    first: Point

    def to_dict(self) -> dict[str, object]:
        """Return the transition as JSON."""
        return self.step.to_dict() | {"count": self.count, "index": self.first.index, "quote": self.first.text}


class Trajectory:
    """The points of a document or conversation in order, and what they amount to.

    ``window``: below 1 the share of the points that a smoothed value rests on (`LEAST_WINDOW` at least), from 1 on
    their number; 1 leaves the curves as they are.
    """

    def __init__(self, points: Sequence[Point], window: float, judge: Plausibility, length: int) -> None:
        """Keep the points; ``length``: characters of the whole text."""
        self.points, self.window, self.length = tuple(points), window, length
        self._judge = judge

    def __len__(self) -> int:
        """Return how many points there are."""
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        """Yield the points in order."""
        return iter(self.points)

    @property
    def reach(self) -> int:
        """How many points a smoothed value rests on."""
        if self.window >= 1:
            return int(self.window)
        return max(LEAST_WINDOW, round(self.window * len(self)))

    @cached_property
    def curves(self) -> Mapping[str, tuple[float | None, ...]]:
        """The smoothed valence, arousal and dominance of every point, each -1 to 1; None where nothing speaks."""
        weights = [point.weight for point in self]
        return {name: tuple(smooth(self.raw(name), weights, self.reach)) for name in DIMENSIONS}

    @cached_property
    def emotions(self) -> Mapping[str, tuple[float, ...]]:
        """The smoothed share of every primary that occurs, by id: a neutral point has none of any, so 0 to 1 in all."""
        ids = sorted({emotion for point in self for emotion, _ in point.tiers[0]})
        ones = [1.0] * len(self)
        found = {}
        for emotion in ids:
            shares = [dict(point.tiers[0]).get(emotion, 0.0) for point in self]
            found[emotion] = tuple(value or 0.0 for value in smooth(shares, ones, self.reach))
        return found

    def raw(self, dimension: str) -> list[float | None]:
        """Return a dimension of every point as it is; raises `ContentError` for one that is not of VAD."""
        if dimension not in DIMENSIONS:
            near = ", ".join(nearest(dimension, DIMENSIONS) or DIMENSIONS)
            raise ContentError(f'No dimension "{dimension}". Nearest: {near}.')
        return [getattr(point.vad, dimension) if point.vad else None for point in self]

    def place(self, point: Point) -> float:
        """Return where a point stands, from 0 (start) to 1 (end), by the characters before its middle."""
        return (point.start + point.end) / 2 / max(1, self.length)

    def turning_points(self, dimension: str = "valence", prominence: float | None = None) -> tuple[TurningPoint, ...]:
        """Return where the smoothed curve of a dimension turns, in order; none for a short or flat one.

        ``prominence``: the least that counts, by default a quarter of the curve's range, 0.05 at least.  Raises
        `ContentError` for an unknown dimension.
        """
        raw = self.raw(dimension)
        known = [value for value in raw if value is not None]
        mean = sum(known) / len(known) if known else 0.0
        found = []
        for kind, place, value, height in extremes(self.curves[dimension], prominence):
            sign = 1 if kind == "peak" else -1
            around = range(max(0, place - self.reach // 2), min(len(self), place + self.reach // 2 + 1))
            pulls = {i: sign * (each - mean) * self.points[i].weight for i in around if (each := raw[i]) is not None}
            quote = self.points[max(pulls, key=lambda i: (pulls[i], -abs(i - place)))]
            found.append(TurningPoint(kind, dimension, self.place(self.points[place]), value, height, quote))
        return tuple(found)

    @property
    def shape(self) -> Shape | None:
        """The shape that the smoothed valence follows best; None when it is too short or flat to have one."""
        return next(iter(self.shapes), None)

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """How well the smoothed valence follows each of the six shapes, the best first; maybe none."""
        return shapes(self.curves["valence"])

    @cached_property
    def transitions(self) -> tuple[Transition, ...]:
        """Every change from one primary emotion to another, the least plausible first, then the most frequent.

        Neutral points are passed over; in a conversation each speaker's emotions follow one another.
        """
        counts: dict[tuple[str, str], int] = {}
        places: dict[tuple[str, str], Point] = {}
        last: dict[str, str] = {}
        for point in self:
            if point.primary is None:
                continue
            before = last.get(point.speaker, point.primary)
            last[point.speaker] = point.primary
            if before != point.primary:
                counts[before, point.primary] = counts.get((before, point.primary), 0) + 1
                places.setdefault((before, point.primary), point)
        found = [Transition(self._judge.step(*pair), counts[pair], places[pair]) for pair in counts]
        return tuple(sorted(found, key=_implausible_first))

    @property
    def jumps(self) -> tuple[Transition, ...]:
        """The transitions that are far in VAD space and that no leadsTo statement supports; maybe none."""
        return tuple(transition for transition in self.transitions if transition.step.is_jump)

    @property
    def mean(self) -> VAD | None:
        """The mean VAD by evidence; None where no point has one."""
        total = sum(point.weight for point in self)
        if not total:
            return None
        sums = [sum(point.weight * getattr(point.vad, name) for point in self if point.vad) for name in DIMENSIONS]
        return VAD(*(max(-1.0, min(1.0, each / total)) for each in sums))

    @cached_property
    def speakers(self) -> Mapping[str, Trajectory]:
        """The trajectory of each speaker, in the order in which they first speak; empty for a document."""
        names = dict.fromkeys(point.speaker for point in self if point.speaker)
        return {
            name: Trajectory([p for p in self if p.speaker == name], self.window, self._judge, self.length)
            for name in names
        }

    def summary(self) -> dict[str, object]:
        """Return everything but the points as JSON."""
        mean = self.mean
        return {
            "sentences": len(self),
            "emotional": sum(point.primary is not None for point in self),
            "characters": self.length,
            "window": self.reach,
            "mean": mean.to_dict() if mean else None,
            "shape": self.shape._asdict() if self.shape else None,
            "shapes": [shape._asdict() for shape in self.shapes],
            "turningPoints": [turn.to_dict() for dimension in DIMENSIONS for turn in self.turning_points(dimension)],
            "transitions": [transition.to_dict() for transition in self.transitions],
            "speakers": {name: own.summary() for name, own in self.speakers.items() if name and len(self.speakers) > 1},
        }

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield the points as JSON, each with its smoothed VAD."""
        for i, point in enumerate(self):
            yield {
                "index": point.index,
                "start": point.start,
                "end": point.end,
                "speaker": point.speaker or None,
                "text": point.text,
                "primary": point.primary,
                "vad": point.vad.to_dict() if point.vad else None,
                "smoothed": {name: curve[i] for name, curve in self.curves.items()},
                "weight": point.weight,
                "tiers": {
                    str(tier): [{"emotion": emotion, "score": score} for emotion, score in scores]
                    for tier, scores in zip(TIERS, point.tiers, strict=True)
                },
            }

    def to_dict(self) -> dict[str, object]:
        """Return the summary, and the rows as ``points``."""
        return self.summary() | {"points": list(self.rows())}


def _implausible_first(transition: Transition) -> tuple[object, ...]:
    step = transition.step
    return not step.is_jump, -transition.count, step.first, step.second
