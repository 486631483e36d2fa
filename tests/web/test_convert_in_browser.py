"""The page that converts, in a real browser: labels with what is lost, a point of VAD space, a way between emotions."""

from __future__ import annotations

import csv
from pathlib import Path

from explorer import Site
from selenium.webdriver import Keys
from tool_pages import HOSTILE, MEGABYTE, fill, is_unharmed, judge, reveal, texts, wait_text

from kgservice.ontology import VAD, crosswalk, load_ontology
from kgservice.ontology.mixture import distribution
from kgservice.ontology.paths import path

LABELS = ("from=goemotions&to=ekman", "&label=joy&label=admiration&label=neutral")


def opened(site: Site, query: str = "") -> None:
    """Open the page, and wait until each of its three parts has answered."""
    site.open(f"/convert{query}")
    wait_text(site, "#convert-said", "different labels.")
    wait_text(site, "#way-said", "stops.")
    site.wait(lambda: site.all("#nearest tr"))


def converted(site: Site) -> list[list[str]]:
    """Return the rows shown: label, what it becomes, its loss."""
    cells = texts(site, "#conversions tr > :nth-child(-n+3)")
    return [[*cells[at : at + 2], cells[at + 2].split()[0]] for at in range(0, len(cells), 3)]


def send(site: Site, labels: str, said: str) -> None:
    """Convert labels, and wait until the page says something."""
    fill(site, "#labels", labels)
    site.script("document.getElementById('convert').requestSubmit()")
    wait_text(site, "#convert-said", said)


def test_the_page_is_whole_for_everybody(site: Site) -> None:
    judge(site, "convert", "/convert", ("map", "way"))


def test_every_label_of_a_scheme_becomes_what_the_crosswalk_says(site: Site) -> None:
    opened(site, "?from=goemotions&to=plutchik&label=joy")
    site.one("#fill").click()
    wait_text(site, "#convert-said", "28 different labels.")
    for label, becomes, loss in converted(site):
        expected = crosswalk.convert(label, "goemotions", "plutchik").to_dict()
        assert loss == expected["loss"]
        assert becomes == " ".join(item["label"] or "nothing fits" for item in expected["items"])
    shares = [int(part.split()[1]) for part in texts(site, "#losses li")]
    assert sum(shares) == 28 and len(shares) > 2


def test_a_conversion_can_be_shared_and_turned_round(site: Site) -> None:
    opened(site, "?" + "".join(LABELS))
    address = str(site.script("return location.href")).removeprefix(site.address)
    assert address == "/convert?" + "".join(LABELS)
    site.one("#swap").click()
    site.wait(lambda: converted(site)[0][0] == "happiness")
    assert site.one("#from").get_attribute("value") == "ekman"


def test_labels_that_a_scheme_lacks_are_told_with_the_nearest(site: Site) -> None:
    opened(site)
    send(site, f"admirration\n{HOSTILE}\njoy\njoy", "3 different labels. 2 not found in goemotions.")
    assert 'No goemotions label "admirration". Nearest: admiration.' in site.text("#conversions")
    assert is_unharmed(site, "main") and "joy × 2" in site.text("#conversions")
    site.photograph("convert-unknown")
    site.forgive("/api/v1/convert")


def test_nothing_and_a_megabyte_are_told(site: Site) -> None:
    opened(site)
    send(site, " \n\n", "Type a label first.")
    send(site, "joy\ngrief\n" * 1_200, "2 different labels.")
    assert [row[0] for row in converted(site)] == ["joy × 1,200", "grief × 1,200"]
    send(site, MEGABYTE, "1 different labels.")
    wait_text(site, "#conversions", "String should have at most 200 characters")
    site.forgive("/api/v1/convert")


def test_of_too_many_labels_the_first_are_converted_and_the_page_says_so(site: Site) -> None:
    opened(site)
    known = "{loss: 'exact', items: [{id: 'joy', label: 'joy', confidence: 1, via: [], comment: ''}]}"
    site.script(f"window.fetch = async () => new Response(JSON.stringify({known}))")
    megabyte = "\n".join(f"{number:0200}" for number in range(5_300))
    send(site, megabyte, "Only the first 500 of 5,300 different ones")
    assert len(site.all("#conversions tr")) == 500


