"""Files are labelled in parts: any engine gives the same rows in the same order, and nothing that is killed is lost."""

from __future__ import annotations

import gzip
import json
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from kgservice.classify.bulk import label_file
from kgservice.classify.engines import ENGINES
from kgservice.classify.frames import label_arrow
from kgservice.classify.parts import Work
from kgservice.errors import TableError, UnknownId

TEXTS = ["I am so happy", None, "not afraid at all", "", "She was furious and sad", "The train leaves at nine."]


def table(rows: int) -> pa.Table:
    texts = [TEXTS[number % len(TEXTS)] for number in range(rows)]
    return pa.table({"id": range(rows), "text": pa.array(texts, pa.string()), "note": ["x"] * rows})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return 100 rows in row groups of 30, so that parts of 20 rows do not fit them evenly."""
    file = tmp_path / "texts.parquet"
    parquet.write_table(table(100), file, row_group_size=30)
    return file


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*.parquet"))


def joined(folder: Path) -> pa.Table:
    return pa.concat_tables(parquet.read_table(file) for file in parts(folder))


def test_the_rows_are_those_of_the_batch_function_in_order(source: Path, tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    rows = label_file(source, tmp_path / "out", workers=2, part_rows=20, progress=lambda *now: done.append(now))
    assert rows == 100
    assert joined(tmp_path / "out").equals(label_arrow(table(100)))
    assert [parquet.read_metadata(file).num_rows for file in parts(tmp_path / "out")] == [20, 10, 20, 10, 20, 10, 10]
    assert done[-1] == (100, 100) and len(done) == 7
    assert {file.name for file in (tmp_path / "out").iterdir() if file.suffix != ".parquet"} == {
        "_job.json",
        "_SUCCESS",
    }


def test_one_file_has_a_row_group_for_each_part_and_leaves_nothing_else(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "labelled.parquet"
    label_file(source, output, Work(evidence=True, prefix="e_"), workers=1, part_rows=40)
    assert parquet.read_table(output).equals(label_arrow(table(100), evidence=True, prefix="e_"))
    assert parquet.read_metadata(output).num_row_groups == 4
    assert sorted(file.name for file in tmp_path.iterdir()) == ["labelled.parquet", "texts.parquet"]


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "local"])
def test_every_engine_gives_the_same(engine: str, source: Path, tmp_path: Path) -> None:
    pytest.importorskip(
        {"ray": "ray", "spark": "pyspark"}[engine], reason="pyspark, 492 MB, is no part of the test extra (issue 5)"
    )
    command = ["classify", str(source), "-o", str(tmp_path / "out"), "--engine", engine, "--workers", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "kgservice.cli", *command, "--part-rows", "20"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert joined(tmp_path / "out").equals(label_arrow(table(100)))


def test_a_killed_worker_loses_nothing(source: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        if not killed:
            worker = multiprocessing.active_children()[0]
            killed.append(worker.pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    with caplog.at_level(logging.WARNING):
        label_file(source, tmp_path / "out", workers=2, part_rows=2, progress=kill)
    assert killed and "a worker was killed" in caplog.text
    assert joined(tmp_path / "out").equals(label_arrow(table(100)))


KILL_A_RAY_WORKER = """
import os, re, signal, sys, time
from pathlib import Path
from kgservice.classify.bulk import label_file

def parent(pid):
    return int(re.sub(r".*[)] . ", "", Path(f"/proc/{pid}/stat").read_text()).split()[0])

def is_ours(pid):
    while pid > 1:
        if pid == os.getpid():
            return True
        pid = parent(pid)
    return False

def working():
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name = (folder / "cmdline").read_bytes()
            if name.startswith(b"ray::") and b"label_rows" in name and is_ours(int(folder.name)):
                yield int(folder.name)
        except OSError:
            pass

killed = []
def kill(done, total):
    deadline = time.monotonic() + 20
    while not killed and time.monotonic() < deadline:
        for pid in working():
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
            break

