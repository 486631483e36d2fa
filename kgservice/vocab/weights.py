"""How strongly a proposed term speaks for its emotion: the weight of a sense, from what the candidate carries.

The weight is a product of three factors, each from 0 to 1:

share
    The share of the term's uses that are emotional, to the power `SHARE_POWER`: a text that is about feelings uses the
    emotion sense more often than the mixed texts in which senses were counted.
distance
    `STEP` for every step between the emotion's own synset and the term.
margin
    From `CLOSE` for a tie with another family of emotions to 1 at a margin of `CLEAR` and above.

An emotion's own label or alternative label has weight 1 unless less than `MOSTLY` of its uses are emotional.
"""

from __future__ import annotations

from kgservice.vocab.candidates import Candidate

SHARE_POWER = 0.5
STEP = 0.9
CLOSE, CLEAR = 0.7, 0.1
MOSTLY = 0.5
LEAST = 0.15
"""Candidates below this weight are left out: on running text they would be wrong far more often than right."""


def weight(candidate: Candidate) -> float:
    """Return the weight of a candidate, 0 to 1, rounded to two digits."""
    share = candidate.sense_share**SHARE_POWER
    if candidate.relation == "label":
        return 1.0 if candidate.sense_share >= MOSTLY else round(share, 2)
    return round(share * STEP**candidate.depth * _margin_factor(candidate.margin), 2)


def _margin_factor(margin: float | None) -> float:
    return 1.0 if margin is None else CLOSE + (1 - CLOSE) * min(1.0, margin / CLEAR)
