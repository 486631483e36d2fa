"""The crosswalk: any label of any scheme turned into labels of any other, with the loss stated.

In: the emotions, ``ontology/schemes`` and ``ontology/mappings`` (committed tables only).  Out: `Conversion`.  How a
label gets across, tried in this order:

1. A direct mapping between the two schemes, in either direction, where a source publishes one.
2. ``neutral`` becomes ``neutral`` where the target has it; no emotion stands in between.
3. By way of our emotions: the label's emotions; from each, the target's labels for that emotion, else for its nearest
   broader emotion, else for its nearest narrower ones, else for the emotions that are marked as related.  The
   relations compose (`conversion.compose`); of all that is found, only what loses least is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice import content
from kgservice.errors import ContentError, UnknownScheme
from kgservice.ontology.conversion import (
    LOSS_OF_PREDICATE,
    LOSSES,
    Conversion,
    Converted,
    compose,
    inverse,
    least_lossy,
    loss_counts,
)
from kgservice.ontology.model import TIERS, Ontology
from kgservice.ontology.schemes import NEUTRAL, TONE, Label, Scheme, read_schemes, tone_scheme
from kgservice.ontology.sssom import Mapping, MappingSet, read_mapping_set
from kgservice.ontology.tables import read_ontology

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = [
    "LOSSES",
    "Conversion",
    "Converted",
    "Crosswalk",
    "Label",
    "Mapping",
    "Scheme",
    "add_to_graph",
    "conversion_table",
    "convert",
    "load",
    "loss_counts",
    "scheme",
    "schemes",
]

STEP_CONFIDENCE = 0.9
"""What one step up or down the tree leaves of the confidence.  Authored, not measured."""

RELATED_CONFIDENCE = 0.5
"""What the step from an emotion to a related one leaves of the confidence.  Authored, not measured."""

_Index = dict[str, list[Converted]]
"""By emotion id: the target's labels, with the relation of the emotion to the label."""