def test_a_column_of_a_file_is_converted_and_downloaded(site: Site, tmp_path: Path, downloads: Path) -> None:
    file = tmp_path / "annotations.csv"
    file.write_text('text,label\n"so, good",Joy\n"oh, no",grief\nagain,Joy\n', "utf-8")
    opened(site, "?from=goemotions&to=ekman&label=joy")
    site.one("#labels-file").send_keys(str(file))
    wait_text(site, "#file-said", "Column “label” of annotations.csv.")
    assert [row[0] for row in converted(site)] == ["Joy × 2", "grief"]
    site.one("#save").click()
    saved = downloads / "goemotions-to-ekman.csv"
    site.wait(saved.exists)
    with saved.open(newline="", encoding="utf-8") as read:
        rows = [(row["label"], row["times"], row["becomes"], row["loss"]) for row in csv.DictReader(read)]
    assert rows == [("Joy", "2", "happiness", "exact"), ("grief", "1", "sadness", "broader")]


def test_sliders_give_the_nearest_emotions_and_the_mixture(site: Site) -> None:
    opened(site)
    point = VAD(-0.5, 0.4, -0.3)
    for name, value in point.to_dict().items():
        fill(site, f"#{name}-number", str(value))
    nearest = load_ontology().nearest(point, 8)
    expected = [f"{emotion.label} {distance:.2f}" for emotion, distance in nearest]
    site.wait(lambda: texts(site, "#nearest tr") == expected)
    best = distribution(load_ontology(), point, 1)[0]
    site.wait(lambda: texts(site, "#mixture li")[:1] == [f"{best.emotion.label} {best.probability:.2f}"])
    site.script("document.getElementById('valence').focus()")
    site.press(*[Keys.ARROW_RIGHT] * 10)
    assert site.one("#valence-number").get_attribute("value") == "-0.4"
    moved = load_ontology().nearest(VAD(-0.4, 0.4, -0.3), 1)[0]
    site.wait(lambda: texts(site, "#nearest tr")[0] == f"{moved[0].label} {moved[1]:.2f}")
    reveal(site, "map")
    assert "valence −0.40" in (site.one("#map").get_attribute("aria-label") or "")


def test_a_number_that_is_none_changes_nothing(site: Site) -> None:
    opened(site)
    before = site.text("#nearest")
    for wrong in ("", "7", "1e9"):
        fill(site, "#arousal-number", wrong)
    assert site.one("#arousal").get_attribute("value") == "0.3" and site.text("#nearest") == before


def test_the_way_between_emotions_is_drawn_and_listed(site: Site) -> None:
    opened(site)
    fill(site, "#goal", "sadness")
    site.one("#via").send_keys("what leads")
    site.one("#ways .main").click()
    way = path(load_ontology(), "anger", "sadness", "leads-to")
    wait_text(site, "#way-said", f"{len(way.stops)} stops. Confidence {way.confidence:.2f}")
    assert texts(site, "#stops > li > a") == [stop.emotion.label for stop in way.stops]
    assert way.stops[-1].links[0].evidence in site.text("#stops")
    reveal(site, "way")
    assert "anger, sadness" in (site.one("#way").get_attribute("aria-label") or "")


def test_emotions_that_nobody_knows_are_told_with_the_nearest(site: Site) -> None:
    opened(site)
    for given, said in {"jooy": "Nearest: joy.", HOSTILE: "No emotion", "": "No emotion", MEGABYTE: "200"}.items():
        fill(site, "#goal", given)
        site.script("document.getElementById('ways').requestSubmit()")
        wait_text(site, "#way-said", said)
        assert is_unharmed(site, "main")
    site.forgive("/api/v1/path")


def test_a_service_that_refuses_ends_the_conversion_in_its_own_words(site: Site) -> None:
    opened(site)
    refused = "{status: 429, detail: 'More than 60 requests a minute. Try again in 7 s.'}"
    site.script(f"window.fetch = async () => new Response(JSON.stringify({refused}), {{status: 429}})")
    send(site, "joy\nfear", "More than 60 requests a minute. Try again in 7 s.")
