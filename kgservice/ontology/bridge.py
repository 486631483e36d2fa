"""From an emotion to the labels of one scheme, by way of the tree where no label names the emotion itself: `Bridge`.

In: an `Ontology`, and the scheme's labels by the emotion that they map to.  Out: the labels that lose least, with
the way taken.  `crosswalk` builds one bridge for each scheme that it converts to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kgservice.ontology.conversion import LOSSES, Converted, compose
from kgservice.ontology.model import Ontology

STEP_CONFIDENCE = 0.9
"""What one step up or down the tree leaves of the confidence.  Authored, not measured."""

RELATED_CONFIDENCE = 0.5
"""What the step from an emotion to a related one leaves of the confidence.  Authored, not measured."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """The way from any emotion to the labels of one scheme.

    ``ends``: by emotion id, the labels that map to it, with the relation of the emotion to each label.
    """

    ontology: Ontology
    ends: Mapping[str, Sequence[Converted]]

    def labels(self, emotion: str) -> list[Converted]:
        """Return the labels that lose least for an emotion, with its relation to each; empty when none is near.

        Looks at the emotion, then upwards to the first label that does more than overlap, else downwards to the first
        layer that has labels, else at the related emotions and above them.  Raises `UnknownEmotion`.
        """
        hits = self._upwards(emotion)
        if all(hit.loss == "ambiguous" for hit in hits):
            hits += self._downwards(emotion)
        hits = hits or self._sideways(emotion)
        least = min((LOSSES.index(hit.loss) for hit in hits), default=0)
        return [hit for hit in hits if hit.loss == LOSSES[least]]

    def _upwards(self, emotion: str) -> list[Converted]:
        hits: list[Converted] = []
        way: tuple[str, ...] = ()
        for here in (self.ontology[emotion], *self.ontology.ancestors(emotion)):
            way += (here.id,)
            found = self._at_the_end(way, "broader" if len(way) > 1 else "exact")
            hits += found
            if any(hit.loss != "ambiguous" for hit in found):
                break
        return hits

    def _downwards(self, emotion: str) -> list[Converted]:
        layer: list[tuple[str, ...]] = [(emotion,)]
        while layer := [(*way, narrower) for way in layer for narrower in self.ontology[way[-1]].narrower]:
            if hits := [hit for way in layer for hit in self._at_the_end(way, "narrower")]:
                return hits
        return []

    def _sideways(self, emotion: str) -> list[Converted]:
        """Go by the related emotions: how an extension emotion, which has no broader one, gets into the tree."""
        hits = [hit for related in self.ontology[emotion].related for hit in self._upwards(related)]
        return [
            replace(hit, loss="ambiguous", confidence=hit.confidence * RELATED_CONFIDENCE, via=(emotion, *hit.via))
            for hit in hits
        ]

    def _at_the_end(self, way: tuple[str, ...], loss: str) -> list[Converted]:
        """Return the labels of the last emotion of ``way`` as seen from the first, which it is ``loss`` of."""
        discount = STEP_CONFIDENCE ** (len(way) - 1)
        return [
            replace(hit, loss=compose(loss, hit.loss), confidence=hit.confidence * discount, via=way)
            for hit in self.ends.get(way[-1], ())
        ]
