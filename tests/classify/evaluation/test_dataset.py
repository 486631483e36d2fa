"""Labelled texts: which files are read, and how labels become emotions of a tier."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kgservice import load_ontology
from kgservice.classify.evaluation import Example, Reading, in_held_out_third, read_examples
from kgservice.errors import TableError, UnknownScheme, UnreadableText

Write = Callable[..., Path]


def test_json_lines_csv_and_tsv_say_the_same(write: Write, reading: Reading) -> None:
    files = [
        write(name="a.jsonl", text='{"text": "a, b", "labels": ["joy", "grief"]}\n{"text": "c", "labels": []}\n'),
        write(name="a.csv", text='text,label\n"a, b",joy|grief\nc,\n'),
        write(name="b.csv", text='text,label\n"a, b","joy, grief"\nc,none\n'),
        write(name="a.tsv", text="labels\ttext\njoy|grief\ta, b\nneutral\tc\n"),
    ]
    for file in files:
        rows = [(example.text, example.gold) for example in read_examples(file, reading)]
        assert rows == [("a, b", {"joy", "sadness"}), ("c", frozenset())]


def test_packed_files_and_parquet_are_read_too(tmp_path: Path, reading: Reading) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    packed, table = tmp_path / "a.csv.gz", tmp_path / "a.parquet"
    packed.write_bytes(gzip.compress(b"text,label\na,joy\n"))
    parquet.write_table(pyarrow.table({"text": ["a", "b"], "labels": [["grief", "joy"], None]}), table)
    assert [e.gold for e in read_examples(packed, reading)] == [{"joy"}]
    assert [e.gold for e in read_examples(table, reading)] == [{"joy", "sadness"}, frozenset()]


@pytest.mark.parametrize(
    ("labels", "gold", "outside"),
    [
        (["delight"], {"joy"}, False),
        (["sadness-secondary", "grief"], {"sadness"}, False),
        (["Anxiety"], {"fear"}, False),
        (["neutral"], set(), False),
        (None, set(), False),
        (["awe"], set(), True),
        (["awe", "joy"], {"joy"}, False),
        ("joy", {"joy"}, False),
    ],
)
def test_labels_of_any_tier_roll_up_to_primaries(
    write: Write, reading: Reading, labels: object, gold: set[str], outside: bool
) -> None:
    file = write({"text": "x", "labels": labels})
    assert list(read_examples(file, reading)) == [Example(1, "x", frozenset(gold), outside)]


def test_at_a_finer_tier_a_coarser_label_says_nothing(write: Write, reading: Reading) -> None:
    file = write(*({"text": label, "labels": [label]} for label in ("joy", "cheerfulness", "delight")))
    examples = list(read_examples(file, replace(reading, tier=2)))
    assert [(e.text, set(e.gold), e.outside) for e in examples] == [
        ("joy", set(), True),
        ("cheerfulness", {"cheerfulness"}, False),
        ("delight", {"cheerfulness"}, False),
    ]


@pytest.mark.parametrize(
    ("tier", "label", "gold"),
    [
        (1, "amusement", {"joy"}),
        (1, "admiration", {"joy"}),
        (2, "amusement", {"cheerfulness"}),
        (2, "joy", set()),
        (3, "amusement", {"amusement"}),
        (3, "realization", set()),
    ],
)
def test_labels_of_a_scheme_go_through_the_crosswalk(write: Write, tier: int, label: str, gold: set[str]) -> None:
    reading = Reading(load_ontology(), label_field="raw", scheme="goemotions", tier=tier)
    (example,) = read_examples(write({"text": "x", "raw": [label]}), reading)
    assert (example.gold, example.outside) == (gold, not gold)


def test_published_codes_of_a_scheme_are_known(write: Write) -> None:
    reading = Reading(load_ontology(), scheme="goemotions")
    file = write(name="codes.csv", text="text,label\nx,0|14\ny,27\n")
    assert [set(example.gold) for example in read_examples(file, reading)] == [{"joy", "fear"}, set()]


def test_the_labels_of_a_file_are_counted(write: Write, reading: Reading) -> None:
    file, uses = write({"text": "x", "labels": ["joy"]}, {"text": "y", "labels": ["joy", "awe"]}), Counter[str]()
    list(read_examples(file, reading, uses=uses))
    assert uses == {"joy": 2, "awe": 1}


def test_a_scheme_that_does_not_exist_is_named(write: Write) -> None:
    with pytest.raises(UnknownScheme, match="goemotions"):
        list(read_examples(write({"text": "x", "labels": []}), Reading(load_ontology(), scheme="goemotion")))


def test_a_split_leaves_the_others_out(write: Write, reading: Reading) -> None:
    file = write(*({"text": split, "labels": [], "split": split} for split in ("train", "dev")))
    assert [e.text for e in read_examples(file, replace(reading, split="dev"))] == ["dev"]
    assert [e.text for e in read_examples(file, replace(reading, held_out=True))] == ["dev"]
    assert [e.text for e in read_examples(file, replace(reading, held_out=True).all_but(file))] == ["train"]
    with pytest.raises(TableError, match='no record has the split "trian"\\. The file has: train'):
        list(read_examples(file, replace(reading, split="trian")))


def test_without_a_dev_split_a_fixed_third_is_held_out(write: Write, reading: Reading) -> None:
    file = write(*({"text": f"text {number}", "labels": []} for number in range(300)))
    held_out = replace(reading, held_out=True)
    kept = [e.text for e in read_examples(file, held_out)]
    # sha256("text 2") = ...; its remainder by 3 is 0, that of "text 0" is not
    assert "text 2" in kept and "text 0" not in kept and 80 < len(kept) < 120
    assert all(map(in_held_out_third, kept))
    rest = [e.text for e in read_examples(file, held_out.all_but(file))]
    assert len(rest) + len(kept) == 300 and not set(rest) & set(kept)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('{"text": "x", "labels": ["jooy"]}', 'No emotion "jooy". Nearest: joy. Name their scheme.'),
        ('{"text": "x", "label_": "joy"}', "there is no such field. Nearest: label_"),
        ('{"text": "x"}', "there is no such field"),
        ('{"text": "x", "labels": [1.5]}', "is no label"),
        ('{"text": "x", "labels": true}', "is no label"),
        ('{"text": "x", "labels": ', "not JSON"),
        ('{"labels": ["joy"]}', "text"),
    ],
)
def test_a_bad_row_is_reported_with_its_line(write: Write, reading: Reading, row: str, problem: str) -> None:
    file = write(text=f'{{"text": "fine", "labels": ["joy"]}}\n{row}\n')
    with pytest.raises(TableError, match=problem) as caught:
        list(read_examples(file, reading))
    assert caught.value.row == 2 and caught.value.file == str(file)


def test_unknown_labels_are_left_out_when_that_is_wanted(write: Write, reading: Reading) -> None:
    file = write({"text": "x", "labels": ["jooy"]}, {"text": "y", "labels": ["jooy", "joy"]})
    examples = list(read_examples(file, replace(reading, skip_unknown=True)))
    assert [(set(e.gold), e.outside) for e in examples] == [(set(), True), ({"joy"}, False)]


def test_a_file_that_is_not_utf_8_is_named_with_the_place(write: Write, reading: Reading) -> None:
    file = write(text=b'{"text": "caf\xe9", "labels": []}\n')
    with pytest.raises(UnreadableText, match="offset 13"):
        list(read_examples(file, reading))


def test_progress_goes_up_to_the_size_of_the_file(write: Write, reading: Reading) -> None:
    file = write(*[{"text": "é", "labels": []}] * 3)
    seen: list[tuple[int, int]] = []
    list(read_examples(file, reading, progress=lambda done, total: seen.append((done, total))))
    assert seen == sorted(seen) and seen[-1] == (file.stat().st_size,) * 2
