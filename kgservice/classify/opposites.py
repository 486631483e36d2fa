"""What the negation of an emotion hints at, by the ontology's ``isOppositeOf``.

In: an `Ontology`.  Out: an emotion for an emotion.  Only pleasant emotions have one: people take "not happy" to mean
rather unhappy, but "not sad" to mean no more than it says (Ruytenbeek, Verheyen, Spector 2017, Glossa 2(1):92).
"""

from __future__ import annotations

from kgservice.ontology.model import Emotion, Ontology

MIN_CONFIDENCE = 0.5
"""Of the statements together; below it a link is a guess from VAD, too weak to turn a word by."""


def opposites(ontology: Ontology) -> dict[str, str]:
    """Return, for pleasant emotions, the unpleasant one that their negation hints at.

    It is the best supported opposite of the emotion, else of the nearest broader emotion that has one; emotions for
    which no source names an opposite are left out.

    >>> from kgservice import load_ontology
    >>> found = opposites(load_ontology())
    >>> found["happiness"], found["joy"], "sadness" in found
    ('unhappiness', 'sadness', False)
    """
    doubts = _doubts(ontology)
    own = {emotion.id: _best(ontology, emotion, doubts) for emotion in ontology if _valence(emotion) > 0}
    found = {}
    for emotion in own:
        lineage = (emotion, *(broader.id for broader in ontology.ancestors(emotion)))
        if opposite := next((own[e] for e in lineage if own.get(e)), None):
            found[emotion] = opposite
    return found


def _doubts(ontology: Ontology) -> dict[frozenset[str], float]:
    """Return, by pair of opposites, the probability that every statement of it is wrong."""
    doubts: dict[frozenset[str], float] = {}
    for link in ontology.dependencies:
        if link.relation == "isOppositeOf":
            pair = frozenset((link.subject, link.object))
            doubts[pair] = doubts.get(pair, 1.0) * (1 - link.confidence)
    return doubts


def _best(ontology: Ontology, emotion: Emotion, doubts: dict[frozenset[str], float]) -> str | None:
    pairs = [(doubts.get(frozenset((emotion.id, other)), 0.0), other) for other in emotion.opposites]
    sure = [pair for pair in pairs if 1 - pair[0] >= MIN_CONFIDENCE and _valence(ontology[pair[1]]) < 0]
    return min(sure)[1] if sure else None


def _valence(emotion: Emotion) -> float:
    return emotion.vad.valence if emotion.vad else 0.0
