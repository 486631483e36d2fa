"""The pages of documentation say what is true: they run, their commands exist, their links lead somewhere."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import documents
import pytest
import typer

from kgservice.cli import app
from kgservice.web.documents import GENERATED, GROUPS, menu, paths, read

PAGES = documents.pages()
NAMES = [page.relative_to(documents.DOCS).as_posix() for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_page_prints_what_it_says(page: Path) -> None:
    text = page.read_text("utf-8")
    again = f"python tests/documents.py {page.relative_to(documents.ROOT)}"
    assert documents.refreshed(text) == text, f"out of date; to write it anew: {again}"


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_command_and_option_of_a_page_exists(page: Path) -> None:
    for words in documents.commands(page.read_text("utf-8")):
        if words[0] == "kgservice":
            known = _options(typer.main.get_command(app), words[1:])
        elif words[:2] == ["python", "-m"]:
            known = _options(_use_case(words[2]), [])
        else:
            assert words[0] in ("curl", "pip", "Rscript"), words
            continue
        assert {word for word in words if word.startswith("--")} <= known, words


def _use_case(name: str) -> Any:
    module = importlib.import_module(name)
    made = typer.Typer()
    made.command()(getattr(module, name.rpartition(".")[2]))
    return typer.main.get_command(made)


def _options(command: Any, words: list[str]) -> set[str]:
    while hasattr(command, "commands"):
        assert words[0] in command.commands, words
        command, words = command.commands[words[0]], words[1:]
    return {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}


def test_every_page_stands_in_the_list_once() -> None:
    listed = [entry.path or "index" for _, entries in menu() for entry in entries]
    assert sorted(listed) == sorted([*paths(), *GENERATED])
    assert set(sum(GROUPS.values(), ())) <= set(paths())


def test_every_use_case_has_a_page_with_its_command_and_what_is_bad_about_it() -> None:
    for path in paths():
        if path.startswith("examples/"):
            text = (documents.DOCS / f"{path}.md").read_text("utf-8")
            assert f"python -m kgservice.{path.replace('/', '.')}" in text, path
            assert re.search(r"^## .*(bad|wrong|limits)", text, re.MULTILINE | re.IGNORECASE), path


def test_every_link_and_picture_leads_to_something() -> None:
    client = documents._client()
    held = {path: {heading.id for heading in read(path).contents} for path in paths()}
    gone = []
    for path in paths():
        for address in re.findall(r'(?:href|src)="([^"]+)"', read(path).html):
            target, _, place = address.partition("#")
            if target.startswith("/") and target != "/sparql" and client.get(target).status_code >= 400:
                gone.append(f"{path}: {address}")
            page = target.removeprefix("/docs").lstrip("/") or "index" if target else path
            if place and page in held and place not in held[page]:
                gone.append(f"{path}: {address}")
    assert gone == []
