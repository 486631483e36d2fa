"""Files in, labels out, in every form; what is interrupted is resumed exactly, what is broken is named."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import Result
from pyarrow import parquet
from typer.testing import CliRunner

from kgservice.classify import EmotionClassifier
from kgservice.cli import app, labels

TEXTS = ["I love you", "so sad, and a bit nervous", "", "what a surprise"]


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["classify", *map(str, words)])


@pytest.fixture(scope="module", autouse=True)
def _one_classifier() -> Iterator[None]:
    """Load the lexicon once for all runs in this process."""
    made = EmotionClassifier()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("kgservice.cli.choice"), "EmotionClassifier", lambda lexicon: made)
        yield


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "texts.csv"
    with file.open("w", newline="") as stream:
        csv.writer(stream).writerows([["id", "body"], *([number, text] for number, text in enumerate(TEXTS))])
    return file


def rows(content: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content), delimiter=delimiter))


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_the_other_columns_stay_in_front(table: Path, form: str, delimiter: str) -> None:
    found = rows(run(table, "--text-column", "body", "--format", form).stdout, delimiter)
    assert list(found[0]) == [
        *("id", "body", "primary", "score", "neutral", "labels", "valence", "arousal", "dominance", "evidence"),
    ]
    assert [(row["id"], row["body"]) for row in found] == [(str(n), text) for n, text in enumerate(TEXTS)]
    several = [EmotionClassifier().classify(text).labels for text in TEXTS]
    assert [row["labels"] for row in found] == ["|".join(f"{e}:{score:.3f}" for e, score in one) for one in several]


@pytest.mark.parametrize("name", ["a.txt", "a.tsv", "a.csv.gz", "a.jsonl.gz", "a.parquet"])
def test_every_kind_of_file_gives_the_same_labels(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    content = {
        "txt": "".join(f"{text}\n" for text in TEXTS),
        "tsv": "text\tid\n" + "".join(f"{text}\t1\n" for text in TEXTS),
        "csv": "id,text\n" + "".join(f'1,"{text}"\n' for text in TEXTS),
        "jsonl": "".join(json.dumps({"text": text}) + "\n" for text in TEXTS),
    }
    if name.endswith("parquet"):
        parquet.write_table(pa.table({"text": TEXTS}), file)
    else:
        data = content[name.split(".")[1]].encode()
        file.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    answers = [json.loads(line) for line in run(file, "--format", "json").stdout.splitlines()]
    expected = [EmotionClassifier().classify(text).to_dict() for text in TEXTS]
    assert [{key: answer[key] for key in expected[0]} for answer in answers] == expected


@pytest.mark.parametrize(
    ("name", "says"),
    [("labels.csv", "id,body,primary"), ("labels.jsonl", '{"id": "0", "body"'), ("labels.tsv", "id\tbody\tprimary")],
)
def test_the_name_of_the_output_says_its_form(table: Path, tmp_path: Path, name: str, says: str) -> None:
    assert run(table, "--text-column", "body", "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text().startswith(says)


@pytest.mark.parametrize("form", ["json", "csv", "tsv"])
@pytest.mark.parametrize("cut", [0, 1, 30, 120, 400, -1])
def test_an_interrupted_output_is_completed_byte_for_byte(tmp_path: Path, form: str, cut: int) -> None:
    source, output = tmp_path / "texts.jsonl", tmp_path / f"labels.{form}"
    texts = ['so "sad"', "two\nlines of joy\n", "a,b\tc furious", "", "happy"]
    source.write_text("".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts)))
    words = (source, "--format", form, "-o", output)
    run(*words)
    whole = output.read_bytes()
    output.write_bytes(whole[:cut])
    assert run(*words, "--resume").exit_code == 0
    assert output.read_bytes() == whole


def test_what_is_there_is_not_labelled_again(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "labels.csv"
    words = (table, "--text-column", "body", "-o", output)
    run(*words)
    labelled: list[str] = []
    monkeypatch.setattr(labels, "written", lambda prediction: labelled.append(prediction.text) or {})
    output.write_bytes(output.read_bytes()[:-3])
    assert "4 texts labelled" in run(*words, "--resume").output
    assert labelled == [TEXTS[-1]]


def test_another_table_is_not_resumed(table: Path, tmp_path: Path) -> None:
    output = tmp_path / "labels.csv"
    output.write_text("a,b\n1,2\n")
    assert "its columns are a, b" in str(run(table, "--text-column", "body", "-o", output, "--resume").exception)
    assert output.read_text() == "a,b\n1,2\n"


def test_a_broken_row_is_left_out_and_named_when_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "texts.csv"
    file.write_bytes(b'id,text\n1,so sad\n2\n3,na\xefve\n4,"happy"x\n5,glad\n')
    done = run(file, "--format", "csv", "--skip-broken")
    assert [row["id"] for row in rows(done.stdout)] == ["1", "5"]
    assert "row 3: 1 cells instead of 2" in done.stderr and "row 4 is not UTF-8" in done.stderr
    assert "row 5: ',' expected after '\"'" in done.stderr and "3 broken rows were left out" in done.stderr
    assert "row 3: 1 cells" in str(run(file, "--format", "csv").exception)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "id,txet\n1,x\n", "column text: there is no such column. Nearest: txet. Name the right one."),
        ("a.xlsx", "PK", '".xlsx" is no known kind of text file. Known: .txt'),
        ("a.csv", "text,labels\nx,joy\n", "column labels: it is there already. Give a prefix"),
        ("a.jsonl", '{"text": "x"}\n{"text": "x", "id": 2}\n', "row 2, column id: the first record has no such field"),
        ("a.txt.gz", "no gzip", "not gzip to its end"),
        ("a.parquet", "PAR1", "cannot be read as Parquet"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_way_out(tmp_path: Path, name: str, content: str, says: str) -> None:
    file = tmp_path / name
    file.write_text(content)
    assert says in str(run(file, "--format", "csv").exception)


def test_a_prefix_makes_room_beside_labels_that_are_there(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("text,labels\nso happy,gold\n")
    (row,) = rows(run(file, "--format", "csv", "--prefix", "emotion_").stdout)
    assert (row["labels"], row["emotion_primary"]) == ("gold", "joy")


def test_parquet_comes_from_any_file_and_is_resumed(table: Path, tmp_path: Path) -> None:
    output = tmp_path / "labels.parquet"
    words = (table, "--text-column", "body", "-o", output, "--part-rows", 2)
    assert run(*words).exit_code == 0
    assert parquet.read_table(output)["body"].to_pylist() == TEXTS
    assert parquet.read_metadata(output).num_row_groups == 2
    before = output.stat().st_mtime_ns
    assert "4 texts labelled" in run(*words, "--resume").stderr and output.stat().st_mtime_ns == before


def test_a_folder_of_parquet_is_labelled_as_parquet_only(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    parquet.write_table(pa.table({"text": TEXTS}), folder / "a.parquet")
    assert "parts is a folder; label it with --format parquet" in re.sub(r"[\s│]+", " ", run(folder).stderr)
    assert run(folder, "-o", tmp_path / "out.parquet").exit_code == 0
    assert parquet.read_table(tmp_path / "out.parquet")["text"].to_pylist() == TEXTS


def test_predictions_of_a_file_are_one_document(table: Path) -> None:
    onyx = json.loads(run(table, "--text-column", "body", "--format", "jsonld").stdout)
    assert [text["isString"] for text in onyx["@graph"]] == TEXTS
    emotionml = ElementTree.fromstring(run(table, "--text-column", "body", "--format", "emotionml").stdout)
    assert "text1" in [element.get("id") for element in emotionml]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("x", "--format", "parquet"), "parquet needs a file to read"),
        (("x", "--engine", "ray", "--format", "csv"), "--engine writes parquet, not csv"),
        (("x", "--engine", "ray", "-o", "x.csv"), "--engine writes parquet, not csv"),
        (("x", "--engine", "rai"), "'rai' is not one of"),
        (("missing.parquet", "-o", "out"), "there is no file missing.parquet"),
        (("missing.csv.gz",), "there is no file missing.csv.gz"),
        (("x", "-o", "y.jsonld", "--resume"), "--resume needs --output and --format json, csv, tsv or parquet"),
    ],
)
def test_options_that_do_not_fit_are_refused(words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert says in re.sub(r"[\s│╭╮╰╯─]+", " ", done.stderr)


@pytest.mark.parametrize(
    "options", [("-o", "labels.jsonl"), ("-o", "parts", "--engine", "local", "--part-rows", "1000")]
)
def test_ctrl_c_keeps_what_was_written(tmp_path: Path, options: tuple[str, ...]) -> None:
    source, output = tmp_path / "texts.parquet", tmp_path / options[1]
    parquet.write_table(pa.table({"text": ["I love you"] * 500_000}), source)
    command = [sys.executable, "-m", "kgservice.cli", "classify", "texts.parquet", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=tmp_path, start_new_session=True) as running:
        deadline = time.monotonic() + 60
        while not written(output) and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does, to the workers too
        assert running.stderr is not None
        said = running.stderr.read().decode()
    assert running.returncode == 130 and "--resume goes on from here" in said and "Traceback" not in said
    assert 0 < written(output) < 500_000


def written(output: Path) -> int:
    """Return how many whole rows there are."""
    if output.is_dir():
        return sum(parquet.read_metadata(file).num_rows for file in output.glob("part-*.parquet"))
    return output.read_bytes().count(b"\n") if output.is_file() else 0


@pytest.mark.parametrize("options", [("-o", "out.parquet"), ("--engine", "local", "-o", "out")])
def test_without_arrow_the_extra_is_named(options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nso glad\n")
    code = "import sys; sys.modules['pyarrow'] = None; from kgservice.cli import main; main()"
    command = [sys.executable, "-c", code, "classify", "a.csv", *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr == 'kgservice: Labelling tables needs pyarrow. Install it with: pip install "kgservice[frames]"\n'
    )
