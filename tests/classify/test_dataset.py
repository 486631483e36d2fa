"""Labelled texts: which files are read, and how labels become primaries."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_lexicon import mini_ontology

from kgservice.classify.dataset import Example, read_examples
from kgservice.errors import TableError, UnreadableText

ONTOLOGY = mini_ontology()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_json_lines_csv_and_tsv_say_the_same(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "a.jsonl", '{"text": "a, b", "labels": ["joy", "grief"]}\n{"text": "c", "labels": []}\n'),
        write(tmp_path, "a.csv", 'text,label\n"a, b",joy|grief\nc,\n'),
        write(tmp_path, "a.tsv", "labels\ttext\njoy|grief\ta, b\nneutral\tc\n"),
    ]
    for file in files:
        rows = [(example.text, example.gold) for example in read_examples(file, ONTOLOGY)]
        assert rows == [("a, b", {"joy", "sadness"}), ("c", frozenset())]


@pytest.mark.parametrize(
    ("labels", "gold", "outside"),
    [
        ('["delight"]', {"joy"}, False),
        ('["sadness-secondary", "grief"]', {"sadness"}, False),
        ('["Anxiety"]', {"fear"}, False),
        ('["neutral"]', set(), False),
        ('["awe"]', set(), True),
        ('["awe", "joy"]', {"joy"}, False),
        ('"joy"', {"joy"}, False),
    ],
)
def test_labels_of_any_tier_roll_up_to_primaries(tmp_path: Path, labels: str, gold: set[str], outside: bool) -> None:
    file = write(tmp_path, "a.jsonl", f'{{"text": "x", "labels": {labels}}}\n')
    assert list(read_examples(file, ONTOLOGY)) == [Example(1, "x", frozenset(gold), outside)]


def test_a_split_leaves_the_others_out(tmp_path: Path) -> None:
    rows = "".join(f'{{"text": "{split}", "labels": [], "split": "{split}"}}\n' for split in ("train", "dev"))
    file = write(tmp_path, "a.jsonl", rows)
    assert [e.text for e in read_examples(file, ONTOLOGY, split="dev")] == ["dev"]
    with pytest.raises(TableError, match="Splits of the file: dev, train"):
        list(read_examples(file, ONTOLOGY, split="test"))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('{"text": "x", "labels": ["jooy"]}', 'no emotion "jooy". Nearest: joy'),
        ('{"text": "x"}', "there are no labels"),
        ('{"text": "x", "labels": [1]}', "there are no labels"),
        ('{"text": "x", "labels": ', "not JSON"),
        ('{"labels": ["joy"]}', "text"),
    ],
)
def test_a_bad_row_is_reported_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    file = write(tmp_path, "a.jsonl", f'{{"text": "fine", "labels": ["joy"]}}\n{row}\n')
    with pytest.raises(TableError, match=problem) as caught:
        list(read_examples(file, ONTOLOGY))
    assert caught.value.row == 2 and caught.value.file == str(file)


def test_a_file_that_is_not_utf_8_is_named_with_the_place(tmp_path: Path) -> None:
    file = write(tmp_path, "a.jsonl", b'{"text": "caf\xe9", "labels": []}\n')
    with pytest.raises(UnreadableText, match="offset 13"):
        list(read_examples(file, ONTOLOGY))


def test_progress_counts_the_bytes_up_to_the_size_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, "a.jsonl", '{"text": "é", "labels": []}\n' * 3)
    seen: list[int] = []
    list(read_examples(file, ONTOLOGY, progress=seen.append))
    assert seen == sorted(seen) and seen[-1] == file.stat().st_size
