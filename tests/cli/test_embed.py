"""``--embed``: the embedding mode on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from kgservice.cli import app

TEXT = "The vet said there is nothing more that they can do."


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(args))
    return result.exit_code, result.stdout, result.stderr


def test_the_answer_names_the_model() -> None:
    code, out, _ = run("classify", TEXT, "--embed", "--format", "json")
    answer = json.loads(out)
    assert (code, answer["primary"]) == (0, "sadness")
    assert answer["model"].startswith("minilm@")


def test_another_lexicon_does_not_go_with_it(tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon.tsv"
    lexicon.write_text("")
    code, _, error = run("classify", TEXT, "--embed", "--lexicon", str(lexicon))
    assert code == 2
    assert "leave --lexicon out" in error


def test_it_writes_no_parquet(tmp_path: Path) -> None:
    texts = tmp_path / "texts.csv"
    texts.write_text(f"text\n{TEXT}\n")
    code, _, error = run("classify", str(texts), "--embed", "-o", str(tmp_path / "out.parquet"))
    assert code == 2
    assert "no Parquet" in error


def test_it_is_measured_like_the_words_alone(tmp_path: Path) -> None:
    texts = tmp_path / "texts.csv"
    texts.write_text(f"text,label\n{TEXT},sadness\nSo glad you came!,joy\n")
    code, out, _ = run("evaluate", str(texts), "--embed", "--no-baselines", "--format", "json")
    assert code == 0
    assert json.loads(out)["files"][0]["scores"][0]["macro_f1"] == 1.0
