"""What can be measured: a labeller, texts in, weights by emotion out, one mapping a text in the same order.

The weights of a text only rank its emotions.  No weights at all, or a weight for ``neutral``, mean that the labeller is
silent: it gives the text no label.  A labeller that says ``neutral`` may still name emotions beside it, in case there
is one: these are what counts on a text that is known to have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.evaluation.meanings import NEUTRAL

OURS = "kgservice"

Weights = Mapping[str, float]
Labeller = Callable[[Sequence[str]], Iterable[Weights]]


@dataclass(frozen=True, slots=True)
class Entrant:
    """A labeller by name; ``load`` makes it, which may raise `MissingExtra`.

    ``calibrated``: its weights claim to be probabilities that sum to 1, so that their error can be measured.
    """

    name: str
    load: Callable[[], Labeller]
    calibrated: bool = False


def one_by_one(label: Callable[[str], Weights]) -> Labeller:
    """Return a labeller that labels each text by itself.

    >>> list(one_by_one(lambda text: {"joy": float(len(text))})(["a", "bc"]))
    [{'joy': 1.0}, {'joy': 2.0}]
    """
    return lambda texts: map(label, texts)


def ours(classifier: EmotionClassifier, tier: int = 1) -> Entrant:
    """Return the classifier as an entrant, by its scores at ``tier``; silent where it gives no label.

    >>> label = ours(EmotionClassifier()).load()
    >>> [max(weights, key=weights.get) for weights in label(["She was over the moon."])]
    ['joy']
    """

    def label(text: str) -> Weights:
        prediction = classifier.classify(text)
        weights = dict(prediction.tier(tier))
        return weights if prediction.labels else weights | {NEUTRAL: 1.0}

    return Entrant(OURS, lambda: one_by_one(label), calibrated=True)


def always(label: str) -> Labeller:
    """Return a labeller that gives every text the same label.

    >>> always("joy")(["a", "b"])
    [{'joy': 1.0}, {'joy': 1.0}]
    """
    return lambda texts: [{label: 1.0}] * len(texts)
