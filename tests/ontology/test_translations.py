"""A table of labels is read whole, or refused with file, row, column and fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice import tsv
from kgservice.errors import TableError
from kgservice.ontology.tables import read_ontology
from kgservice.ontology.translation_graph import build_graph, translation_iri
from kgservice.ontology.translations import COLUMNS, Translation, read_translations, write

LABELS = {"joy": "joy", "grief": "grief", "delight": "delight"}
SOURCES = ("kgservice",)


def row(emotion: str = "joy", label: str = "gioia", kind: str = "pref", shared: tuple[str, ...] = ()) -> Translation:
    return Translation(emotion, "it", label, kind, "07527352-n", "kgservice", "list", 0.5, shared)


def cells(**changed: str) -> dict[str, object]:
    values = ("joy", "joy", "it", "gioia", "pref", "07527352-n", "kgservice", "list", "0.5", "", "")
    return dict(zip(COLUMNS, values, strict=True)) | changed


def refused(folder: Path, *rows: dict[str, object], name: str = "it.tsv") -> TableError:
    tsv.write(folder / name, COLUMNS, rows)
    with pytest.raises(TableError) as caught:
        read_translations(folder, LABELS, SOURCES)
    return caught.value


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    rows = (row("grief", "lutto"), row(), row(label="letizia", kind="alt"))
    assert [file.name for file in write(tmp_path, rows, LABELS)] == ["it.tsv"]
    assert read_translations(tmp_path, LABELS, SOURCES) == rows


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"emotion": "jooy"}, "emotion"),
        ({"emotion_label": "gladness"}, "emotion_label"),
        ({"language": "ca"}, "language"),
        ({"label": ""}, "label"),
        ({"label": "gioia  viva"}, "label"),
        ({"label": "allegre\u0301"}, "label"),
        ({"kind": "preferred"}, "kind"),
        ({"source": "somebody"}, "source"),
        ({"method": ""}, "method"),
        ({"confidence": "1.5"}, "confidence"),
        ({"shared_with": "grief"}, "shared_with"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else value,
)
def test_a_wrong_cell_is_named_with_its_row(changed: dict[str, str], column: str, tmp_path: Path) -> None:
    error = refused(tmp_path, cells(**changed))
    assert (error.row, error.column) == (2, column)
    assert error.fix


def test_a_second_preferred_label_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, cells(), cells(label="letizia"))
    assert (error.row, error.column) == (3, "kind")
    assert "preferred label in row 2 already" in error.problem


def test_alternatives_without_a_preferred_label_are_refused(tmp_path: Path) -> None:
    assert "has no preferred label" in refused(tmp_path, cells(kind="alt")).problem


def test_the_same_word_for_two_emotions_must_be_marked(tmp_path: Path) -> None:
    error = refused(tmp_path, cells(), cells(emotion="delight", emotion_label="delight", label="Gioia"))
    assert (error.row, error.column) == (2, "shared_with")
    assert error.fix.startswith('Write "delight"')


@pytest.mark.parametrize("name", ["ita.tsv", "en.tsv", "italian.tsv"])
def test_a_file_is_named_after_a_tag_of_another_language(name: str, tmp_path: Path) -> None:
    assert "is no tag of another language" in refused(tmp_path, cells(), name=name).problem


def test_a_record_says_synset_method_confidence_and_who_shares() -> None:
    text = build_graph([row(shared=("delight",))]).serialize(format="nt")
    for part in ("wn30:07527352-n", '"list"', '"0.50"', "emotion/delight", 'gioia"@it', "source/kgservice"):
        assert part in text
    assert translation_iri(row(label="più gioia")).endswith("statement/joy.it.pi%C3%B9_gioia")


def test_emotions_without_a_table_have_english_labels_alone(mini: Path) -> None:
    assert read_ontology(mini / "ontology").languages == ("en",)
