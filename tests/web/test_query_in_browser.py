"""The query page in a real browser: what the editor completes, answers, faults, downloads; also without scripts."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote
from urllib.request import Request, urlopen

from explorer import Site
from selenium.webdriver import Keys
from tool_pages import MEGABYTE, is_unharmed, judge, reveal, wait_text

from kgservice.web.queries import examples

EXAMPLES = {example.name: example.query for example in examples()}
COUNTS = EXAMPLES["counts-per-primary"]
EDITOR = "document.querySelector('.CodeMirror').CodeMirror"


def opened(site: Site, query: str = "") -> None:
    """Open the page and put a query into the editor, which has the focus then."""
    site.open("/query")
    site.wait(lambda: site.all(".CodeMirror"))
    site.script(f"{EDITOR}.setValue(arguments[0]); {EDITOR}.focus(); {EDITOR}.execCommand('goDocEnd')", query)


def written(site: Site) -> str:
    """Return what stands in the editor."""
    return str(site.script(f"return {EDITOR}.getValue()"))


def answered(site: Site, query: str, said: str) -> None:
    """Run a query by the keyboard, and wait until the page says something."""
    opened(site, query)
    site.press(Keys.CONTROL + Keys.ENTER)
    wait_text(site, "#said", said)


def from_service(site: Site, query: str, accept: str) -> str:
    """Return what the endpoint answers to a program."""
    request = Request(f"{site.address}/sparql?query={quote(query)}", headers={"Accept": accept})
    with urlopen(request, timeout=30) as answer:
        return str(answer.read().decode())


def test_the_page_is_whole_for_everybody(site: Site) -> None:
    judge(site, "query", f"/query?query={quote(COUNTS)}", ("chart",))


def test_an_example_is_answered_as_table_and_chart_and_can_be_shared(site: Site) -> None:
    site.open("/query")
    site.wait(lambda: site.all(".CodeMirror"))
    site.one("#examples li:nth-child(2) a").click()
    wait_text(site, "#said", " ms.")
    assert site.text("#said").startswith("6 rows in ")
    lines = from_service(site, COUNTS, "text/csv").split()
    cells = [[cell.text for cell in row.find_elements("css selector", "td")] for row in site.all("#rows tbody tr")]
    assert [[name.removesuffix(" en"), *numbers] for name, *numbers in cells] == [line.split(",") for line in lines[1:]]
    reveal(site, "chart")
    site.one("#up").send_keys("terms")
    assert "Chart of terms by primary" in (site.one("#chart").get_attribute("aria-label") or "")
    address = str(site.script("return location.href"))
    assert unquote(address.replace("+", " ")).endswith(COUNTS)
    site.open(address.removeprefix(site.address))
    wait_text(site, "#said", "6 rows in ")


def test_ids_lead_to_their_pages_and_other_schemes_of_address_lead_nowhere(site: Site) -> None:
    query = 'SELECT * { VALUES ?id { <https://w3id.org/tone-kg/emotion/joy> <javascript:document.title="hacked"> } }'
    answered(site, query.replace('"hacked"', "0"), "2 rows")
    [link] = site.all("#rows td a")
    assert (link.text, link.get_attribute("href")) == ("emotion:joy", f"{site.address}/emotion/joy")


def test_names_and_prefixes_are_completed(site: Site) -> None:
    opened(site, "SELECT * WHERE { ?e tone:va")
    site.press("l")
    site.wait(lambda: site.all(".CodeMirror-hints"))
    assert "tone:valence   property valence" in site.text(".CodeMirror-hints")
    site.press(Keys.ENTER, " ?v ; skos:broader emotion:jo")
    site.wait(lambda: "emotion:joy " in site.text(".CodeMirror-hints"))
    site.press(Keys.ENTER, " }")
    lines = written(site).splitlines()
    assert lines[-1] == "SELECT * WHERE { ?e tone:valence ?v ; skos:broader emotion:joy }"
    assert [line.split()[1] for line in lines[:-1]] == ["emotion:", "skos:", "tone:"]
    site.press(Keys.CONTROL + Keys.ENTER)
    wait_text(site, "#said", "rows in")


def test_a_fault_is_told_with_its_place_and_marked(site: Site) -> None:
    answered(site, "SELECT * WHERE {\n  ?s ?p ; }", "line 2, column")
    assert site.one(".faulty").is_displayed() and not site.one("#answer").is_displayed()
    site.photograph("query-fault")
    site.forgive("/sparql")


def test_the_editor_is_no_trap_for_the_keyboard(site: Site) -> None:
    opened(site, "ASK { ?s ?p ?o }")
    site.press(Keys.TAB, Keys.ENTER)
    wait_text(site, "#rows", "Yes")


def test_markup_in_answers_stays_text(site: Site) -> None:
    evil = "<img src=x onerror=document.title='hacked'>"
    answered(site, f'SELECT ("{evil}" AS ?text) ("{evil}"@en AS ?said) (1 AS ?n) {{}}', "1 row in")
    assert site.text("#rows td") == evil and is_unharmed(site, "main")
    reveal(site, "chart")


def test_a_graph_is_shown_as_turtle(site: Site) -> None:
    answered(site, EXAMPLES["branch-as-graph"], "Answered in")
    assert "skos:prefLabel" in site.text("#rows") or "<http" in site.text("#rows")
    assert [button.text for button in site.all("#downloads button")] == ["Turtle", "JSON-LD", "N-Triples"]


def test_answers_are_downloaded_as_the_service_writes_them(site: Site, downloads: Path) -> None:
    answered(site, COUNTS, "6 rows")
    for name, kind in {"csv": "text/csv", "tsv": "text/tab-separated-values"}.items():
        site.one(f"#downloads button:nth-of-type({1 + ['csv', 'tsv'].index(name)})").click()
        file = downloads / f"answer.{name}"
        site.wait(file.exists)
        assert file.read_bytes().decode() == from_service(site, COUNTS, kind)


def test_a_query_can_be_stopped(site: Site) -> None:
    opened(site, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c < ?f) }")
    site.press(Keys.CONTROL + Keys.ENTER)
    site.wait(site.one("#stop").is_displayed)
    site.one("#stop").click()
    assert site.text("#said") == "Stopped." and site.one("#run").is_enabled()


def test_nothing_and_a_megabyte_are_answered_in_the_words_of_the_service(site: Site) -> None:
    answered(site, "", "expected")
    answered(site, f"# {MEGABYTE}", "The request body is longer than 1048576 bytes.")
    site.forgive("/sparql")


def test_it_works_where_editor_and_plots_cannot_be_loaded(site: Site) -> None:
    site.driver.execute_cdp_cmd("Network.enable", {})
    site.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/vendor/*"]})
    try:
        site.open("/query")
        site.wait(site.one("#share").is_displayed)
        site.script("document.getElementById('query').value = arguments[0]", "ASK {\n  ?s ?p ; }")
        site.one("#query").send_keys(Keys.CONTROL + Keys.ENTER)
        wait_text(site, "#said", "line 2, column 11")
        assert site.script("return document.activeElement.selectionStart") == len("ASK {\n  ?s ?p ; ")
        site.script("document.getElementById('query').value = arguments[0]", COUNTS)
        site.one("#query").send_keys(Keys.CONTROL + Keys.ENTER)
        wait_text(site, "#chart", "The plot cannot be drawn")
        assert site.text("#said").startswith("6 rows in ")
    finally:
        site.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        site.forgive("vendor")
        site.forgive("/sparql")


def test_it_works_without_scripts(site: Site) -> None:
    site.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        site.driver.get(f"{site.address}/query?query={quote('ASK { ?s ?p ?o }')}")
        assert site.one("#query").is_displayed()
        site.one("#run").click()
        site.wait(lambda: site.all("#rows td"))
        assert site.text("#rows td") == "yes" and site.one("#query").text == "ASK { ?s ?p ?o }"
    finally:
        site.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_browser_at_the_endpoint_gets_the_page(site: Site) -> None:
    site.open("/sparql")
    site.wait(lambda: site.all(".CodeMirror"))
    assert site.text("h1") == "Query with SPARQL"
