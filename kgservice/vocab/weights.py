"""How strongly a proposed term speaks for its emotion: the weight of a sense, from what the candidate carries.

The weight is a product of five factors, each from 0 to 1:

share
    The share of the term's uses that are emotional, to the power `SHARE_POWER`: a text that is about feelings uses the
    emotion sense more often than the mixed texts in which senses were counted.
distance
    `STEP` for every step between the emotion's own synset and the term.
margin
    From `CLOSE` for a tie with another family of emotions to 1 at a margin of `CLEAR` and above.
commonness
    1 up to `COMMON` tagged uses, then falling with their logarithm (0.5 at ten times as many): an everyday word says
    less than a rare one.
doubt
    `DOUBTED` where the estimated valence of the term has the other sign than the emotion, else 1.

An emotion's own label or alternative label has weight 1 unless less than `MOSTLY` of its uses are emotional.
"""

from __future__ import annotations

from math import log10

from kgservice.vocab.candidates import Candidate

SHARE_POWER = 0.5
STEP = 0.85
COMMON = 60
CLOSE, CLEAR = 0.7, 0.1
DOUBTED = 0.6
MOSTLY = 0.5
LEAST = 0.15
"""Candidates below this weight are left out: on running text they would be wrong far more often than right."""


def weight(candidate: Candidate) -> float:
    """Return the weight of a candidate, 0 to 1, rounded to two digits."""
    share = float(candidate.sense_share**SHARE_POWER)
    if candidate.relation == "label":
        return 1.0 if candidate.sense_share >= MOSTLY else round(share, 2)
    doubt = DOUBTED if "valence" in candidate.reason else 1.0
    common = 1 / (1 + log10(max(1.0, candidate.uses / COMMON)))
    return round(share * float(STEP**candidate.depth) * _margin_factor(candidate.margin) * common * doubt, 2)


def _margin_factor(margin: float | None) -> float:
    return 1.0 if margin is None else CLOSE + (1 - CLOSE) * min(1.0, margin / CLEAR)
