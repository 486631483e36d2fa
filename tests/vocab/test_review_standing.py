"""What holds after all rows: newest rulings, withdrawals, adjudications; and what the lexicon makes of it."""

from __future__ import annotations

from itertools import count

import pytest

from kgservice.vocab.decisions import Decision
from kgservice.vocab.model import Sense
from kgservice.vocab.review import rule
from kgservice.vocab.review.standing import idle_withdrawals, kept, standing

PAIR = ("gleeful", "joy")
SENSE = Sense("gleeful", "adjective", ("gleefuller",), "joy", 0.4, 0.3, "similar", "wordnet30", "wn30:1")
numbers = count()


def row(reviewer: str, verdict: str, to: str = "", adjudicates: tuple[str, ...] = (), **more: object) -> Decision:
    given = {"weight": None, "note": str(next(numbers)), "date": "2026-01-31", **more}
    return Decision(*PAIR, verdict=verdict, to=to, reviewer=reviewer, adjudicates=adjudicates, **given)


def held(*rows: Decision):
    return standing(rows).get(PAIR)


def test_the_newest_ruling_of_a_person_holds() -> None:
    assert held(row("anna", "accept"), row("anna", "reject")).rulings["anna"].verdict == "reject"


def test_a_withdrawal_brings_the_ruling_before_it_back() -> None:
    first, second = row("anna", "accept"), row("anna", "reject")
    assert held(first, second, row("anna", "withdraw")).ruling == first
    assert held(first, second, row("anna", "withdraw"), row("anna", "withdraw")) is None


def test_a_withdrawal_touches_nobody_elses_ruling() -> None:
    ben = row("ben", "reject")
    assert held(row("anna", "accept"), ben, row("anna", "withdraw")).rulings == {"ben": ben}


def test_a_withdrawal_that_finds_nothing_is_told_and_changes_nothing() -> None:
    idle = row("ben", "withdraw")
    assert idle_withdrawals([row("anna", "accept"), idle]) == [idle]
    assert [r.reviewer for r in kept([row("anna", "accept"), idle])] == ["anna"]


def test_people_who_say_the_same_are_no_conflict_and_weights_make_none() -> None:
    assert not held(row("anna", "accept", weight=0.9), row("ben", "accept")).is_conflict


@pytest.mark.parametrize("other", [("reject", ""), ("reassign", "delight"), ("split", "delight")])
def test_people_who_say_otherwise_are_a_conflict(other: tuple[str, str]) -> None:
    assert held(row("anna", "accept"), row("ben", *other)).is_conflict


def test_moves_to_different_emotions_are_a_conflict() -> None:
    assert held(row("anna", "reassign", "delight"), row("ben", "reassign", "grief")).is_conflict


def test_an_adjudication_wins_and_ends_the_conflict_whoever_rules_later() -> None:
    settled = row("eva", "reject", adjudicates=("anna", "ben"))
    found = held(row("anna", "accept"), row("ben", "reject"), settled, row("ben", "accept"))
    assert found.ruling == settled and not found.is_conflict


def test_who_adjudicates_keeps_a_ruling_of_their_own_and_may_take_the_adjudication_back() -> None:
    own, settled = row("anna", "accept"), row("anna", "reject", adjudicates=("anna", "ben"))
    found = held(own, row("ben", "reject"), settled)
    assert (found.rulings["anna"], found.adjudication) == (own, settled)
    assert held(own, row("ben", "reject"), settled, row("anna", "withdraw")).is_conflict


def test_a_note_rules_nothing() -> None:
    note = row("anna", "note")
    assert held(note).ruling is None and held(note).notes == (note,)
    assert rule([SENSE], [note]) == [SENSE]


def ruled(*rows: Decision, senses: tuple[Sense, ...] = (SENSE,), offered: tuple[Sense, ...] = ()):
    return sorted((s.emotion, s.pos, s.weight, s.reviewer) for s in rule(senses, rows, offered))


def test_accepting_keeps_the_sense_and_names_the_person() -> None:
    assert ruled(row("anna", "accept")) == [("joy", "adjective", 0.4, "anna")]
    assert ruled(row("anna", "accept", weight=0.9)) == [("joy", "adjective", 0.9, "anna")]


def test_rejecting_after_accepting_by_another_and_the_other_way_round() -> None:
    assert ruled(row("anna", "accept"), row("ben", "reject")) == []
    assert ruled(row("anna", "reject"), row("ben", "accept")) == [("joy", "adjective", 0.4, "ben")]


def test_a_split_gives_two_senses_with_their_weights() -> None:
    split = row("anna", "split", "delight", weight=0.6, to_weight=0.3)
    assert ruled(split) == [("delight", "adjective", 0.3, "anna"), ("joy", "adjective", 0.6, "anna")]


def test_a_move_to_an_emotion_that_the_term_has_already_keeps_that_sense() -> None:
    other = Sense("gleeful", "adjective", (), "delight", 0.7, None, "authored", "kgservice", "")
    [moved] = rule([SENSE, other], [row("anna", "reassign", "delight")])
    assert (moved.method, moved.weight, moved.reviewer) == ("authored", 0.7, "anna")


def test_a_pair_that_the_lexicon_left_out_comes_in_as_it_was_offered() -> None:
    assert ruled(row("anna", "accept"), senses=(), offered=(SENSE,)) == [("joy", "adjective", 0.4, "anna")]
    assert ruled(senses=(), offered=(SENSE,)) == []


def test_a_pair_that_nobody_offers_takes_part_of_speech_from_the_terms_other_sense() -> None:
    assert ruled(row("anna", "accept"), senses=()) == [("joy", "noun", 0.5, "anna")]
    moved = row("anna", "reassign", "delight")
    assert ruled(moved, senses=(), offered=(SENSE,)) == [("delight", "adjective", 0.4, "anna")]


def test_a_withdrawn_ruling_leaves_the_sense_as_it_was() -> None:
    assert rule([SENSE], [row("anna", "reject"), row("anna", "withdraw")]) == [SENSE]
