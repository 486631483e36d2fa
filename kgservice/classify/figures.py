"""Plots as SVG or PNG: the one home of matplotlib (extra ``plots``).

In: a figure that somebody drew, with its title and a description for people who cannot see it.  Out: bytes, the same
each time; an SVG carries title and description where screen readers find them, a PNG in its metadata.
"""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

from kgservice.errors import MissingExtra

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Colours that people with any common kind of colour blindness tell apart.

Source: Okabe, M., Ito, K. (2008), Color Universal Design; its yellow, too pale for lines on white, is left out.
"""

DASHES = ("-", "--", ":", "-.", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 3)), (0, (8, 2)))
"""Line styles, so that no line is told by its colour alone."""

DPI = 150


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of a size in inches, with white behind it; raises `MissingExtra` without matplotlib.

    >>> [float(side) for side in new_figure(6, 4).get_size_inches()]
    [6.0, 4.0]
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("Drawing plots", "matplotlib", "plots") from None
    return Figure(figsize=(width, height), layout="constrained", facecolor="white")


def to_svg(figure: Figure, title: str, description: str) -> str:
    """Return a figure as an SVG element without XML declaration, so that it can stand alone or inside HTML.

    >>> svg = to_svg(new_figure(1, 1), "Nothing & more", "An empty plot.")
    >>> svg.startswith("<svg") and "<title>Nothing &amp; more</title><desc>An empty plot.</desc>" in svg
    True
    """
    written = _saved(figure, "svg", {"Date": None, "Creator": None, "Format": None, "Type": None}).decode()
    start = written.index("<svg")
    end = written.index(">", start)
    head = written[start:end] + f' role="img" aria-label="{escape(title)}. {escape(description)}">'
    return f"{head}<title>{escape(title)}</title><desc>{escape(description)}</desc>{written[end + 1 :].rstrip()}\n"


def to_png(figure: Figure, title: str, description: str) -> bytes:
    """Return a figure as PNG at `DPI` dots an inch.

    >>> to_png(new_figure(1, 1), "Nothing", "An empty plot.")[1:4]
    b'PNG'
    """
    return _saved(figure, "png", {"Title": title, "Description": description, "Software": None})


def _saved(figure: Figure, format: str, metadata: dict[str, str | None]) -> bytes:
    from matplotlib import rc_context

    sink = io.BytesIO()
    with rc_context({"svg.hashsalt": "kgservice", "svg.fonttype": "none"}):
        figure.savefig(sink, format=format, dpi=DPI, metadata=metadata)
    return sink.getvalue()
