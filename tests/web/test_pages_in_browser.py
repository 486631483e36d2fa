"""Every page in a real browser, light, dark and small: nothing fails, nothing jumps, everybody can use it."""

from __future__ import annotations

import pytest
from explorer import SMALL, Site

PAGES = {
    "start": "/",
    "wheel": "/explore/wheel",
    "tree": "/explore/tree",
    "vad": "/explore/vad",
    "network": "/explore/network?emotion=joy",
    "emotion": "/emotion/joy",
    "term": "/term/over_the_moon",
    "scheme": "/scheme/goemotions",
    "downloads": "/ontology",
    "docs": "/docs",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_for_everybody(site: Site, name: str) -> None:
    site.open(PAGES[name])
    assert site.inaccessible() == []
    site.photograph(f"{name}-light")
    site.theme("dark")
    assert site.inaccessible() == []
    site.photograph(f"{name}-dark")
    site.theme("light")
    site.size(*SMALL)
    site.open(PAGES[name])
    assert site.overflow <= 0
    site.photograph(f"{name}-small")
    assert site.shift < 0.05
