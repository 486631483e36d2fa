"""Tables are read whole, linked, and refused row by row with file, row, column and fix."""

from __future__ import annotations

from pathlib import Path

import pytest

import kgservice
from kgservice import content
from kgservice.errors import TableError, UnreadableText
from kgservice.ontology.model import VAD
from kgservice.ontology.sources import read_sources
from kgservice.ontology.tables import read_ontology


def test_the_mini_tree_is_read_with_tiers_and_narrower_emotions(mini: Path) -> None:
    ontology = read_ontology(mini / "ontology")
    assert [e.id for e in ontology.at_tier(1)] == ["fear", "joy", "sadness"]
    assert ontology["joy"].narrower == ("cheerfulness",)
    assert ontology["delight"].broader == "cheerfulness"
    assert ontology.version == kgservice.__version__


def test_without_the_optional_tables_there_is_no_vad_no_link_and_no_extension(mini: Path) -> None:
    ontology = read_ontology(mini / "ontology")
    assert ontology.dependencies == ()
    assert [e.id for e in ontology if e.vad or e.opposites or e.related or e.extension] == []


def test_opposites_and_related_emotions_are_read_in_both_directions(full: Path) -> None:
    ontology = read_ontology(full / "ontology")
    assert (ontology["joy"].opposites, ontology["sadness"].opposites) == (("sadness",), ("joy",))
    assert (ontology["awe"].related, ontology["fear"].related) == (("fear",), ("awe",))


def test_compositions_and_transitions_are_read_in_one_direction(full: Path) -> None:
    ontology = read_ontology(full / "ontology")
    assert ontology["awe"].components == ("delight", "fear")
    assert ontology["delight"].components == ()
    assert (ontology["anxiety"].leads_to, ontology["grief"].leads_to) == (("grief",), ())


def test_a_rejected_link_goes_no_further(full: Path) -> None:
    ontology = read_ontology(full / "ontology")
    assert ontology["fear"].leads_to == ()
    assert "rejected" not in {dependency.status for dependency in ontology.dependencies}
    assert len(ontology.dependencies) == 6


def test_people_who_rated_outweigh_an_estimate(full: Path) -> None:
    joy = read_ontology(full / "ontology")["joy"]
    assert joy.vad == VAD(0.5, 0.5, 0.5)  # 7 on the scale 1 to 9 lies half way from the middle to the top
    assert joy.vad_method == "rated"
    assert [rating.source for rating in joy.ratings] == ["glasgow2019", "kgservice"]
    assert joy.ratings[0].entry == ("joy", "joyful")


def test_an_extension_emotion_has_no_tier_and_no_broader_one(full: Path) -> None:
    awe = read_ontology(full / "ontology")["awe"]
    assert (awe.extension, awe.tier, awe.broader) == (True, None, None)
    assert awe.alt_labels == ("reverence", "wonderment")


def test_sources_are_sorted_by_id(mini: Path) -> None:
    assert [source.id for source in read_sources(mini / "ontology" / "sources.tsv")] == [
        "glasgow2019",
        "kgservice",
        "shaver1987",
    ]


def test_the_packaged_tables_are_sound() -> None:
    assert len([e for e in read_ontology(content.path("ontology")) if not e.extension]) == 137


EMPTY = ("definition", "the cell is empty")

