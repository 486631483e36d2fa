from __future__ import annotations

from dataclasses import replace

import pytest

from kgservice import content, tsv
from kgservice.vocab import candidates, decisions, lexicon
from kgservice.vocab.review.desk import Desk
from kgservice.vocab.review.report import review


def decide(root, *rows: tuple[str, ...]) -> None:
    """Write decisions; a row is term, emotion, verdict, to, weight, reviewer."""
    names = ("term", "emotion", "verdict", "to", "weight", "reviewer")
    table = [dict(zip(names, row, strict=True)) | {"date": "2026-11-21", "note": ""} for row in rows]
    tsv.write(root / decisions.FILE, decisions.COLUMNS, table)


@pytest.fixture
def ready(root, proposed):
    candidates.write(root / candidates.FILE, proposed.values())
    return root


def senses(root, term: str):
    lexicon.write(root)
    return [(s.emotion, s.weight, s.reviewer) for s in lexicon.load_lexicon(root / lexicon.FILE).get(term)]


def test_without_decisions_nobody_reviewed_anything(ready):
    assert {reviewer for _, _, reviewer in senses(ready, "heartache")} == {""}
    report = review(Desk(ready))
    assert report.conflicts == () and set(report.verdicts.values()) == {0}
    assert sum(report.statuses.values()) == len(candidates.read(ready / candidates.FILE, _labels(ready)))


def _labels(root):
    from kgservice.ontology.tables import read_ontology

    return {emotion.id: emotion.label for emotion in read_ontology(root / "ontology")}


def test_an_accepted_pair_carries_its_reviewer_and_weight(ready):
    decide(ready, ("heartache", "grief", "accept", "", "0.9", "test-person"))
    assert senses(ready, "heartache") == [("grief", 0.9, "test-person")]


def test_a_rejected_pair_is_gone(ready):
    decide(ready, ("heartache", "grief", "reject", "", "", "test-person"))
    assert senses(ready, "heartache") == []


def test_a_reassigned_term_changes_its_emotion_and_keeps_its_weight(ready):
    before = senses(ready, "heartache")[0][1]
    decide(ready, ("heartache", "grief", "reassign", "sadness", "", "test-person"))
    assert senses(ready, "heartache") == [("sadness", before, "test-person")]


def test_people_who_differ_are_reported(ready):
    decide(
        ready,
        ("heartache", "grief", "accept", "", "", "test-person"),
        ("heartache", "grief", "reject", "", "", "other-person"),
    )
    [conflict] = review(Desk(ready)).conflicts
    assert conflict == '"heartache" and grief: test-person says accept, other-person says reject'


def test_a_ruling_on_a_pair_that_nothing_proposes_is_reported(ready):
    decide(ready, ("heartache", "joy", "reject", "", "", "test-person"))
    assert "nothing proposes the pair" in review(Desk(ready)).conflicts[0]


def test_an_adjudicated_conflict_is_none_any_more(ready):
    columns = (*decisions.COLUMNS, "adjudicates")
    rows = [("anna", "accept", ""), ("ben", "reject", ""), ("eva", "reject", "anna|ben")]
    given = {"term": "heartache", "emotion": "grief", "to": "", "weight": "", "date": "2026-11-21", "note": ""}
    names = ("reviewer", "verdict", "adjudicates")
    tsv.write(ready / decisions.FILE, columns, [given | dict(zip(names, row, strict=True)) for row in rows])
    assert review(Desk(ready)).conflicts == ()
    assert senses(ready, "heartache") == []


def test_a_withdrawal_that_no_row_before_asks_for_is_reported(ready):
    decide(ready, ("heartache", "grief", "withdraw", "", "", "test-person"))
    assert "test-person withdraws what no row before says" in review(Desk(ready)).conflicts[0]


def test_a_candidate_that_the_lexicon_leaves_out_comes_in_when_a_person_accepts_it_and_not_for_a_note(ready, proposed):
    weak = replace(proposed["heartache"], status=candidates.DROPPED, forms=("heartaches",))
    candidates.write(ready / candidates.FILE, [*(c for c in proposed.values() if c.term != "heartache"), weak])
    assert senses(ready, "heartache") == []
    decide(ready, ("heartache", "grief", "note", "", "", "test-person"))
    assert senses(ready, "heartaches") == []
    decide(ready, ("heartache", "grief", "accept", "", "", "p"), ("heartache", "grief", "withdraw", "", "", "p"))
    assert senses(ready, "heartaches") == []
    decide(ready, ("heartache", "grief", "accept", "", "0.7", "test-person"))
    assert senses(ready, "heartaches") == [("grief", 0.7, "test-person")]


def test_a_decided_candidate_leaves_the_queue(ready):
    queue = review(Desk(ready)).queue
    assert all(candidate.status == candidates.REVIEW for candidate in queue)
    for candidate in queue[:1]:
        decide(ready, (candidate.term, candidate.emotion, "accept", "", "", "test-person"))
        assert len(review(Desk(ready)).queue) == len(queue) - 1


def test_the_committed_decisions_meet_the_candidates():
    assert review(Desk(content.root())).conflicts == ()
