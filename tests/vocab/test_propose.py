from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.ontology import load_ontology
from kgservice.vocab import resolve
from kgservice.vocab.claims import ordered
from kgservice.vocab.contest import Contest, Lexical
from kgservice.vocab.labels import own_labels
from kgservice.vocab.propose import seeded_claims
from kgservice.vocab.valence import Valence


def test_a_label_belongs_to_its_own_emotion_though_others_claim_it(proposed):
    assert proposed["delight"].emotion == "delight"
    assert (proposed["delight"].relation, proposed["delight"].depth) == ("label", 0)
    assert proposed["anxiety"].emotion == "anxiety"


def test_a_label_of_two_tiers_belongs_to_the_higher(proposed):
    assert proposed["sadness"].emotion == "sadness"


def test_an_opposite_does_not_become_a_term_of_the_emotion(proposed):
    assert proposed["joyless"].status == "dropped"
    assert proposed["joyless"].reason == "opposite of joy"


def test_the_nearer_emotion_gets_a_term_that_a_broader_one_claims_too(proposed):
    assert proposed["heartache"].emotion == "grief"
    assert proposed["unease"].emotion == "anxiety"


def test_candidates_keep_contenders_score_and_model(proposed):
    grieve = proposed["grieve"]
    assert grieve.contenders[0] == (grieve.emotion, grieve.score)
    assert [cosine for _, cosine in grieve.contenders] == sorted((c for _, c in grieve.contenders), reverse=True)
    assert grieve.model == "letters@000000000000"


def test_margin_is_measured_against_another_family_only(proposed):
    assert proposed["dread"].margin is None  # only fear and what lies under it
    assert {resolve.family(load_ontology(), e) for e, _ in proposed["dread"].contenders} == {"fear"}


def test_inflected_forms_come_from_every_part_of_speech(proposed):
    pytest.importorskip("lemminflect")
    assert set(proposed["delight"].forms) >= {"delights", "delighted", "delighting"}
    assert proposed["tickle pink"].forms == ("tickled pink", "tickles pink", "tickling pink")


def test_the_share_falls_with_uses_that_are_no_emotion(proposed):
    assert proposed["joyfulness"].sense_share == 1
    # nerves: 19 uses of the body, 1 of the feeling; prior 4 uses by rank 1 : 1/2, so (1 + 4/3) / 24
    assert proposed["nerves"].sense_share == pytest.approx((1 + 4 / 3) / 24)


def test_rated_valence_blocks_and_estimated_valence_raises_doubt(root, tiny, letters):
    ontology = load_ontology()  # these emotions have VAD
    claims = [claim for claim in seeded_claims(root, _mini(root), Lexical(tiny)) if claim.term == "heartache"]

    def status(valence: Valence) -> tuple[str, str]:
        contest = Contest(ontology, Lexical(tiny), letters, claims, valence)
        [candidate] = contest.candidates(ordered(claims))
        return candidate.status, candidate.reason

    assert status(Valence({"heartache": -0.8}))[0] != "dropped"
    assert status(Valence({"heartache": 0.8})) == ("dropped", "rated valence has the other sign")
    assert status(Valence({}, {"heartache": 0.8}))[0] == "needs-review"


def _mini(root: Path):
    from kgservice.ontology.tables import read_ontology

    return read_ontology(root / "ontology")


def test_own_labels_prefer_labels_to_alternative_ones():
    labels = own_labels(load_ontology())
    assert labels["surprise"] == "surprise" and labels["hatred"] == "hate"
