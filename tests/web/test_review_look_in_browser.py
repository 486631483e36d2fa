"""The review page looks like the rest and is for everybody; `test_review_browser` tests what it does."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer import SMALL, Site
from review_tree import HOSTILE
from selenium.webdriver import Chrome, Keys
from tool_pages import MEGABYTE, fill, is_unharmed, wait_text


@pytest.fixture
def reviewing(review_root: Path, tmp_path: Path, browser: Chrome) -> Iterator[Site]:
    """A service that reviews the miniature tree, in the browser; after the test nothing may have gone wrong."""
    words = ("serve", "--review", "--review-root", review_root, "--port", "0")
    command = [sys.executable, "-m", "kgservice.cli", *map(str, words)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stderr is not None
        try:
            found = re.search(r"http://\S+", process.stderr.readline())
            assert found
            opened = Site(found.group(), browser)
            opened.reset()
            yield opened
            assert opened.faults == []
        finally:
            process.terminate()


def enter(site: Site, name: str) -> None:
    """Answer the dialog that asks who rules."""
    site.open("/review")
    site.wait(lambda: site.script("return document.getElementById('ask').open"))
    site.press(name, Keys.ENTER)


def test_the_page_is_whole_for_everybody(reviewing: Site) -> None:
    enter(reviewing, "anna")
    wait_text(reviewing, "#card", "gleeful")
    assert reviewing.inaccessible() == []
    reviewing.photograph("review-light")
    reviewing.theme("dark")
    reviewing.press("m")
    reviewing.wait(lambda: reviewing.script("return document.getElementById('ask').open"))
    assert reviewing.inaccessible() == []
    reviewing.photograph("review-dark")
    reviewing.press(Keys.ESCAPE)
    reviewing.size(*SMALL)
    assert reviewing.overflow <= 0
    reviewing.photograph("review-small")


def test_hostile_empty_and_long_notes_are_told_or_kept_as_text(reviewing: Site) -> None:
    enter(reviewing, "anna")
    wait_text(reviewing, "#card", "gleeful")
    for note, said in {HOSTILE: f"Notes anna: {HOSTILE}", MEGABYTE: "at most"}.items():
        reviewing.press("n")
        reviewing.wait(lambda: reviewing.script("return document.getElementById('ask').open"))
        fill(reviewing, "#form input", note)
        reviewing.press(Keys.ENTER)
        reviewing.wait(lambda said=said: said in " ".join(reviewing.text("main").split()))
    reviewing.press("n")
    reviewing.press(Keys.ENTER)
    assert is_unharmed(reviewing, "main")
    reviewing.forgive("/api/v1/review/decisions")


def test_hostile_empty_and_long_names_and_filters_stay_text(reviewing: Site) -> None:
    reviewing.open("/review")
    for asked, name in (("Who is", MEGABYTE), ("longer than", ""), ("Who is", HOSTILE)):
        wait_text(reviewing, "#ask[open] #ask-title", asked)
        fill(reviewing, "#form input", name)
        reviewing.press(Keys.ENTER)
    wait_text(reviewing, "#card", "gleeful")
    assert HOSTILE in reviewing.text("#where")
    is_open = "return document.getElementById('ask').open"
    press_f = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'f'}))"  # not heard while an answer is awaited
    for part in (MEGABYTE, HOSTILE, ""):
        reviewing.wait(lambda: reviewing.script(is_open) or reviewing.script(press_f))
        fill(reviewing, "#form input", part)
        reviewing.press(Keys.ENTER)
        reviewing.wait(lambda: not reviewing.script(is_open))
    assert is_unharmed(reviewing, "main")
    reviewing.forgive("/api/v1/review/")