@dataclass(frozen=True)
class Crosswalk:
    """All schemes and mappings of one content folder.

    ``sets`` holds the mapping sets by name: a scheme's id for its mappings to our emotions, ``a-b`` for a published
    direct mapping from scheme a to scheme b.
    """

    ontology: Ontology
    schemes: dict[str, Scheme]
    sets: dict[str, MappingSet]
    _indexes: dict[tuple[str, int | None], _Index] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, root: Path) -> Crosswalk:
        """Read the tables below ``root / "ontology"``; without ``schemes/index.tsv`` there is only our own scheme.

        Raises `TableError` for the first row that breaks a rule.
        """
        folder = root / "ontology"
        ontology = read_ontology(folder)
        foreign = read_schemes(folder / "schemes")
        schemes = {s.id: s for s in sorted([tone_scheme(ontology), *foreign.values()], key=lambda s: s.id)}
        return cls(ontology, schemes, dict(_read_sets(folder / "mappings", schemes)))

    def scheme(self, name: str) -> Scheme:
        """Return the scheme with this id; raises `UnknownScheme` naming the nearest."""
        if name not in self.schemes:
            raise UnknownScheme(name, self.schemes)
        return self.schemes[name]

    def convert(self, label: str, source: str, target: str, *, tier: int | None = None) -> Conversion:
        """Turn one label into labels of another scheme; see `convert`."""
        start, goal = self.scheme(source)[label], self.scheme(target)
        if tier is not None and (tier not in TIERS or target != TONE):
            raise ContentError(f"Tier {tier} of {target}: give 1, 2 or 3, and only with {TONE} as the target.")
        items = least_lossy(self._candidates(start, goal, tier))
        if not items:
            what = "no emotion is meant" if start.id == NEUTRAL else f"no label of {goal.id} is near"
            items = (Converted(None, "none", 1.0, (), what),)
        return Conversion(start, goal.id, items)

    def table(self, source: str, target: str, *, tier: int | None = None) -> list[Conversion]:
        """Convert every label of a scheme, in its order; raises as `convert`."""
        return [self.convert(label.id, source, target, tier=tier) for label in self.scheme(source)]

    def _candidates(self, start: Label, goal: Scheme, tier: int | None) -> Iterable[Converted]:
        if start.scheme == goal.id and tier is None:
            return [Converted(start, "exact", 1.0)]
        if start.id == NEUTRAL:
            neutral = goal.get(NEUTRAL)
            return [Converted(neutral, "exact", 1.0)] if neutral else []
        return list(self._direct(start, goal)) or self._by_emotions(start, goal, tier)

    def _direct(self, start: Label, goal: Scheme) -> Iterator[Converted]:
        """Yield what published direct mappings say, forwards and backwards."""
        if forwards := self.sets.get(f"{start.scheme}-{goal.id}"):
            for row in forwards.of(start.id):
                if row.object:
                    loss = LOSS_OF_PREDICATE[row.predicate_id]
                    yield Converted(goal[row.object], loss, row.confidence, (), row.comment)
        if backwards := self.sets.get(f"{goal.id}-{start.scheme}"):
            for row in backwards.mappings:
                if row.object == start.id:
                    loss = inverse(LOSS_OF_PREDICATE[row.predicate_id])
                    yield Converted(goal[row.subject], loss, row.confidence, (), row.comment)

    def _by_emotions(self, start: Label, goal: Scheme, tier: int | None) -> Iterator[Converted]:
        index = self._index(goal, tier)
        for emotion, loss, confidence in self._emotions(start):
            for hit in self._reach(emotion, index):
                whole = compose(loss, hit.loss)
                comment = "the meanings only overlap" if whole == "ambiguous" else ""
                yield replace(hit, loss=whole, confidence=confidence * hit.confidence, comment=comment)

    def _emotions(self, label: Label) -> Iterator[tuple[str, str, float]]:
        if label.scheme == TONE:
            yield label.id, "exact", 1.0
            return
        for row in self.sets[label.scheme].of(label.id):
            if row.object:
                yield row.object, LOSS_OF_PREDICATE[row.predicate_id], row.confidence

    def _index(self, goal: Scheme, tier: int | None) -> _Index:
        if (goal.id, tier) not in self._indexes:
            index: _Index = {}
            for label in goal:
                for emotion, loss, confidence in self._emotions(label):
                    if tier is None or self.ontology[emotion].tier == tier:
                        index.setdefault(emotion, []).append(Converted(label, inverse(loss), confidence))
            self._indexes[goal.id, tier] = index
        return self._indexes[goal.id, tier]

    def _reach(self, emotion: str, index: _Index) -> list[Converted]:
        """Return the labels of ``index`` that lose least for an emotion, with its relation to each; maybe none."""
        hits = self._upwards(emotion, index)
        if all(hit.loss == "ambiguous" for hit in hits):
            hits += self._downwards(emotion, index)
        hits = hits or self._sideways(emotion, index)
        least = min((LOSSES.index(hit.loss) for hit in hits), default=0)
        return [hit for hit in hits if hit.loss == LOSSES[least]]

    def _upwards(self, emotion: str, index: _Index) -> list[Converted]:
        """Climb until a label does more than overlap."""
        hits: list[Converted] = []
        way: tuple[str, ...] = ()
        for here in (self.ontology[emotion], *self.ontology.ancestors(emotion)):
            way += (here.id,)
            found = [_along(hit, way, "broader" if len(way) > 1 else "exact") for hit in index.get(here.id, ())]
            hits += found
            if any(hit.loss != "ambiguous" for hit in found):
                break
        return hits

    def _downwards(self, emotion: str, index: _Index) -> list[Converted]:
        """Descend to the first layer that has labels."""
        layer: list[tuple[str, ...]] = [(emotion,)]
        while layer := [(*way, narrower) for way in layer for narrower in self.ontology[way[-1]].narrower]:
            if hits := [_along(hit, way, "narrower") for way in layer for hit in index.get(way[-1], ())]:
                return hits
        return []

    def _sideways(self, emotion: str, index: _Index) -> list[Converted]:
        """Look at the emotions marked as related, and above them: an extension emotion has no broader one."""
        hits = [hit for related in self.ontology[emotion].related for hit in self._upwards(related, index)]
        return [
            replace(hit, loss="ambiguous", confidence=hit.confidence * RELATED_CONFIDENCE, via=(emotion, *hit.via))
            for hit in hits
        ]


