"""The emotions as ready answers: each card is written once, when the service starts."""

from __future__ import annotations

from math import dist

from kgservice.api.answers import Representation, as_json, joined
from kgservice.errors import UnknownId
from kgservice.ontology import VAD, Emotion, Ontology
from kgservice.ontology.languages import ENGLISH

RELATIONS = ("broader", "narrower", "ancestors", "descendants", "opposites", "components", "leads-to")
"""The relations that lead from one emotion to a list of others."""


class UnknownRelation(UnknownId):
    """Emotions have no such relation."""

    kind = "relation"


class EmotionIndex:
    """Cards and lists of emotions, by id."""

    def __init__(self, ontology: Ontology) -> None:
        """Write the card of every emotion."""
        self._ontology = ontology
        self.languages = ontology.languages
        self._places = [(tuple(emotion.vad), emotion.id) for emotion in ontology if emotion.vad is not None]
        self._cards = {(emotion.id, ENGLISH): as_json(emotion.to_dict()) for emotion in ontology}

    def card(self, emotion: str, language: str = ENGLISH) -> Representation:
        """Return the card of an emotion, with its labels in a language where it has them; raises `UnknownEmotion`."""
        card = self._cards.get((emotion, language))
        if card is None:
            card = self._cards[emotion, language] = as_json(in_language(self._ontology[emotion], language))
        return card

    def near(self, point: VAD, cursor: int, limit: int) -> bytes:
        """Return a part of the emotions around a VAD point as a page of JSON, each with its distance, nearest first."""
        here, end = tuple(point), cursor + limit
        found = sorted((dist(here, place), emotion) for place, emotion in self._places)
        cards = (b'{"distance":%r,"emotion":%b}' % (far, self.card(emotion).body) for far, emotion in found[cursor:end])
        return joined(cards, end if end < len(found) else None)

    def select(self, tier: int | None = None, text: str = "") -> tuple[Emotion, ...]:
        """Return the emotions of a tier (0: beside the tree, None: all) whose id or labels contain ``text``."""
        wanted = text.casefold()
        return tuple(e for e in self._ontology if tier in (None, e.tier or 0) and any(wanted in n for n in _names(e)))

    def related(self, emotion: str, relation: str) -> tuple[Emotion, ...]:
        """Return the emotions that one of `RELATIONS` leads to, nearest first; maybe none.

        Raises `UnknownEmotion`, or `UnknownRelation` for another relation.
        """
        here = self._ontology[emotion]
        if relation == "ancestors":
            return self._ontology.ancestors(emotion)
        if relation == "descendants":
            return self._ontology.descendants(emotion)
        ids = {
            "broader": (here.broader,) if here.broader else (),
            "narrower": here.narrower,
            "opposites": here.opposites,
            "components": here.components,
            "leads-to": here.leads_to,
        }
        if relation not in ids:
            raise UnknownRelation(relation, (*RELATIONS, "neighbours", "terms"))
        return tuple(self._ontology[other] for other in ids[relation])

    def neighbours(self, emotion: str) -> list[dict[str, str]]:
        """Return everyone who stands next to an emotion, with the relation; raises `UnknownEmotion`."""
        from kgservice.ontology.graph import neighbours

        found = neighbours(self._ontology, emotion)
        pairs = [
            *([("broader", found.broader)] if found.broader else []),
            *(("narrower", other) for other in found.narrower),
            *(("sibling", other) for other in found.siblings),
            *(("related", other) for other in found.related),
            *found.linked,
        ]
        return [{"relation": how, "emotion": other, "label": self._ontology[other].label} for how, other in pairs]


def in_language(emotion: Emotion, language: str) -> dict[str, object]:
    """Return the card of an emotion with its labels in a language; in English where it has none in that."""
    labels = emotion.labels(language) or emotion.labels()
    return emotion.to_dict() | {"label": labels[0], "altLabels": list(labels[1:])}


def _names(emotion: Emotion) -> tuple[str, ...]:
    return (emotion.id, emotion.label.casefold(), *(label.casefold() for label in emotion.alt_labels))
