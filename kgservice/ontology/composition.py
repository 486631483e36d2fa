"""isComposedOf: whether two emotions that make up a third can be computed from VAD and sentence vectors.

In: emotions, the published compositions, a function that embeds texts.  Out: for each published composition the rank
of its two parts among all pairs of a pool, by three methods and by two baselines; and candidates for the emotions
without a published composition, but only from a method that clears the bar (`Ranks.is_better`).

A method asks whether the two parts *together* are near the emotion; its baseline, ``nearest``, only whether each part
is near.  ``vad``: distance from the middle between the parts; ``text``: cosine with the sum of the parts' vectors;
``both``: the sum of the two places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from math import dist, sqrt
from operator import mul
from typing import Any, NamedTuple

from kgservice.ontology.calibration import DECIMALS, shrunk
from kgservice.ontology.model import Dependency, Emotion

Embed = Callable[[Sequence[str]], Any]
"""Texts to rows of numbers of length 1, one row a text, such as ``kgservice.vocab.embedding.model("minilm").embed``."""

Parts = tuple[str, str]

BASIC = ("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust")
"""Plutchik's eight basic emotions, the parts of all his dyads."""

METHODS = ("vad", "text", "both")
CUTS = (1, 5, 10, 50)
MIN_RECALL, MIN_GAIN = 0.25, 2.0
"""The bar for candidates, set before any figure was seen: among all pairs of emotions, a quarter of the published
compositions within the first ten, and twice as many as by nearest neighbours."""


class Composition(NamedTuple):
    """A published composition: the emotion, its two parts in the order of their ids, and the source."""

    emotion: str
    parts: Parts
    source: str


class Ranks(NamedTuple):
    """The rank of the right parts for every composition, by one method and by its baseline; 1 is best.

    ``pairs``: how many pairs were ranked, for each composition.
    """

    method: str
    pairs: tuple[int, ...]
    ranks: tuple[int, ...]
    nearest: tuple[int, ...]

    def recall(self, cut: int) -> tuple[float, float, float]:
        """Return the share of compositions found among the first ``cut``: method, nearest neighbours, at random."""
        chance = sum(min(1.0, cut / pairs) for pairs in self.pairs) / len(self.pairs)
        return _share(self.ranks, cut), _share(self.nearest, cut), chance

    @property
    def is_better(self) -> bool:
        """Whether the method clears the bar: `MIN_RECALL` at 10, and `MIN_GAIN` times its baseline's."""
        found, nearest, _ = self.recall(10)
        return found >= MIN_RECALL and found >= MIN_GAIN * nearest


def _share(ranks: Sequence[int], cut: int) -> float:
    return sum(rank <= cut for rank in ranks) / len(ranks)


def compositions(published: Iterable[Dependency]) -> list[Composition]:
    """Return the published compositions of exactly two parts, sorted."""
    parts: dict[tuple[str, str], list[str]] = {}
    for row in published:
        if row.relation == "isComposedOf" and row.kind == "theory":
            parts.setdefault((row.subject, row.source), []).append(row.object)
    found = [(emotion, sorted(ids), source) for (emotion, source), ids in parts.items() if len(ids) == 2]
    return sorted(Composition(emotion, (ids[0], ids[1]), source) for emotion, ids, source in found)


