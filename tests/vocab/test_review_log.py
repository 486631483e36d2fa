"""Nothing that a person ruled is lost: not by a crash, not by a second program, not by a torn line."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kgservice import tsv
from kgservice.errors import TableError
from kgservice.vocab import decisions
from kgservice.vocab.decisions import Decision
from kgservice.vocab.review import log

LABELS = {"joy": "joy", "grief": "grief"}
RULING = Decision("heartache", "grief", "accept", "", 0.5, "anna", "2026-01-31T12:00:00Z", "as in “heart”")

RULES_FOR_EVER = """
import sys
from pathlib import Path
from kgservice.vocab.decisions import Decision
from kgservice.vocab.review import log

file, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    row = ("heartache", "grief", "accept", "", None, name, "2026-01-31T12:00:00Z", f"{number} é")
    log.append(file, Decision(*row), {"grief": ""})
    print(number, flush=True)
"""


def ruling(file: Path, name: str, count: int) -> subprocess.Popen[str]:
    """Start a program that rules ``count`` times and says each number once the ruling is kept."""
    return subprocess.Popen(
        [sys.executable, "-c", RULES_FOR_EVER, file, name, str(count)], stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "decisions.tsv"


def test_a_row_is_read_as_it_was_appended(file: Path) -> None:
    log.append(file, RULING, LABELS)
    log.append(file, replace(RULING, seen=("ben", "eva"), adjudicates=("ben",)), LABELS)
    assert decisions.read(file, LABELS) == (RULING, replace(RULING, seen=("ben", "eva"), adjudicates=("ben",)))


@pytest.mark.parametrize("kills", range(3))
def test_killed_in_the_middle_of_many_rulings_no_ruling_that_was_kept_is_lost(file: Path, kills: int) -> None:
    process = ruling(file, "anna", 100_000)
    assert process.stdout is not None
    with process.stdout as said:
        for _ in range(20 + 13 * kills):
            said.readline()
        process.send_signal(signal.SIGKILL)
        confirmed = 20 + 13 * kills + len(said.read().split())
    assert process.wait() == -signal.SIGKILL
    log.repair(file)
    notes = [decision.note for decision in decisions.read(file, LABELS)]
    assert notes == [f"{number} é" for number in range(len(notes))]
    assert confirmed <= len(notes) <= confirmed + 1  # the last one may be kept and not yet said


def test_two_programs_write_at_once_and_every_row_is_whole(file: Path) -> None:
    programs = [ruling(file, name, 60) for name in ("anna", "ben")]
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    rows = decisions.read(file, LABELS)
    for name in ("anna", "ben"):
        assert [row.note for row in rows if row.reviewer == name] == [f"{number} é" for number in range(60)]


def test_wherever_the_last_line_is_torn_the_whole_lines_stay_and_the_rest_is_kept_aside(file: Path) -> None:
    log.append(file, RULING, LABELS)
    whole = file.read_bytes()
    log.append(file, RULING, LABELS)
    last = file.read_bytes()[len(whole) :]
    for length in range(1, len(last) - len("T12:00:00Z\n")):
        file.write_bytes(whole + last[:length])
        assert log.repair(file).encode("utf-8", "surrogateescape")[:1] == last[:1]
        assert file.read_bytes() == whole
    kept = (file.parent / "decisions.tsv.torn").read_bytes().split(b"\n")
    assert kept[-2] == last[:length]


def test_a_torn_header_is_written_anew(file: Path) -> None:
    file.write_text("term\temot", "utf-8")
    log.append(file, RULING, LABELS)
    assert decisions.read(file, LABELS) == (RULING,)


def test_the_next_ruling_repairs_a_torn_end_first(file: Path) -> None:
    log.append(file, RULING, LABELS)
    with file.open("ab") as stream:
        stream.write(b"joyful\tjo")
    log.append(file, replace(RULING, note="next"), LABELS)
    assert [row.note for row in decisions.read(file, LABELS)] == [RULING.note, "next"]


def test_a_last_line_that_an_editor_left_open_gets_its_line_break(file: Path) -> None:
    log.append(file, RULING, LABELS)
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert log.repair(file) == ""
    log.append(file, RULING, LABELS)
    assert decisions.read(file, LABELS) == (RULING, RULING)


def test_a_log_that_is_whole_or_absent_is_left_alone(file: Path) -> None:
    assert log.repair(file) == "" and not file.exists()
    log.append(file, RULING, LABELS)
    before = file.stat()
    assert log.repair(file) == "" and file.stat().st_mtime_ns == before.st_mtime_ns


def test_what_the_strict_reader_refuses_is_not_written(file: Path) -> None:
    log.append(file, RULING, LABELS)
    before = file.read_bytes()
    with pytest.raises(TableError, match=r"column weight: 7\.0 is outside"):
        log.append(file, replace(RULING, weight=7.0), LABELS)
    assert file.read_bytes() == before


def test_a_table_written_by_hand_keeps_its_columns_and_says_which_one_is_needed(file: Path) -> None:
    tsv.write(file, decisions.COLUMNS, [RULING.to_dict() | {"weight": None}])
    log.append(file, RULING, LABELS)
    assert len(decisions.read(file, LABELS)) == 2
    with pytest.raises(TableError, match=r"row 1, column seen: the decision needs this column\. Add the column seen"):
        log.append(file, replace(RULING, seen=("ben",)), LABELS)
    assert len(decisions.read(file, LABELS)) == 2


def test_a_file_that_an_editor_put_in_its_place_gets_the_row(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log.append(file, RULING, LABELS)
    lock, places = log._lock, iter([True, False])

    def slow_lock(stream: object, **how: bool) -> None:
        lock(stream, **how)
        if next(places):  # an editor saves while we wait
            other = file.with_name("other")
            other.write_bytes(file.read_bytes())
            other.replace(file)

    monkeypatch.setattr(log, "_lock", slow_lock)
    log.append(file, replace(RULING, note="after"), LABELS)
    assert [row.note for row in decisions.read(file, LABELS)] == [RULING.note, "after"]
