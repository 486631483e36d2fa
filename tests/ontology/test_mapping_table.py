"""One SSSOM table holds every mapping of every set, and says of each row what its own file said of it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from kgservice import content, tsv
from kgservice.errors import ContentError
from kgservice.ontology.crosswalk import Crosswalk, load
from kgservice.ontology.mapping_table import COLUMNS, dumps, sets_of_emotions
from kgservice.ontology.sssom import NO_TERM, MappingSet


@pytest.fixture
def sets(crossed: Path) -> tuple[MappingSet, ...]:
    return sets_of_emotions(Crosswalk.read(crossed))


def header_of(text: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load("\n".join(line[1:] for line in text.splitlines() if line[0] == "#"))
    return found


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table_of(text)), delimiter="\t", quoting=csv.QUOTE_NONE))


def table_of(text: str) -> str:
    """Leave the header out."""
    return "".join(line for line in text.splitlines(keepends=True) if line[0] != "#")


def test_the_header_is_yaml_with_what_sssom_asks_for(sets: tuple[MappingSet, ...]) -> None:
    header = header_of(dumps(sets, "0.1.0"))
    assert header["mapping_set_id"] == "https://w3id.org/tone-kg/mapping/emotions"
    assert header["mapping_set_version"] == "0.1.0"
    assert header["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert header["curie_map"] == {
        "emotion": "https://w3id.org/tone-kg/emotion/",
        "mapping": "https://w3id.org/tone-kg/mapping/",
        "scheme": "https://w3id.org/tone-kg/scheme/",
        "tonekg": "https://w3id.org/tone-kg/",
        "toy": "https://w3id.org/tone-kg/scheme/toy/",
        "wn30": "http://wordnet-rdf.princeton.edu/wn30/",
    }


def test_a_row_keeps_its_cells_and_gets_those_of_its_header(sets: tuple[MappingSet, ...]) -> None:
    rows = {(row["subject_id"], row["object_id"]): row for row in rows_of(dumps(sets, "0.1.0"))}
    assert rows["toy:glad", "emotion:joy"] == {
        "subject_id": "toy:glad",
        "subject_label": "Glad",
        "predicate_id": "skos:exactMatch",
        "object_id": "emotion:joy",
        "object_label": "joy",
        "mapping_justification": "semapv:LexicalMatching",
        "subject_source": "scheme:toy",
        "subject_source_version": "",
        "object_source": "tonekg:ontology",
        "object_source_version": "",
        "mapping_source": "mapping:toy",
        "mapping_tool": "",
        "mapping_date": "",
        "confidence": "0.95",
        "comment": 'spelt "glad" there',
    }


def test_a_set_that_maps_emotions_outwards_stays_as_it_was_written(sets: tuple[MappingSet, ...]) -> None:
    rows = {(row["subject_id"], row["object_id"]): row for row in rows_of(dumps(sets, "0.1.0"))}
    assert rows["emotion:joy", "wn30:07527352-n"]["mapping_source"] == "mapping:wordnet-3.0"
    assert ("wn30:07527352-n", "emotion:joy") not in rows


def test_what_fits_nothing_is_told_too(sets: tuple[MappingSet, ...]) -> None:
    nothing = [row["subject_id"] for row in rows_of(dumps(sets, "0.1.0")) if row["object_id"] == NO_TERM]
    assert "toy:blank" in nothing
    assert len(nothing) == 10  # the blank label, and all ten emotions but joy have no synset


def test_rows_are_sorted_whatever_the_order_of_the_sets(sets: tuple[MappingSet, ...]) -> None:
    text = dumps(sets, "0.1.0")
    assert text == dumps(tuple(reversed(sets)), "0.1.0")
    subjects = [row["subject_id"] for row in rows_of(text)]
    assert subjects == sorted(subjects)


def test_without_sets_there_is_a_header_alone() -> None:
    text = dumps((), "0.1.0")
    assert rows_of(text) == []
    assert text.endswith("\t".join(COLUMNS) + "\n")
    assert header_of(text)["license"]


def test_a_prefix_with_two_meanings_is_refused(sets: tuple[MappingSet, ...]) -> None:
    other = replace(sets[1], prefixes={"toy": "https://example.org/"})
    with pytest.raises(ContentError, match=r'"toy" means https://example\.org/ in wordnet-3\.0'):
        dumps((sets[0], other), "0.1.0")


def test_two_licences_are_refused(sets: tuple[MappingSet, ...]) -> None:
    other = replace(sets[1], metadata=dict(sets[1].metadata) | {"license": "https://example.org/mine"})
    with pytest.raises(ContentError, match="one table cannot be under several licences"):
        dumps((sets[0], other), "0.1.0")


def test_the_packaged_table_holds_every_row_of_every_file_once() -> None:
    """Two readers, ours and the csv module, of each committed file and of the whole."""
    crosswalk = load()
    rows = rows_of(dumps(sets_of_emotions(crosswalk), "0.1.0"))
    expected: Counter[tuple[str, ...]] = Counter()
    for file in content.path("ontology", "mappings").glob("*.sssom.tsv"):
        if file.name.removesuffix(".sssom.tsv") in crosswalk.schemes:
            for row in rows_of(file.read_text(encoding="utf-8")):
                expected[row["subject_id"], row["predicate_id"], row["object_id"]] += 1
    assert Counter((r["subject_id"], r["predicate_id"], r["object_id"]) for r in rows) == expected
    assert sum(expected.values()) > 1000


def test_the_packaged_table_reads_alike_with_and_without_quoting(tmp_path: Path) -> None:
    file = tmp_path / "all.sssom.tsv"
    file.write_text(dumps(sets_of_emotions(load()), "0.1.0"), encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    quoted = list(csv.DictReader(io.StringIO(table_of(text)), delimiter="\t"))
    assert quoted == rows_of(text)
    assert quoted == [dict(row) for row in tsv.read(file, COLUMNS)]


def test_every_curie_of_the_packaged_table_has_its_prefix() -> None:
    text = dumps(sets_of_emotions(load()), "0.1.0")
    prefixes = header_of(text)["curie_map"]
    assert isinstance(prefixes, dict)
    known = {*prefixes, "skos", "semapv", "sssom", "http"}
    for column in ("subject_id", "predicate_id", "object_id", "mapping_justification", "mapping_source"):
        assert {row[column].partition(":")[0] for row in rows_of(text)} <= known, column
