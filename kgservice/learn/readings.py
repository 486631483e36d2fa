"""What the classifier reads in the texts to learn from, as matrices.

In: examples, the classifier whose `features` are learned from, and vectors of words.  Out: `Readings`, from which any
selection of examples can be learned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from kgservice.classify import EmotionClassifier
from kgservice.classify.calibration import CLASSES, NEUTRAL, PRIMARIES
from kgservice.classify.evaluation import Example
from kgservice.classify.features import Features
from kgservice.learn.softmax import Block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

LENGTH = 12
"""Tokens beyond which the evidence of a text is damped by the square root of this over their number.  Our choice: the
learning texts have 12 to 13 tokens in the middle."""

RARE = 3
"""Forms in fewer texts than this are not learned by themselves; their word vectors speak for them."""


@dataclass(frozen=True)
class WordVectors:
    """Vectors by word, about their mean: ``rows`` holds the row of each word in ``matrix``."""

    rows: Mapping[str, int]
    matrix: Any

    @classmethod
    def about_mean(cls, words: Sequence[str], vectors: Any) -> WordVectors:
        """Return the vectors less their mean."""
        return cls({word: row for row, word in enumerate(words)}, vectors - vectors.mean(axis=0))


def read(classifier: EmotionClassifier, examples: Iterable[Example]) -> list[Features]:
    """Return the features of each example, in order."""
    return [classifier.features(example.text) for example in examples]


def common_forms(features: Iterable[Features]) -> dict[str, int]:
    """Return the column of every form that occurs in at least `RARE` texts, in alphabetical order.

    >>> common_forms([Features(["so", "so sad"], {}, 2)] * 3 + [Features(["rare"], {}, 1)])
    {'so': 0, 'so sad': 1}
    """
    counts = Counter(form for one in features for form in set(one.forms))
    return {form: column for column, form in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}


def damping(tokens: int) -> float:
    """Return the factor of the evidence in a text of so many tokens.

    >>> damping(3), damping(48)
    (1.0, 0.5)
    """
    return min(1.0, sqrt(LENGTH / tokens)) if tokens else 1.0


def counts(features: Sequence[Features], columns: Mapping[str, int]) -> Any:
    """Return how often each form occurs in each text, damped: a sparse matrix of shape (texts, forms)."""
    import numpy as np
    from scipy.sparse import csr_matrix

    found = [
        (row, columns[form], damping(one.tokens))
        for row, one in enumerate(features)
        for form in one.forms
        if form in columns
    ]
    rows, places, values = zip(*found, strict=True) if found else ((), (), ())
    return csr_matrix((np.array(values, dtype=float), (rows, places)), shape=(len(features), len(columns)))


def strengths(features: Sequence[Features]) -> Matrix:
    """Return the strength of each primary in each text, of shape (texts, primaries)."""
    import numpy as np

    return np.array([[one.strengths.get(primary, 0.0) for primary in PRIMARIES] for one in features])


def blocks(
    features: Sequence[Features], forms: Mapping[str, int], words: WordVectors, penalties: Sequence[float]
) -> list[Block]:
    """Return what is learned from: forms, the vectors of words summed up, and strengths, each with its penalty."""
    by_vector = counts(features, words.rows) @ words.matrix
    matrices = (counts(features, forms), by_vector, strengths(features))
    return [Block(matrix, penalty) for matrix, penalty in zip(matrices, penalties, strict=True)]


def targets(examples: Sequence[Example]) -> Matrix:
    """Return the share of each class in the labels of each example, of shape (examples, classes); rows sum to 1.

    >>> targets([Example(1, "", frozenset({"joy", "love"})), Example(2, "", frozenset())])[:, [0, 3, 4]].tolist()
    [[0.0, 0.5, 0.5], [1.0, 0.0, 0.0]]
    """
    import numpy as np

    given = np.array([[float(label in (e.gold or {NEUTRAL})) for label in CLASSES] for e in examples])
    shares: Matrix = given / given.sum(axis=1, keepdims=True)
    return shares


def balanced(shares: Matrix, weights: Matrix) -> Matrix:
    """Return the weights of the examples such that every class that occurs weighs the same in sum."""
    import numpy as np

    sums = (shares * weights[:, None]).sum(axis=0)
    factor = np.divide(weights.sum() / len(CLASSES), sums, out=np.zeros_like(sums), where=sums > 0)
    even: Matrix = weights * (shares @ factor)
    return even