class Space:
    """Where the emotions lie: VAD points, and cosines between the vectors of "label: definition"."""

    def __init__(self, emotions: Iterable[Emotion], embed: Embed) -> None:
        """Embed the emotions that have VAD; the others are left out."""
        rated = [emotion for emotion in emotions if emotion.vad is not None]
        self.labels = {emotion.id: emotion.label for emotion in rated}
        self._vads = {emotion.id: tuple(emotion.vad) for emotion in rated if emotion.vad is not None}
        rows = embed([f"{emotion.label}: {emotion.definition}" for emotion in rated])
        vectors = {emotion.id: [float(x) for x in row] for emotion, row in zip(rated, rows, strict=True)}
        self._cosines: dict[Parts, float] = {
            (a, b): sum(map(mul, vectors[a], vectors[b])) for a, b in combinations(sorted(vectors), 2)
        }

    def _cosine(self, one: str, other: str) -> float:
        return self._cosines[(one, other) if one < other else (other, one)]

    def _length(self, one: str, other: str) -> float:
        """Return the length of the sum of two vectors of length 1; opposite ones have no sum, so nothing is near it."""
        return sqrt(max(2 + 2 * self._cosine(one, other), 1e-12))

    def ranked(self, emotion: str, pool: Iterable[str]) -> Mapping[str, tuple[list[Parts], list[Parts]]]:
        """Return per method all pairs of the pool, best first: by the method, and by its baseline.

        The emotion itself, and one of the same label, is no part.
        """
        allowed = sorted(part for part in pool if part in self.labels and self.labels[part] != self.labels[emotion])
        pairs = list(combinations(allowed, 2))
        here = self._vads[emotion]
        apart = {part: dist(here, self._vads[part]) for part in allowed}
        alike = {part: self._cosine(emotion, part) for part in allowed}
        middle = {(a, b): [(x + y) / 2 for x, y in zip(self._vads[a], self._vads[b], strict=True)] for a, b in pairs}
        vad = _ordered({pair: -dist(here, point) for pair, point in middle.items()})
        text = _ordered({(a, b): (alike[a] + alike[b]) / self._length(a, b) for a, b in pairs})
        near_vad = _ordered({(a, b): -apart[a] - apart[b] for a, b in pairs})
        near_text = _ordered({(a, b): alike[a] + alike[b] for a, b in pairs})
        both, near_both = _merged(vad, text), _merged(near_vad, near_text)
        return {"vad": (vad, near_vad), "text": (text, near_text), "both": (both, near_both)}


def _ordered(scores: Mapping[Parts, float]) -> list[Parts]:
    return sorted(scores, key=lambda pair: (-scores[pair], pair))


def _merged(one: Sequence[Parts], other: Sequence[Parts]) -> list[Parts]:
    """Order by the sum of both places; equal sums by the ids."""
    places = dict.fromkeys(one, 0)
    for order in (one, other):
        for place, pair in enumerate(order):
            places[pair] += place
    return sorted(places, key=lambda pair: (places[pair], pair))


def evaluate(space: Space, published: Sequence[Composition], pool: Iterable[str]) -> list[Ranks]:
    """Rank the parts of every published composition whose parts lie in the pool, by each of `METHODS`; maybe none."""
    allowed = set(pool)
    known = [c for c in published if c.emotion in space.labels and allowed >= set(c.parts)]
    ranked = [(c, space.ranked(c.emotion, allowed)) for c in known]
    found = []
    for method in METHODS if known else ():
        pairs = tuple(len(lists[method][0]) for _, lists in ranked)
        ranks = tuple(lists[method][0].index(c.parts) + 1 for c, lists in ranked)
        nearest = tuple(lists[method][1].index(c.parts) + 1 for c, lists in ranked)
        found.append(Ranks(method, pairs, ranks, nearest))
    return found


def composition_rows(space: Space, published: Sequence[Composition], ranks: Iterable[Ranks]) -> list[Dependency]:
    """Return the best pair of parts for every emotion without a published composition.

    ``ranks``: what `evaluate` gave over all emotions.  Empty when no method `is_better`; else by the one with the
    highest recall at 1, which, shrunk, is the confidence.
    """
    better = [found for found in ranks if found.is_better]
    if not better:
        return []
    best = max(better, key=lambda found: found.recall(1)[0])
    confidence = round(shrunk(sum(rank == 1 for rank in best.ranks), len(best.ranks)), DECIMALS)
    rows = []
    for emotion in sorted(set(space.labels) - {composition.emotion for composition in published}):
        parts = space.ranked(emotion, space.labels)[best.method][0][0]
        evidence = f"the best of all pairs by {best.method}: {emotion} = {' + '.join(parts)}"
        rows += [
            Dependency(
                *(emotion, "isComposedOf", part, "computed-composition", f"{best.method}-composition", "pool=all"),
                *(None, confidence, evidence, "kgservice", "computed"),
            )
            for part in parts
        ]
    return rows
