"""How far annotators agree: coefficients worked out by hand."""

from __future__ import annotations

import pytest

from kgservice.vocab.decisions import Decision
from kgservice.vocab.review.agreement import ALPHA, KAPPA, agreement


def rows(reviewer: str, verdicts: str, **more: object) -> list[Decision]:
    """Return one ruling a letter, a for accept and r for reject, on terms 0, 1, 2 …; a dot leaves one out."""
    names = {"a": "accept", "r": "reject"}
    return [
        Decision(str(number), "joy", names[letter], "", None, reviewer, "2026-01-31", "", **more)
        for number, letter in enumerate(verdicts)
        if letter != "."
    ]


def test_kappa_and_alpha_are_those_worked_out_by_hand() -> None:
    # anna a a r r, ben a r r r: same on 3 of 4; by chance (2·1 + 2·3) / 16 = 1/2, so kappa = (3/4 - 1/2) / (1/2) = 1/2.
    # alpha: 3 a and 5 r among 8 values; expected disagreement 2·3·5 / (8·7) = 30/56, observed 1/4, so 1 - 14/30 = 8/15.
    kappa, alpha = agreement(rows("anna", "aarr") + rows("ben", "arrr"))
    assert (kappa.measure, kappa.annotators, kappa.pairs, kappa.same) == (KAPPA, ("anna", "ben"), 4, 0.75)
    assert kappa.value == pytest.approx(0.5)
    assert (alpha.measure, alpha.pairs, alpha.same) == (ALPHA, 4, 0.75)
    assert alpha.value == pytest.approx(8 / 15)


def test_every_two_people_have_a_kappa_and_all_one_alpha() -> None:
    found = agreement(rows("anna", "ar..") + rows("ben", "arar") + rows("eva", "..ar"))
    assert [(m.annotators, m.pairs, m.value) for m in found[:-1]] == [
        (("anna", "ben"), 2, pytest.approx(1)),
        (("anna", "eva"), 0, None),
        (("ben", "eva"), 2, pytest.approx(1)),
    ]
    assert (found[-1].annotators, found[-1].pairs, found[-1].value) == (("anna", "ben", "eva"), 4, pytest.approx(1))


def test_what_was_ruled_after_seeing_the_other_or_to_settle_does_not_count() -> None:
    seen, settled = rows("ben", "aa", seen=("anna",)), rows("ben", "aa", adjudicates=("anna",))
    assert agreement(rows("anna", "ar") + seen + settled) == ()


def test_people_who_move_a_term_to_different_emotions_disagree() -> None:
    moved = [
        Decision("0", "joy", "reassign", to, None, who, "2026-01-31", "") for who, to in (("a", "fear"), ("b", "love"))
    ]
    assert [measured.same for measured in agreement(moved)] == [0, 0]


def test_nothing_is_measured_of_one_person() -> None:
    assert agreement(rows("anna", "ar")) == ()
