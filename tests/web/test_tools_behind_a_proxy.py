"""The tools below a path, behind a proxy that strips it: every request finds its way, every link stays below."""

from __future__ import annotations

from explorer import Site
from tool_pages import fill, texts, wait_text

PATH = "/on/a/path"


def leading_out(site: Site) -> list[str]:
    """Return the links of the page that leave the path."""
    script = "return [...document.querySelectorAll('a[href], form[action]')].map((e) => e.href || e.action)"
    own = site.address.removesuffix(PATH)
    return [link for link in site.script(script) if link.startswith(own) and not link.startswith(f"{own}{PATH}")]


def test_a_text_is_labelled(proxied: Site) -> None:
    proxied.open("/try?text=")
    wait_text(proxied, "#explanation", "neutral")
    fill(proxied, "#text", "so happy")
    wait_text(proxied, "#explanation", "happy")
    assert f"{proxied.address}/api/v1/classify" in proxied.text("#curl")
    assert len(proxied.all("#tiers a")) > 5 and leading_out(proxied) == []


def test_a_query_is_answered_with_links_below_the_path(proxied: Site) -> None:
    proxied.open("/query")
    proxied.wait(lambda: proxied.all(".CodeMirror"))
    proxied.one("#run").click()
    wait_text(proxied, "#said", "rows in")
    assert leading_out(proxied) == []
    assert str(proxied.script("return location.pathname")) == f"{PATH}/query"
    proxied.open("/sparql")
    proxied.wait(lambda: proxied.all(".CodeMirror"))


def test_labels_points_and_ways_are_converted(proxied: Site) -> None:
    proxied.open("/convert")
    wait_text(proxied, "#convert-said", "different labels.")
    wait_text(proxied, "#way-said", "stops.")
    proxied.wait(lambda: texts(proxied, "#nearest tr"))
    assert len(proxied.all("#conversions a")) > 5 and leading_out(proxied) == []
