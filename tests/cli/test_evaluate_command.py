"""``kgservice evaluate`` as its users meet it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgservice.cli import app

ROWS = [("I love you", ["love"], "dev"), ("so scared", ["fear"], "dev"), ("nine o'clock", ["neutral"], "train")]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    file = tmp_path / "labelled.jsonl"
    records = [
        {"text": text, "raw": labels, "split": split, "vad": [4 - number, 3, 3]}
        for number, (text, labels, split) in enumerate(ROWS)
    ]
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    return file


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["evaluate", *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_csv_has_one_row_a_labeller(labelled: Path) -> None:
    status, out, remarks = run(labelled, "--label-column", "raw", "--format", "csv")
    rows = {row["labeller"]: row for row in csv.DictReader(io.StringIO(out))}
    assert status == 0 and rows["kgservice"]["macro-F1"] == "1.000"
    assert "3 rows: 2 with a label, 1 neutral (all rows)" in remarks


def test_the_table_shows_the_labels_of_ours_too(labelled: Path) -> None:
    _, out, _ = run(labelled, "--label-column", "raw", "--no-baselines")
    assert [line.split()[0] for line in out.splitlines() if line] == [
        *("labeller", "kgservice", "majority"),
        *("label", "fear", "love"),
    ]


def test_several_files_come_with_their_mean(labelled: Path) -> None:
    _, out, _ = run(labelled, labelled, "--label-column", "raw", "--no-baselines", "--format", "tsv")
    rows = list(csv.DictReader(io.StringIO(out), delimiter="\t"))
    assert [(row["file"], row["labeller"]) for row in rows] == [
        *[(labelled.name, name) for name in ("kgservice", "majority")] * 2,
        *[("mean", name) for name in ("kgservice", "majority")],
    ]
    assert rows[-2]["macro-F1"] == "1.000"


def test_a_scheme_a_tier_and_a_split_can_be_named(labelled: Path) -> None:
    options = ("--label-column", "raw", "--scheme", "goemotions", "--tier", "1", "--split", "dev", "--no-baselines")
    _, out, _ = run(labelled, *options, "--format", "json")
    (report,) = json.loads(out)["files"]
    assert (report["scheme"], report["selection"], report["rows"]) == ("goemotions", "split dev", 2)


def test_labels_that_do_not_count_are_named_with_their_loss(labelled: Path) -> None:
    labelled.write_text('{"text": "x", "raw": ["joy"]}\n{"text": "y", "raw": ["amusement"]}\n')
    options = ("--label-column", "raw", "--scheme", "goemotions", "--tier", "2", "--no-baselines")
    _, _, remarks = run(labelled, *options)
    assert "2 rows: 1 with a label, 0 neutral, 1 left out because" in remarks
    assert "1 of 2 labels do not count: joy (ambiguous, 1)." in remarks


def test_vad_is_measured_by_its_scale(labelled: Path) -> None:
    status, out, _ = run(labelled, "--target", "vad", "--scale", "1", "5", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0 and [row["dimension"] for row in rows][:3] == ["valence", "arousal", "dominance"]


@pytest.mark.parametrize(("form", "start"), [("markdown", "# Emotion labels"), ("html", "<!doctype html>")])
def test_a_report_is_written_to_a_file(labelled: Path, tmp_path: Path, form: str, start: str) -> None:
    if form == "html":
        pytest.importorskip("matplotlib")
    file = tmp_path / "report"
    status, out, _ = run(labelled, "--label-column", "raw", "--no-baselines", "--format", form, "-o", file)
    assert (status, out) == (0, "") and file.read_text().startswith(start)


def test_a_trained_baseline_joins(labelled: Path, tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    other = tmp_path / "other.jsonl"
    other.write_bytes(labelled.read_bytes())
    options = ("--label-column", "raw", "--no-baselines", "--format", "csv")
    _, out, _ = run(labelled, "--train", other, *options)
    assert "TF-IDF" in out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["nowhere.jsonl"], "there is no file nowhere.jsonl"),
        (["FILE", "--split", "dev", "--held-out"], "not both"),
        (["FILE", "--train", "FILE"], "learned from and measured on"),
        (["FILE", "--label-column", "raw", "--label-column", "b"], "--target vad"),
        (["FILE", "--target", "vad", "--label-column", "V", "--label-column", "A"], "one each for V, A and D"),
        (["FILE", "--target", "vad", "--embedding"], "not for --target vad"),
        (["FILE", "--label-column", "raw", "--tier", "4"], "less than or equal to 3"),
    ],
)
def test_a_wrong_command_line_is_explained(labelled: Path, words: list[str], problem: str) -> None:
    status, _, remarks = run(*(labelled if word == "FILE" else word for word in words))
    assert status == 2 and problem in " ".join(remarks.replace("│", " ").split())