if __name__ == "__main__":
    label_file(Path(sys.argv[1]), Path(sys.argv[2]), engine="ray", workers=2, part_rows=100, progress=kill)
    print(len(killed), "killed")
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds Ray's workers in /proc (issue 5)")
def test_a_killed_ray_worker_loses_nothing(tmp_path: Path) -> None:
    source = tmp_path / "texts.parquet"
    parquet.write_table(table(10_000), source)
    command = [sys.executable, "-c", KILL_A_RAY_WORKER, str(source), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.endswith("1 killed\n"), done.stderr
    assert joined(tmp_path / "out").equals(label_arrow(table(10_000)))


def test_a_run_that_was_killed_is_resumed_from_its_last_part(tmp_path: Path) -> None:
    source, output = tmp_path / "texts.parquet", tmp_path / "out"
    parquet.write_table(table(4000), source)
    command = [sys.executable, "-m", "kgservice.cli", "classify", str(source), "-o", str(output), "--engine", "local"]
    command += ["--workers", "1", "--part-rows", "10"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:
        deadline = time.monotonic() + 60
        while not parts(output) and time.monotonic() < deadline:
            time.sleep(0.005)
        run.kill()
    time.sleep(0.5)  # its worker ends by itself
    before = {file: file.stat().st_mtime_ns for file in parts(output)}
    assert 0 < len(before) < 400
    subprocess.run([*command, "--resume"], check=True, capture_output=True)
    assert joined(output).equals(label_arrow(table(4000)))
    assert before == {file: file.stat().st_mtime_ns for file in before}


@pytest.mark.parametrize("name", ["out", "out.parquet"])
def test_resuming_what_is_finished_does_nothing_again(name: str, source: Path, tmp_path: Path) -> None:
    output = tmp_path / name
    label_file(source, output, workers=1)
    before = {file: file.stat().st_mtime_ns for file in [output, *parts(output)]}
    assert label_file(source, output, workers=1, resume=True) == 100
    assert before == {file: file.stat().st_mtime_ns for file in before}


def test_another_job_is_not_resumed(source: Path, tmp_path: Path) -> None:
    label_file(source, tmp_path / "out", workers=1)
    with pytest.raises(TableError, match="begun with column 'text', not 'note'"):
        label_file(source, tmp_path / "out", Work(column="note"), resume=True)
    with pytest.raises(TableError, match="the folder is not empty"):
        label_file(source, tmp_path / "out")
    os.utime(source, (1, 1))
    with pytest.raises(TableError, match="begun with files"):
        label_file(source, tmp_path / "out", resume=True)


def test_a_run_that_was_killed_while_it_read_texts_begins_anew(tmp_path: Path) -> None:
    source, output = tmp_path / "texts.txt", tmp_path / "out"
    source.write_text("so sad\nglad\n")
    (output / "_input").mkdir(parents=True)
    (output / "_input" / "part-000000.parquet").write_bytes(b"half")
    (output / "_job.json.partial").write_bytes(b"{")
    assert label_file(source, output, workers=1, resume=True) == 2
    assert joined(output)["text"].to_pylist() == ["so sad", "glad"]


JSON = [{"id": 1, "text": "so sad"}, {"id": 2.5, "text": "glad"}, {"text": "nothing", "tags": ["a"]}]


@pytest.mark.parametrize(
    ("name", "content", "fields"),
    [
        ("a.txt", "so sad\nglad\nnothing\n", {}),
        ("a.csv", "id,text\n1,so sad\n2.5,glad\n,nothing\n", {"id": ["1", "2.5", ""]}),
        ("a.tsv.gz", "id\ttext\n1\tso sad\n2.5\tglad\n\tnothing\n", {"id": ["1", "2.5", ""]}),
        ("a.jsonl", "\n".join(map(json.dumps, JSON)), {"id": [1, 2.5, None], "tags": [None, None, ["a"]]}),
    ],
)
def test_text_files_become_parquet_with_their_fields(
    tmp_path: Path, name: str, content: str, fields: dict[str, list[object]]
) -> None:
    source, output = tmp_path / name, tmp_path / "out.parquet"
    source.write_bytes(gzip.compress(content.encode()) if name.endswith(".gz") else content.encode())
    label_file(source, output, workers=1, part_rows=1)
    expected = label_arrow(pa.table({"text": ["so sad", "glad", "nothing"], **fields}))
    assert parquet.read_table(output).to_pylist() == expected.to_pylist()


def test_a_folder_of_files_is_one_table(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    parquet.write_table(table(7), tmp_path / "in" / "b.parquet")
    parquet.write_table(table(5), tmp_path / "in" / "a.parquet")
    label_file(tmp_path / "in", tmp_path / "out", workers=1)
    assert joined(tmp_path / "out")["id"].to_pylist() == [*range(5), *range(7)]
    parquet.write_table(table(5).drop_columns(["note"]), tmp_path / "in" / "c.parquet")
    with pytest.raises(TableError, match=r"c\.parquet: its columns are not those of a\.parquet"):
        label_file(tmp_path / "in", tmp_path / "other")


@pytest.mark.parametrize("name", ["empty.parquet", "empty.jsonl", "empty.txt"])
def test_an_empty_file_gives_an_empty_table_with_all_columns(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    if source.suffix == ".parquet":
        parquet.write_table(table(0), source)
    else:
        source.touch()
    assert label_file(source, tmp_path / "out.parquet", workers=1) == 0
    assert parquet.read_schema(tmp_path / "out.parquet").names[-3:] == ["valence", "arousal", "dominance"]


def test_what_does_not_fit_is_named_before_anything_is_written(source: Path, tmp_path: Path) -> None:
    for work, says in [
        (Work(column="txet"), r"texts\.parquet, column txet: there is no such column\. Nearest: text"),
        (Work(column="id"), "column id: type int64 is not text"),
    ]:
        with pytest.raises(TableError, match=says):
            label_file(source, tmp_path / "out", work)
    with pytest.raises(UnknownId, match=r'No engine "rai"\. Nearest: ray'):
        label_file(source, tmp_path / "out", engine="rai")
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(source.read_bytes()[:100])
    with pytest.raises(TableError, match="cannot be read as Parquet"):
        label_file(broken, tmp_path / "out")
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text('{"text": "a", "id": 1}\n{"text": "b", "id": "x"}\n')
    with pytest.raises(TableError, match="column id: from row 1 on it has values of no common type"):
        label_file(mixed, tmp_path / "out")
    assert not parts(tmp_path / "out")
