from __future__ import annotations

from dataclasses import replace

import pytest

from kgservice.vocab.candidates import Candidate
from kgservice.vocab.weights import weight

BASE = Candidate(
    "gleeful", "adjective", (), "joy", "joy", "similar", "00000202-a", 0,
    ("wn30:00000202-a:similar",), (("joy", 0.5),), 0.5, None, 1.0, 0, None, "",
    "accepted-automatically", "", "only-claim", "letters@0",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 1.0),
        ({"depth": 1}, 0.85),
        ({"depth": 2}, 0.72),
        ({"sense_share": 0.25}, 0.5),
        ({"margin": 0.0}, 0.7),
        ({"margin": 0.05}, 0.85),
        ({"margin": 0.2}, 1.0),
        ({"uses": 60}, 1.0),
        ({"uses": 600}, 0.5),
        ({"reason": "estimated valence has the other sign"}, 0.6),
        ({"relation": "label", "sense_share": 0.5, "uses": 600}, 1.0),
        ({"relation": "label", "sense_share": 0.25}, 0.5),
        ({"sense_share": 0.0}, 0.0),
    ],
    ids=lambda value: str(value),
)
def test_each_factor_lowers_the_weight_as_documented(changes: dict, expected: float):
    assert weight(replace(BASE, **changes)) == expected
