"""A point of VAD space as a mixture of emotions: how probable each is, from the means and spreads of its ratings.

In: the emotions' VAD and ratings.  Out: `Share` after `Share`.  Each emotion is a normal distribution with independent
dimensions, all emotions equally frequent; the shares are its posterior probabilities (the responsibilities of a
Gaussian mixture: Bishop, C. M. (2006), Pattern Recognition and Machine Learning, section 9.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log, sqrt
from statistics import median
from typing import NamedTuple

from kgservice.ontology.model import VAD, Emotion, Ontology

LEAST_SD = 0.05
"""No spread is taken to be less: ratings of few people can agree by chance.  A choice, not measured."""

Spread = tuple[float, float, float]


class Share(NamedTuple):
    """How probable an emotion is at a point.

    ``probability``: 0 to 1; those of all emotions compared sum to 1.  ``deviation``: how far the point lies from the
    emotion in standard deviations (Mahalanobis distance), so that a point far from all can be told.
    """

    emotion: Emotion
    probability: float
    deviation: float


def distribution(ontology: Ontology, point: VAD, tier: int | None = None) -> tuple[Share, ...]:
    """Return the share of every emotion at a point, the most probable first; empty where no emotion has a VAD.

    ``tier``: compare the emotions of tier 1, 2 or 3 only; None compares all.

    >>> from kgservice.ontology import load_ontology
    >>> shares = distribution(load_ontology(), VAD(-0.7, 0.4, 0.2), tier=1)
    >>> shares[0].emotion.id, round(sum(share.probability for share in shares), 6)
    ('anger', 1.0)
    """
    compared = [e for e in ontology if e.vad is not None and (tier is None or e.tier == tier)]
    typical = _typical(filter(None, (spread(emotion) for emotion in ontology)))
    placed = [(emotion, *_density(point, emotion, spread(emotion) or typical)) for emotion in compared]
    best = max((height for _, height, _ in placed), default=0.0)
    total = sum(exp(height - best) for _, height, _ in placed)
    shares = (Share(emotion, exp(height - best) / total, deviation) for emotion, height, deviation in placed)
    return tuple(sorted(shares, key=lambda share: (-share.probability, share.deviation, share.emotion.id)))


def spread(emotion: Emotion) -> Spread | None:
    """Return the standard deviations of an emotion's raters in valence, arousal and dominance, on the scale -1 to 1.

    Several sources: the root of the mean variance, weighted by raters.  None where no source gives one.

    >>> from kgservice.ontology.model import Rating
    >>> ratings = [Rating(s, (), "rated", VAD(0, 0, 0), (sd,) * 3, (n,) * 3, (0, 0, 0)) for s, sd, n in
    ...            [("a", 0.5, 30), ("b", 0.1, 10)]]
    >>> joy = Emotion("joy", "joy", 1, None, "", "", "", ratings=tuple(ratings))
    >>> spread(joy)[0] == sqrt((30 * 0.25 + 10 * 0.01) / 40)
    True
    """
    rated = [(r.sd, r.n or (1, 1, 1)) for r in emotion.ratings if r.sd is not None]
    if not rated:
        return None
    v, a, d = (sqrt(sum(n[i] * sd[i] ** 2 for sd, n in rated) / sum(n[i] for _, n in rated)) for i in range(3))
    return v, a, d


def _typical(spreads: Iterable[Spread]) -> Spread:
    """Return the median spread, which stands in for emotions without one (estimated VAD); wide when none is known."""
    known: Sequence[Spread] = list(spreads) or [(1.0, 1.0, 1.0)]
    v, a, d = (median(each[i] for each in known) for i in range(3))
    return v, a, d


def _density(point: VAD, emotion: Emotion, sd: Spread) -> tuple[float, float]:
    """Return the logarithm of the density without what all share, and the distance in standard deviations."""
    assert emotion.vad is not None
    sigmas = [max(each, LEAST_SD) for each in sd]
    z = [(x - mean) / sigma for x, mean, sigma in zip(point, emotion.vad, sigmas, strict=True)]
    squares = sum(each * each for each in z)
    return -squares / 2 - sum(map(log, sigmas)), sqrt(squares)
