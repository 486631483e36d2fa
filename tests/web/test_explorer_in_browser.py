"""What people do in the explorer, done in a real browser: point, click, type, turn, and all of it by keyboard."""

from __future__ import annotations

import math
from urllib.parse import urlsplit

import pytest
from explorer import SMALL, Site
from selenium.webdriver import ActionChains, Keys

PAINTED = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
FITS = """
const { clientWidth, clientHeight, firstElementChild } = document.getElementById(arguments[0]);
return firstElementChild?.clientWidth === clientWidth && firstElementChild.clientHeight === clientHeight;
"""


def path(site: Site) -> str:
    return urlsplit(site.driver.current_url).path


def at(site: Site, selector: str, right: float, down: float) -> ActionChains:
    """Point at a place of a plot, counted from its middle in shares of half its shorter side."""
    element = site.one(selector)
    half = min(element.size["width"], element.size["height"]) / 2
    site.script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    return ActionChains(site.driver).move_to_element_with_offset(element, int(right * half), int(down * half))


def test_the_wheel_describes_what_is_pointed_at_and_a_click_opens_its_page(site: Site) -> None:
    site.open("/explore/wheel")
    site.wait_plotted("wheel")
    inner = 0.26
    at(site, "#wheel", inner, 0).perform()
    site.wait(lambda: site.text("#described h2") == "joy")
    assert "pleasant" in site.text("#described") and "valence +0.78" in site.text("#described")
    site.photograph("wheel-pointed")
    at(site, "#wheel", -inner * math.sin(0.5), -inner * math.cos(0.5)).click().perform()
    site.wait(lambda: path(site) == "/emotion/fear")
    assert site.text("h1") == "fear"


def test_the_map_changes_its_axes_and_the_cloud_turns(site: Site) -> None:
    site.open("/explore/vad")
    site.wait_plotted("map")
    button = site.one("[data-axes='valence dominance']")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert site.one("[data-axes='valence arousal']").get_attribute("aria-pressed") == "false"
    site.script("document.getElementById('cloud').scrollIntoView()")
    site.wait_plotted("cloud")
    before = pixels(site, "#cloud canvas")
    site.wait(site.one("[data-turn='1 0']").is_enabled)
    site.one("[data-turn='1 0']").send_keys(Keys.ENTER)
    site.wait(lambda: pixels(site, "#cloud canvas") != before)
    site.photograph("vad-cloud")


def test_the_map_marks_the_emotion_that_its_page_sends(site: Site) -> None:
    site.open("/explore/vad")
    site.wait_plotted("map")
    before = pixels(site, "#map canvas")
    site.open("/emotion/remorse")
    site.one("a[href*='/explore/vad?emotion=']").click()
    site.wait(lambda: path(site) == "/explore/vad" and site.all("#map canvas"))
    site.wait(lambda: pixels(site, "#map canvas") != before)


def pixels(site: Site, selector: str) -> str:
    return str(site.script("return document.querySelector(arguments[0]).toDataURL()", selector))


def test_the_tree_is_drawn_when_it_is_scrolled_to(site: Site) -> None:
    site.open("/explore/tree")
    assert site.one("#drawn-tree").get_attribute("data-state") is None
    site.script("document.getElementById('drawn-tree').scrollIntoView()")
    site.wait_plotted("drawn-tree")
    site.photograph("tree-drawn")


def test_the_network_of_another_emotion_is_chosen(site: Site) -> None:
    site.open("/explore/network?emotion=joy")
    site.wait_plotted("network")
    site.script(
        "const s = document.querySelector('[name=emotion]'); s.value = 'hope'; s.dispatchEvent(new Event('change'))"
    )
    site.wait(lambda: site.text("h1") == "Links of hope")
    site.wait_plotted("network")
    at(site, "#network", 0, 0)
    site.photograph("network-hope")


def test_the_network_keeps_fitting_its_place_when_the_window_changes(site: Site) -> None:
    site.open("/explore/network")
    site.wait_plotted("network")
    for height in (2500, 900) * 6:
        site.size(640, height)
        site.wait(lambda: site.script(FITS, "network"))
    assert site.overflow <= 0


