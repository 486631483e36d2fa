"""The use case ``story``, on a tale written for the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.examples import story

CALM = ("The road went on. ", "A cart stood by the wall. ", "They counted the sacks. ")
TALE = (
    ("Chapter 1\n\n", "Mara was delighted with the spring. ", "Everyone laughed and was happy. "),
    ("\n\nChapter 2\n\n", "Then the well ran dry and she was afraid. ", "Her brother died, and she wept with grief. "),
    ("\n\nChapter 3\n\n", "The rain came, and what joy it was! ", "They danced, grateful and happy. "),
)


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    """Three chapters of 36 sentences each: happy, sad, happy."""
    text = "".join(heading + "".join(one + other + CALM[i % 3] for i in range(12)) for heading, one, other in TALE)
    file = tmp_path / "tale.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_tale_that_falls_and_rises_is_told_as_such(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert story.main([str(tale), "--shuffles", "19"]) == 0
    printed = capsys.readouterr().out
    assert "Valence follows the shape man in a hole (fall, rise;" in printed
    assert printed.count("| valley |") == 1 and "| Chapter 2 |" in printed
    assert "| tale | swing |" in printed and "| tale | r with VADER's curve |" in printed


def test_quotes_can_be_left_out(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert story.main([str(tale), "--shuffles", "19", "--no-quotes"]) == 0
    assert "wept with grief" not in capsys.readouterr().out


def test_the_plot_is_the_same_each_time(tale: Path, tmp_path: Path) -> None:
    plots = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for plot in plots:
        assert story.main([str(tale), "--shuffles", "19", "--plot", str(plot), "-o", str(tmp_path / "t.md")]) == 0
    assert plots[0].read_bytes() == plots[1].read_bytes()


def test_a_short_text_says_that_it_has_no_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("I am glad.", encoding="utf-8")
    assert story.main([str(tmp_path / "note.txt")]) == 0
    assert "note is too short or too flat to have a shape" in capsys.readouterr().out


def test_a_file_that_is_no_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book.txt").write_bytes(b"joy \xff")
    assert story.main([str(tmp_path / "book.txt")]) == 1
    assert "is not UTF-8 text" in capsys.readouterr().err
