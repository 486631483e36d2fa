"""The sample is fixed, has its quotas, and hardly moves when the lexicon grows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kgservice import load_lexicon, load_ontology
from kgservice.vocab.model import Sense
from kgservice.vocab.sample import controls, draw
from kgservice.vocab.sample.drawing import BESIDE, PER_BESIDE, PER_PRIMARY, SIZE

ONTOLOGY = load_ontology()
SENSES = tuple(load_lexicon())


def test_every_stratum_has_its_quota() -> None:
    counts = Counter((case.family, case.kind) for case in draw(SENSES, ONTOLOGY))
    assert counts.total() == SIZE and len(counts) == 14
    assert {n for (family, _), n in counts.items() if family != BESIDE} == {PER_PRIMARY}
    assert {n for (family, _), n in counts.items() if family == BESIDE} == {PER_BESIDE}


def test_the_order_of_the_lexicon_does_not_matter() -> None:
    assert draw(SENSES[::-1], ONTOLOGY) == draw(SENSES, ONTOLOGY)


def test_a_lexicon_that_grows_by_a_tenth_keeps_most_of_its_sample() -> None:
    grown = [*SENSES, *(replace(sense, term=f"{sense.term} too") for sense in SENSES[::10])]
    before, after = ({(c.term, c.emotion) for c in draw(senses, ONTOLOGY)} for senses in (SENSES, grown))
    assert len(before & after) > 0.8 * SIZE and before != after


def test_a_small_stratum_is_taken_whole() -> None:
    only = Sense("glad", "adjective", (), "joy", 0.5, None, "authored", "kgservice", "")
    assert [(case.term, case.kind, case.family) for case in draw([only], ONTOLOGY)] == [("glad", "authored", "joy")]


@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_controls_are_known_to_be_right_or_wrong(kind: str) -> None:
    sample = draw(SENSES, ONTOLOGY)
    families = {case.term: {c.family for c in sample if c.term == case.term} for case in sample}
    found = [case for case in controls(sample, ONTOLOGY) if case.kind == kind]
    if kind == "right":
        assert {case.emotion for case in found} == {e.id for e in ONTOLOGY if not e.extension}
    else:
        assert len(found) == 12 * PER_PRIMARY
        assert all(case.family not in families[case.term] or len(families[case.term]) > 1 for case in found)
