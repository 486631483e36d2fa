from __future__ import annotations

import pytest

from kgservice.vocab.claims import is_term
from kgservice.vocab.morphology import participles
from kgservice.vocab.seeds import Seed
from kgservice.vocab.sources.wordnet import gather


def found(tiny, *seeds: Seed, barriers=()):
    """Return (relation, depth) of every term that the search finds."""
    best = {}
    for claim in gather(tiny, seeds, barriers):
        best.setdefault(claim.term, (claim.relation, claim.depth))
    return best


JOY = Seed("joy", "00000101-n", 0)
GRIEF = Seed("grief", "00000104-n", 0)


def test_terms_come_with_the_relation_and_the_steps_that_led_to_them(tiny):
    terms = found(tiny, JOY)
    assert terms["joyfulness"] == ("synonym", 0)
    assert terms["delight"] == ("hyponym", 1)
    assert terms["joyful"] == ("derivation", 1)
    assert terms["gleeful"] == ("similar", 2)
    assert terms["joyfully"] == ("adverb", 2)
    assert terms["tickle pink"] == ("hyponym", 3)


def test_a_verb_gives_its_participle_without_a_step(tiny):
    assert found(tiny, GRIEF) == {
        "grief": ("synonym", 0),
        "heartache": ("synonym", 0),
        "grieve": ("derivation", 1),
        "grieving": ("participle", 1),
    }


def test_the_search_stops_at_a_barrier_of_its_emotion_only(tiny):
    assert "gleeful" not in found(tiny, JOY, barriers={("joy", "00000201-a")})
    assert "gleeful" in found(tiny, JOY, barriers={("grief", "00000201-a")})


def test_a_related_seed_starts_one_step_away(tiny):
    assert found(tiny, Seed("joy", "00000108-n", 1)) == {"cheerfulness": ("synonym", 1)}


def test_without_seeds_there_are_no_claims(tiny):
    assert gather(tiny, []) == ()


@pytest.mark.parametrize(
    ("lemma", "answer"),
    [
        *[("ill at ease", True), ("self-pity", True), ("too big for one's breeches", True)],
        *[("ok", False), ("Adam", False), ("24/7", False), ("", False)],
    ],
)
def test_terms_are_lower_case_words(lemma: str, answer: bool):
    assert is_term(lemma) is answer


def test_irregular_participles_are_traced_to_their_verb(tiny):
    assert participles(tiny, {}) == {"grieve": {"grieving": ["00000204-a"]}}
    assert participles(tiny, {"joyful": ("delight",)})["delight"] == {"joyful": ["00000201-a"]}
