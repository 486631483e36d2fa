"""The use case ``transition``: ways between moods, and the next emotion of conversations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgservice.examples import transition


def test_a_way_begins_and_ends_where_it_was_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert transition.main(["--start", "anxiety", "--goal", "contentment", "--step", "0.5"]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")][2:]
    assert rows[0].startswith("| anxiety |") and rows[-1].startswith("| contentment |")


def test_without_a_goal_the_mood_goes_to_that_of_the_traits(capsys: pytest.CaptureFixture[str]) -> None:
    """Extraversion 1: valence .21, arousal 0, dominance .60."""
    assert transition.main(["--start", "grief", "--traits", "0,0,1,0,0"]) == 0
    last = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")][-1]
    assert "| +0.21 | +0.00 | +0.60 |" in last


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param(["--traits", "1,2"], 2, "is not five numbers", id="too few traits"),
        pytest.param(["--traits", "0,0,9,0,0"], 1, "extraversion 9 is outside", id="a trait outside its scale"),
        pytest.param(["--goal", "joy", "--traits", "0,0,1,0,0"], 2, "give one", id="two ends"),
        pytest.param(["--start", "angzer"], 1, "Nearest: anger", id="an unknown emotion"),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert transition.main(arguments) == status
    assert said in capsys.readouterr().err


def test_persistence_beats_frequency_where_speakers_keep_their_mood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten speakers are joyful throughout, ten are sad; each is answered in their own mood."""
    lines = []
    for number in range(20):
        mood = ("joy", "sadness")[number % 2]
        turns = [{"speaker": "AB"[i % 2], "emotion": mood, "text": ""} for i in range(6)]
        lines.append(json.dumps({"source": "meld", "turns": turns}))
    (tmp_path / "talk.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert transition.main([str(tmp_path / "talk.jsonl")]) == 0
    printed = capsys.readouterr().out
    rows = [[cell.strip() for cell in line.split("|")[1:3]] for line in printed.splitlines() if line.startswith("|")]
    losses = {name: float(loss) for name, loss in rows if name in ("frequency", "stays the same")}
    assert losses["stays the same"] < losses["frequency"] / 2


def test_too_few_conversations_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talk.jsonl").write_text('{"source": "meld", "turns": []}\n', encoding="utf-8")
    assert transition.main([str(tmp_path / "talk.jsonl")]) == 1
    assert "it takes 5" in capsys.readouterr().err
