"""The emotions as plain Python objects: what the tables are read into and every other part works with.

Nothing here reads a file or knows RDF.  `tables` and `release` make an `Ontology`; `owl` writes it as OWL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgservice.errors import DeprecatedEmotion, UnknownEmotion
from kgservice.namespaces import emotion_iri
from kgservice.ontology.languages import ENGLISH, NO_NAMES, Names, lookup
from kgservice.ontology.vad import DIMENSIONS as DIMENSIONS
from kgservice.ontology.vad import VAD as VAD

if TYPE_CHECKING:
    from kgservice.ontology.deprecation import Deprecation

TIERS = (1, 2, 3)
TIER_NAMES = {1: "primary", 2: "secondary", 3: "tertiary"}
RELATIONS = ("isComposedOf", "isOppositeOf", "leadsTo", "moreIntenseThan")
"""The links between emotions; of these only ``isOppositeOf`` is symmetric."""

STATUSES = ("accepted", "computed", "published", "rejected")
"""Who stands behind a link: a person, a method that nobody has judged yet, a cited source, or nobody any more."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What one source says about the VAD of one emotion.

    ``mean`` is rescaled to -1 to 1; ``sd`` (spread over raters) and ``error`` (root mean square error of getting
    from ``entry`` to the emotion, 0 when the entry is the emotion's own word) are on that scale too, per dimension.
    ``n`` are the raters per dimension; None where nobody rated.  ``entry`` names the words looked up in the source.
    """

    source: str
    entry: tuple[str, ...]
    method: str
    mean: VAD
    sd: tuple[float, float, float] | None
    n: tuple[int, int, int] | None
    error: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Dependency:
    """A link from one emotion to another, with what supports it.

    ``relation``: one of `RELATIONS`.  ``kind``: what sort of claim it is, such as ``theory`` or
    ``corpus-transition``.  ``status``: one of `STATUSES`.  ``score`` ranks within one method; ``confidence`` is
    calibrated, 0 to 1.
    """

    subject: str
    relation: str
    object: str
    kind: str
    method: str
    parameters: str
    score: float | None
    confidence: float
    evidence: str
    source: str
    status: str

    @property
    def key(self) -> tuple[str, ...]:
        """What no two statements share, and what they are sorted by."""
        return (self.subject, self.relation, self.object, self.kind, self.method, self.source)


@dataclass(frozen=True, slots=True)
class Emotion:
    """One emotion.  Links hold the ids of other emotions, sorted.

    ``tier`` is 1 (primary), 2 (secondary) or 3 (tertiary); None only for an ``extension`` emotion, which stands
    beside the tree and names the emotions of the tree that it is ``related`` to.  ``definition`` is one sentence;
    ``broader`` is None for a primary.  ``label`` and ``alt_labels`` are English; ``names`` holds other languages.
    """

    id: str
    label: str
    tier: int | None
    broader: str | None
    definition: str
    definition_source: str
    classification_source: str
    alt_labels: tuple[str, ...] = ()
    extension: bool = False
    vad: VAD | None = None
    vad_method: str = ""
    vad_error: tuple[float, float, float] | None = None
    ratings: tuple[Rating, ...] = ()
    narrower: tuple[str, ...] = ()
    opposites: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    names: Names = NO_NAMES

    @property
    def iri(self) -> str:
        """The emotion's IRI."""
        return emotion_iri(self.id)

    def labels(self, language: str = ENGLISH) -> tuple[str, ...]:
        """Return the labels in a language (``it``, ``it-IT``), the preferred one first; empty when there is none.

        >>> joy = Emotion("joy", "joy", 1, None, "…", "s", "s", names=Names((("it", ("gioia", "letizia")),)))
        >>> joy.labels("it"), joy.label_in("it-IT"), joy.label_in("cy")
        (('gioia', 'letizia'), 'gioia', None)
        """
        return (self.label, *self.alt_labels) if lookup(language, [ENGLISH]) else self.names.of(language)

    def label_in(self, language: str) -> str | None:
        """Return the preferred label in a language; None when there is none."""
        return next(iter(self.labels(language)), None)

    def to_dict(self) -> dict[str, object]:
        """Return what a look-up answers in JSON."""
        return {
            "id": self.id,
            "iri": self.iri,
            "label": self.label,
            "altLabels": list(self.alt_labels),
            "tier": self.tier,
            "extension": self.extension,
            "definition": self.definition,
            "vad": self.vad.to_dict() if self.vad else None,
            "vadMethod": self.vad_method,
            "broader": self.broader,
            "narrower": list(self.narrower),
            "opposites": list(self.opposites),
            "components": list(self.components),
            "leadsTo": list(self.leads_to),
            "related": list(self.related),
        }


class Ontology:
    """All emotions of one release, in the order of their ids.

    ``ontology["jooy"]`` raises `UnknownEmotion` naming the nearest ids, and `DeprecatedEmotion` naming the replacement
    where the id was retired; ``ontology.get("jooy")`` gives None.  Retired emotions stand in ``deprecations`` alone.
    """

    def __init__(
        self,
        emotions: Iterable[Emotion],
        dependencies: Iterable[Dependency] = (),
        version: str = "",
        deprecations: Iterable[Deprecation] = (),
    ) -> None:
        """Hold the emotions; every id that they name must be among them."""
        self._emotions = {emotion.id: emotion for emotion in sorted(emotions, key=lambda emotion: emotion.id)}
        self._retired = {retired.id: retired for retired in sorted(deprecations, key=lambda retired: retired.id)}
        self.dependencies = tuple(dependencies)
        self.version = version

    def __len__(self) -> int:
        """Return how many emotions there are."""
        return len(self._emotions)

    def __iter__(self) -> Iterator[Emotion]:
        """Yield the emotions, sorted by id."""
        return iter(self._emotions.values())

    def __contains__(self, emotion: object) -> bool:
        """Tell whether an emotion has this id."""
        return emotion in self._emotions

    def __getitem__(self, emotion: str) -> Emotion:
        """Return the emotion with this id; raises `UnknownEmotion`, for a retired id `DeprecatedEmotion`."""
        if emotion in self._emotions:
            return self._emotions[emotion]
        if retired := self._retired.get(emotion):
            raise DeprecatedEmotion(emotion, retired.since, retired.replaced_by, retired.reason)
        raise UnknownEmotion(emotion, self._emotions)

    def get(self, emotion: str) -> Emotion | None:
        """Return the emotion with this id, or None."""
        return self._emotions.get(emotion)

    @property
    def deprecations(self) -> tuple[Deprecation, ...]:
        """The retired emotions, sorted by id; maybe none."""
        return tuple(self._retired.values())

    def replacement(self, emotion: str) -> tuple[str, ...]:
        """Return the ids to use instead of a retired one, sorted; empty when nothing replaces it, or it is in use.

        Raises `UnknownEmotion` for an id that no release had.
        """
        if retired := self._retired.get(emotion):
            return retired.replaced_by
        self[emotion]
        return ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, sorted."""
        return tuple(self._emotions)

    def at_tier(self, tier: int) -> tuple[Emotion, ...]:
        """Return the emotions of one tier (1, 2 or 3), sorted by id."""
        return tuple(emotion for emotion in self if emotion.tier == tier)

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of all languages that some emotion has a label in, English among them, sorted."""
        return tuple(sorted({ENGLISH, *(tag for emotion in self for tag in emotion.names)}))

    def labelled(self, label: str) -> tuple[Emotion, ...]:
        """Return the emotions with this preferred or alternative label in any case, highest tier (1) first.

        Labels of other languages count only where no English one fits.

        >>> joy = Emotion("joy", "joy", 1, None, "…", "s", "s", names=Names((("it", ("gioia",)),)))
        >>> [emotion.id for emotion in Ontology([joy]).labelled("Gioia")]
        ['joy']
        """
        wanted = label.casefold()
        hits = [e for e in self if wanted in (e.label.casefold(), *(alt.casefold() for alt in e.alt_labels))]
        if hits:
            return tuple(sorted(hits, key=lambda e: (e.label.casefold() != wanted, e.tier or 9, e.id)))
        foreign = [e for e in self if wanted in e.names]
        return tuple(sorted(foreign, key=lambda e: (not e.names.prefers(wanted), e.tier or 9, e.id)))

    def ancestors(self, emotion: str) -> tuple[Emotion, ...]:
        """Return every broader emotion, nearest first; empty for a primary."""
        found, here = [], self[emotion]
        while here.broader is not None:
            here = self[here.broader]
            found.append(here)
        return tuple(found)

    def descendants(self, emotion: str) -> tuple[Emotion, ...]:
        """Return every narrower emotion, nearest first, then by id; empty for a leaf."""
        found, layer = [], [self[emotion]]
        while layer:
            layer = [self[narrower] for here in layer for narrower in here.narrower]
            found += layer
        return tuple(found)

    def at(self, emotion: str, tier: int) -> Emotion | None:
        """Return the emotion itself or its ancestor at ``tier``; None above that tier or beside the tree."""
        return next((e for e in (self[emotion], *self.ancestors(emotion)) if e.tier == tier), None)

    def nearest(self, point: VAD, count: int = 5) -> tuple[tuple[Emotion, float], ...]:
        """Return the ``count`` emotions nearest to a VAD point with their Euclidean distance, nearest first."""
        pairs = [(emotion, point.distance(emotion.vad)) for emotion in self if emotion.vad is not None]
        return tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0].id))[:count])
