"""Ways from one emotion to another: along leadsTo links, along a straight line in VAD space, or through the tree.

In: an `Ontology`.  Out: a `Path`, which says for each stop what leads there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log, prod
from typing import TYPE_CHECKING

from kgservice.errors import ContentError, UnknownId
from kgservice.ontology.graph import hierarchy
from kgservice.ontology.model import VAD, Dependency, Emotion, Ontology

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]

WAYS = ("leads-to", "vad", "hierarchy")
"""The ways that `path` can follow."""

STATIONS = 3
"""How many stations lie between the ends of a way in VAD space, unless told otherwise."""

MAX_STATIONS = 20


class UnknownWay(UnknownId):
    """`path` follows no way of this name."""

    kind = "way"


@dataclass(frozen=True, slots=True)
class Stop:
    """One emotion on a way.

    ``links``: the leadsTo statements that lead here from the stop before, the most confident first; empty at the start
    and on other ways.  ``point`` and ``distance``: on a way in VAD space, the point of the line that the emotion stands
    for, and how far from it the emotion lies (0 to the square root of 12); else None.
    """

    emotion: Emotion
    links: tuple[Dependency, ...] = ()
    point: VAD | None = None
    distance: float | None = None

    def to_dict(self) -> dict[str, object]:
        """Return what a look-up answers in JSON."""
        vad = self.emotion.vad
        return {
            "emotion": self.emotion.id,
            "label": self.emotion.label,
            "vad": vad.to_dict() if vad else None,
            "links": [link_to_dict(link) for link in self.links],
            "point": self.point.to_dict() if self.point else None,
            "distance": self.distance,
        }


@dataclass(frozen=True, slots=True)
class Path:
    """The stops of a way in order, both ends included; none when there is no way.  Iterates over emotions."""

    via: str
    stops: tuple[Stop, ...]

    def __len__(self) -> int:
        """Return how many stops there are."""
        return len(self.stops)

    def __iter__(self) -> Iterator[Emotion]:
        """Yield the emotions in order."""
        return (stop.emotion for stop in self.stops)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the emotions in order."""
        return tuple(emotion.id for emotion in self)

    @property
    def confidence(self) -> float | None:
        """The product of the best link's confidence at each step, 0 to 1; None unless the way follows leadsTo."""
        if self.via != "leads-to" or not self.stops:
            return None
        return prod(stop.links[0].confidence for stop in self.stops[1:])

    def to_dict(self) -> dict[str, object]:
        """Return what a look-up answers in JSON."""
        return {"via": self.via, "confidence": self.confidence, "items": [stop.to_dict() for stop in self.stops]}


def path(ontology: Ontology, start: str, goal: str, via: str = "leads-to", stations: int = STATIONS) -> Path:
    """Return the best way from one emotion to another.

    ``via``: ``leads-to`` takes the links whose confidences have the highest product; ``vad`` divides the straight line
    between the two into equal steps and names at each of the ``stations`` (0 to 20) between them the nearest emotion
    that is not on the way yet; ``hierarchy`` takes the fewest steps up and down the tree.  Without a way (no links, an
    end without VAD, another tree) there are no stops.  Raises `UnknownEmotion`, `UnknownWay` for another ``via``, and
    `ContentError` for a number of stations that cannot be.

    >>> from kgservice.ontology import load_ontology
    >>> path(load_ontology(), "delight", "bliss", via="hierarchy").ids
    ('delight', 'cheerfulness', 'bliss')
    >>> anger = path(load_ontology(), "disgust", "sadness")
    >>> anger.ids, anger.stops[1].links[0].kind
    (('disgust', 'anger', 'sadness'), 'corpus-transition-same-speaker')
    >>> path(load_ontology(), "fear", "relief", via="vad").ids[0]
    'fear'
    >>> path(load_ontology(), "delight", "fear", via="hierarchy").ids
    ()
    """
    ends = (ontology[start], ontology[goal])
    if via not in WAYS:
        raise UnknownWay(via, WAYS)
    if not 0 <= stations <= MAX_STATIONS:
        raise ContentError(f"{stations} stations cannot be. Give 0 to {MAX_STATIONS}.")
    if via == "vad":
        return Path(via, tuple(_stations(ontology, *ends, stations)))
    if via == "hierarchy":
        return Path(via, tuple(Stop(ontology[i]) for i in _shortest(hierarchy(ontology).to_undirected(), start, goal)))
    return Path(via, tuple(_along_links(ontology, start, goal)))


def leads_to_links(ontology: Ontology) -> dict[tuple[str, str], tuple[Dependency, ...]]:
    """Return the leadsTo statements by subject and object, the most confident first; empty when there are none.

    >>> from kgservice.ontology import load_ontology
    >>> [link.source for link in leads_to_links(load_ontology())["anger", "sadness"]]
    ['meld2019']
    """
    found: dict[tuple[str, str], tuple[Dependency, ...]] = {}
    for link in sorted(ontology.dependencies, key=lambda d: -d.confidence):
        if link.relation == "leadsTo":
            found[link.subject, link.object] = (*found.get((link.subject, link.object), ()), link)
    return found


def link_to_dict(link: Dependency) -> dict[str, object]:
    """Return a leadsTo statement as a look-up answers it in JSON."""
    names = ("subject", "object", "kind", "method", "confidence", "evidence", "source", "status")
    return {name: getattr(link, name) for name in names}


def _along_links(ontology: Ontology, start: str, goal: str) -> Iterator[Stop]:
    import networkx as nx

    known = leads_to_links(ontology)
    graph = nx.DiGraph()
    graph.add_nodes_from(ontology.ids)
    for pair, links in known.items():
        graph.add_edge(*pair, length=-log(max(links[0].confidence, 1e-9)))
    before = ""
    for here in _shortest(graph, start, goal):
        yield Stop(ontology[here], known.get((before, here), ()))
        before = here


def _shortest(graph: nx.Graph, start: str, goal: str) -> list[str]:
    import networkx as nx

    try:
        found: list[str] = nx.shortest_path(graph, start, goal, weight="length")
    except nx.NetworkXNoPath:
        return []
    return found


def _stations(ontology: Ontology, start: Emotion, goal: Emotion, count: int) -> Iterator[Stop]:
    if start.vad is None or goal.vad is None:
        return
    yield Stop(start, (), start.vad, 0.0)
    if start.id == goal.id:
        return
    used = {start.id, goal.id}
    for number in range(1, count + 1):
        point = between(start.vad, goal.vad, number / (count + 1))
        if (found := nearest_unused(ontology, point, used)) is not None:
            yield Stop(found[0], (), point, found[1])
    yield Stop(goal, (), goal.vad, 0.0)


def nearest_unused(ontology: Ontology, point: VAD, used: set[str]) -> tuple[Emotion, float] | None:
    """Return the emotion nearest to a point whose id is not in ``used``, with its distance, and add its id there.

    None when all are used.
    """
    for emotion, distance in ontology.nearest(point, len(used) + 1):
        if emotion.id not in used:
            used.add(emotion.id)
            return emotion, distance
    return None


def between(here: VAD, there: VAD, share: float) -> VAD:
    """Return the point at a share (0 to 1) of the straight way between two."""
    return VAD(*((1 - share) * a + share * b for a, b in zip(here, there, strict=True)))
