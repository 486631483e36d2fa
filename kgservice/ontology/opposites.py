"""isOppositeOf from mirrored VAD points: which emotions are each other's reflection.

Two methods, both of the kind ``vad-mirror``:

valence-mirror
    Valence changes its sign, arousal stays comparable; dominance is ignored, kept or mirrored, whichever suits the
    known opposites best.
point-mirror
    All three change their sign: the reflection through the neutral point.

In: emotions with VAD, and the opposites that theory and dictionary state (the reference).  Out: rows, and how well
each method finds pairs of the reference that it has not seen.  A method that does not reach `MIN_GAIN` gives no rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kgservice.ontology.calibration import DECIMALS, shrunk
from kgservice.ontology.mirror import Candidate, Ends, Mirror, candidates
from kgservice.ontology.model import VAD, Dependency, Emotion

MIN_GAIN = 2.0
"""A method is kept when its precision on pairs left out is at least this many times the share of stated pairs."""

PRIOR_WEIGHT = 2.0
"""Pairs that the prior of a confidence counts for; its mean is the share of reference pairs among all pairs tried."""


METHODS: Mapping[str, tuple[Mirror, ...]] = {
    "point-mirror": (Mirror("mirrored", "mirrored"),),
    "valence-mirror": (Mirror("kept", "ignored"), Mirror("kept", "kept"), Mirror("kept", "mirrored")),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pair is a mirror pair when its score by ``mirror`` is at least ``threshold``."""

    mirror: Mirror
    threshold: float

    def __str__(self) -> str:
        """Return the rule as it stands in the column ``parameters``."""
        return f"arousal={self.mirror.arousal}; dominance={self.mirror.dominance}; score>={self.threshold:.3f}"


class Quality(NamedTuple):
    """How a method does on pairs left out one by one, of emotions that have an opposite in the reference.

    ``tried``: pairs, of which ``reference`` are stated opposites; ``accepted`` were proposed, ``right`` of these are
    stated.  A proposed pair that nobody states counts as wrong, so precision is a lower bound.  ``auc``: the share of
    times that a stated pair scores higher than another one, 0.5 being chance.
    """

    tried: int
    reference: int
    accepted: int
    right: int
    auc: float

    @property
    def precision(self) -> float:
        """Share of the proposed pairs that are stated; 0 when nothing was proposed."""
        return self.right / self.accepted if self.accepted else 0.0

    @property
    def recall(self) -> float:
        """Share of the stated pairs that were proposed; 0 when nothing is stated."""
        return self.right / self.reference if self.reference else 0.0

    @property
    def base(self) -> float:
        """Share of stated pairs among all tried: the precision of proposing every pair."""
        return self.reference / self.tried if self.tried else 0.0

    @property
    def is_kept(self) -> bool:
        """Whether the method is better than proposing every pair, by `MIN_GAIN`."""
        return self.right > 0 and self.precision >= MIN_GAIN * self.base

    @property
    def confidence(self) -> float:
        """The precision, pulled towards the base as if `PRIOR_WEIGHT` more pairs had been proposed."""
        return shrunk(self.right, self.accepted, (PRIOR_WEIGHT * self.base, PRIOR_WEIGHT * (1 - self.base)))


Tried = Mapping[Mirror, Sequence[Candidate]]
"""Per mirror the same pairs, best score first."""


def choose(tried: Tried, reference: Collection[Ends], left_out: Ends | None = None) -> Rule:
    """Return the rule with the highest F1 on ``reference``, looking at all ``tried`` pairs but the one left out.

    Of equal rules the one with fewer proposals wins, then the first.  The threshold lies half way between the last
    proposed score and the next.  When no pair is stated, the rule proposes none.
    """
    wanted = len([pair for pair in reference if pair != left_out])
    best, rule = (0.0, 0), Rule(next(iter(tried)), float("inf"))
    for mirror, pairs in tried.items():
        kept = [candidate for candidate in pairs if candidate.ends != left_out]
        right = 0
        for place, candidate in enumerate(kept, start=1):
            right += candidate.ends in reference
            quality = (2 * right / (place + wanted), -place)
            if right and quality > best:
                below = kept[place].score if place < len(kept) else candidate.score
                best, rule = quality, Rule(mirror, (candidate.score + below) / 2)
    return rule