def _along(hit: Converted, way: tuple[str, ...], loss: str) -> Converted:
    """Return a hit at the end of ``way`` as seen from its start; ``loss`` is the relation between the two."""
    confidence = hit.confidence * STEP_CONFIDENCE ** (len(way) - 1)
    return replace(hit, loss=compose(loss, hit.loss), confidence=confidence, via=way)


def _read_sets(folder: Path, schemes: dict[str, Scheme]) -> Iterator[tuple[str, MappingSet]]:
    """Yield each scheme's mappings to our emotions, and every direct mapping between two schemes that is there."""
    curies = {name: {f"{name}:{label.id}": label.label for label in scheme} for name, scheme in schemes.items()}
    emotions = {f"emotion:{label.id}": label.label for label in schemes[TONE]}
    for source in curies:
        if source != TONE:
            yield source, read_mapping_set(folder / f"{source}.sssom.tsv", curies[source], emotions)
        for target in curies:
            if (file := folder / f"{source}-{target}.sssom.tsv").exists():
                yield f"{source}-{target}", read_mapping_set(file, curies[source], curies[target])


@cache
def load(root: Path | None = None) -> Crosswalk:
    """Return the crosswalk of the packaged content, or of the content folder ``root``; read once.

    Raises `TableError` when a table breaks a rule.
    """
    return Crosswalk.read(root or content.root())


def schemes() -> tuple[Scheme, ...]:
    """Return every scheme, sorted by id; our own emotions are the scheme ``tone``.

    >>> "goemotions" in [scheme.id for scheme in schemes()]
    True
    """
    return tuple(load().schemes.values())


def scheme(name: str) -> Scheme:
    """Return the scheme with this id; raises `UnknownScheme` naming the nearest.

    >>> len(scheme("isear"))
    7
    >>> scheme("crowdflour")
    Traceback (most recent call last):
    kgservice.errors.UnknownScheme: No scheme "crowdflour". Nearest: crowdflower.
    """
    return load().scheme(name)


def convert(label: str, source: str, target: str, *, tier: int | None = None) -> Conversion:
    """Turn one label of the scheme ``source`` into labels of the scheme ``target``.

    ``label``: id, published spelling, published code or other name.  ``tier`` (1, 2 or 3) only with ``tone`` as the
    target: answer with emotions of that tier.  The result holds at least one item, best first; when nothing fits its
    one item has the target None and the loss ``none``.  Raises `UnknownScheme`, `UnknownLabel`, and `ContentError`
    for a tier that cannot be.

    >>> amusement = convert("amusement", "goemotions", "ekman")
    >>> [(item.target.label, item.loss) for item in amusement.items if item.target]
    [('happiness', 'broader')]
    >>> convert("amusement", "goemotions", "tone", tier=1).items[0].via
    ('amusement', 'cheerfulness', 'joy')
    >>> convert("neutral", "goemotions", "ekman").loss
    'none'
    >>> convert("jooy", "goemotions", "ekman")
    Traceback (most recent call last):
    kgservice.errors.UnknownLabel: No goemotions label "jooy". Nearest: joy.
    """
    return load().convert(label, source, target, tier=tier)


def conversion_table(source: str, target: str, *, tier: int | None = None) -> list[Conversion]:
    """Convert every label of the scheme ``source``, in its order; sum the losses up with `loss_counts`.

    Raises as `convert`.

    >>> loss_counts(conversion_table("carer", "ekman"))["exact"]
    5
    """
    return load().table(source, target, tier=tier)


def add_to_graph(graph: Graph, root: Path | None = None, *, records: bool = True) -> None:
    """Add the schemes as SKOS and the mappings as matches to an rdflib graph; no blank nodes.

    ``root``: the content folder, the packaged one by default; adds nothing when it has no schemes.  ``records``: add
    one SSSOM record a mapping, which holds justification, confidence, tool and comment.
    """
    from kgservice.ontology.scheme_graph import add_schemes  # rdflib only for those who build a graph

    add_schemes(graph, load(root), records=records)
