"""Scheme tables: labels are found by any of their names, and a broken table says where and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.errors import TableError, UnknownLabel
from kgservice.ontology.model import Ontology
from kgservice.ontology.schemes import Label, Scheme, read_schemes, tone_scheme
from kgservice.ontology.tables import read_ontology

INDEX = ["scheme title citation licence url labels labelling", "toy Toy Nobody none https://example.org 3 multi"]
LABELS = ["id label code broader note", "happy Happy 0 - -", "very-happy Very_happy 1 happy -", "sad Sad 2 - -"]


def write(folder: Path, index: list[str], labels: list[str]) -> Path:
    for name, lines in (("index", index), ("toy", labels)):
        text = "\n".join(line.replace(" ", "\t").replace("-\t", "\t").replace("\t-", "\t") for line in lines)
        (folder / f"{name}.tsv").write_text(text + "\n")
    return folder


@pytest.fixture
def tone(mini: Path) -> Scheme:
    return tone_scheme(read_ontology(mini / "ontology"))


def test_a_folder_without_an_index_has_no_schemes(tmp_path: Path) -> None:
    assert read_schemes(tmp_path) == {}


def test_a_table_is_read_in_its_order(tmp_path: Path) -> None:
    toy = read_schemes(write(tmp_path, INDEX, LABELS))["toy"]
    assert [(label.id, label.label, label.code, label.broader) for label in toy] == [
        ("happy", "Happy", "0", ""),
        ("very-happy", "Very_happy", "1", "happy"),
        ("sad", "Sad", "2", ""),
    ]
    assert (toy.title, toy.labelling, len(toy)) == ("Toy", "multi", 3)


@pytest.mark.parametrize("name", ["very-happy", "Very_happy", "very happy", "VERY HAPPY", " very  happy ", "1"])
def test_a_label_is_found_by_id_spelling_and_code(tmp_path: Path, name: str) -> None:
    assert read_schemes(write(tmp_path, INDEX, LABELS))["toy"][name].id == "very-happy"


def test_a_name_of_its_own_wins_over_another_name_of_a_second_label() -> None:
    labels = (Label("toy", "pleasure", "pleasure", alt_labels=("joy", "delight")), Label("toy", "joy", "joy"))
    toy = Scheme("toy", "Toy", "Nobody", "none", "https://example.org", "", labels)
    assert (toy["joy"].id, toy["delight"].id) == ("joy", "pleasure")


def test_a_missing_label_is_none_or_an_error_that_names_the_nearest(tmp_path: Path) -> None:
    toy = read_schemes(write(tmp_path, INDEX, LABELS))["toy"]
    assert toy.get("hapy") is None
    with pytest.raises(UnknownLabel, match=r'No toy label "hapy"\. Nearest: happy') as raised:
        toy["hapy"]
    assert (raised.value.scheme, raised.value.nearest[0]) == ("toy", "happy")


@pytest.mark.parametrize(
    ("index", "labels", "message"),
    [
        ([INDEX[0], INDEX[1].replace("3", "4")], LABELS, "column labels: toy.tsv holds 3 labels. Correct the count"),
        ([INDEX[0], INDEX[1].replace("multi", "many")], LABELS, '"many" is not known. Write exclusive, multi or'),
        ([INDEX[0], INDEX[1].replace("Nobody", "-")], LABELS, "column citation: the cell is empty"),
        (INDEX + INDEX[1:], LABELS, '"toy" stands in row 2 already'),
        (INDEX, [*LABELS[:3], "Sad Sad 2 - -"], 'row 4, column id: "Sad" is not a slug'),
        (INDEX, [*LABELS[:3], "happy Sad 2 - -"], '"happy" stands in row 2 already'),
        (INDEX, [*LABELS[:3], "sad Sad 2 hapy -"], 'row 4, column broader: "hapy" is not known. Nearest: happy'),
        (INDEX, [*LABELS[:3], "sad - 2 - -"], "row 4, column label: the cell is empty"),
        (INDEX, [LABELS[0].replace("code", "number"), *LABELS[1:]], "column number: the column is not known"),
    ],
)
def test_a_broken_table_says_where_and_how_to_mend_it(
    tmp_path: Path, index: list[str], labels: list[str], message: str
) -> None:
    with pytest.raises(TableError) as raised:
        read_schemes(write(tmp_path, index, labels))
    assert message in str(raised.value)


def test_a_scheme_without_its_table_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, INDEX, LABELS)
    (tmp_path / "toy.tsv").unlink()
    with pytest.raises(TableError, match="the file does not exist"):
        read_schemes(tmp_path)


def test_a_scheme_without_a_count_has_no_table_of_its_own(tmp_path: Path) -> None:
    folder = write(tmp_path, [INDEX[0], INDEX[1].replace("3", "-")], LABELS)
    (folder / "toy.tsv").unlink()
    assert len(read_schemes(folder)["toy"]) == 0


def test_our_own_emotions_are_a_scheme(tone: Scheme) -> None:
    assert [label.id for label in tone] == sorted(label.id for label in tone)
    assert (tone["delight"].broader, tone["delight"].details) == ("cheerfulness", {"tier": "3"})


def test_a_label_of_two_tiers_means_the_higher_one(tone: Scheme) -> None:
    assert tone["sadness"].id == "sadness"
    assert tone["sadness-secondary"].label == "sadness"


def test_no_emotions_make_an_empty_scheme() -> None:
    assert len(tone_scheme(Ontology([]))) == 0


def test_json_names_the_iris(tmp_path: Path) -> None:
    toy = read_schemes(write(tmp_path, INDEX, LABELS))["toy"].to_dict()
    assert toy["iri"] == "https://w3id.org/tone-kg/scheme/toy"
    assert toy["labels"][1] == {  # type: ignore[index]
        **{"id": "very-happy", "iri": "https://w3id.org/tone-kg/scheme/toy/very-happy", "label": "Very_happy"},
        **{"altLabels": [], "code": "1", "broader": "happy", "note": ""},
    }