def test_the_search_suggests_and_the_arrows_choose(site: Site) -> None:
    site.open("/")
    site.one("#q").send_keys("despa")
    site.wait(lambda: site.all("#suggestions li"))
    site.photograph("search-suggestions")
    assert site.inaccessible() == []
    site.press(Keys.ARROW_DOWN)
    chosen = site.one("#suggestions [aria-selected='true']")
    assert site.one("#q").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert "despair" in chosen.text
    site.press(Keys.ENTER)
    site.wait(lambda: path(site) == "/emotion/despair")


def test_escape_closes_the_suggestions_and_enter_searches(site: Site) -> None:
    site.open("/")
    site.one("#q").send_keys("moon")
    site.wait(lambda: site.all("#suggestions li"))
    site.press(Keys.ESCAPE)
    assert not site.one("#suggestions").is_displayed()
    site.press(Keys.ENTER)
    site.wait(lambda: path(site) == "/search" and "over the moon" in site.text())


def test_a_search_for_markup_finds_nothing_and_runs_nothing(site: Site) -> None:
    site.open("/")
    site.one("#q").send_keys("<img src=x onerror=document.title='hacked'>", Keys.ENTER)
    site.wait(lambda: path(site) == "/search")
    assert "<img src=x" in site.text() and site.driver.title.startswith("Search: <img")
    assert site.all("main img") == []


def test_of_a_megabyte_the_box_takes_what_it_can_search_for(site: Site) -> None:
    site.open("/")
    site.one("#q").click()
    site.script("document.execCommand('insertText', false, 'a'.repeat(1_000_000))")
    assert len(site.one("#q").get_attribute("value")) == 200
    site.press(Keys.ENTER)
    site.wait(lambda: path(site) == "/search" and "Nothing is called" in site.text())


def test_everything_is_reached_by_keyboard(site: Site) -> None:
    site.open("/explore/wheel")
    site.press(Keys.TAB)
    assert site.driver.switch_to.active_element.text == "Skip to the content"
    site.press(Keys.ENTER)
    assert site.driver.switch_to.active_element.get_attribute("id") == "content"
    for _ in range(9):
        site.press(Keys.TAB)
        if site.driver.switch_to.active_element.tag_name == "summary":
            break
    site.press(Keys.ENTER)
    site.press(Keys.TAB)
    assert site.driver.switch_to.active_element.text == "love"
    assert site.script("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    listed = {link.text for link in site.all("details[open] .branch a")}
    assert len(listed) >= 130
    site.press(Keys.ENTER)
    site.wait(lambda: path(site) == "/emotion/love")


def test_the_theme_that_is_chosen_stays(site: Site) -> None:
    site.open("/")
    assert site.one("#theme").get_attribute("aria-label") == "Change to dark colours"
    light = ground(site)
    site.one("#theme").click()
    dark = ground(site)
    assert dark != light and site.one("#theme").text == "Light"
    site.open("/emotion/joy")
    assert ground(site) == dark
    site.one("#theme").click()
    assert ground(site) == light


def ground(site: Site) -> str:
    return str(site.script("return getComputedStyle(document.body).backgroundColor"))


def test_a_plot_takes_the_colours_of_the_theme(site: Site) -> None:
    site.open("/explore/wheel")
    site.wait_plotted("wheel")
    before = pixels(site, "#wheel canvas")
    site.one("#theme").click()
    site.wait(lambda: pixels(site, "#wheel canvas") != before)
    site.one("#theme").click()


def test_the_links_of_an_emotion_lead_to_its_files_and_its_query(site: Site) -> None:
    site.open("/emotion/joy")
    site.one("aside details summary").click()
    assert "@misc{tone-kg-joy" in site.text("#bibtex")
    site.one("a[href*='/query?query=']").click()
    site.wait(lambda: path(site) == "/query")
    site.wait(lambda: "tone:ratingOf emotion:joy" in site.one("#query, .yasqe textarea").get_attribute("value"))


@pytest.mark.parametrize("name", ["/", "/emotion/joy", "/try", "/query", "/convert"])
def test_the_first_view_is_quick_light_and_still(site: Site, name: str) -> None:
    site.open(name)  # the service has read its tables then
    site.size(*SMALL)
    site.open("/docs")
    site.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    site.requests().clear()
    site.open(name)
    painted = site.wait(lambda: site.script(PAINTED))
    first = [r for r in site.requests() if "/vendor/" not in r["url"] and "/api/" not in r["url"]]
    assert len(first) >= 5 and sum(r["bytes"] for r in first) < 500_000
    assert painted < 1000
    assert site.shift < 0.05
