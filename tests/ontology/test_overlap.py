"""Set-level scores between two lists of emotions, on the tree of ``tests/data/mini``."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.ontology.overlap import overlap
from kgservice.ontology.tables import read_ontology

CASES = {
    # expected, given, tier: precision, recall, F1
    "the same": (["joy", "fear"], ["fear", "joy"], 1, 1, 1, 1),
    "one of two": (["joy", "fear"], ["joy"], 1, 1, 0.5, 2 / 3),
    "one too many": (["joy"], ["joy", "fear", "sadness"], 1, 1 / 3, 1, 0.5),
    "rolled up": (["delight"], ["cheerfulness"], 1, 1, 1, 1),
    "not that fine": (["delight"], ["cheerfulness"], 3, 0, 0, 0),
    "two that roll up to one": (["delight", "joy"], ["cheerfulness"], 1, 1, 1, 1),
    "coarser than the tier": (["joy"], ["joy"], 3, 1, 1, 1),
    "no emotion": (["joy", "lost"], ["lost"], 1, 1, 0.5, 2 / 3),
    "nothing given": (["joy"], [], 1, None, 0, 0),
    "nothing expected": ([], ["joy"], 1, 0, None, 0),
    "nothing at all": ([], [], 1, None, None, None),
}


@pytest.mark.parametrize(("expected", "given", "tier", "precision", "recall", "f1"), CASES.values(), ids=CASES)
def test_two_sets_are_compared_at_a_tier(
    mini: Path,
    expected: list[str],
    given: list[str],
    tier: int,
    precision: float | None,
    recall: float | None,
    f1: float | None,
) -> None:
    found = overlap(read_ontology(mini / "ontology"), expected, given, tier)
    assert (found.precision, found.recall, found.f1) == pytest.approx((precision, recall, f1))
