"""Antonyms and causes over a WordNet of a few synsets, drawn here::

glad-n "gladness" ---derivation--- glad-a "glad" ---antonym--- sad-a "sad" ---derivation--- sad-n "sadness"
love-n "love, affection" ---antonym (love - hate)--- hate-n "hate"
elate-n "elation" ---derivation--- elate-v "elate" ---cause--- rejoice-v "rejoice, joy" ---derivation--- joy-n "joy"
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice import content
from kgservice.errors import ContentError
from kgservice.ontology.lexical import Seeds, antonym_rows, cause_rows, read_seeds
from kgservice.ontology.model import VAD, Emotion, Ontology
from kgservice.ontology.tables import read_ontology
from kgservice.wordnet import Pointer, Synset, WordNet


def _synset(name: str, lemmas: str, *pointers: tuple[str, str, int, int]) -> Synset:
    return Synset(name, "noun.feeling", tuple(lemmas.split()), tuple(Pointer(*p) for p in pointers), "")


WORDNET = WordNet(
    [
        _synset("glad-n", "gladness", ("derivation", "glad-a", 1, 1)),
        _synset("glad-a", "glad", ("derivation", "glad-n", 1, 1), ("antonym", "sad-a", 1, 1)),
        _synset("sad-a", "sad", ("derivation", "sad-n", 1, 1), ("antonym", "glad-a", 1, 1)),
        _synset("sad-n", "sadness unhappiness", ("derivation", "sad-a", 1, 1)),
        _synset("love-n", "love affection", ("antonym", "hate-n", 1, 1)),
        _synset("hate-n", "hate", ("antonym", "love-n", 1, 1)),
        _synset("elate-n", "elation", ("derivation", "elate-v", 1, 1)),
        _synset("elate-v", "elate", ("cause", "rejoice-v", 0, 0)),
        _synset("rejoice-v", "rejoice joy", ("derivation", "joy-n", 2, 1)),
        _synset("joy-n", "joy", ("derivation", "rejoice-v", 1, 2)),
    ]
)
SEEDS: Seeds = {
    **{"gladness": ["glad-n"], "sadness": ["sad-n"], "sadness-secondary": ["sad-n"], "unhappiness": ["sad-n"]},
    **{"love": ["love-n"], "affection": ["love-n"], "hate": ["hate-n"], "elation": ["elate-n"], "joy": ["joy-n"]},
}


def _emotion(name: str, tier: int, valence: float) -> Emotion:
    return Emotion(name, name.removesuffix("-secondary"), tier, None, "", "", "", vad=VAD(valence, 0, 0))


ONTOLOGY = Ontology(
    [
        *(_emotion("gladness", 3, 0.7), _emotion("sadness", 1, -0.7), _emotion("sadness-secondary", 2, -0.7)),
        *(_emotion("unhappiness", 3, -0.7), _emotion("love", 1, 0.9), _emotion("affection", 2, 0.8)),
        *(_emotion("hate", 3, -0.8), _emotion("elation", 3, 0.8), _emotion("joy", 1, 0.8)),
    ]
)


def test_direct_antonyms_link_the_emotions_named_by_the_two_words() -> None:
    (row,) = [row for row in antonym_rows(ONTOLOGY, SEEDS, WORDNET) if row.kind == "lexical-antonym"]
    assert (row.subject, row.object, row.relation, row.status) == ("hate", "love", "isOppositeOf", "published")
    assert row.evidence == "hate (hate-n) > love (love-n)"


def test_antonyms_are_found_through_derivation_and_the_nearer_tier_is_meant() -> None:
    (row,) = [row for row in antonym_rows(ONTOLOGY, SEEDS, WORDNET) if row.kind == "lexical-antonym-derived"]
    # Gladness is tertiary: of the two emotions labelled sadness the secondary one is nearer than the primary one.
    assert (row.subject, row.object, row.status) == ("gladness", "sadness-secondary", "computed")
    assert row.evidence == "gladness (glad-n) > glad (glad-a) > sad (sad-a) > sadness (sad-n)"


def test_other_words_of_a_synset_lend_no_antonyms() -> None:
    linked = {end for row in antonym_rows(ONTOLOGY, SEEDS, WORDNET) for end in (row.subject, row.object)}
    assert not linked & {"affection", "unhappiness"}


def test_the_confidence_of_a_kind_is_the_share_of_pairs_of_opposite_valence() -> None:
    # One pair of each kind, both of opposite valence: (1 + 1) / (1 + 2).
    assert {row.confidence for row in antonym_rows(ONTOLOGY, SEEDS, WORDNET)} == {0.667}
    pleasant_hate = Ontology([*(e for e in ONTOLOGY if e.id != "hate"), _emotion("hate", 3, 0.1)])
    by_kind = {row.kind: row.confidence for row in antonym_rows(pleasant_hate, SEEDS, WORDNET)}
    assert by_kind == {"lexical-antonym": 0.333, "lexical-antonym-derived": 0.667}


def test_a_verb_that_causes_another_makes_one_emotion_lead_to_the_other() -> None:
    (row,) = cause_rows(ONTOLOGY, SEEDS, WORDNET)
    assert (row.subject, row.relation, row.object, row.kind) == ("elation", "leadsTo", "joy", "lexical-cause")
    assert row.confidence == 0.5
    assert row.evidence == "elation (elate-n) > elate (elate-v) > joy (rejoice-v) > joy (joy-n)"


def test_an_emotion_does_not_lead_to_itself() -> None:
    loop = WordNet(
        [
            _synset("hurt-n", "hurt", ("derivation", "hurt-v", 1, 1)),
            _synset("hurt-v", "hurt", ("cause", "hurt-v", 0, 0), ("derivation", "hurt-n", 1, 1)),
        ]
    )
    assert cause_rows(Ontology([_emotion("hurt", 3, -0.5)]), {"hurt": ["hurt-n"]}, loop) == []


def test_a_seed_that_this_wordnet_lacks_is_named() -> None:
    with pytest.raises(ContentError, match=r"no synset joy-2-n, which the mapping of joy names.*WordNet 3\.0"):
        cause_rows(ONTOLOGY, {"joy": ["joy-2-n"]}, WORDNET)


def test_without_seeds_there_is_nothing_to_say() -> None:
    assert antonym_rows(ONTOLOGY, {}, WORDNET) == cause_rows(ONTOLOGY, {}, WORDNET) == []


@pytest.fixture(scope="module")
def mapping() -> Path:
    return content.path("ontology", "mappings", "wordnet-3.0.sssom.tsv")


def test_seeds_are_the_noun_synsets_of_the_committed_mapping(mapping: Path) -> None:
    seeds = read_seeds(mapping, read_ontology(content.path("ontology")))
    assert seeds["joy"] == ["07527352-n"]
    assert all(synset.endswith("-n") for synsets in seeds.values() for synset in synsets)
