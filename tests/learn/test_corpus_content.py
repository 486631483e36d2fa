"""The project's own sentences keep the promises of ``vocab/README.md``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kgservice import content
from kgservice.learn.labelled import CORPUS, read_corpus
from kgservice.ontology import load_ontology

FILES = sorted(content.path(*CORPUS.split("/")).glob("*.tsv"))
PRIMARIES = {"anger", "fear", "joy", "love", "sadness", "surprise"}


@pytest.fixture(scope="module")
def examples() -> list[tuple[str, frozenset[str]]]:
    return [(e.text, e.gold) for e in read_corpus(content.root(), load_ontology(), 1.0).examples]


def test_every_row_has_a_text_and_labels_of_the_tree(examples: list[tuple[str, frozenset[str]]]) -> None:
    rows = sum(len(file.read_text("utf-8").splitlines()) - 1 for file in FILES)
    assert len(examples) == rows
    assert all(text.strip() and gold <= PRIMARIES for text, gold in examples)


def test_no_text_stands_twice(examples: list[tuple[str, frozenset[str]]]) -> None:
    counts = Counter(text.casefold() for text, _ in examples)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_domain_has_every_primary_and_neutral_texts(file: Path) -> None:
    labels = Counter(line.split("\t")[1].split("|")[0] for line in file.read_text("utf-8").splitlines()[1:])
    ontology = load_ontology()
    roots = Counter[str]()
    for label, count in labels.items():
        root = ontology.at(label, 1) if label != "neutral" else None
        roots[root.id if root else "neutral"] += count
    total = sum(roots.values())
    assert set(roots) == PRIMARIES | {"neutral"}
    assert all(count >= 0.05 * total for count in roots.values()), roots