# table, old text, new text, column, words of the message
BAD = {
    "unknown broader": ("emotions", "3\tcheerfulness\t", "3\tcheerfulnes\t", "broader", "Nearest: cheerfulness"),
    "no broader": ("emotions", "3\tcheerfulness\tcheerfulness", "3\t\t", "broader", "the cell is empty"),
    "broader of a primary": ("emotions", "joy\t1\t\t", "joy\t1\tfear\tfear", "broader", "no broader one"),
    "two tiers up": ("emotions", "3\tcheerfulness\tcheerfulness", "3\tjoy\tjoy", "broader", '"joy" is at tier 1'),
    "broader than itself": ("emotions", "3\tcheerfulness\t", "3\tdelight\t", "broader", "cannot be tier 3"),
    "a cycle": ("emotions", "cheerfulness\t2\tjoy\tjoy", "cheerfulness\t2\tdelight\tdelight", "broader", "tier 3"),
    "tier four": ("emotions", "delight\t3", "delight\t4", "tier", "4 is not a tier"),
    "tier in words": ("emotions", "delight\t3", "delight\ttertiary", "tier", "not a whole number"),
    "label out of step": ("emotions", "2\tjoy\tjoy", "2\tjoy\tglee", "broader_label", 'Write "joy"'),
    "id twice": ("emotions", "delight\tdelight", "anxiety\tdelight", "id", "stands in row 2 already"),
    "label twice at a tier": ("emotions", "delight\tdelight", "delight\tGrief", "label", "of row 4"),
    "capital in an id": ("emotions", "delight\tdelight", "Delight\tdelight", "id", "is not a slug"),
    "no label": ("emotions", "delight\tdelight", "delight\t", "label", "the cell is empty"),
    "no definition": ("emotions", "A restless emotion of not being at ease about what may come.", "", *EMPTY),
    "unknown source": ("emotions", "\tshaver1987", "\tshaver", "classification_source", "Nearest: shaver1987"),
    "extension takes an id": ("extension", "awe\tawe", "joy\tawe", "id", "an emotion of the tree already"),
    "extension takes a label": ("extension", "awe\tawe", "awe\tJoy", "label", "labels another emotion already"),
    "unknown related": ("extension", "\tfear\tfear", "\tfeer\tfear", "related", "Nearest: fear"),
    "related to itself": ("extension", "\tfear\tfear", "\tawe\tawe", "related", '"awe" is no other emotion'),
    "related label out of step": ("extension", "\tfear\tfear", "\tfear\tterror", "related_labels", 'Write "fear"'),
    "VAD outside its scale": ("affect", "1..9\t7\t", "1..9\t17\t", "valence_mean", "outside the scale"),
    "VAD of nobody": ("affect", "\njoy\tjoy\tglasgow", "\njooy\tjoy\tglasgow", "emotion", "Nearest: joy"),
    "unknown subject": ("dependencies", "joy\tjoy\tis", "jooy\tjoy\tis", "subject", "Nearest: joy"),
    "subject label out of step": ("dependencies", "joy\tjoy\tis", "joy\tglee\tis", "subject_label", 'Write "joy"'),
    "unknown object": ("dependencies", "Of\tsadness\t", "Of\tsad\t", "object", '"sad" is not known'),
    "unknown relation": ("dependencies", "isOppositeOf", "isOpposite", "relation", "Nearest: isOppositeOf"),
    "linked with itself": ("dependencies", "Of\tsadness\tsadness", "Of\tjoy\tjoy", "object", "linked with itself"),
    "kind in words": ("dependencies", "sadness\tsadness\tmade-up", "sadness\tsadness\tMade up", "kind", "not a slug"),
    "confidence above one": ("dependencies", "0.000012\t0.9", "0.000012\t9", "confidence", "outside 0 to 1"),
    "score in words": ("dependencies", "0.000012\t0.9", "high\t0.9", "score", "not a number"),
    "unknown status": ("dependencies", "\taccepted", "\tacepted", "status", "Nearest: accepted"),
    "unknown source of a link": ("dependencies", "kgservice\taccepted", "kg\taccepted", "source", "is not known"),
    "link twice": ("dependencies", "\tguess\t", "\tco-occurrence\t", "subject", "stands in row 2 already"),
    "source without licence": ("sources", "\tfacts only\t", "\t\t", "licence", "the cell is empty"),
    "source without web address": ("sources", "https://w3id", "w3id", "url", "not a web address"),
    "capital in a source id": ("sources", "shaver1987\t", "Shaver1987\t", "id", "is not a slug"),
}


@pytest.mark.parametrize(("table", "old", "new", "column", "words"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_place(
    full: Path, table: str, old: str, new: str, column: str, words: str
) -> None:
    file = full / "ontology" / f"{table}.tsv"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    before = text[: text.index(old) + (old.startswith("\n"))]
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_ontology(full / "ontology")
    assert caught.value.file.endswith(f"{table}.tsv")
    assert caught.value.column == column
    assert caught.value.row is not None and caught.value.row >= before.count("\n") + 1
    assert words in str(caught.value)


def test_a_table_that_is_not_utf_8_is_refused(full: Path) -> None:
    (full / "ontology" / "extension.tsv").write_bytes("id\tlabel\nawe\tau\xdferordentlich\n".encode("latin-1"))
    with pytest.raises(UnreadableText, match=r"extension\.tsv is not UTF-8"):
        read_ontology(full / "ontology")


def test_a_missing_tree_is_refused(tmp_path: Path, mini: Path) -> None:
    (tmp_path / "sources.tsv").write_bytes((mini / "ontology" / "sources.tsv").read_bytes())
    with pytest.raises(TableError, match="the file does not exist"):
        read_ontology(tmp_path)
