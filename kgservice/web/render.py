"""Templates made into pages.

Every value is escaped, and a name that a template needs and nobody gave is an error.  A template gets ``root``, the
path under which the service is mounted, and reaches all else by it: ``asset("base.css")`` for static files.
"""

from __future__ import annotations

from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from kgservice import __version__
from kgservice.namespaces import term_slug
from kgservice.web import assets, provenance

NAVIGATION = (
    ("search", "Search"),
    ("explore/wheel", "Wheel"),
    ("explore/tree", "Tree"),
    ("explore/vad", "Map"),
    ("explore/network", "Network"),
    ("try", "Try it"),
    ("query", "Query"),
    ("convert", "Convert"),
    ("docs", "Docs"),
)
"""The pages named at the top of every page: path and what it is called there."""


def render(name: str, *, root: str = "", **values: object) -> bytes:
    """Return the page of a template (its file name) in UTF-8; a lone surrogate becomes a question mark.

    >>> b"&lt;img onerror&gt;" in render("problem.html", title="<img onerror>", detail="", links=[])
    True
    """
    known = {"root": root, "version": __version__, "navigation": NAVIGATION, "asset": partial(_address, root)}
    return environment().get_template(name).render(known | values).encode("utf-8", "replace")


@cache
def environment() -> Environment:
    """Return the one environment of all templates."""
    made = Environment(
        loader=PackageLoader("kgservice.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"signed": signed, "percent": percent, "slug": term_slug}
    made.globals |= {"installed": assets.installed(), "sources": provenance.sources()}
    return made


def signed(value: float) -> str:
    """Return a number from -1 to 1 with its sign and two decimals; the minus is the long one.

    >>> signed(0.7784), signed(-0.5), signed(0)
    ('+0.78', '−0.50', '0.00')
    """
    text = f"{value:.2f}"
    return text if float(text) == 0 else f"{value:+.2f}".replace("-", "−")


def percent(value: float) -> str:
    """Return a share as whole percent.

    >>> percent(0.954)
    '95%'
    """
    return f"{value:.0%}"


def _address(root: str, name: str) -> str:
    return f"{root}/static/{assets.fingerprint()}/{name}"