def leave_one_out(tried: Tried, reference: Collection[Ends]) -> Quality:
    """Choose the rule once for every pair, without it, and see whether that rule proposes the pair."""
    scores = {mirror: {candidate.ends: candidate.score for candidate in pairs} for mirror, pairs in tried.items()}
    pairs = sorted(next(iter(scores.values())))
    stated = {pair for pair in pairs if pair in reference}
    accepted = right = 0
    for pair in pairs:
        rule = choose(tried, stated, left_out=pair)
        if scores[rule.mirror][pair] >= rule.threshold:
            accepted += 1
            right += pair in stated
    return Quality(len(pairs), len(stated), accepted, right, _auc(scores[choose(tried, stated).mirror], stated))


def _auc(scores: Mapping[Ends, float], stated: Collection[Ends]) -> float:
    wins = [
        (scores[one] > scores[other]) + (scores[one] == scores[other]) / 2
        for one in stated
        for other in scores
        if other not in stated
    ]
    return sum(wins) / len(wins) if wins else 0.5


class Fit(NamedTuple):
    """One method fitted: the rule chosen on all reference pairs, and its quality on pairs left out."""

    method: str
    rule: Rule
    quality: Quality


def fit(emotions: Sequence[Emotion], reference: Collection[Ends]) -> list[Fit]:
    """Fit every method of `METHODS` on the emotions that have an opposite in ``reference``; empty without pairs."""
    linked = {end for pair in reference for end in pair}
    known = [emotion for emotion in emotions if emotion.id in linked]
    found = []
    for method, mirrors in METHODS.items():
        tried = {mirror: candidates(known, mirror) for mirror in mirrors}
        if next(iter(tried.values())):
            found.append(Fit(method, choose(tried, set(reference)), leave_one_out(tried, reference)))
    return found


def mirror_rows(emotions: Sequence[Emotion], reference: Collection[Ends], fits: Iterable[Fit]) -> list[Dependency]:
    """Return the pairs that a kept method proposes and that are stated or each other's best mirror image; maybe none.

    The last condition is not fitted: where many near synonyms stand together, it leaves one pair of them.
    """
    vads = {emotion.id: emotion.vad for emotion in emotions}
    return [
        _row(candidate.ends, vads, method, str(rule), candidate.score, quality.confidence, "computed")
        for method, rule, quality in fits
        if quality.is_kept
        for candidate in candidates(emotions, rule.mirror)
        if candidate.score >= rule.threshold and (candidate.rank == 1 or candidate.ends in reference)
    ]


def refused_rows(emotions: Sequence[Emotion], reference: Iterable[Ends], fits: Iterable[Fit]) -> list[Dependency]:
    """Return a rejected row for every stated pair whose valence lies on one side, which no mirror can turn round."""
    vads = {emotion.id: emotion.vad for emotion in emotions}
    mirror = next((fit.rule.mirror for fit in fits if fit.method == "valence-mirror"), METHODS["valence-mirror"][0])
    rows = []
    for pair in sorted(reference):
        one, other = (vads.get(end) for end in pair)
        if one is not None and other is not None and one.valence * other.valence > 0:
            axes = f"arousal={mirror.arousal}; dominance={mirror.dominance}"
            rows.append(_row(pair, vads, "valence-mirror", axes, mirror.score(one, other), 0.0, "rejected"))
    return rows


def with_valence(row: Dependency, emotions: Mapping[str, Emotion]) -> Dependency:
    """Return a stated opposite with what VAD says of it added to its evidence; unchanged where VAD is missing."""
    one, other = emotions[row.subject].vad, emotions[row.object].vad
    if one is None or other is None:
        return row
    sides = "on opposite sides" if one.valence * other.valence < 0 else "on one side, so VAD does not call it opposite"
    return replace(row, evidence=f"{row.evidence}; valence {one.valence:+.2f} and {other.valence:+.2f} {sides}")


def _row(
    pair: Ends,
    vads: Mapping[str, VAD | None],
    method: str,
    parameters: str,
    score: float,
    confidence: float,
    status: str,
) -> Dependency:
    side = "valence on one side" if status == "rejected" else "VAD"
    evidence = f"{side}: {' and '.join(f'{end} {_point(vads[end])}' for end in pair)}"
    return Dependency(
        *(pair[0], "isOppositeOf", pair[1], "vad-mirror", method, parameters),
        *(round(score, 4), round(confidence, DECIMALS), evidence, "kgservice", status),
    )


def _point(vad: VAD | None) -> str:
    return "" if vad is None else "(" + ", ".join(f"{number:+.2f}" for number in vad) + ")"
