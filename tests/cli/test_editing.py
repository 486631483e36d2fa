"""The commands of editors and judges, on small inputs of their own."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from test_cli import run

from kgservice import content

RELEASE = content.path("ontology", "release", "emotions.ttl")


def test_equal_releases_have_no_difference() -> None:
    done = run("diff", str(RELEASE), str(RELEASE))
    assert done.returncode == 0
    assert b"Nothing changed." in done.stdout


def test_a_file_that_is_no_release_is_named_as_such(tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text("<urn:a> <urn:b> 1 .")
    done = run("diff", str(other), str(RELEASE))
    assert done.returncode == 1
    assert b"other.ttl is no release of this ontology" in done.stderr


def test_a_changed_definition_shows_in_the_difference(tmp_path: Path) -> None:
    other = tmp_path / "emotions.ttl"
    text = RELEASE.read_text(encoding="utf-8")
    assert text.count("A keen, pleasant emotion stirred by") == 1
    other.write_text(text.replace("A keen, pleasant emotion stirred by", "A pleasant emotion due to"), encoding="utf-8")
    done = run("diff", str(other), str(RELEASE))
    assert b"## Redefined (1)" in done.stdout
    assert b"delight" in done.stdout


def test_two_people_fill_in_a_questionnaire_and_their_agreement_is_measured(tmp_path: Path) -> None:
    assert run("questionnaire", "questions.csv", "--per-part", "4", cwd=tmp_path).returncode == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "questions.csv").read_text())))
    assert len(rows) == 12
    for person in ("anna", "ben"):
        with (tmp_path / f"{person}.csv").open("w", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(row | {"rating": str(1 + number % 5)} for number, row in enumerate(rows))
    done = run("agreement", "anna.csv", "ben.csv", "--format", "json", cwd=tmp_path)
    parts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(part["part"], part["items"], part["raters"]) for part in parts] == [
        ("hierarchy", 4, 2),
        ("terms", 4, 2),
        ("links", 4, 2),
    ]
    assert all(part["alpha"] == pytest.approx(1) for part in parts)


def test_a_questionnaire_of_another_kind_is_refused(tmp_path: Path) -> None:
    done = run("questionnaire", "questions.docx", cwd=tmp_path)
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


def test_a_closed_norm_is_read_but_never_among_the_shipped_tables(tmp_path: Path) -> None:
    norm = tmp_path / "nrc.txt"
    words = ["joy", "anger", "fear", "sadness", "love", "surprise", "grief", "delight", "hope", "despair"]
    made_up = [f"{word}\t{0.05 * n + 0.2:.3f}\t0.500\t{0.03 * n + 0.3:.3f}" for n, word in enumerate(words)]
    norm.write_text("Word\tValence\tArousal\tDominance\n" + "\n".join(made_up) + "\n")
    own = tmp_path / "own.tsv"
    done = run("derive", "norm", str(norm), "--format", "nrc-vad", "-o", str(own))
    assert done.returncode == 0, done.stderr.decode()
    assert "delight" in own.read_text()
    shipped = content.path("ontology", "nrc.tsv")
    refused = run("derive", "norm", str(norm), "--format", "nrc-vad", "-o", str(shipped))
    assert refused.returncode == 1
    assert b"nrc" in refused.stderr
    assert not shipped.exists()


def test_labelled_text_is_measured_beside_baselines(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    texts = [("I love you", ["love"]), ("so scared", ["fear"]), ("nine o'clock", [])]
    file.write_text("".join(json.dumps({"text": text, "labels": labels}) + "\n" for text, labels in texts))
    done = run("evaluate", str(file), "--format", "csv")
    rows = {row["labeller"]: row for row in csv.DictReader(io.StringIO(done.stdout.decode()))}
    assert rows["kgservice"]["macro-F1"] == "1.000"
    assert {"VADER sign", "NRCLex", "WordNet only", "majority"} <= set(rows)
    assert b"3 rows: 2 with a label, 1 neutral" in done.stderr


def test_a_stale_release_is_named_with_the_fix(tmp_path: Path) -> None:
    for folder in ("ontology", "vocab"):
        shutil.copytree(content.path(folder), tmp_path / folder)
    table = tmp_path / "ontology" / "emotions.tsv"
    table.write_text(table.read_text().replace("A keen, pleasant emotion stirred by", "A pleasant emotion due to"))
    done = run("build", "--check", "--root", str(tmp_path))
    assert done.returncode == 1
    assert b"delight, definition" in done.stderr
    assert b"Run: kgservice build" in done.stderr
    assert run("build", "--root", str(tmp_path)).returncode == 0
    assert run("build", "--check", "--root", str(tmp_path)).returncode == 0


def test_every_export_can_be_written(tmp_path: Path) -> None:
    for what, endings in {"ontology": "ttl owl jsonld nt skos sssom csv", "lexicon": "tsv jsonl ttl"}.items():
        for ending in endings.split():
            file = tmp_path / f"{what}.{ending}"
            assert run("export", what, "--format", ending, "-o", str(file)).returncode == 0
            assert file.stat().st_size > 1000
