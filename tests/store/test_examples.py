"""The queries to start from: each says what it asks, is fit to be sent, and finds something in the release."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgservice import content
from kgservice.store import contents, guard
from kgservice.store.base import Query
from kgservice.store.oxigraph import Oxigraph

EXAMPLES = sorted(content.path("sparql", "examples").glob("*.rq"))


@pytest.fixture(scope="module")
def release() -> Oxigraph:
    engine = Oxigraph()
    engine.load_all(contents.packaged())
    return engine


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_says_what_it_asks(file: Path) -> None:
    assert re.match(r"# Title: \S.*\n# What: \S.*\.\n\nPREFIX ", file.read_text("utf-8"))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_finds_something(file: Path, release: Oxigraph) -> None:
    text = file.read_text("utf-8")
    form = guard.inspect(text)
    assert form is not None
    answered = release.answer(Query(text, form, "application/n-triples" if form.is_graph else "text/csv"))
    assert answered.count(b"\n") > (0 if form.is_graph else 1)
