"""Training with softened labels: a bag-of-words softmax whose targets spread part of their mass over other labels.

In: texts with one label each, and the targets of every label (see `kgservice.ontology.matrices.soft_targets`).  Out:
what the trained model answers for other texts.  Needs scikit-learn and SciPy (extra ``evaluate``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any

from kgservice.classify.evaluation.intervals import LEVEL, Interval
from kgservice.errors import MissingExtra
from kgservice.learn.softmax import Block, fit
from kgservice.ontology.matrices import Matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.intp]

LEAST_TEXTS = 2
"""A word is a feature when so many training texts hold it; a choice, not measured."""


@dataclass(frozen=True)
class Words:
    """The words of the training texts and of the texts to judge as TF-IDF features of length 1."""

    training: Any
    judged: Any

    @classmethod
    def of(cls, training: Sequence[str], judged: Sequence[str]) -> Words:
        """Count words and pairs of words; raises `MissingExtra` without scikit-learn."""
        try:
            from sklearn.feature_extraction.text import TfidfVectorizer
        except ImportError:
            raise MissingExtra("Training with soft labels", "scikit-learn", "evaluate") from None
        counting = TfidfVectorizer(ngram_range=(1, 2), min_df=LEAST_TEXTS, sublinear_tf=True)
        return cls(counting.fit_transform(training), counting.transform(judged))

    def answers(self, labels: Places, targets: Sequence[Sequence[float]], penalty: float) -> Places:
        """Train on the label of each training text, given as its place, and return the best one of each judged text.

        ``targets``: a row of probabilities a label.  ``penalty``: of squared numbers, as in `softmax.fit`.
        """
        import numpy as np

        wanted = np.asarray(targets)[labels]
        (numbers,), bias = fit([Block(self.training, penalty)], wanted, np.ones(len(wanted)))
        best: Places = (self.judged @ numbers + bias).argmax(axis=1)
        return best


@dataclass(frozen=True, slots=True)
class Outcome:
    """How good the answers are.

    ``accuracy`` and ``macro_f1``: 0 to 1.  ``error_distance``: the mean distance between the right label and a wrong
    answer, on the scale of the matrix; ``distance``: the same over all texts, a right answer being at 0.
    """

    accuracy: float
    macro_f1: float
    error_distance: float
    distance: float


def judge(right: Places, answered: Places, distances: Matrix) -> Outcome:
    """Compare answers with the right labels, both as places in ``distances``; without errors their distance is 0.

    >>> import numpy as np
    >>> two = Matrix("tree distance", ("fear", "joy"), ((0.0, 0.5), (0.5, 0.0)))
    >>> judge(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]), two)
    Outcome(accuracy=0.75, macro_f1=0.7333333333333334, error_distance=0.5, distance=0.125)
    """
    import numpy as np

    far = np.asarray(distances.rows)[right, answered]
    wrong = right != answered
    f1 = []
    for label in np.unique(right):
        hits = int(((right == label) & (answered == label)).sum())
        f1.append(2 * hits / int((right == label).sum() + (answered == label).sum()))
    error = float(far[wrong].mean()) if wrong.any() else 0.0
    return Outcome(float(1 - wrong.mean()), float(np.mean(f1)), error, float(far.mean()))


def mean_interval(values: Sequence[float]) -> Interval:
    """Return the 95 % interval of the mean of two or more measurements, by Student's t.

    >>> low, high = mean_interval([1.0, 2.0, 3.0])
    >>> round(low, 2), round(high, 2)
    (-0.48, 4.48)
    """
    from scipy.stats import t

    reach = float(t.ppf((1 + LEVEL) / 2, len(values) - 1)) * stdev(values) / len(values) ** 0.5
    return Interval(fmean(values) - reach, fmean(values) + reach)
