"""``kgservice review`` as people and programs call it: on a real terminal, and into a pipe."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from review_tree import GLEEFUL, HEARTACHE, HOSTILE

from kgservice.cli.review import _open_screen
from kgservice.errors import MissingExtra
from kgservice.vocab import decisions
from kgservice.vocab.review.desk import Desk
from kgservice.vocab.review.queue import Filter
from kgservice.vocab.review.session import Session

PROGRAM = (sys.executable, "-m", "kgservice.cli", "review")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment with a configuration folder of its own."""
    return os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config"), "TERM": "xterm-256color"}


def run(root: Path, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command into a pipe."""
    return subprocess.run(
        [*PROGRAM, "--root", str(root), *words], env=environment, capture_output=True, text=True, timeout=60
    )


def ruled(root: Path) -> list[tuple[str, str, str]]:
    desk = Desk(root)
    return [(d.term, d.verdict, d.reviewer) for d in desk.log]


def test_on_a_terminal_two_rulings_are_kept_and_the_name_is_remembered(
    review_root: Path, environment: dict[str, str]
) -> None:
    pexpect = pytest.importorskip("pexpect")
    for term, rest in (("gleeful", ["--annotator", "anna"]), ("uneasy", [])):
        words = [*PROGRAM[1:], "--root", str(review_root), *rest]
        terminal = pexpect.spawn(PROGRAM[0], words, env=environment, dimensions=(40, 120), timeout=60)
        terminal.expect(term)
        terminal.send("a")
        terminal.expect("1 ruled")
        terminal.send("r")
        terminal.expect("2 ruled")
        terminal.send("q")
        terminal.expect("anna: 2 rulings, all in")
        terminal.expect(pexpect.EOF)
        terminal.close()
        assert terminal.exitstatus == 0
    assert ruled(review_root) == [
        ("gleeful", "accept", "anna"),
        ("heartache", "reject", "anna"),
        ("uneasy", "accept", "anna"),
        (HOSTILE, "reject", "anna"),
    ]


def test_a_screen_that_is_killed_has_kept_every_ruling_that_it_showed(
    review_root: Path, environment: dict[str, str]
) -> None:
    pexpect = pytest.importorskip("pexpect")
    words = [*PROGRAM[1:], "--root", str(review_root), "--annotator", "anna"]
    terminal = pexpect.spawn(PROGRAM[0], words, env=environment, dimensions=(40, 120), timeout=60)
    terminal.expect("gleeful")
    for number, key in enumerate("ara", start=1):
        terminal.send(key)
        terminal.expect(f"{number} ruled")
    terminal.kill(signal.SIGKILL)
    terminal.wait()
    assert terminal.signalstatus == signal.SIGKILL
    assert [verdict for _, verdict, _ in ruled(review_root)] == ["accept", "reject", "accept"]


def test_on_a_terminal_nobody_rules_without_a_name(review_root: Path, environment: dict[str, str]) -> None:
    pexpect = pytest.importorskip("pexpect")
    words = [*PROGRAM[1:], "--root", str(review_root)]
    terminal = pexpect.spawn(PROGRAM[0], words, env=environment, dimensions=(40, 120), timeout=60)
    terminal.expect("kgservice review --annotator NAME")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 2
    assert not (review_root / decisions.FILE).exists()


def test_into_a_pipe_it_lists_the_queue(review_root: Path, environment: dict[str, str]) -> None:
    done = run(review_root, environment, "--format", "tsv")
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert lines[0] == ["term", "emotion", "score", "margin", "reason"]
    assert [tuple(line[:2]) for line in lines[1:3]] == [GLEEFUL, HEARTACHE]
    assert len(lines) == 5
    assert "4 needs-review" in done.stderr and "0 decisions by people" in done.stderr


def test_the_list_takes_filters_and_shows_what_awaits_one_person(
    review_root: Path, environment: dict[str, str]
) -> None:
    Session(Desk(review_root), "anna").rule(GLEEFUL, "accept")
    listed = run(review_root, environment, "--list", "--format", "tsv", "--annotator", "anna", "--order", "term")
    assert [line.split("\t")[0] for line in listed.stdout.splitlines()[1:]] == [HOSTILE, "heartache", "uneasy"]
    faulty = run(review_root, environment, "--list", "--emotion", "greif")
    assert faulty.returncode == 1 and 'No emotion "greif". Nearest: grief.' in faulty.stderr


def test_conflicts_are_listed_with_who_says_what(review_root: Path, environment: dict[str, str]) -> None:
    assert run(review_root, environment, "--conflicts").returncode == 0
    for name, verdict in (("anna", "accept"), ("ben", "reject")):
        Session(Desk(review_root), name).rule(GLEEFUL, verdict)
    done = run(review_root, environment, "--conflicts", "--format", "tsv")
    assert done.returncode == 1
    assert done.stdout.splitlines()[1] == "gleeful\tjoy\tanna: accept|ben: reject"


def test_agreement_is_measured_with_how_many_pairs(review_root: Path, environment: dict[str, str]) -> None:
    for name, verdicts in (("anna", ("accept", "reject")), ("ben", ("accept", "reject"))):
        at_work = Session(Desk(review_root), name)
        for pair, verdict in zip((GLEEFUL, HEARTACHE), verdicts, strict=True):
            at_work.rule(pair, verdict)
    done = run(review_root, environment, "--agreement", "--format", "tsv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "measure\tannotators\tpairs\tsame\tvalue",
        "Cohen's kappa\tanna|ben\t2\t1\t1",
        "Krippendorff's alpha\tanna|ben\t2\t1\t1",
    ]


def test_a_torn_line_is_said_and_kept_aside(review_root: Path, environment: dict[str, str]) -> None:
    Session(Desk(review_root), "anna").rule(GLEEFUL, "accept")
    with (review_root / decisions.FILE).open("ab") as stream:
        stream.write(b"heartache\tgr")
    done = run(review_root, environment, "--list")
    assert "took off a torn last line, kept in decisions.tsv.torn" in done.stderr
    assert ruled(review_root) == [("gleeful", "accept", "anna")]


def test_a_spoilt_name_file_is_named_with_the_fix(review_root: Path, environment: dict[str, str]) -> None:
    pexpect = pytest.importorskip("pexpect")
    place = Path(environment["XDG_CONFIG_HOME"]) / "kgservice" / "review.toml"
    place.parent.mkdir(parents=True)
    place.write_text("anna\n", "utf-8")
    words = [*PROGRAM[1:], "--root", str(review_root)]
    terminal = pexpect.spawn(PROGRAM[0], words, env=environment, dimensions=(40, 240), timeout=60)
    terminal.expect('review.toml holds no name. Write: annotator = "NAME"')
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 1


def test_without_the_extra_the_screen_names_it_and_what_does_without(
    review_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual", None)
    monkeypatch.delitem(sys.modules, "kgservice.cli.screen.app", raising=False)
    with pytest.raises(MissingExtra, match=r"--list does without.*kgservice\[review\]"):
        _open_screen(Desk(review_root), Filter(), "anna", None, is_blind=True)
