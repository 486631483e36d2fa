"""Softmax regression: numbers for every feature and class that make the labels of the examples most probable.

scikit-learn's takes neither several labels an example nor a penalty of its own for every feature, and keeps sparse and
dense features apart only by making all of them dense; so the loss stands here and SciPy minimises it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

ITERATIONS = 150
"""Steps of L-BFGS; more change no held-out figure by more than .001."""


@dataclass(frozen=True)
class Block:
    """Features that share a penalty: a matrix of shape (examples, features), sparse or dense."""

    matrix: Any
    penalty: float


def fit(blocks: Sequence[Block], targets: Matrix, weights: Matrix) -> tuple[list[Matrix], Matrix]:
    """Return one array of shape (features, classes) a block, and the bias of shape (classes,).

    ``targets``: shape (examples, classes), rows that sum to 1.  ``weights``: of the examples.  Minimises the weighted
    cross-entropy plus half of penalty times square of every number; the bias has no penalty.

    >>> import numpy as np
    >>> (numbers,), bias = fit([Block(np.eye(2), 0.1)], np.eye(2), np.ones(2))
    >>> bool(numbers[0, 0] > 0 > numbers[0, 1])
    True
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import log_softmax

    classes, total = targets.shape[1], weights.sum()
    sizes = [block.matrix.shape[1] for block in blocks]
    ends = np.cumsum([0, *(size * classes for size in sizes)])
    turned = [block.matrix.T.tocsr() if hasattr(block.matrix, "tocsr") else block.matrix.T for block in blocks]

    def cut(numbers: Matrix) -> tuple[list[Matrix], Matrix]:
        parts = [numbers[a:b].reshape(-1, classes) for a, b in pairwise(ends)]
        return parts, numbers[ends[-1] :]

    def loss(numbers: Matrix) -> tuple[float, Matrix]:
        parts, bias = cut(numbers)
        logs = log_softmax(sum(b.matrix @ part for b, part in zip(blocks, parts, strict=True)) + bias, axis=1)
        cost = -(weights[:, None] * targets * logs).sum()
        cost += sum(b.penalty * (part * part).sum() for b, part in zip(blocks, parts, strict=True)) / 2
        error = weights[:, None] * (np.exp(logs) - targets)
        slopes = [t @ error + b.penalty * part for t, b, part in zip(turned, blocks, parts, strict=True)]
        return cost / total, np.concatenate([*(slope.ravel() for slope in slopes), error.sum(axis=0)]) / total

    start = np.zeros(ends[-1] + classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS, "ftol": 1e-7})
    return cut(found.x)
