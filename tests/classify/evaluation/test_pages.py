"""The report as Markdown and as a page: all figures, nothing from outside, whatever stands in the file."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kgservice.classify import EmotionClassifier
from kgservice.classify.evaluation import Evaluation, Reading, evaluate
from kgservice.classify.evaluation.document import document
from kgservice.classify.evaluation.markdown import to_markdown
from kgservice.classify.evaluation.page import to_html
from kgservice.errors import MissingExtra

Write = Callable[..., Path]
EVIL = "<script>alert('|&\"')</script>"


@pytest.fixture
def result(write: Write, reading: Reading, classifier: EmotionClassifier) -> Evaluation:
    rows = [("happy", ["joy"]), ("sad", ["sadness"]), ("happy", ["fear"]), ("x", []), ("y", [EVIL])]
    file = write(*({"text": text, "labels": labels} for text, labels in rows), name="a&b.jsonl")
    return evaluate([file, file], classifier, reading=replace(reading, skip_unknown=True), baselines=())


@pytest.fixture
def page(result: Evaluation) -> str:
    pytest.importorskip("matplotlib")
    return to_html(document(result))


def test_markdown_holds_the_figures_and_escapes_labels(result: Evaluation) -> None:
    text = to_markdown(document(result))
    assert "| kgservice | 0.556 |" in text  # fear 0, joy 2 / 3, sadness 1
    assert "<script>" not in text and text.count("\\<script\\>") == 4
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("| joy | ")} == {
        5,
        7,
        6,
    }


class _Page(HTMLParser):
    """Collects tags, ids and references, and checks that what is opened is closed."""

    void = frozenset({"meta", "input", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        text = " ".join(value or "" for _, value in attrs)
        self.references += re.findall(r"url\(#([^)]+)\)", text)
        self.references += [(value or "")[1:] for name, value in attrs if name.endswith("href")]
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_nothing_from_outside_and_runs_nothing(page: str) -> None:
    assert "http" not in page and "//" not in page.replace("<!--", "")
    parser = _Page()
    parser.feed(page)
    assert not parser.open and "script" not in parser.tags
    assert len(parser.ids) == len(set(parser.ids)) and set(parser.references) <= set(parser.ids)


def test_every_plot_says_in_words_what_it_shows_and_has_a_table_beside_it(page: str) -> None:
    figures = re.findall(r"<figure>.*?</figure>", page, re.DOTALL)
    assert len(figures) == 6  # bars, reliability and confusion of two files
    for figure in figures:
        assert re.search(r'<svg role="img" aria-label="[^"]{20,}"', figure) and "<table>" in figure


def test_the_page_can_be_read_on_a_dark_screen(page: str) -> None:
    assert "color-scheme:light dark" in page and "currentColor" in page
    assert not re.search(r"(fill|stroke): #(000000|010203)", page)


def test_the_page_escapes_what_the_file_says(page: str) -> None:
    assert "&lt;script&gt;" in page and "a&amp;b.jsonl" in page and "<script" not in page


def test_the_same_figures_give_the_same_page(result: Evaluation, page: str) -> None:
    assert to_html(document(result)) == page


def test_without_matplotlib_the_page_names_the_extra(result: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match=r"kgservice\[plots\]"):
        to_html(document(result))
