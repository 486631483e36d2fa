"""From evaluation, potency and activity to valence, arousal and dominance.

Affect control theory rates words on evaluation, potency and activity (EPA, -4.3 to 4.3).  Each dimension of VAD is a
linear function of the three, fitted on the emotions that both an EPA norm and a VAD norm rate: the EPA of the entry
that stands for the emotion on one side, the VAD of the emotion's own word on the other.  So its leave-one-out error
holds the change of scale *and* the step from ``angry`` to ``anger``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from kgservice.errors import MissingExtra
from kgservice.ontology.model import VAD
from kgservice.ontology.norms import Norm, Triple

LEAST_PAIRS = 10
"""Pairs below which no map is fitted: four coefficients want more points than that to be held out from."""

STANCES = ("admire", "adore", "desire", "enjoy", "fear", "hate", "love", "pity", "trust")
"""Verbs that name an emotion held towards somebody, rated as acts by actdata and as words by the Glasgow Norms: the
map is tried on them to learn how far off it is for an act, which it was not fitted on."""


class EpaMap(NamedTuple):
    """A fitted map.

    ``coefficients``: per dimension of VAD the constant and the factors of E, P, A, for VAD on -1 to 1.
    ``error``: root mean square error per dimension, leave-one-out.  ``pairs``: how many emotions it was fitted on.
    """

    coefficients: tuple[tuple[float, float, float, float], ...]
    error: Triple
    pairs: int

    def vad(self, norm: Norm) -> VAD:
        """Return the VAD of an EPA rating, cut off at -1 and 1."""
        return VAD(*(max(-1.0, min(1.0, k + _dot(factors, norm.mean))) for k, *factors in self.coefficients))

    def sd(self, norm: Norm) -> Triple | None:
        """Return the spread over raters after the map, as if E, P and A varied apart; None where unknown."""
        if norm.sd is None:
            return None
        v, a, d = (sqrt(sum((b * sd) ** 2 for b, sd in zip(f, norm.sd, strict=True))) for _, *f in self.coefficients)
        return v, a, d


def _dot(factors: Sequence[float], values: Sequence[float]) -> float:
    return sum(factor * value for factor, value in zip(factors, values, strict=True))


def fit(pairs: Sequence[tuple[Norm, VAD]]) -> EpaMap:
    """Fit the map by least squares to pairs of an EPA rating and the VAD it should give.

    Raises `ValueError` for fewer than `LEAST_PAIRS` pairs, `MissingExtra` without numpy.
    """
    if len(pairs) < LEAST_PAIRS:
        raise ValueError(f"{len(pairs)} emotions are rated by both norms; {LEAST_PAIRS} are needed to fit the map")
    try:
        import numpy as np
    except ImportError:
        raise MissingExtra("Mapping EPA to VAD", "numpy", "build") from None
    x = np.array([(1.0, *norm.mean) for norm, _ in pairs])
    y = np.array([tuple(vad) for _, vad in pairs])
    inverse = np.linalg.pinv(x)
    coefficients = inverse @ y
    held_out = (y - x @ coefficients) / (1 - np.diag(x @ inverse))[:, None]
    v, a, d = np.sqrt((held_out**2).mean(axis=0)).tolist()
    return EpaMap(tuple(tuple(column) for column in coefficients.T.tolist()), (v, a, d), len(pairs))
