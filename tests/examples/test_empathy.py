"""The use case of empathetic answers, on conversations written for the project."""

from pathlib import Path

import pytest

from kgservice.examples.empathy import main

TALKS = Path(__file__).parents[1] / "data" / "examples" / "conversations.jsonl"


def test_answers_are_measured_with_and_without_an_emotion_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "empathy.svg"
    assert main([str(TALKS), "--candidates", "4", "--plot", str(plot)]) == 0
    out, err = capsys.readouterr()
    assert "## All turns" in out and "## After a turn with an emotion" in out and "of 4 candidates" in out
    assert "| chance | 0.521 | 0.521 to 0.521 | 0.250 |" in out and "| mirror, people's labels |" in out
    assert "12 conversations" in err and plot.read_text().startswith("<svg")


def test_ones_own_answers_are_ranked_by_every_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.txt"
    answers.write_text("The bus leaves at nine.\n\nI am so sorry, that is terribly sad.\n")
    assert main([str(answers), "--to", "My dog died and I am so sad."]) == 0
    out = capsys.readouterr().out
    assert "| answer | mirror | soothe | plausible |" in out
    assert out.index("terribly sad") < out.index("The bus")


def test_too_few_conversations_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(TALKS.read_text().splitlines()[0])
    assert main([str(file)]) == 1
    assert "too few turns are answered by another speaker" in capsys.readouterr().err


def test_a_missing_file_is_a_matter_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere.jsonl"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err
