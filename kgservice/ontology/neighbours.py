"""Which emotions are easily mistaken for one another, and how to tell them apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kgservice.ontology.model import Emotion, Ontology
from kgservice.ontology.vad_words import differences

SIBLINGS, OTHERS = 2, 1
"""How many neighbours an emotion has: beside it in the tree, and elsewhere."""


class Neighbour(NamedTuple):
    """An emotion that is easily mistaken for it: what is different there, in words (maybe nothing), and what it is."""

    emotion: str
    differs: tuple[str, ...]
    definition: str

    def __str__(self) -> str:
        """Return it as a line of the card."""
        differs = f" ({', '.join(self.differs)})" if self.differs else ""
        return f"{self.emotion}{differs}: {self.definition}"


def neighbours(emotion: Emotion, ontology: Ontology) -> tuple[Neighbour, ...]:
    """Return the emotions to tell it from: the nearest in VAD space beside it in the tree, then elsewhere.

    Beside an emotion that stands beside the tree are those it is related to.  No ancestor or descendant is among them.

    >>> from kgservice.ontology import load_ontology
    >>> [str(each).partition(":")[0] for each in neighbours(load_ontology()["zest"], load_ontology())]
    ['relief', 'pride (more in control)', 'curiosity']
    """
    return tuple(_neighbour(emotion, other) for other in _nearest(emotion, ontology))


def _neighbour(emotion: Emotion, other: Emotion) -> Neighbour:
    differs = differences(emotion.vad, other.vad) if emotion.vad and other.vad else ()
    return Neighbour(other.id, differs, other.definition)


def _nearest(emotion: Emotion, ontology: Ontology) -> list[Emotion]:
    """Return the nearest siblings (for an emotion beside the tree: what it is related to), then the nearest others."""
    own = {emotion.id, *(e.id for e in (*ontology.ancestors(emotion.id), *ontology.descendants(emotion.id)))}
    away = _distance(emotion)
    others = sorted((other for other in ontology if other.id not in own), key=lambda other: (away(other), other.id))
    beside = [other for other in others if _is_beside(emotion, other)][:SIBLINGS]
    return beside + [other for other in others if other not in beside][:OTHERS]


def _is_beside(emotion: Emotion, other: Emotion) -> bool:
    if emotion.extension:
        return other.id in emotion.related
    return not other.extension and other.broader == emotion.broader


def _distance(emotion: Emotion) -> Callable[[Emotion], float]:
    here = emotion.vad
    return lambda other: here.distance(other.vad) if here and other.vad else float("inf")
