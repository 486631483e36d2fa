"""The page that labels a text, in a real browser: what is shown, whatever is typed, and the same request elsewhere."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import redirect_stdout
from io import StringIO
from urllib.parse import quote

import pytest
from explorer import Site
from selenium.webdriver import Keys
from tool_pages import HOSTILE, MEGABYTE, fill, is_unharmed, judge, reveal, wait_text

from kgservice import EmotionClassifier

TEXT = "I'm not happy, but \"wildly\" hopeful!\nIt's 5 o'clock. I am furious."


def shown(site: Site, text: str, part: str) -> None:
    """Type a text and wait until its explanation has a part."""
    fill(site, "#text", text)
    wait_text(site, "#explanation", part)


def test_the_page_is_whole_for_everybody(site: Site) -> None:
    judge(site, "try", "/try", ("map", "course"))


def test_evidence_labels_place_and_course_are_shown_while_one_types(site: Site) -> None:
    site.open("/try?text=")
    wait_text(site, "#explanation", "neutral: nothing in the text speaks")
    site.one("#text").send_keys("We were not afraid. Then I was furious. Now we are over the moon!")
    wait_text(site, "#explanation", "over the moon")
    prediction = EmotionClassifier().classify(site.one("#text").get_attribute("value") or "")
    assert [mark.text.split("\n")[0] for mark in site.all("#marked mark > span:first-child")] == [
        place.text for place in prediction.evidence
    ]
    assert site.text("#explanation") == prediction.explain()
    assert len(site.all("#tiers li")) == sum(min(6, len(prediction.tier(tier))) for tier in (1, 2, 3))
    assert (
        site.one("#marked mark.negated")
        .get_attribute("title")
        .endswith("“afraid” (lexicon); taken away; negation: not")
    )
    assert "over the moon" in (site.one("#marked mark[data-primary=joy]").get_attribute("title") or "")
    reveal(site, "map")
    wait_text(site, "#course-said", "3 sentences")
    assert len(site.all("#sentences tr")) == 3


def test_a_text_can_be_shared_by_its_address(site: Site) -> None:
    site.open("/try")
    shown(site, "Such a scary day", "scary")
    address = str(site.script("return location.href"))
    site.open(address.removeprefix(site.address))
    wait_text(site, "#explanation", "scary")
    assert site.one("#text").get_attribute("value") == "Such a scary day"


def test_it_works_by_keyboard_alone(site: Site) -> None:
    site.open("/try?text=")
    wait_text(site, "#explanation", "neutral")
    site.script("document.getElementById('text').focus()")
    site.press("so sad", Keys.CONTROL + Keys.ENTER)
    wait_text(site, "#explanation", "sad")
    site.press(Keys.NULL, Keys.TAB)
    assert site.script("return document.activeElement.textContent.trim()") == "Label it"
    site.press(Keys.TAB, Keys.TAB, Keys.ENTER)
    wait_text(site, "#explanation", "over the moon")


def test_markup_in_a_text_stays_text(site: Site) -> None:
    site.open(f"/try?text={quote(HOSTILE)}")
    wait_text(site, "#explanation", "happy")
    assert site.one("#text").get_attribute("value") == HOSTILE
    assert "onerror=document.title='hacked'>" in site.text("#marked")
    assert is_unharmed(site, "#marked") and is_unharmed(site, "form")


def test_of_a_megabyte_the_beginning_is_labelled_and_the_page_says_so(site: Site) -> None:
    site.open("/try")
    fill(site, "#text", MEGABYTE)
    wait_text(site, "#said", "the first 20,000 of 1,008,000 characters")
    assert len(site.all("#marked mark")) == 500
    assert "text=" not in str(site.script("return location.search"))
    shown(site, "", "neutral")


def test_what_the_service_refuses_is_said_in_its_own_words(site: Site) -> None:
    site.open("/try?text=")
    wait_text(site, "#explanation", "neutral")
    refused = json.dumps({"detail": "The request body is longer than 1024 bytes. <b>Send less.</b>"})
    site.script("window.fetch = async () => new Response(arguments[0], {status: 413})", refused)
    fill(site, "#text", "happy")
    wait_text(site, "#said", "longer than 1024 bytes. <b>Send less.</b>")
    site.script("window.fetch = async () => { throw new TypeError('Failed to fetch') }")
    fill(site, "#text", "sad")
    wait_text(site, "#said", "The service does not answer.")


def test_the_code_shown_asks_the_same(site: Site) -> None:
    prediction = EmotionClassifier().classify(TEXT)
    site.open("/try")
    shown(site, TEXT, prediction.explain())
    printed = StringIO()
    with redirect_stdout(printed):
        exec(site.script("return document.getElementById('python').textContent"), {})
    assert printed.getvalue() == f"{prediction.labels}\n{prediction.explain()}\n"
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    command = site.script("return document.getElementById('curl').textContent")
    answered = subprocess.run(["sh", "-c", command], capture_output=True, check=True).stdout
    assert json.loads(answered) == json.loads(json.dumps(prediction.to_dict()))
