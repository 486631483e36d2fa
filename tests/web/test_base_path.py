"""The explorer below a path, behind a proxy that strips it: every link, file and request finds its way."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from explorer import Site
from selenium.webdriver import Keys

PLOTS = {
    "/": "wheel",
    "/explore/wheel": "wheel",
    "/explore/vad": "map",
    "/explore/network?emotion=hope": "network",
}


@pytest.mark.parametrize("path", PLOTS)
def test_a_page_that_plots_finds_its_files(proxied: Site, path: str) -> None:
    proxied.open(path)
    proxied.script("document.getElementById(arguments[0]).scrollIntoView()", PLOTS[path])
    proxied.wait_plotted(PLOTS[path])
    assert_inside(proxied)


@pytest.mark.parametrize("path", ["/emotion/joy", "/term/happy", "/scheme/ekman", "/ontology", "/docs"])
def test_every_link_of_a_page_stays_below_the_path(proxied: Site, path: str) -> None:
    proxied.open(path)
    assert_inside(proxied)


def assert_inside(site: Site) -> None:
    own = urlsplit(site.address)
    links = site.script("return [...document.querySelectorAll('a[href], form[action]')].map((e) => e.href ?? e.action)")
    ours = [urlsplit(link) for link in links if urlsplit(link).netloc == own.netloc]
    assert len(ours) > 10 and {link.path for link in ours if not link.path.startswith(own.path)} == set()


def test_the_search_leads_to_a_page_below_the_path(proxied: Site) -> None:
    proxied.open("/")
    proxied.one("#q").send_keys("despair", Keys.ENTER)
    proxied.wait(lambda: urlsplit(proxied.driver.current_url).path == "/on/a/path/emotion/despair")
    proxied.one(".crumbs a").click()
    proxied.wait(lambda: proxied.text("h1") == "The tree")


def test_a_person_who_errs_is_led_back(proxied: Site) -> None:
    proxied.open("/emotion/jooy")
    proxied.one(".chips a").click()
    proxied.wait(lambda: proxied.text("h1") == "joy")
    proxied.forgive("404")
