"""The use case ``soft_labels``, on sentences made for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgservice.examples import soft_labels

SENTENCES = {"amusement": "a funny joke", "grief": "a sad grave", "anger": "a furious row", "fear": "a dark threat"}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """60 training rows and 10 judged rows a label, told apart by two words; one row has no single label."""
    rows = [
        {"split": split, "text": f"{text} {i % 7}", "raw": [label]}
        for label, text in SENTENCES.items()
        for split, count in (("train", 60), ("dev", 10))
        for i in range(count)
    ]
    rows.append({"split": "train", "text": "both", "raw": ["joy", "fear"]})
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def test_every_way_of_softening_is_compared_with_one_hot_labels(
    labelled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "plot.svg"
    assert soft_labels.main([str(labelled), "--rows", "90", "--seeds", "2", "--plot", str(plot)]) == 0
    printed = capsys.readouterr().out
    assert "4 labels of the tree, 40 texts judged, 2 draws" in printed
    for name in ("one-hot", "smoothed", "tree", "VAD", "shuffled tree"):
        assert f"| {name} | 90 | 1.000 |" in printed
    assert plot.read_text("utf-8").startswith("<svg")


def test_labels_too_rare_to_learn_are_refused_with_how_many_it_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"split": split, "text": "x", "raw": ["joy"]} for split in ("train", "dev")]
    (tmp_path / "few.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert soft_labels.main([str(tmp_path / "few.jsonl")]) == 1
    assert "0 labels with 50 rows in the split train; it takes 2" in capsys.readouterr().err


def test_an_unknown_scheme_names_the_nearest(labelled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert soft_labels.main([str(labelled), "--scheme", "goemotion"]) == 1
    assert "Nearest: goemotions" in capsys.readouterr().err


@pytest.mark.parametrize("rows", ["abc", "10,,20", "0", "-5"])
def test_numbers_of_rows_that_are_none_are_told(rows: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("{}\n")
    assert soft_labels.main([str(file), f"--rows={rows}"]) == 2
    assert rows in capsys.readouterr().err
