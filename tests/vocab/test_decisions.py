"""The table of decisions: what is read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice import tsv
from kgservice.errors import TableError
from kgservice.vocab import decisions

LABELS = {"joy": "joy", "grief": "grief", "fear": "fear"}
GOOD = {
    "term": "heartache",
    "emotion": "grief",
    "verdict": "accept",
    "to": "",
    "weight": "",
    "to_weight": "",
    "reviewer": "anna",
    "adjudicates": "",
    "seen": "",
    "note": "",
    "date": "2026-01-31T12:00:00Z",
}


def read(tmp_path: Path, *rows: dict[str, str], columns: tuple[str, ...] = decisions.LOG_COLUMNS):
    file = tmp_path / "decisions.tsv"
    tsv.write(file, columns, [GOOD | row for row in rows])
    return decisions.read(file, LABELS)


def test_a_whole_row_is_read_as_it_stands(tmp_path: Path) -> None:
    [decision] = read(
        tmp_path,
        {"verdict": "split", "to": "joy", "weight": "0.4", "to_weight": "0.3", "adjudicates": "ben|eva", "seen": "ben"},
    )
    assert decision == decisions.Decision(
        *("heartache", "grief", "split", "joy", 0.4, "anna", "2026-01-31T12:00:00Z", ""), 0.3, ("ben", "eva"), ("ben",)
    )
    assert (decision.pair, decision.outcome) == (("heartache", "grief"), "split to joy")


def test_a_table_written_by_hand_needs_neither_time_nor_the_later_columns(tmp_path: Path) -> None:
    [decision] = read(tmp_path, {"date": "2026-01-31"}, columns=decisions.COLUMNS)
    assert (decision.date, decision.seen, decision.adjudicates) == ("2026-01-31", (), ())


def test_a_person_may_rule_twice_on_a_pair(tmp_path: Path) -> None:
    assert [d.verdict for d in read(tmp_path, {}, {"verdict": "reject"})] == ["accept", "reject"]


def test_without_a_file_nobody_ruled(tmp_path: Path) -> None:
    assert decisions.read(tmp_path / "none.tsv", LABELS) == ()


WRONG = {
    "unknown emotion": ({"emotion": "greif"}, 'column emotion: "greif" is not known. Nearest: grief'),
    "unknown verdict": ({"verdict": "acept"}, "Nearest: accept"),
    "move to nowhere": ({"verdict": "reassign"}, "column to: only reassign and split name another emotion"),
    "split to nowhere": ({"verdict": "split"}, "column to"),
    "accept elsewhere": ({"to": "joy"}, "column to"),
    "move to itself": ({"verdict": "reassign", "to": "grief"}, '"grief" is the emotion itself'),
    "weight of 2": ({"weight": "2"}, "column weight: 2 is outside 0.01 to 1"),
    "weight of nothing": ({"verdict": "reject", "weight": "0.5"}, "column weight: reject sets no such weight"),
    "second weight": ({"to_weight": "0.5"}, "column to_weight: accept sets no such weight"),
    "nobody": ({"reviewer": ""}, "column reviewer: the cell is empty"),
    "two names": ({"reviewer": "anna|ben"}, 'column reviewer: "anna|ben" is no name'),
    "long name": ({"reviewer": "a" * 61}, "1 to 60 characters"),
    "capital term": ({"term": "Heartache"}, 'Write "heartache"'),
    "no such day": ({"date": "2026-02-30"}, '"2026-02-30" is not a date'),
    "local time": ({"date": "2026-01-31T12:00:00+01:00"}, "second of UTC as 2026-01-31T12:00:00Z"),
}


@pytest.mark.parametrize(("row", "message"), WRONG.values(), ids=WRONG)
def test_a_faulty_row_is_named_with_what_was_expected(tmp_path: Path, row: dict[str, str], message: str) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, {}, row)
    assert caught.value.row == 3
    assert message in str(caught.value)


def test_a_torn_last_line_is_told_from_a_faulty_one(tmp_path: Path) -> None:
    read(tmp_path, {}, {})
    file = tmp_path / "decisions.tsv"
    file.write_bytes(file.read_bytes()[:-15])
    with pytest.raises(TableError, match=r"row 3: the last line is torn.*kgservice review --list"):
        decisions.read(file, LABELS)


def test_a_last_line_that_an_editor_left_open_is_whole(tmp_path: Path) -> None:
    read(tmp_path, {}, {})
    file = tmp_path / "decisions.tsv"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert len(decisions.read(file, LABELS)) == 2
