"""A wordnet file is read as its project made it, or refused with file, row and fix."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kgservice.errors import TableError, UnreadableText
from kgservice.vocab.languages.wordnets import clean, read_open_wordnet

HEADER = "# MultiWordNet\tita\thttp://multiwordnet.fbk.eu/\tCC BY 3.0 "
SYNSETS = {"00000101-n", "00000201-a"}


def read(folder: Path, *lines: str):
    file = folder / "wn.tab"
    file.write_text("\n".join(lines), encoding="utf-8")
    return read_open_wordnet(file, "ita", SYNSETS)


def test_lemmas_are_read_in_the_order_of_the_file_and_other_rows_passed_over(tmp_path: Path) -> None:
    rows = ("00000101-n\tita:lemma\tgioia", "00000101-n\tita:def\t0\tqualcosa", "00000101-n\tita:lemma\tallegrezza")
    wordnet = read(tmp_path, HEADER, *rows)
    assert wordnet.of(["00000101-n"]) == ("gioia", "allegrezza")
    assert (wordnet.project, wordnet.licence, wordnet.tag) == ("MultiWordNet", "CC-BY-3.0", "it")


def test_satellite_adjectives_count_as_adjectives(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER, "00000201-s\tita:lemma\tlieto").of(["00000201-a"]) == ("lieto",)


@pytest.mark.parametrize("lemma", ["GAP!", "PSEUDOGAP!", "", "a/b", "50%", "x1"])
def test_what_is_no_word_is_left_out(lemma: str) -> None:
    assert clean(lemma) == ""


@pytest.mark.parametrize(
    ("lines", "row", "words"),
    {
        "nothing": ((), 1, "project and licence is missing"),
        "no header": (("00000101-n\tita:lemma\tgioia",), 1, "project and licence is missing"),
        "no licence": (("# MultiWordNet\tita\thttp://x",), 1, "project and licence is missing"),
        "another language": ((HEADER.replace("ita", "cat"),), 1, 'the language is "cat", not "ita"'),
        "an unknown licence": ((HEADER.replace("CC BY 3.0", "all rights reserved"),), 1, "is not known"),
        "a cell too few": ((HEADER, "00000101-n\tgioia"), 2, "2 cells instead of 3"),
        "no synset id": ((HEADER, "101\tita:lemma\tgioia"), 2, '"101" is no synset id'),
        "an unknown synset": ((HEADER, "99999999-n\tita:lemma\tgioia"), 2, 'no synset "99999999-n"'),
    }.values(),
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else None,
)
def test_a_wrong_file_is_refused_with_row_and_fix(lines: tuple[str, ...], row: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, *lines)
    assert (caught.value.row, words in caught.value.problem) == (row, True)
    assert "wn.tab" in str(caught.value) and caught.value.fix


def test_a_damaged_archive_and_a_wrong_encoding_are_named(tmp_path: Path) -> None:
    file = tmp_path / "wn.tab.gz"
    file.write_bytes(gzip.compress(HEADER.encode())[:-9])
    with pytest.raises(TableError, match="damaged"):
        read_open_wordnet(file, "ita", SYNSETS)
    file.write_bytes(gzip.compress(f"{HEADER}\n00000101-n\tita:lemma\tfelicità".encode("latin-1")))
    with pytest.raises(UnreadableText, match="not UTF-8"):
        read_open_wordnet(file, "ita", SYNSETS)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="does not exist"):
        read_open_wordnet(tmp_path / "nowhere.tab", "ita", SYNSETS)
