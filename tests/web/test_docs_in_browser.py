"""The documentation in a real browser: whole for everybody, with blocks to copy."""

from __future__ import annotations

import pytest
from explorer import SMALL, Site

PAGES = {
    "docs-csv": "/docs/getting-started-csv",
    "docs-method": "/docs/method",
    "docs-story": "/docs/examples/story",
    "docs-emotions": "/docs/reference/emotions",
    "docs-schema": "/docs/reference/schema",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_for_everybody(site: Site, name: str) -> None:
    site.open(PAGES[name])
    assert site.inaccessible() == []
    site.photograph(f"{name}-light")
    site.size(*SMALL)
    site.theme("dark")
    site.open(PAGES[name])
    assert site.inaccessible() == []
    assert site.overflow <= 0
    site.photograph(f"{name}-small-dark")


def test_every_block_of_code_can_be_copied(site: Site) -> None:
    site.open("/docs/getting-started-nlp")
    site.wait(lambda: site.all(".copyable button"))
    assert len(site.all(".copyable button")) == len(site.all(".prose pre"))
    origin = {"origin": site.address, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    site.driver.execute_cdp_cmd("Browser.grantPermissions", origin)
    site.one(".copyable button").click()
    site.wait(lambda: site.text(".copyable button") == "Copied")


def test_a_picture_is_drawn_under_the_strict_policy(site: Site) -> None:
    site.open("/docs/examples/story")
    assert site.script("return document.querySelector('.prose img').naturalWidth") > 100


def test_on_a_small_screen_the_list_of_pages_is_folded_away(site: Site) -> None:
    site.size(*SMALL)
    site.open("/docs/model")
    site.wait(lambda: site.script("return !document.querySelector('.menu').open"))
    site.one(".menu summary").click()
    assert site.text(".menu nav").startswith("Start")
