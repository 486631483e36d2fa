"""What people rule on computed links is applied to every new derivation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kgservice.errors import TableError
from kgservice.ontology.model import Dependency
from kgservice.ontology.rulings import apply_rulings, read_rulings, without_ruling

HEADER = "subject\trelation\tobject\tkind\tmethod\tsource\truling\treviewer\tdate\treason\n"
RULING = "joy | isOppositeOf | sorrow | vad-mirror | point-mirror | kgservice | rejected | A. B. | 2026-01-31 | no"
ROW = Dependency(
    *("joy", "isOppositeOf", "sorrow", "vad-mirror", "point-mirror", ""),
    *(0.5, 0.1, "VAD: joy and sorrow", "kgservice", "computed"),
)


def _file(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "dependency-decisions.tsv"
    file.write_text(HEADER + "".join(row.replace(" | ", "\t") + "\n" for row in rows), encoding="utf-8")
    return file


def test_a_ruling_sets_the_status_and_says_who_and_when(tmp_path: Path) -> None:
    other = replace(ROW, subject="bliss")
    ruled, left = apply_rulings([ROW, other], read_rulings(_file(tmp_path, RULING)))
    assert ruled.status == "rejected"
    assert ruled.evidence == "VAD: joy and sorrow [rejected by A. B. on 2026-01-31: no]"
    assert left == other


def test_a_ruling_can_be_taken_off_again(tmp_path: Path) -> None:
    (ruled,) = apply_rulings([ROW], read_rulings(_file(tmp_path, RULING)))
    assert without_ruling(ruled) == without_ruling(ROW) == ROW


def test_no_file_means_no_rulings(tmp_path: Path) -> None:
    assert read_rulings(tmp_path / "dependency-decisions.tsv") == []


def test_a_ruling_on_a_row_that_is_not_there_names_its_place(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="row 2: no derived row has this key"):
        apply_rulings([replace(ROW, object="grief")], read_rulings(_file(tmp_path, RULING)))


def test_what_a_source_says_is_not_ruled_on(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"published\.tsv"):
        apply_rulings([replace(ROW, status="published")], read_rulings(_file(tmp_path, RULING)))


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        pytest.param("rejected", "refused", "ruling", id="unknown ruling"),
        pytest.param("2026-01-31", "31.1.2026", "date", id="no date"),
        pytest.param("A. B.", "", "reviewer", id="nobody"),
        pytest.param("| no", "| ", "reason", id="no reason"),
    ],
)
def test_a_bad_ruling_names_row_and_column(tmp_path: Path, old: str, new: str, column: str) -> None:
    with pytest.raises(TableError) as caught:
        read_rulings(_file(tmp_path, RULING.replace(old, new)))
    assert (caught.value.row, caught.value.column) == (2, column)


def test_two_rulings_on_one_row_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="stands in row 2 already"):
        read_rulings(_file(tmp_path, RULING, RULING.replace("rejected", "accepted")))
