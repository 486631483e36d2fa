"""leadsTo rows: from counts to rows, corpus by corpus, with a confidence from halves that were left out."""

from __future__ import annotations

import pytest

from kgservice.ontology.conversations import Conversation, Turn
from kgservice.ontology.leads_to import Family, Replication, at_tier, families, replicate, transition_rows
from kgservice.ontology.model import Emotion, Ontology


def _talk(*emotions: str | None, source: str = "meld2019", speakers: str = "AAAA") -> Conversation:
    return Conversation(source, tuple(map(Turn, speakers, emotions)))


# Six emotions that change into each other twenty times each, but a into b sixty times.
RAISED = [_talk(a, b) for a in "abcdef" for b in "abcdef" if a != b for _ in range(60 if a + b == "ab" else 20)]
FAMILY = Family("meld2019", "tier 1", "annotated-transition", "same-speaker")


def test_a_link_becomes_a_row_with_its_counts() -> None:
    (row,) = transition_rows(FAMILY, RAISED)
    assert (row.subject, row.relation, row.object) == ("a", "leadsTo", "b")
    assert (row.kind, row.method, row.source, row.status) == (
        *("corpus-transition-same-speaker", "annotated-transition", "meld2019", "computed"),
    )
    # From a: 60 to b and 20 to each of four others; the others alone expect 20, so the lift is 3.
    assert row.score == pytest.approx(3, abs=1e-3)
    assert row.evidence.startswith("60 of 140 changes from a are to b, 20.0 expected; lift 3.00")
    assert row.parameters == "level=tier 1; labels=annotators; tested=30; expected>=5; count>=10; q<=0.05 (BH)"


def test_the_other_speaker_is_another_family() -> None:
    assert transition_rows(FAMILY._replace(speaker="other-speaker"), RAISED) == []


def test_confidence_counts_the_halves_in_which_the_link_holds() -> None:
    # Most halves find the link, and wherever one does, the other half has it too.
    found, held = replicate(RAISED, "same-speaker")
    assert 0.5 < found == held <= 1
    assert transition_rows(FAMILY, RAISED)[0].confidence == round((held + 1) / (found + 2), 3)


def test_without_links_nothing_is_replicated() -> None:
    even = [_talk(a, b) for a in "abcd" for b in "abcd" if a != b] * 10
    assert transition_rows(FAMILY, even) == []
    assert replicate(even, "same-speaker") == Replication(0, 0)
    assert Replication(0, 0).confidence == 0.5


def test_corpora_and_speakers_are_kept_apart() -> None:
    talks = [_talk("a", "b"), _talk("a", "b", source="dailydialog2017")]
    found = families(talks, "tier 1", "annotated-transition")
    assert [(family.source, family.speaker) for family, _ in found] == [
        ("dailydialog2017", "same-speaker"),
        ("dailydialog2017", "other-speaker"),
        ("meld2019", "same-speaker"),
        ("meld2019", "other-speaker"),
    ]
    assert all({talk.source for talk in own} == {family.source} for family, own in found)


def test_emotions_are_rolled_up_and_what_stands_above_becomes_neutral() -> None:
    def emotion(name: str, tier: int | None, broader: str | None) -> Emotion:
        return Emotion(name, name, tier, broader, "", "", "", extension=tier is None)

    tree = [("joy", 1, None), ("cheerfulness", 2, "joy"), ("delight", 3, "cheerfulness"), ("awe", None, None)]
    (talk,) = at_tier([_talk("delight", "joy", "awe", None)], Ontology([emotion(*row) for row in tree]), 2)
    assert [turn.emotion for turn in talk.turns] == ["cheerfulness", None, None, None]
