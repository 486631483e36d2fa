"""The classifier in scikit-learn (extra ``sklearn``): texts to features, and texts to labels.

In: any sequence of texts (a list, an array, a pandas Series).  Out: an array with a row for each text.  Neither learns
anything of the texts it is fitted on: `EmotionFeatures` needs no labels, and `EmotionLabeller` knows its classes from
the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.links import Links
from kgservice.classify.prediction import Prediction
from kgservice.errors import MissingExtra
from kgservice.ontology.model import DIMENSIONS, TIERS
from kgservice.vocab import load_lexicon

try:
    import numpy as np
    from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_is_fitted
except ImportError:
    raise MissingExtra("The scikit-learn transformer", "scikit-learn", "sklearn") from None

NEUTRAL = "neutral"
COUNTS = ("evidence", "negated")
"""How many places in the text speak for an emotion, and how many a negation takes away."""


class _Textual(BaseEstimator):  # type: ignore[misc]
    """What both estimators share: one parameter, and texts for input."""

    def __init__(self, lexicon: str | Path | None = None) -> None:
        """Keep the parameter; scikit-learn wants it neither checked nor changed."""
        self.lexicon = lexicon

    def __sklearn_tags__(self) -> Any:
        """Say that the input is a sequence of texts."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        tags.input_tags.one_d_array = True
        return tags

    def _predictions(self, texts: Iterable[str]) -> Iterator[Prediction]:
        return _classifier(self.lexicon).classify_many(_checked(texts))


class EmotionFeatures(TransformerMixin, _Textual):  # type: ignore[misc]
    """Turns texts into numbers: scores of each tier, neutral, valence, arousal, dominance, intensity, and counts.

    ``lexicon``: the path of another lexicon file, None for the packaged one.  ``links``: also what the links between
    emotions say, see `kgservice.classify.links`.  Every column runs from 0 to 1, except valence, arousal and dominance
    (-1 to 1, 0 where a text has none), the counts, and what links say (0 and up).

    >>> features = EmotionFeatures().fit([""])
    >>> names = list(features.get_feature_names_out())
    >>> names[:2], names[-2:]
    (['tier1_anger', 'tier1_fear'], ['evidence', 'negated'])
    >>> row = features.transform(["I'm over the moon"])[0]
    >>> float(row[names.index("tier1_joy")]) > 0.5
    True
    """

    def __init__(self, lexicon: str | Path | None = None, links: bool = False) -> None:
        """Keep the parameters; scikit-learn wants them neither checked nor changed."""
        super().__init__(lexicon)
        self.links = links

    def fit(self, X: Iterable[str], y: object = None) -> Self:  # noqa: N803
        """Look up the names of the columns; raises `TypeError` or `ValueError` for what is no sequence of texts."""
        _checked(X)
        more = _links(self.lexicon).names if self.links else ()
        self.feature_names_ = np.asarray([*_names(_classifier(self.lexicon)), *more], dtype=object)
        return self

    def transform(self, X: Iterable[str]) -> np.ndarray[Any, np.dtype[np.float64]]:  # noqa: N803
        """Return an array of shape (texts, columns), float64."""
        check_is_fitted(self)
        column = {name: place for place, name in enumerate(self.feature_names_)}
        rows = [dict(self._features(prediction)) for prediction in self._predictions(X)]
        values = np.zeros((len(rows), len(column)))
        for place, row in enumerate(rows):
            for name, value in row.items():
                values[place, column[name]] = value
        return values

    def _features(self, prediction: Prediction) -> Iterator[tuple[str, float]]:
        yield from _features(prediction)
        if self.links:
            yield from _links(self.lexicon).features(prediction).items()

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray[Any, np.dtype[np.object_]]:
        """Return the names of the columns: ``tier1_joy`` and the like, then those of the text as a whole."""
        check_is_fitted(self)
        names: np.ndarray[Any, np.dtype[np.object_]] = self.feature_names_
        return names


