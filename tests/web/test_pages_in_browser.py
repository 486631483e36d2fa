"""Every page in a real browser, light, dark and small: nothing fails, nothing jumps, everybody can use it."""

from __future__ import annotations

import pytest
from explorer import SMALL, Site

PAGES = {
    "start": "/",
    "search": "/search?q=hop",
    "wheel": "/explore/wheel",
    "tree": "/explore/tree",
    "vad": "/explore/vad",
    "network": "/explore/network?emotion=joy",
    "emotion": "/emotion/joy",
    "emotion-beside": "/emotion/awe",
    "term": "/term/happy",
    "scheme": "/scheme/goemotions",
    "label": "/scheme/goemotions/joy",
    "rating": "/rating/joy.glasgow2019",
    "statement": "/statement/joy.isOppositeOf.sadness.theory.read-from-source.plutchik1980",
    "source": "/source/glasgow2019",
    "downloads": "/ontology",
    "docs": "/docs",
}
PLOTS = {"start": "wheel", "wheel": "wheel", "tree": "drawn-tree", "vad": "map", "network": "network"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_for_everybody(site: Site, name: str) -> None:
    show(site, name)
    assert site.inaccessible() == []
    site.photograph(f"{name}-light")
    site.theme("dark")
    assert site.inaccessible("color-contrast") == []
    site.photograph(f"{name}-dark")
    site.theme("light")
    site.size(*SMALL)
    show(site, name)
    assert site.overflow <= 0
    site.photograph(f"{name}-small")


def show(site: Site, name: str) -> None:
    """Open a page, and wait until it is drawn; it must not jump meanwhile."""
    site.open(PAGES[name])
    if name in PLOTS:
        site.script("document.getElementById(arguments[0]).scrollIntoView()", PLOTS[name])
        site.wait_plotted(PLOTS[name])
    assert site.shift < 0.05


def test_the_documentation_of_the_routes_works_under_the_policy(site: Site) -> None:
    """Swagger UI is not ours; axe-core finds weak contrasts and nested controls in it that only its makers can mend."""
    site.open("/docs/api")
    site.wait(lambda: len(site.all(".opblock")) > 20)
    site.photograph("routes-light")


def test_an_unknown_id_has_a_page_that_everybody_can_use(site: Site) -> None:
    site.open("/emotion/jooy")
    assert site.text("h1") == "Unknown emotion" and site.text(".chips") == "joy"
    assert site.inaccessible() == []
    site.photograph("problem-light")
    site.forgive("404")
