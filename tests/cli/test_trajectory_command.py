"""``kgservice trajectory`` as its users meet it."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STORY = "I was so happy. " * 6 + "Then she died. I am so sad. I cried with grief. " * 3 + "We were happy again. " * 6


def run(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kgservice.cli", "trajectory", *words], input=stdin, capture_output=True
    )


@pytest.fixture
def story(tmp_path: Path) -> str:
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    return str(file)


def test_people_get_shape_turning_points_and_changes(story: str) -> None:
    done = run(story)
    said = done.stdout.decode()
    assert done.returncode == 0 and "man in a hole" in said
    assert "valley" in said and "joy > sadness" in said
    assert b"21 sentences" in done.stderr


def test_json_is_one_document_that_the_library_would_give(story: str) -> None:
    from kgservice.classify.trajectory import trajectory

    done = run(story, "--format", "json", "--window", "9")
    assert json.loads(done.stdout) == json.loads(json.dumps(trajectory(STORY, window=9).to_dict()))


def test_csv_has_a_row_a_sentence(story: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run(story, "--format", "csv").stdout.decode())))
    assert len(rows) == 21 and {"smoothed_valence", "joy", "sadness", "text"} <= rows[0].keys()
    assert float(rows[0]["smoothed_valence"]) > 0 > float(rows[10]["smoothed_valence"])


@pytest.mark.parametrize(("format", "start"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("html", b"<!doctype html>")])
def test_plots_go_to_a_file_or_a_pipe(story: str, tmp_path: Path, format: str, start: bytes) -> None:
    file = tmp_path / "plot"
    assert run(story, "--format", format, "-o", str(file)).returncode == 0
    assert file.read_bytes().startswith(start)
    assert run(story, "--format", format).stdout == file.read_bytes()


def test_a_conversation_is_read_by_speaker(tmp_path: Path) -> None:
    file = tmp_path / "talk.jsonl"
    turns = [{"speaker": "Ann", "text": "I am happy!"}, {"speaker": "Ben", "text": "I am so sad."}]
    file.write_text("\n".join(map(json.dumps, turns)))
    done = run(str(file))
    assert b"\nBen: " in done.stdout and b"2 turns" in done.stderr
    piped = run("-", "--kind", "csv", stdin=b"who,text\nAnn,I am happy\nBen,I am sad\n")
    assert piped.returncode == 1 and b"Name it with --speaker-column" in piped.stderr
    piped = run("-", "--kind", "csv", "--speaker-column", "who", stdin=b"who,text\nAnn,I am happy\nBen,I am sad\n")
    assert b"\nBen: " in piped.stdout


@pytest.mark.parametrize("text", [b"", b"\n\n", b"One sentence", b"The train leaves at nine. It is a train."])
@pytest.mark.parametrize("format", ["table", "json", "csv", "svg", "html"])
def test_little_text_is_no_error(text: bytes, format: str) -> None:
    done = run("-", "--format", format, stdin=text)
    assert done.returncode == 0, done.stderr.decode()


WRONG = {
    "not UTF-8": (("-",), 1, b"standard input is not UTF-8 text (first bad byte at offset 3)"),
    "no such file": (("nowhere.txt",), 2, b"there is no file nowhere.txt"),
    "a folder": (("/",), 1, b"directory"),
    "a packed table": (("-", "--kind", "parquet"), 2, b"'jsonl'"),
    "no such format": (("-", "--format", "gif"), 2, b"'png'"),
    "no such option": (("-", "--windo", "3"), 2, b"--window"),
    "no window": (("-", "--window", "0"), 2, b"share below 1"),
    "not a conversation": (("-", "--kind", "jsonl"), 1, b"standard input"),
}


@pytest.mark.parametrize(("words", "status", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(words: tuple[str, ...], status: int, said: bytes) -> None:
    done = run(*words, stdin=b"sad\xff\n")
    assert done.returncode == status
    assert said in b" ".join(done.stderr.split()) and b"Traceback" not in done.stderr


def test_an_interrupted_run_leaves_no_half_plot_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text(STORY * 3000)
    words = [str(tmp_path / "book.txt"), "--format", "svg", "-o", str(tmp_path / "plot.svg")]
    process = subprocess.Popen([sys.executable, "-m", "kgservice.cli", "trajectory", *words], stderr=subprocess.PIPE)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode != 0 and b"Traceback" not in said
    assert not (tmp_path / "plot.svg").exists()