class EmotionLabeller(ClassifierMixin, _Textual):  # type: ignore[misc]
    """Labels texts by their primary emotion, or ``neutral``, with probabilities.

    ``lexicon``: the path of another lexicon file, None for the packaged one.  ``classes_`` holds the six primaries and
    ``neutral``; fitting checks that ``y`` names nothing else.

    >>> labeller = EmotionLabeller().fit(["so sad", ""], ["sadness", "neutral"])
    >>> list(labeller.predict(["I'm over the moon", ""]))
    ['joy', 'neutral']
    >>> labeller.predict_proba(["so sad"]).shape
    (1, 7)
    """

    def fit(self, X: Iterable[str], y: Any) -> Self:  # noqa: N803
        """Check texts and labels; raises `ValueError` for a label that is no class, or a count that does not fit."""
        texts, labels = _checked(X), np.asarray(y)
        check_classification_targets(labels)
        if len(texts) != len(labels):
            raise ValueError(f"there are {len(texts)} texts and {len(labels)} labels; give one label a text")
        primaries = [emotion.id for emotion in _classifier(self.lexicon).ontology.at_tier(1)]
        self.classes_ = np.asarray(sorted([*primaries, NEUTRAL]), dtype=object)
        if unknown := sorted(set(map(str, labels)) - set(self.classes_)):
            raise ValueError(f"labels {', '.join(unknown[:5])} are none of the classes {', '.join(self.classes_)}")
        return self

    def predict(self, X: Iterable[str]) -> np.ndarray[Any, np.dtype[np.object_]]:  # noqa: N803
        """Return the primary emotion of each text, ``neutral`` where it has none."""
        check_is_fitted(self)
        return np.asarray([prediction.primary or NEUTRAL for prediction in self._predictions(X)], dtype=object)

    def predict_proba(self, X: Iterable[str]) -> np.ndarray[Any, np.dtype[np.float64]]:  # noqa: N803
        """Return an array of shape (texts, classes) whose rows sum to 1, in the order of ``classes_``.

        `predict` calls a text neutral by a threshold of its own, so the greatest probability is not always its answer.
        """
        check_is_fitted(self)
        return np.asarray([self._chances(prediction) for prediction in self._predictions(X)]).reshape(-1, 7)

    def _chances(self, prediction: Prediction) -> list[float]:
        among = dict(prediction.tier(1))
        neutral = prediction.neutral if among else 1.0
        return [neutral if name == NEUTRAL else (1 - neutral) * among.get(name, 0.0) for name in self.classes_]


def _names(classifier: EmotionClassifier) -> Iterator[str]:
    for tier in TIERS:
        yield from (f"tier{tier}_{emotion.id}" for emotion in classifier.ontology.at_tier(tier))
    yield from (NEUTRAL, "intensity", *DIMENSIONS, *COUNTS)


def _features(prediction: Prediction) -> Iterator[tuple[str, float]]:
    for tier in TIERS:
        yield from ((f"tier{tier}_{emotion}", score) for emotion, score in prediction.tier(tier))
    yield NEUTRAL, prediction.neutral
    yield "intensity", prediction.intensity
    if vad := prediction.vad:
        yield from vad.to_dict().items()
    negated = sum(evidence.negated for evidence in prediction.evidence)
    yield from zip(COUNTS, (len(prediction.evidence) - negated, negated), strict=True)


def _checked(texts: Iterable[str]) -> list[str]:
    """Return the texts as a list; raises `TypeError` or `ValueError` with what to do."""
    if isinstance(texts, (str, bytes)):
        raise ValueError("one text was given where several are expected; put it into a list")
    given = list(np.asarray(texts, dtype=object)) if hasattr(texts, "__array__") else list(texts)
    if not given:
        raise ValueError("0 sample(s) were given while a minimum of 1 is required")
    for place, text in enumerate(given):
        if not isinstance(text, str):
            what = "a row of several columns; pick the column of texts" if np.ndim(text) else f"{text!r:.40}, no text"
            raise (ValueError if np.ndim(text) else TypeError)(f"item {place} is {what}")
    return given


@lru_cache(8)
def _classifier(lexicon: str | Path | None) -> EmotionClassifier:
    return EmotionClassifier(lexicon=load_lexicon(Path(lexicon)) if lexicon else None)


@lru_cache(8)
def _links(lexicon: str | Path | None) -> Links:
    return Links(_classifier(lexicon).ontology)
