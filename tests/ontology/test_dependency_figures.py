"""Figures as tables, and their places in the README."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kgservice import content
from kgservice.errors import BuildError
from kgservice.figuretable import FigureTable, write_figures
from kgservice.ontology.dependencies import Outside
from kgservice.ontology.dependency_figures import evaluate_dependencies

TABLE = FigureTable("rows", ("relation", "rows"), (("leadsTo", 3),))


def test_a_table_replaces_what_stands_between_its_marks_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("a\n<!-- figures: rows -->\nold\n<!-- end -->\nb\n<!-- figures: x -->\nkept\n<!-- end -->\n")
    write_figures(file, [TABLE])
    write_figures(file, [TABLE])
    assert file.read_text() == (
        "a\n<!-- figures: rows -->\n| relation | rows |\n|---|---|\n| leadsTo | 3 |\n<!-- end -->\n"
        "b\n<!-- figures: x -->\nkept\n<!-- end -->\n"
    )


def test_a_table_without_a_place_says_what_to_add(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("nothing here\n")
    with pytest.raises(BuildError, match="<!-- figures: rows -->"):
        write_figures(file, [TABLE])


def test_figures_of_conversations_are_counted_by_corpus_and_speaker(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    for name in ("emotions.tsv", "extension.tsv", "sources.tsv", "published.tsv"):
        shutil.copy(content.path("ontology", name), folder / name)
    # A is glad, then afraid; B answers the second turn with nothing in particular and is glad at the end.
    turns = [("A", "joy"), ("A", "fear"), ("B", "neutral"), ("B", "joy")]
    talk = {"source": "meld", "turns": [{"speaker": s, "emotion": e, "text": "…"} for s, e in turns]}
    file = tmp_path / "talks.jsonl"
    file.write_text(json.dumps(talk) + "\n", encoding="utf-8")
    found = {table.name: table for table in evaluate_dependencies(tmp_path, Outside(conversations=file))}
    assert list(found) == ["rows", "opposites", "intensities", "transitions", "changes-predicted", "next-predicted"]
    # Bridged: A joy-fear; then fear (A) to joy (B).  Not bridged: the neutral turn stands between, so no answer.
    assert [row[:5] for row in found["transitions"].rows] == [
        ("tier 1, annotators", "meld2019", "same-speaker", 1, 1),
        ("tier 1, annotators", "meld2019", "other-speaker", 1, 1),
        ("tier 1, annotators, neutral not bridged", "meld2019", "same-speaker", 1, 1),
        ("tier 1, annotators, neutral not bridged", "meld2019", "other-speaker", 0, 0),
    ]
    # One guess is too few to show.
    assert found["changes-predicted"].rows == ()
