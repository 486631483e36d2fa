"""The expressions that people edit: every row keeps the rules of the table, and no branch of the tree is thin.

Where a test looks at every row, it asserts on the list of rows that break the rule, so that a failure names them all.
"""

from __future__ import annotations

from collections import Counter

import pytest

from kgservice import content, tsv
from kgservice.ontology import Ontology, load_ontology
from kgservice.tsv import Row
from kgservice.vocab.expressions import COLUMNS
from kgservice.vocab.model import POS
from kgservice.vocab.normalize import normalize

LEAST_ROWS = {"love": 150, "surprise": 150, "joy": 60, "anger": 60, "sadness": 60, "fear": 60}
"""Rows that each branch must have; love and surprise are where word lists are weakest."""

EXPECTED = {
    **{"over the moon": "happiness", "on cloud nine": "happiness", "can't wait": "excitement", "phew": "relief"},
    **{"butterflies in my stomach": "nervousness", "scared to death": "fear"},
    **{"can't stand": "hate", "lost my temper": "anger", "green with envy": "envy"},
    **{"ew": "disgust", "my condolences": "sympathy", "rest in peace": "grief", "broke my heart": "hurt"},
    **{"head over heels": "love", "miss you": "longing", "wow": "surprise", "blown away": "amazement"},
    **{"thank you": "gratitude", "zzz": "boredom", ":)": "joy", ":d": "joy", ":'(": "sadness", "<3": "love"},
    **{"\N{LOUDLY CRYING FACE}": "sadness", "\N{SMILING FACE WITH HEART-SHAPED EYES}": "love"},
    **{"\N{POUTING FACE}": "anger", "\N{FACE SCREAMING IN FEAR}": "terror"},
}
"""Terms that nobody doubts, with the emotion that must be their strongest."""


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return tsv.read(content.path("vocab", "expressions.tsv"), COLUMNS, key=["term", "emotion"])


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def test_every_term_is_in_normal_form(rows: list[Row]) -> None:
    assert [row["term"] for row in rows if normalize(row["term"]) != row["term"] or not row["term"]] == []


def test_every_part_of_speech_is_known(rows: list[Row]) -> None:
    assert {row["pos"] for row in rows} <= set(POS)


def test_every_weight_is_above_0_and_at_most_1(rows: list[Row]) -> None:
    assert [row["term"] for row in rows if not 0 < float(row["weight"]) <= 1] == []


def test_every_emotion_exists_and_its_label_is_in_step(rows: list[Row], ontology: Ontology) -> None:
    labels = {emotion.id: emotion.label for emotion in ontology}
    assert [row["term"] for row in rows if labels.get(row["emotion"]) != row["emotion_label"]] == []


def test_rows_are_sorted_by_term_then_emotion(rows: list[Row]) -> None:
    keys = [(row["term"], row["emotion"]) for row in rows]
    assert keys == sorted(keys)


def test_a_term_has_one_part_of_speech(rows: list[Row]) -> None:
    pairs = {(row["term"], row["pos"]) for row in rows}
    assert [term for term, count in Counter(term for term, _ in pairs).items() if count > 1] == []


def test_a_phrase_has_more_than_one_word(rows: list[Row]) -> None:
    assert [row["term"] for row in rows if row["pos"] == "phrase" and not set(row["term"]) & set(" -'")] == []


def test_every_emoji_and_emoticon_is_named(rows: list[Row]) -> None:
    assert [row["term"] for row in rows if row["pos"] in ("emoji", "emoticon") and not row["note"]] == []


def test_emoji_are_base_characters_without_skin_tone(rows: list[Row]) -> None:
    tones = set(map(chr, range(0x1F3FB, 0x1F400)))
    assert [row["term"] for row in rows if tones & set(row["term"])] == []


@pytest.mark.parametrize(("primary", "least"), LEAST_ROWS.items())
def test_every_branch_is_well_covered(rows: list[Row], ontology: Ontology, primary: str, least: int) -> None:
    branch = {primary, *(emotion.id for emotion in ontology.descendants(primary))}
    assert sum(row["emotion"] in branch for row in rows) >= least


def test_every_emotion_beside_the_tree_has_terms(rows: list[Row], ontology: Ontology) -> None:
    found = {row["emotion"] for row in rows}
    assert [emotion.id for emotion in ontology if emotion.extension and emotion.id not in found] == []


@pytest.mark.parametrize(("term", "emotion"), EXPECTED.items())
def test_a_well_known_expression_speaks_first_for_its_emotion(rows: list[Row], term: str, emotion: str) -> None:
    found = [row for row in rows if row["term"] == term]
    assert found
    assert max(found, key=lambda row: float(row["weight"]))["emotion"] == emotion


def test_a_term_with_several_emotions_says_which_it_means_first(rows: list[Row]) -> None:
    weights: dict[str, list[float]] = {}
    for row in rows:
        weights.setdefault(row["term"], []).append(float(row["weight"]))
    assert [term for term, found in weights.items() if found.count(max(found)) > 1] == []


def test_a_term_has_at_most_three_emotions(rows: list[Row]) -> None:
    assert [term for term, count in Counter(row["term"] for row in rows).items() if count > 3] == []
