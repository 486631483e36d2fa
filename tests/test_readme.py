"""README says what is true: its code runs, its numbers are counted, its commands and settings exist."""

from __future__ import annotations

import re
from pathlib import Path

import documents
import pytest

from kgservice import load_lexicon, load_ontology
from kgservice.api.settings import Settings
from kgservice.cli import app
from kgservice.cli.edit import holdings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_examples_in_python_print_what_the_readme_says() -> None:
    assert documents.refreshed(README) == README, "out of date; to write it anew: python tests/documents.py README.md"
    assert README.count("```python\n") >= 3


def test_the_numbers_are_those_of_the_release() -> None:
    assert holdings(load_ontology(), load_lexicon()) in " ".join(README.split())


def test_every_command_is_mentioned_and_every_mentioned_command_exists() -> None:
    known = {command.callback.__name__ for command in app.registered_commands if command.callback} | {"derive"}
    shell = "".join(re.findall(r"```sh\n.*?```|`kgservice [^`]*`", README, re.DOTALL))
    assert set(re.findall(r"(?:^|[`/])kgservice ([a-z]+)", shell, re.MULTILINE)) == known


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained(name: str) -> None:
    assert f"| `{name.upper()}` |" in README


def test_every_folder_readme_it_points_at_is_there() -> None:
    for path in re.findall(r"`((?:ontology|vocab|sparql|tests|kgservice)/[\w./-]+)`", README):
        assert (ROOT / path).exists(), path
