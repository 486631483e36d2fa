"""Labelled files as people name them on a command line."""

from pathlib import Path

import pytest

from kgservice.classify.corpus import Corpus
from kgservice.errors import ContentError, UnknownScheme


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "comments.jsonl.gz"
    made.touch()
    return made


def test_scheme_and_fields_stand_behind_the_file(file: Path) -> None:
    assert Corpus.parse(str(file)) == Corpus(file)
    assert Corpus.parse(f"{file}=goemotions") == Corpus(file, "goemotions")
    assert Corpus.parse(f"{file}=ekman:raw") == Corpus(file, "ekman", "raw")
    assert Corpus.parse(f"{file}=ekman::body") == Corpus(file, "ekman", None, "body")
    assert Corpus.parse(f"{file}=ekman:raw:body").name == "comments"


def test_an_equals_sign_may_be_part_of_the_name(tmp_path: Path) -> None:
    file = tmp_path / "round=two.csv"
    file.touch()
    assert Corpus.parse(str(file)).file == file
    assert Corpus.parse(f"{file}=isear") == Corpus(file, "isear")


def test_an_unknown_scheme_names_the_nearest(file: Path) -> None:
    with pytest.raises(UnknownScheme, match="Nearest: goemotions"):
        Corpus.parse(f"{file}=goemotion")


def test_a_missing_file_says_how_to_write_it() -> None:
    with pytest.raises(ContentError, match=r"There is no file nowhere\.csv\. Give FILE=SCHEME"):
        Corpus.parse("nowhere.csv=ekman")
