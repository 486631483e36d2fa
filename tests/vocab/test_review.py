from __future__ import annotations

import pytest

from kgservice import content, tsv
from kgservice.errors import TableError
from kgservice.vocab import candidates, decisions, lexicon
from kgservice.vocab.review import review


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
    report = review(ready)
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
    [conflict] = review(ready).conflicts
    assert conflict == '"heartache" and grief: test-person says accept, other-person says reject'


def test_a_ruling_on_a_pair_that_nothing_proposes_is_reported(ready):
    decide(ready, ("heartache", "joy", "reject", "", "", "test-person"))
    assert "nothing proposes the pair" in review(ready).conflicts[0]


def test_a_decided_candidate_leaves_the_queue(ready):
    queue = review(ready).queue
    assert all(candidate.status == candidates.REVIEW for candidate in queue)
    for candidate in queue[:1]:
        decide(ready, (candidate.term, candidate.emotion, "accept", "", "", "test-person"))
        assert len(review(ready).queue) == len(queue) - 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("heartache", "greif", "accept", "", "", "p"), 'column emotion: "greif" is not known. Nearest: grief'),
        (("heartache", "grief", "acept", "", "", "p"), "Nearest: accept"),
        (("heartache", "grief", "reassign", "", "", "p"), "column to"),
        (("heartache", "grief", "accept", "joy", "", "p"), "column to"),
        (("heartache", "grief", "accept", "", "2", "p"), "column weight"),
        (("heartache", "grief", "accept", "", "", ""), "column reviewer"),
        (("Heartache", "grief", "accept", "", "", "p"), 'Write "heartache"'),
    ],
)
def test_a_faulty_decision_is_named(ready, row: tuple[str, ...], message: str):
    decide(ready, row)
    with pytest.raises(TableError, match=message):
        review(ready)


def test_the_committed_decisions_meet_the_candidates():
    assert review(content.root()).conflicts == ()
