from __future__ import annotations

import csv

import pytest

from kgservice import content, tsv, wordnet
from kgservice.errors import TableError, UnknownEmotion
from kgservice.ontology.affect_entries import COLUMNS, both, look_up, read_entries
from kgservice.ontology.norm_formats import FORMATS, norm_format
from kgservice.ontology.norms import Norm

FILE = content.path("ontology", "affect-entries.tsv")


def labels() -> dict[str, str]:
    found = {}
    for name in ("emotions.tsv", "extension.tsv"):
        with content.path("ontology", name).open(encoding="utf-8") as lines:
            found |= {row["id"]: row["label"] for row in csv.DictReader(lines, delimiter="\t")}
    return found


TABLE = read_entries(FILE, labels())


def norms(*entries: str) -> dict[str, Norm]:
    return {entry: Norm(entry, norm_format("glasgow"), (5, 5, 5), None, None) for entry in entries}


def test_every_emotion_has_entries_and_its_own_word():
    assert set(TABLE.emotions) == set(labels())
    for emotion, label in labels().items():
        assert TABLE.of(emotion, "").own == (label,)


def test_no_form_is_the_own_word_of_another_emotion():
    own = set(labels().values())
    for emotion, label in labels().items():
        assert not own & (TABLE.words(emotion) - {label})


def test_a_row_of_a_source_replaces_the_one_for_every_norm():
    assert TABLE.of("contentment", "glasgow2019").forms == ("content (happy)",)
    assert TABLE.of("contentment", "warriner2013").forms == ("contented",)
    assert TABLE.of("pride", "glasgow2019").own == ("pride (feeling)",)


def test_unknown_emotion_names_the_nearest():
    with pytest.raises(UnknownEmotion, match="Nearest: joy"):
        TABLE.of("jooy", "")


def test_sources_in_the_table_are_norms():
    sources = {row["source"] for row in tsv.read(FILE, COLUMNS)}
    assert sources <= {"", *(norm.source for norm in FORMATS.values())}


def test_synonyms_share_the_synset_in_wordnet():
    found = wordnet.load()
    rows = [row for row in tsv.read(FILE, COLUMNS) if row["synset"]]
    assert rows
    for row in rows:
        lemmas = {lemma.lower() for lemma in found[row["synset"]].lemmas}
        assert {row["label"], *(labels()[synonym] for synonym in row.list_of("synonyms"))} <= lemmas


def test_the_own_word_wins_over_forms_and_forms_are_all_taken():
    entries = TABLE.of("rapture", "")
    found, own = look_up(entries, norms("rapture", "rapturous"))
    assert ([norm.entry for norm in found], own) == (["rapture"], True)
    found, own = look_up(entries, norms("enraptured", "rapturous", "raptor"))
    assert ([norm.entry for norm in found], own) == (["rapturous", "enraptured"], False)
    assert look_up(entries, norms("raptor")) == ((), False)
    assert [len(part) for part in both(entries, norms("rapture", "rapturous"))] == [1, 1]


GOOD = dict(zip(COLUMNS, ["joy", "joy", "", "joy", "joyful", "", "", ""], strict=True))


@pytest.mark.parametrize(
    ("rows", "column", "says"),
    [
        pytest.param([GOOD | {"emotion": "joi"}], "emotion", "Nearest: joy", id="unknown emotion"),
        pytest.param([GOOD | {"label": "Joy"}], "label", 'Write "joy"', id="label out of step"),
        pytest.param([GOOD | {"source": "anew"}], "source", "empty source", id="no row for every norm"),
        pytest.param([GOOD, GOOD], "emotion", "stands in row 2 already", id="twice"),
        pytest.param(
            [GOOD | {"synonyms": "glee", "synset": "1-n"}], "synonyms", "no other emotion", id="unknown synonym"
        ),
        pytest.param([GOOD | {"synonyms": "joy", "synset": "1-n"}], "synonyms", "no other emotion", id="itself"),
        pytest.param([GOOD | {"synset": "1-n"}], "synset", "Fill in both or neither", id="synset alone"),
    ],
)
def test_a_bad_row_is_named(tmp_path, rows, column, says):
    tsv.write(tmp_path / "entries.tsv", COLUMNS, rows)
    with pytest.raises(TableError, match=says) as caught:
        read_entries(tmp_path / "entries.tsv", {"joy": "joy", "fear": "fear"})
    assert caught.value.column == column
