"""Estimate the VAD of texts from embeddings: Gaussian kernel ridge regression, and how good it is on unseen words.

The same kernel and width as the support vector regression of `kgservice.ontology.estimate` (1 / number of dimensions,
on standardised vectors), solved in closed form for all three dimensions at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgservice.errors import MissingExtra
from kgservice.wordnet import WordNet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.floating]

FOLDS = 10
CHUNK = 4000
"""Rows predicted at a time; bounds memory."""

ALIKE = 4
"""First letters that a word and what is derived from it must share to be of one family."""


@dataclass(frozen=True)
class Kernel:
    """A fitted regression; made by `fit`."""

    known: Numbers
    factors: Numbers
    mean: Numbers
    centre: Numbers
    scale: Numbers

    def predict(self, vectors: Numbers, *, own_scale: bool = False) -> Numbers:
        """Return the estimates, of shape (rows, dimensions), cut off at -1 and 1.

        ``own_scale``: standardise ``vectors`` by their own mean and spread, for texts of another kind than the words
        that were learned from.
        """
        import numpy as np

        asked = standardised(vectors) if own_scale else (vectors - self.centre) / self.scale
        parts = [similarity(asked[i : i + CHUNK], self.known) @ self.factors for i in range(0, len(asked), CHUNK)]
        estimates: Numbers = np.clip(np.vstack(parts) + self.mean, -1, 1)
        return estimates


class Quality(NamedTuple):
    """How good estimates are, per dimension: Pearson r, mean absolute error on -1 to 1; over how many words."""

    r: tuple[float, float, float]
    error: tuple[float, float, float]
    words: int


def standardised(vectors: Numbers) -> Numbers:
    """Return vectors with mean 0 and spread 1 in each dimension, 0 where a dimension does not vary."""
    spread = vectors.std(axis=0)
    scaled: Numbers = (vectors - vectors.mean(axis=0)) / _safe(spread)
    return scaled


def _safe(spread: Numbers) -> Numbers:
    import numpy as np

    safe: Numbers = np.where(spread > 1e-6, spread, np.inf).astype(np.float32)
    return safe


def similarity(left: Numbers, right: Numbers) -> Numbers:
    """Return the Gaussian kernel of every pair of rows, 0 to 1, of shape (rows of left, rows of right)."""
    import numpy as np

    apart = (left**2).sum(axis=1)[:, None] + (right**2).sum(axis=1)[None] - 2 * left @ right.T
    close: Numbers = np.exp(-np.maximum(apart, 0) / left.shape[1])
    return close


def fit(vectors: Numbers, values: Numbers, penalty: float) -> Kernel:
    """Fit ``values`` (rows, dimensions) to ``vectors``; ``penalty`` is added to the kernel's diagonal of ones."""
    try:
        import numpy as np
    except ImportError:
        raise MissingExtra("Estimating VAD", "numpy", "build") from None
    known, mean = standardised(vectors), values.mean(axis=0)
    matrix = similarity(known, known) + penalty * np.eye(len(known), dtype=known.dtype)
    factors = np.linalg.solve(matrix, (values - mean).astype(known.dtype))
    return Kernel(known, factors, mean, vectors.mean(axis=0), _safe(vectors.std(axis=0)))


def held_out(vectors: Numbers, values: Numbers, families: Sequence[str], penalty: float) -> Numbers:
    """Predict every word without its fold; a fold holds whole families, so that no sibling gives a word away.

    The fold of a family is its SHA-256 modulo `FOLDS`: the same on any machine.
    """
    import numpy as np

    fold = np.array([int(hashlib.sha256(family.encode()).hexdigest(), 16) % FOLDS for family in families])
    guesses = np.zeros_like(values)
    for number in sorted(set(fold.tolist())):
        there = fold == number
        guesses[there] = fit(vectors[~there], values[~there], penalty).predict(vectors[there])
    return guesses


def quality(guesses: Numbers, values: Numbers) -> Quality:
    """Return how well guesses go with the values, both of shape (words, 3); at least two words."""
    import numpy as np

    v, a, d = (float(np.corrcoef(guesses[:, i], values[:, i])[0, 1]) for i in range(3))
    errors = np.abs(guesses - values).mean(axis=0).tolist()
    return Quality((v, a, d), (errors[0], errors[1], errors[2]), len(values))


def families(words: Sequence[str], lemmas: Mapping[str, str], wordnet: WordNet) -> list[str]:
    """Return the family of each word, named by one of its members.

    Of one family are a form and its lemma (``lemmas``: form to lemma), and words that WordNet links by derivation and
    that share their first `ALIKE` letters.
    """
    leader: dict[str, str] = {}

    def head(word: str) -> str:
        while leader.setdefault(word, word) != word:
            word = leader[word]
        return word

    for form, lemma in lemmas.items():
        leader[head(form)] = head(lemma)
    for synset in wordnet:
        for here, there, _ in wordnet.words_related(synset.id, "derivation"):
            if here[:ALIKE].lower() == there[:ALIKE].lower():
                leader[head(here.lower())] = head(there.lower())
    return [head(word) for word in words]
