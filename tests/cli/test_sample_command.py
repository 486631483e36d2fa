"""The published sample on the command line: its figures, and the questionnaire for people."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgservice.cli import app


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_the_figures_come_from_the_committed_tables() -> None:
    rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(run("sample", "--format", "csv")))}
    assert list(rows) == ["thesaurus", "valence", "sentences", "two or more, all yes"]
    assert rows["valence"]["the sample"].endswith(" of 300")


def test_people_can_judge_the_sample_and_their_agreement_is_measured(tmp_path: Path) -> None:
    pytest.importorskip("krippendorff")
    questions = tmp_path / "questions.csv"
    run("questionnaire", questions, "--sample")
    rows = list(csv.DictReader(io.StringIO(questions.read_text())))
    assert len(rows) == 300 and {row["part"] for row in rows} == {"terms"}
    for name, shift in (("anna", 0), ("ben", 1)):
        with (tmp_path / f"{name}.csv").open("w") as stream:
            writer = csv.DictWriter(stream, rows[0].keys())
            writer.writeheader()
            writer.writerows(
                row | {"rating": (number + shift * (number % 7 == 0)) % 5 + 1} for number, row in enumerate(rows)
            )
    (part,) = csv.DictReader(
        io.StringIO(run("agreement", tmp_path / "anna.csv", tmp_path / "ben.csv", "--format", "csv"))
    )
    assert (part["part"], part["items"], part["raters"]) == ("terms", "300", "2")
    assert 0.5 < float(part["alpha"]) < 1
