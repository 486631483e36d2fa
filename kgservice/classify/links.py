"""Numbers that the links between emotions add to a prediction: opposites, what follows, and mixed feelings.

In: the scores of a prediction.  Out, by name, for every primary: ``opposite_joy``, how much of the text speaks for
emotions that ``isOppositeOf`` opposes to joy or an emotion below it, and ``leads_to_joy``, the same for ``leadsTo``;
and ``conflict``, how much of it speaks for both ends of an opposition.  Each link counts by the confidence of its best
statement, each emotion by its score among those of its tier; links that start beside the tree count nothing, as no tier
has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgservice.classify.prediction import Prediction
from kgservice.ontology.model import TIERS, Ontology

OPPOSITE, LEADS_TO, CONFLICT = "opposite", "leads_to", "conflict"
_PREFIXES = {"isOppositeOf": OPPOSITE, "leadsTo": LEADS_TO}


class Links:
    """The links of an ontology, made ready to be applied to predictions.

    >>> from kgservice import EmotionClassifier
    >>> classifier = EmotionClassifier()
    >>> links = Links(classifier.ontology)
    >>> found = links.features(classifier.classify("I am so happy and so sad"))
    >>> found["conflict"] > 0, found["opposite_joy"] > 0, found["leads_to_anger"]
    (True, True, 0.0)
    """

    def __init__(self, ontology: Ontology) -> None:
        """Find the links, and the primaries that they point at."""
        self.names = tuple(_names(ontology))
        best: dict[tuple[str, str, str], float] = {}
        for link in ontology.dependencies:
            if prefix := _PREFIXES.get(link.relation):
                ends = [(link.subject, link.object)]
                if prefix == OPPOSITE:
                    ends.append((link.object, link.subject))
                for one, other in ends:
                    best[prefix, one, other] = max(link.confidence, best.get((prefix, one, other), 0.0))
        roots = {emotion.id: root.id for emotion in ontology if (root := ontology.at(emotion.id, 1))}
        self._ends = [(one, f"{p}_{roots[other]}", c) for (p, one, other), c in best.items() if other in roots]
        self._opposites = [(a, b, c) for (p, a, b), c in best.items() if p == OPPOSITE and a < b]

    def features(self, prediction: Prediction) -> dict[str, float]:
        """Return the value of every name, 0 and up; all 0 where nothing speaks or nothing is linked."""
        scores = {emotion: score for tier in TIERS for emotion, score in prediction.tier(tier)}
        found = dict.fromkeys(self.names, 0.0)
        for emotion, name, confidence in self._ends:
            found[name] += confidence * scores.get(emotion, 0.0)
        for one, other, confidence in self._opposites:
            found[CONFLICT] += confidence * min(scores.get(one, 0.0), scores.get(other, 0.0))
        return found


def _names(ontology: Ontology) -> Iterator[str]:
    for prefix in (OPPOSITE, LEADS_TO):
        yield from (f"{prefix}_{emotion.id}" for emotion in ontology.at_tier(1))
    yield CONFLICT
