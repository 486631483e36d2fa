"""The crosswalk: any label of any scheme turned into labels of any other, with the loss stated.

In: the emotions, ``ontology/schemes`` and ``ontology/mappings`` (committed tables only).  Out: `Conversion`.  How a
label gets across, tried in this order:

1. ``neutral`` becomes ``neutral`` where the target has it, else nothing; no emotion stands in between.
2. A direct mapping between the two schemes, in either direction, where a source publishes one for the label.
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
from kgservice.ontology.bridge import Bridge
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
from kgservice.ontology.schemes import NEUTRAL, TONE, Label, Scheme, read_schemes, tone_scheme, with_labels
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


@dataclass(frozen=True)
class Crosswalk:
    """All schemes and mappings of one content folder.

    ``sets`` holds the mapping sets by name: a scheme's id for its mappings to our emotions, ``a-b`` for a published
    direct mapping from scheme a to scheme b.  ``outward`` holds, as they are written, those sets that map our
    emotions to a scheme without a table of its own (WordNet); in ``sets`` they stand inverted.
    """

    ontology: Ontology
    schemes: dict[str, Scheme]
    sets: dict[str, MappingSet]
    outward: dict[str, MappingSet] = field(default_factory=dict)
    _bridges: dict[tuple[str, int | None], Bridge] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, root: Path) -> Crosswalk:
        """Read the tables below ``root / "ontology"``; without ``schemes/index.tsv`` there is only our own scheme.

        Raises `TableError` for the first row that breaks a rule.
        """
        folder = root / "ontology"
        ontology = read_ontology(folder)
        tone, foreign = tone_scheme(ontology), read_schemes(folder / "schemes")
        outward = {s.id: _read_outward(folder / "mappings", s.id, tone) for s in foreign.values() if not s.labels}
        inverted = {name: mapping_set.inverted() for name, mapping_set in outward.items()}
        foreign |= {name: with_labels(foreign[name], mapping_set) for name, mapping_set in inverted.items()}
        schemes = {s.id: s for s in sorted([tone, *foreign.values()], key=lambda s: s.id)}
        sets = dict(_read_sets(folder / "mappings", schemes, inverted))
        return cls(ontology, schemes, sets, outward)

    @property
    def mapped_emotions(self) -> frozenset[str]:
        """The ids of the emotions that some label of another scheme maps to, by whatever predicate."""
        rows = (row for name in self.schemes if name != TONE for row in self.sets[name].mappings)
        return frozenset(row.object for row in rows if row.object)

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
            items = (Converted(None, "none", 0.0, (), what),)
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
        published = list(self._published(start, goal))
        return published or self._by_emotions(start, goal, tier)

    def _published(self, start: Label, goal: Scheme) -> Iterator[Converted]:
        """Yield what direct mappings say, forwards and backwards; a label that fits nothing becomes None."""
        if forwards := self.sets.get(f"{start.scheme}-{goal.id}"):
            for row in forwards.of(start.id):
                loss = LOSS_OF_PREDICATE[row.predicate_id] if row.object else "none"
                yield Converted(goal[row.object] if row.object else None, loss, row.confidence, (), row.comment)
        if backwards := self.sets.get(f"{goal.id}-{start.scheme}"):
            for row in backwards.mappings:
                if row.object == start.id:
                    loss = inverse(LOSS_OF_PREDICATE[row.predicate_id])
                    yield Converted(goal[row.subject], loss, row.confidence, (), row.comment)

    def _by_emotions(self, start: Label, goal: Scheme, tier: int | None) -> Iterator[Converted]:
        bridge = self._bridge(goal, tier)
        for emotion, loss, confidence in self._emotions(start):
            for hit in bridge.labels(emotion):
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

    def _bridge(self, goal: Scheme, tier: int | None) -> Bridge:
        if (goal.id, tier) not in self._bridges:
            ends: dict[str, list[Converted]] = {}
            for label in goal:
                for emotion, loss, confidence in self._emotions(label):
                    if tier is None or self.ontology[emotion].tier == tier:
                        ends.setdefault(emotion, []).append(Converted(label, inverse(loss), confidence))
            self._bridges[goal.id, tier] = Bridge(self.ontology, ends)
        return self._bridges[goal.id, tier]


def _emotion_labels(tone: Scheme) -> dict[str, str]:
    return {f"emotion:{label.id}": label.label for label in tone}


def _read_outward(folder: Path, name: str, tone: Scheme) -> MappingSet:
    return read_mapping_set(folder / f"{name}.sssom.tsv", _emotion_labels(tone), None)


def _read_sets(
    folder: Path, schemes: dict[str, Scheme], inverted: dict[str, MappingSet]
) -> Iterator[tuple[str, MappingSet]]:
    """Yield each scheme's mappings to our emotions, and every direct mapping between two schemes that is there."""
    curies = {name: {f"{name}:{label.id}": label.label for label in scheme} for name, scheme in schemes.items()}
    emotions = _emotion_labels(schemes[TONE])
    yield from inverted.items()
    for source in curies:
        if source != TONE and source not in inverted:
            yield source, read_mapping_set(folder / f"{source}.sssom.tsv", curies[source], emotions)
        for target in curies:
            if (file := folder / f"{source}-{target}.sssom.tsv").exists():
                yield f"{source}-{target}", read_mapping_set(file, curies[source], curies[target])


@cache
def load() -> Crosswalk:
    """Return the crosswalk of the packaged content, read once; raises `TableError` when a table breaks a rule.

    For another content folder see `Crosswalk.read`.
    """
    return Crosswalk.read(content.root())


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

    ``root``: a content folder, read anew; the packaged one, read once, by default.  Adds nothing when there are no
    schemes.  ``records``: add one SSSOM record a mapping: justification, confidence, tool, comment.
    """
    from kgservice.ontology.scheme_graph import add_schemes  # rdflib only for those who build a graph

    add_schemes(graph, Crosswalk.read(root) if root else load(), records=records)
