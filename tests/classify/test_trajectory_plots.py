"""Trajectories drawn and as a page: for eyes, for screen readers, and without a way for the text to become markup."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pytest

from kgservice.classify import EmotionClassifier
from kgservice.classify.trajectory import Trajectory, Turn, drawing, page, trajectory
from kgservice.errors import MissingExtra

pytest.importorskip("matplotlib")

SVG = "{http://www.w3.org/2000/svg}"
STORY = "Happy. " * 10 + "She mourned. " * 8 + "Glad. " * 10


@pytest.fixture
def story(classifier: EmotionClassifier) -> Trajectory:
    return trajectory(STORY, classifier)


def test_a_plot_says_in_words_what_it_shows(story: Trajectory) -> None:
    root = ElementTree.fromstring(drawing.to_svg(story, "A <story> & more"))
    assert (root.get("role"), root.findtext(f"{SVG}title")) == ("img", "A <story> & more")
    described = root.findtext(f"{SVG}desc") or ""
    assert "28 sentences or turns, 28 of them with an emotion" in described
    assert "man in a hole (fall, rise" in described and "valley of" in described
    assert described in (root.get("aria-label") or "")


def test_a_plot_is_the_same_each_time(story: Trajectory) -> None:
    assert drawing.to_svg(story, "t") == drawing.to_svg(story, "t")
    assert drawing.to_png(story, "t") == drawing.to_png(story, "t")


def test_lines_differ_in_more_than_colour(story: Trajectory) -> None:
    above, below = drawing.draw(story, "t").axes
    for axes in (above, below):
        lines = [line for line in axes.get_lines() if not str(line.get_label()).startswith("_")]
        assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in lines}) == len(lines) >= 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "Happy.", "It rained. " * 30])
@pytest.mark.parametrize("title", ["plain", "$x_ \\alpha$ <b>\x00\ud800", ""])
def test_little_text_and_odd_titles_can_be_drawn(classifier: EmotionClassifier, text: str, title: str) -> None:
    found = trajectory(text, classifier)
    ElementTree.fromstring(drawing.to_svg(found, title))
    assert drawing.to_png(found, title).startswith(b"\x89PNG")


class Loads(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action")]


def test_a_page_loads_nothing_and_makes_no_markup_of_the_text(classifier: EmotionClassifier) -> None:
    evil = "<script>alert(1)</script> mourned. "
    written = page.to_html(trajectory("Happy. " * 8 + evil * 8 + "Glad. " * 8, classifier), "<img src=x>")
    seen = Loads(written)
    assert "script" not in seen.tags and "img" not in seen.tags and "&lt;script&gt;" in written
    assert all(address.startswith("#") for address in seen.addresses)


def test_a_page_has_a_table_beside_the_plot_and_a_part_for_each_speaker(classifier: EmotionClassifier) -> None:
    talk = [Turn("Ann", "Happy."), Turn("B<n", "I am sad.")] * 10 + [Turn("B<n", "Happy.")]
    seen = page.to_html(trajectory(talk, classifier), "talk")
    assert "<caption>Changes of the primary emotion" in seen and "<h2>B&lt;n</h2>" in seen


def test_without_matplotlib_the_extra_is_named(story: Trajectory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtra, match=r'pip install "kgservice\[plots\]"'):
        drawing.to_svg(story, "t")
