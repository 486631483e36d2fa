"""The command that brings other languages says what is wrong with what it was given."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_cli import run


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), b"give at least one --wordnet CODE=FILE or --list FILE"),
        (("--wordnet", "ita.tab"), b"is not CODE=FILE"),
        (("--wordnet", "xyz=ita.tab"), b"is not CODE=FILE"),
    ],
)
def test_a_wrong_command_line_says_how_it_should_be(options: tuple[str, ...], words: bytes) -> None:
    done = run("derive", "labels", *options)
    assert done.returncode == 2
    assert words in b" ".join(done.stderr.replace(b"\xe2\x94\x82", b" ").split())


def test_a_list_becomes_a_table_of_labels(tmp_path: Path, mini: Path) -> None:
    shutil.copytree(mini / "ontology", tmp_path / "ontology")
    mapping = tmp_path / "ontology" / "mappings" / "wordnet-3.0.sssom.tsv"
    mapping.parent.mkdir()
    _write_mapping(mapping, mini)
    labels = tmp_path / "mine.tsv"
    labels.write_text("emotion\tlanguage\tlabel\tkind\tsource\njoy\tcy\tllawenydd\tpref\tkgservice\n", encoding="utf-8")
    done = run("derive", "labels", "--list", str(labels), "--root", str(tmp_path))
    assert (done.returncode, done.stdout) == (0, b"")
    table = (tmp_path / "ontology" / "labels" / "cy.tsv").read_text(encoding="utf-8")
    assert "joy\tjoy\tcy\tllawenydd\tpref\t\tkgservice\tlist\t0.8\t\t" in table


def test_a_wrong_row_is_one_line_and_status_one(tmp_path: Path) -> None:
    labels = tmp_path / "mine.tsv"
    labels.write_text("emotion\tlanguage\tlabel\tkind\tsource\njooy\tit\tgioia\tpref\tkgservice\n", encoding="utf-8")
    done = run("derive", "labels", "--list", str(labels))
    assert done.returncode == 1
    message = b"".join(done.stderr.split(b"\n"))
    assert b"mine.tsv row 2, column emotion" in message and b"Nearest: joy" in message


def _write_mapping(file: Path, mini: Path) -> None:
    from kgservice.ontology.sssom import COLUMNS
    from kgservice.ontology.tables import read_ontology
    from kgservice.vocab.seeds import HEADER

    lines = ["\t".join(COLUMNS)]
    for emotion in read_ontology(mini / "ontology"):
        known = {"subject_id": f"emotion:{emotion.id}", "subject_label": emotion.label, "confidence": "1"}
        none = {"predicate_id": "skos:exactMatch", "object_id": "sssom:NoTermFound"}
        cells = known | none | {"mapping_justification": "semapv:ManualMappingCuration"}
        lines.append("\t".join(cells.get(column, "") for column in COLUMNS))
    file.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
