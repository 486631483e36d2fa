"""The use case ``open_labels``: a list of labels, two annotators, and what the matcher is measured on."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.examples import open_labels


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
