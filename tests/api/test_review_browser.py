"""The review page in a real browser: keys, dialogs, undo, and terms that look like markup."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from review_tree import HOSTILE

from kgservice.vocab.review.desk import Desk
from kgservice.vocab.review.session import Session

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver import Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)


@pytest.fixture
def address(review_root: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a service that reviews the miniature tree."""
    texts = tmp_path / "texts.txt"
    texts.write_text("<b>gleeful</b> <script>document.title = 'hacked'</script>\n", "utf-8")
    words = ("serve", "--review", "--review-root", review_root, "--review-examples", texts, "--port", "0")
    process = subprocess.Popen(
        [sys.executable, "-m", "kgservice.cli", *map(str, words)], stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    assert process.stderr is not None
    try:
        with process.stderr as said:
            line = said.readline()
            found = re.search(r"http://\S+", line)
            assert found, line
            yield found.group()
    finally:
        process.terminate()
        process.wait(timeout=30)


class Page:
    """The page at work, driven by keys."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def press(self, *keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(*keys)

    def shown(self, part: str = "card") -> str:
        return self.driver.find_element(By.ID, part).text

    def wait(self, text: str, part: str = "card") -> None:
        WebDriverWait(self.driver, 30).until(
            lambda _: text in self.shown(part), f"{text!r} not in {self.shown(part)!r}"
        )

    @property
    def faults(self) -> list[str]:
        """What the browser complains about: failing scripts, and what the policy of the page forbids."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    @property
    def asks(self) -> bool:
        return bool(self.driver.execute_script("return document.getElementById('ask').open"))

    def answer(self, *keys: str) -> None:
        """Type into the dialog that opens, and send it."""
        WebDriverWait(self.driver, 30).until(lambda _: self.asks)
        self.press(*keys, Keys.ENTER)


@pytest.fixture
def page(address: str, tmp_path: Path) -> Iterator[Page]:
    """The page, opened by anna in a browser without a past."""
    options = ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options, Service(DRIVER, env=os.environ | {"HOME": str(tmp_path)}))
    try:
        driver.get(f"{address}/review")
        opened = Page(driver)
        opened.answer("anna")
        opened.wait("gleeful")
        yield opened
    finally:
        driver.quit()


def log(root: Path) -> list[tuple[object, ...]]:
    return [(d.reviewer, d.term, d.outcome, d.weight, d.to_weight, d.note) for d in Desk(root).log]


def test_every_key_does_what_it_does_on_the_terminal(page: Page, review_root: Path) -> None:
    Session(Desk(review_root), "ben").rule(("gleeful", "joy"), "reject")
    page.press("k")
    page.wait("gleeful: skipped", "said")
    page.press("a")  # heartache
    page.wait("heartache, grief: anna: accept", "said")
    page.press("m")  # uneasy, to its contender nervousness
    page.answer("1")
    page.wait("reassign to nervousness", "said")
    page.press("r")  # the hostile one
    page.wait("anna: reject", "said")
    page.press("n")
    page.answer("see owls")
    page.wait("Notes\nanna: see owls")
    page.press("s")  # gleeful again
    page.answer("deli")
    page.answer("0.6", Keys.TAB, "0.3")
    page.wait("split to delight (0.6 and 0.3) · ben: reject", "said")
    page.wait("Nothing is left here")
    page.press("u")
    page.wait("Taken back: gleeful", "said")
    page.press("w")
    page.answer("0.7")
    page.wait("accept (0.7)", "said")
    page.press("c")
    page.wait("adjudicating", "where")
    page.wait("ben: reject")
    page.press("a")
    page.wait("Nothing is left here")
    assert log(review_root)[1:] == [
        ("anna", "heartache", "accept", None, None, ""),
        ("anna", "uneasy", "reassign to nervousness", None, None, ""),
        ("anna", HOSTILE, "reject", None, None, ""),
        ("anna", "gleeful", "note", None, None, "see owls"),
        ("anna", "gleeful", "split to delight", 0.6, 0.3, ""),
        ("anna", "gleeful", "withdraw", None, None, ""),
        ("anna", "gleeful", "accept", 0.7, None, ""),
        ("anna", "gleeful", "accept", None, None, ""),
    ]
    assert Desk(review_root).log[-1].adjudicates == ("anna", "ben")
    assert page.faults == []


def test_filter_help_and_quit(page: Page, review_root: Path) -> None:
    page.press("?")
    WebDriverWait(page.driver, 30).until(lambda _: page.asks)
    assert "s Split: it speaks for another emotion as well" in page.shown("ask")
    page.press("a")  # a letter under the dialog rules nothing
    page.press(Keys.ESCAPE)
    page.press("f")
    page.answer("grief")
    page.wait("heartache")
    page.press("f")
    page.answer(Keys.BACKSPACE * 5, "greif")
    page.wait("Nearest: grief", "said")
    page.press("q")
    page.wait("all kept", "said")
    assert log(review_root) == []


def test_terms_and_examples_that_look_like_markup_are_only_text(page: Page) -> None:
    page.driver.refresh()
    page.wait("<b>gleeful</b> <script>document.title = 'hacked'</script>")
    for _ in range(3):
        before = page.shown()
        page.press("k")
        WebDriverWait(page.driver, 30).until(lambda _, before=before: page.shown() != before)
    assert page.driver.find_element(By.CSS_SELECTOR, "#card h2").text.startswith(HOSTILE)
    assert page.driver.find_elements(By.CSS_SELECTOR, "#card img, #card b, #card script") == []
    assert page.driver.title == "Review · tone-kg" and page.faults == []


def test_the_page_loads_nothing_from_another_address(page: Page, address: str) -> None:
    script = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    loaded = page.driver.execute_script(script)
    assert any(name.endswith("review.js") for name in loaded)
    assert all(name.startswith((address, "data:")) for name in loaded)
