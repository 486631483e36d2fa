"""The program as its users meet it: data on standard output, remarks on standard error, exit status 0, 1 or 2."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kgservice.cli import app

COMMANDS = {command.callback.__name__: command.callback for command in app.registered_commands if command.callback}


def run(*words: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kgservice.cli", *words], input=stdin, capture_output=True, cwd=cwd)


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, str]]:
    assert done.returncode == 0, done.stderr.decode()
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def test_version_and_help_are_there() -> None:
    assert re.fullmatch(rb"kgservice \d+\.\d+\.\d+\n", run("--version").stdout)
    assert all(name.encode() in run("--help").stdout for name in COMMANDS)


@pytest.mark.parametrize("name", ["classify", "convert", "lookup", "query", "review"])
def test_the_example_in_the_help_runs(name: str) -> None:
    example = re.search(r"Example: kgservice (.+)", COMMANDS[name].__doc__ or "")
    assert example, f"{name} has no example"
    words = re.findall(r'"([^"]*)"|(\S+)', example[1])
    done = run(*(quoted or plain for quoted, plain in words))
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout


def test_every_command_ends_its_help_with_an_example() -> None:
    assert all("Example: kgservice" in (callback.__doc__ or "") for callback in COMMANDS.values())


def test_a_text_is_labelled_with_its_evidence() -> None:
    (row,) = rows(run("classify", "I'm over the moon", "--format", "csv"))
    assert (row["primary"], row["evidence"]) == ("joy", "over the moon")
    assert float(row["valence"]) > 0.2


def test_json_holds_the_whole_prediction_and_the_other_fields_of_the_record(tmp_path: Path) -> None:
    file = tmp_path / "comments.jsonl"
    file.write_text('{"id": 7, "text": "I love you"}\n')
    answer = json.loads(run("classify", str(file), "--format", "json").stdout)
    assert (answer["id"], answer["text"], answer["primary"]) == (7, "I love you", "love")
    assert answer["evidence"][0]["end"] == 10


def test_standard_input_is_read_line_by_line_and_an_empty_line_stays_a_row() -> None:
    labelled = rows(run("classify", "-", "--format", "csv", stdin="I love you\n\nso sad 😢\n".encode()))
    assert [row["text"] for row in labelled] == ["I love you", "", "so sad 😢"]
    assert [bool(row["primary"]) for row in labelled] == [True, False, True]


def test_an_empty_file_gives_no_rows_and_no_error(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.touch()
    done = run("classify", str(file), "--format", "csv")
    assert rows(done) == []
    assert b"0 texts labelled" in done.stderr


def test_a_file_that_is_not_utf8_is_refused_and_what_came_before_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("I love you\nna\xefve\n".encode("latin-1"))
    done = run("classify", str(file), "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["primary"] == "love"
    assert b"offset 13" in done.stderr
    assert b"1 texts were labelled before this error" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", '{"text": 5}', "a.jsonl row 1, column text: 5 is not a text"),
        ("b.jsonl", '{"txet": "x"}', "b.jsonl row 1, column text: there is no such field. Nearest: txet."),
        ("c.jsonl", '{"text": "x"}\n{"text"', "c.jsonl row 2: not JSON at column 8"),
        ("d.csv", "txt,label\na,b", "d.csv row 1, column text: there is no such column. Nearest: txt."),
        ("e.csv", "text,label\na", "e.csv row 2: 1 cells instead of 2"),
    ],
    ids=lambda value: value[:7],
)
def test_a_broken_record_is_named_with_its_place(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content)
    done = run("classify", name, "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    assert says in done.stderr.decode()


def test_an_interrupted_file_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    texts, output = tmp_path / "texts.txt", tmp_path / "labels.jsonl"
    texts.write_text("I love you\nso sad\nwhat a surprise\n")
    words = ("classify", str(texts), "--format", "json", "-o", str(output))
    assert run(*words).returncode == 0
    whole = output.read_bytes()
    output.write_bytes(whole[: whole.index(b"\n") + 20])  # one line and a piece of the second
    assert run(*words, "--resume").returncode == 0
    assert output.read_bytes() == whole


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("lookup", "jooy"), 1, 'No emotion or term "jooy". Nearest: joy'),
        (("classify", "missing.txt"), 2, "there is no file missing.txt"),
        (("classify", "x", "--resume"), 2, "--resume needs --output and --format json"),
        (("query", "missing.rq"), 2, "there is no file missing.rq"),
        (("query", "SELECT ?e\nWHERE { ?e foo }"), 1, "line 2, column"),
        (("query", "ASK {}", "--format", "ttl"), 2, "ASK cannot be written as ttl, only as table, csv"),
        (("query", "DELETE WHERE { ?s ?p ?o }"), 1, "does not change"),
        (("export", "ontology", "--format", "jsonl"), 1, 'No format "jsonl". Nearest: jsonld'),
        (("export", "lexicon", "--format", "owl"), 1, 'No format "owl". Known: tsv, jsonl, ttl.'),
        (("convert", "--from", "goemotion", "--to", "ekman", "joy"), 1, "Nearest: goemotions"),
        (("convert", "--from", "goemotions", "--to", "ekman", "joyy"), 1, "Nearest: joy"),
        (("clasify", "x"), 2, "No such command"),
        (("query", ""), 2, "the query is empty"),
        (("classify", "./"), 2, "./ is a folder; name a file in it"),
        (("export", "lexicon", "--format", "TSV"), 1, 'No format "TSV". Nearest: tsv'),
        (("export", "ontology", "-o", "/no/such/folder/x.ttl"), 1, "/no/such/folder/x.ttl: No such file or directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_mistake_is_named_and_has_its_exit_status(words: tuple[str, ...], status: int, says: str) -> None:
    done = run(*words)
    plain = re.sub(r"[\s│╭╮╰╯─]+", " ", done.stderr.decode())
    assert done.returncode == status, plain
    assert says in plain
    assert done.stdout == b""


def test_a_malformed_row_is_named_with_its_place_and_fix(tmp_path: Path, mini: Path) -> None:
    shutil.copytree(mini, tmp_path / "root")
    table = tmp_path / "root" / "ontology" / "emotions.tsv"
    table.write_text(table.read_text().replace("delight\tdelight\t3\tcheerfulness", "delight\tdelight\t3\tcherfulness"))
    done = run("build", "--root", str(tmp_path / "root"))
    assert done.returncode == 1
    assert b'column broader: "cherfulness" is not known. Nearest: cheerfulness' in done.stderr


def test_a_query_shortens_the_projects_own_iris() -> None:
    done = run("query", "SELECT ?e WHERE { ?e skos:broader emotion:fear } ORDER BY ?e")
    assert done.stdout.split() == [b"e", b"emotion:horror", b"emotion:nervousness"]


def test_graphs_come_as_turtle_and_booleans_as_a_word() -> None:
    assert b"emotion:joy" in run("query", "DESCRIBE emotion:joy").stdout
    assert run("query", "ASK { emotion:joy tone:tier 1 }").stdout == b"yes\n"


def test_a_lookup_shows_the_emotion_and_the_term() -> None:
    text = run("lookup", "joy").stdout.decode()
    assert "https://w3id.org/tone-kg/emotion/joy" in text
    assert "valence arousal dominance" in text


def test_the_release_fits_its_tables_and_passes_its_checks() -> None:
    assert run("build", "--check").returncode == 0
    assert run("check", "--quiet").returncode == 0
