"""The use case ``open_labels``: a list of labels, two annotators, and what the matcher is measured on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kgservice import load_ontology
from kgservice.examples import open_labels
from kgservice.vocab.normalize import normalize


def test_every_label_of_a_list_gets_an_emotion_or_no_match(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "labels.txt").write_text("over the moon\nteaspoon\n\n", encoding="utf-8")
    assert open_labels.main([str(tmp_path / "labels.txt")]) == 0
    printed = capsys.readouterr().out
    assert "2 labels: 1 term, 1 none." in printed
    assert "| over the moon | happiness | term | 0.93 | over the moon |" in printed
    assert "| teaspoon | no match | none | 0.00 |  |" in printed


def test_two_annotators_agree_more_at_a_higher_tier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Row 1: happiness against bliss, both cheerfulness, joy.  Row 2: the same fear, and a word that is no emotion."""
    (tmp_path / "two.csv").write_text("one,given\nover the moon,blissful\nafraid;teaspoon,afraid\n", encoding="utf-8")
    assert open_labels.main([str(tmp_path / "two.csv"), "--expected", "one"]) == 0
    printed = capsys.readouterr().out
    assert "| tier 1 | 1.000 | 0.667 | 0.800 | 0.833 |" in printed
    assert "| tier 3 | 0.500 | 0.333 | 0.400 | 0.333 |" in printed


def test_a_column_that_is_not_there_is_refused_with_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "two.csv").write_text("one,two\njoy,fear\n", encoding="utf-8")
    assert open_labels.main([str(tmp_path / "two.csv"), "--expected", "one"]) == 1
    assert "given" in capsys.readouterr().err


def test_what_is_measured_on_comes_from_no_set_that_the_tree_was_made_from() -> None:
    gold = open_labels.gold_labels()
    ontology = load_ontology()
    assert len(gold) > 100
    assert all(meant and all(emotion in ontology for emotion in meant) for meant in gold.values())
    assert "wordnet-3.0" in open_labels.CIRCULAR
    assert list(gold) == sorted(map(normalize, gold))


def test_a_slip_changes_one_place_and_never_the_first_letter() -> None:
    for seed in range(50):
        slip = open_labels.spoilt("happiness", random.Random(seed))
        assert slip != "happiness" and slip[0] == "h" and abs(len(slip) - len("happiness")) <= 1
