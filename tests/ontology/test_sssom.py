"""Mapping tables: what a good one says, and what is wrong with each bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.errors import TableError
from kgservice.ontology.sssom import read_mapping_set

HEAD = """#curie_map:
#  emotion: https://w3id.org/tone-kg/emotion/
#  toy: https://w3id.org/tone-kg/scheme/toy/
#mapping_set_id: https://w3id.org/tone-kg/mapping/toy
#mapping_set_version: 0.1.0
#mapping_set_title: "Toy: to the emotions"
#license: https://creativecommons.org/licenses/by/4.0/
#subject_source: toy:all
#object_source: emotion:all
"""
COLUMNS = (
    "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\tcomment\n"
)
HAPPY = "toy:happy\tHappy\tskos:exactMatch\temotion:joy\tjoy\tsemapv:LexicalMatching\t0.8\tnoun form\n"
GLAD = "toy:happy\tHappy\tskos:closeMatch\temotion:gladness\tgladness\tsemapv:LexicalMatching\t0.9\t\n"
NOTHING = "toy:none\tNone\tskos:exactMatch\tsssom:NoTermFound\t\tsemapv:LexicalMatching\t0.95\t\n"
GOOD = HEAD + COLUMNS + HAPPY + GLAD + NOTHING
SUBJECTS = {"toy:happy": "Happy", "toy:none": "None"}
OBJECTS = {"emotion:joy": "joy", "emotion:gladness": "gladness"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "toy.sssom.tsv"


def test_a_good_file_is_read_whole(file: Path) -> None:
    file.write_text(GOOD)
    toy = read_mapping_set(file, SUBJECTS, OBJECTS)
    assert (toy.name, len(toy.mappings)) == ("toy", 3)
    assert toy.metadata["mapping_set_title"] == "Toy: to the emotions"
    assert toy.prefixes == {
        "emotion": "https://w3id.org/tone-kg/emotion/",
        "toy": "https://w3id.org/tone-kg/scheme/toy/",
    }
    assert (toy.mappings[0].comment, toy.mappings[0].mapping_tool) == ("noun form", "")


def test_the_surest_row_of_a_subject_comes_first(file: Path) -> None:
    file.write_text(GOOD)
    toy = read_mapping_set(file, SUBJECTS, OBJECTS)
    assert [mapping.object for mapping in toy.of("happy")] == ["gladness", "joy"]
    assert [mapping.object for mapping in toy.of("none")] == [None]
    assert toy.of("sad") == ()


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("#license: https://creativecommons.org/licenses/by/4.0/\n", "", 'lack "license". Add a line #license'),
        ("#  toy: https://w3id.org/tone-kg/scheme/toy/\n", "", 'the curie_map lacks the prefix "toy"'),
        ("toy:happy\tHappy\tskos:exact", "toy:hapy\tHappy\tskos:exact", '"toy:hapy" is not known. Nearest: toy:happy'),
        ("emotion:joy", "emotion:jooy", 'column object_id: "emotion:jooy" is not known. Nearest: emotion:joy'),
        ("skos:exactMatch\temotion", "skos:exactMatches\temotion", 'column predicate_id: "skos:exactMatches" is not'),
        ("semapv:LexicalMatching\t0.8", "semapv:Guessing\t0.8", "column mapping_justification"),
        ("\t0.8\t", "\t1.2\t", "row 11, column confidence: 1.2 is outside 0 to 1"),
        ("\t0.8\t", "\thigh\t", '"high" is not a number'),
        ("\tHappy\tskos:exact", "\tHappily\tskos:exact", '"Happily" is not the label of toy:happy. Write "Happy"'),
        ("\tjoy\tsemapv", "\tJoy\tsemapv", 'column object_label: "Joy" is not the label of emotion:joy. Write "joy"'),
        ("NoTermFound\t\t", "NoTermFound\tnothing\t", '"nothing" is not the label of sssom:NoTermFound'),
        (GLAD, HAPPY, "stands in row 11 already"),
        (NOTHING, "", "toy:none has no row. Add one; its object is sssom:NoTermFound when nothing fits."),
        (GLAD, NOTHING.replace("toy:none\tNone", "toy:happy\tHappy"), "toy:happy has a match and sssom:NoTermFound"),
        ("\tcomment\n", "\tremark\n", "column remark: the column is not known"),
    ],
)
def test_a_bad_file_says_where_and_how_to_mend_it(file: Path, good: str, bad: str, message: str) -> None:
    assert good in GOOD
    file.write_text(GOOD.replace(good, bad, 1))
    with pytest.raises(TableError) as raised:
        read_mapping_set(file, SUBJECTS, OBJECTS)
    assert message in str(raised.value)


def test_any_object_passes_where_objects_are_known_from_nowhere_else(file: Path) -> None:
    file.write_text(GOOD.replace("emotion:joy\tjoy", "emotion:mirth\tmirth"))
    assert read_mapping_set(file, SUBJECTS, None).of("happy")[1].object_label == "mirth"


def test_an_inverted_set_reads_from_object_to_subject(file: Path) -> None:
    file.write_text(GOOD.replace("skos:closeMatch", "skos:broadMatch"))
    inverted = read_mapping_set(file, SUBJECTS, OBJECTS).inverted()
    found = [(m.subject_id, m.subject_label, m.predicate_id, m.object_id, m.object_label) for m in inverted.mappings]
    assert found == [
        ("emotion:gladness", "gladness", "skos:narrowMatch", "toy:happy", "Happy"),
        ("emotion:joy", "joy", "skos:exactMatch", "toy:happy", "Happy"),
    ]
