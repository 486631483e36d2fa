"""Foretell ratings from texts: ridge regression on sets of features, each cross-validated on the same folds.

In: texts, a number for each, and feature sets by name.  Out: for each set the number foretold for every text by models
that saw neither the text nor another of its group.  How strong the penalty is, a part of the training rows decides.
Needs scikit-learn (extra ``evaluate``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgservice.errors import ContentError, MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

FOLDS = 5
SEED = 20261121

PENALTIES = (0.1, 1.0, 10.0, 100.0)
"""Weights of the squared coefficients; rows of features have a length near 1."""

FARTHEST = 3.0
"""Spreads from the mean at which a column is cut, or one that is rarely anything but 0 would decide by itself."""

Step = Callable[[str], None]
"""Called with what is done next."""


@dataclass(frozen=True)
class FeatureSet:
    """``words``: whether TF-IDF of words and pairs of words is among the features; ``columns``: other numbers, if any.

    ``columns`` has a row a text.
    """

    words: bool = False
    columns: Array | None = None


def foretold(
    texts: Sequence[str],
    ratings: Sequence[float],
    sets: Mapping[str, FeatureSet],
    groups: Sequence[object] | None = None,
    step: Step = lambda name: None,
) -> dict[str, list[float]]:
    """Return the ratings foretold by each set, in the order of the texts; a set without features tells the mean.

    ``groups``: texts of one group (one product, say) are never split between learning and foretelling.  Raises
    `ContentError` for fewer groups than `FOLDS`, `MissingExtra` without scikit-learn.
    """
    numpy = _numpy()
    y, found = numpy.array(ratings, dtype=float), {}
    parts = list(_parts(len(texts), groups, FOLDS))
    for name, features in sets.items():
        step(name)
        values = numpy.empty(len(y))
        for learned, told in parts:
            blocks = _Blocks(features, texts, learned)
            inner = next(_parts(len(learned), None if groups is None else [groups[i] for i in learned], FOLDS - 1))
            penalty = _penalty(blocks, y, learned, inner)
            values[told] = _fit(blocks(learned), y[learned], penalty)(blocks(told))
        found[name] = list(map(float, values))
    return found


class _Blocks:
    """The features of texts as one matrix, scaled by the rows that are learned from."""

    def __init__(self, features: FeatureSet, texts: Sequence[str], learned: Array) -> None:
        self._blocks = []
        if features.words:
            from sklearn.feature_extraction.text import TfidfVectorizer

            vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
            self._blocks.append(vectors.fit([texts[i] for i in learned]).transform(texts))
        if features.columns is not None:
            self._blocks.append(_scaled(features.columns, learned))

    def __call__(self, rows: Array) -> Any:
        """Return the features of some rows; None when there are no features."""
        import scipy.sparse

        if not self._blocks:
            return None
        if len(self._blocks) == 1:
            return self._blocks[0][rows]
        return scipy.sparse.hstack([scipy.sparse.csr_matrix(block[rows]) for block in self._blocks]).tocsr()


def _scaled(columns: Array, learned: Array) -> Array:
    """Return columns with mean 0 and spread 1 among the rows learned from, divided so that rows have length 1 or so."""
    mean, spread = columns[learned].mean(axis=0), columns[learned].std(axis=0)
    varied = spread > 0
    near = ((columns[:, varied] - mean[varied]) / spread[varied]).clip(-FARTHEST, FARTHEST)
    scaled: Array = near / max(1, varied.sum()) ** 0.5
    return scaled


def _penalty(blocks: _Blocks, y: Array, learned: Array, inner: tuple[Array, Array]) -> float:
    """Return the penalty that foretells best within the rows that are learned from."""
    fit, check = learned[inner[0]], learned[inner[1]]

    def error(penalty: float) -> float:
        return float(((_fit(blocks(fit), y[fit], penalty)(blocks(check)) - y[check]) ** 2).mean())

    return min(PENALTIES, key=error)


def _fit(features: Any, y: Array, penalty: float) -> Callable[[Any], Array]:
    if features is None or not features.shape[1]:
        return lambda rows: _numpy().full(1, y.mean())
    from sklearn.linear_model import Ridge

    told: Callable[[Any], Array] = Ridge(alpha=penalty).fit(features, y).predict
    return told


def _parts(count: int, groups: Sequence[object] | None, folds: int) -> Iterator[tuple[Array, Array]]:
    try:
        from sklearn.model_selection import GroupKFold, KFold
    except ImportError:
        raise MissingExtra("Foretelling ratings", "scikit-learn", "evaluate") from None
    found = count if groups is None else len(set(groups))
    if found < folds:
        what = "rows" if groups is None else "groups of rows"
        raise ContentError(f"{found} {what} are too few to learn from. Give {folds} at least.")
    rows = _numpy().zeros(count)
    if groups is None:
        yield from KFold(folds, shuffle=True, random_state=SEED).split(rows)
    else:
        yield from GroupKFold(folds).split(rows, groups=[str(group) for group in groups])


def _numpy() -> Any:
    try:
        import numpy
    except ImportError:
        raise MissingExtra("Foretelling ratings", "numpy", "evaluate") from None
    return numpy
