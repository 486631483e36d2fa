"""What the tests of the tools share: texts that must stay texts, and how to type, wait and look."""

from __future__ import annotations

from explorer import SMALL, Site

HOSTILE = (
    "</textarea><script>document.title='hacked'</script><img src=x onerror=document.title='hacked'> "
    "so 'happy' \\ \"\U0001f600\""
)
MEGABYTE = "I am so happy, not sad! " * 42_000


def fill(site: Site, selector: str, text: str) -> None:
    """Put a text into a field at once, as pasting does."""
    script = (
        "const [field, text] = arguments; field.value = text; field.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    site.script(script, site.one(selector), text)


def wait_text(site: Site, selector: str, text: str) -> None:
    """Wait until an element shows a text."""
    site.wait(lambda: text in site.text(selector))


def texts(site: Site, selector: str) -> list[str]:
    """Return the text of every element of a selector, white space as one space; all at one moment."""
    script = "return [...document.querySelectorAll(arguments[0])].map((part) => part.innerText)"
    return [" ".join(text.split()) for text in site.script(script, selector)]


def is_unharmed(site: Site, selector: str) -> bool:
    """Tell whether nothing of a hostile text became an element or ran."""
    found = site.all(f"{selector} script") + site.all(f"{selector} img")
    return not found and site.driver.title != "hacked"


def judge(site: Site, name: str, path: str, plots: tuple[str, ...]) -> None:
    """Look at a page light, dark and small: accessible to everybody, without jumps, no wider than the window."""
    site.open(path)
    reveal(site, *plots)
    site.script("scrollTo(0, 0)")
    assert site.inaccessible() == []
    site.photograph(f"{name}-light")
    site.theme("dark")
    assert site.inaccessible() == []
    site.photograph(f"{name}-dark")
    site.theme("light")
    site.size(*SMALL)
    site.open(path)
    reveal(site, *plots)
    site.script("scrollTo(0, 0)")
    assert site.overflow <= 0
    assert site.shift < 0.05
    site.photograph(f"{name}-small")


SHOW = "const place = document.getElementById(arguments[0]); place.scrollIntoView(); return place.dataset.state"


def reveal(site: Site, *plots: str) -> None:
    """Go to each plot, and wait until it is drawn: it waits until it is near the window."""
    for plot in plots:
        site.wait(lambda plot=plot: site.script(SHOW, plot) == "drawn")
