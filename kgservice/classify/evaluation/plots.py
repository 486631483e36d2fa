"""The plots of a report as SVG: one self-contained element each, the same bytes for the same figures.

Text and axes take the colour of the page around them, so that they can be read on a dark one too; the two colours are
those of Okabe and Ito that people with any colour vision tell apart.  Drawn by matplotlib, of the ``plots`` extra.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kgservice.classify.evaluation.document import confusion_axes
from kgservice.classify.evaluation.scores import Score
from kgservice.errors import MissingExtra

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, ORANGE = "#0072b2", "#e69f00"
INK = "#010203"
"""Stands for the colour of the page's text until the drawing is done."""

_STYLE: Any = {
    **{"svg.hashsalt": "kgservice", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10},
    **{"axes.spines.top": False, "axes.spines.right": False},
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), INK),
}
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


def plot(kind: str, score: Score, name: str) -> str:
    """Return the plot ``kind`` (``bars``, ``reliability`` or ``confusion``) of a score as an SVG element.

    ``name``: a prefix for ids, different for every plot of a page.  Raises `MissingExtra` without matplotlib.
    """
    draw, size = _KINDS[kind]
    return _svg(lambda axes: draw(axes, score), size(score), name, alternative(kind, score))


def alternative(kind: str, score: Score) -> str:
    """Return what a plot shows in a sentence, for those who do not see it."""
    if kind == "bars":
        ends = sorted(score.per_label, key=lambda s: s.f1)
        worst, best = ends[0], ends[-1]
        return f"Bars: F1 by label, from {worst.label} ({worst.f1:.2f}) to {best.label} ({best.f1:.2f})."
    if kind == "reliability":
        return (
            "Share of best labels that were right against their mean score, with the diagonal of perfect calibration; "
            f"expected calibration error {score.calibration_error:.3f}."
        )
    right = sum(count for row, column, count in score.confusion if row == column)
    total = sum(count for _, _, count in score.confusion)
    return f"Heat map of labels given by people against labels answered; {right} of {total} lie on the diagonal."


def _bars(axes: Axes, score: Score) -> None:
    scores = score.per_label[::-1]
    places = range(len(scores))
    axes.barh(places, [s.f1 for s in scores], color=BLUE, height=0.6)
    for place, one in zip(places, scores, strict=True):
        if one.interval:
            axes.plot([one.interval.low, one.interval.high], [place, place], color=ORANGE, linewidth=3)
    axes.set_yticks(places, [s.label for s in scores])
    axes.set_xlim(0, 1)
    axes.set_xlabel("F1 (orange: 95 % interval)")


def _reliability(axes: Axes, score: Score) -> None:
    bins = score.reliability
    most = max(b.count for b in bins)
    axes.plot([0, 1], [0, 1], color=INK, linewidth=1, linestyle="--")
    axes.plot([b.score for b in bins], [b.right for b in bins], color=BLUE, linewidth=1)
    axes.scatter(
        [b.score for b in bins],
        [b.right for b in bins],
        s=[20 + 180 * b.count / most for b in bins],
        c=BLUE,
        clip_on=False,
    )
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="mean score of the best label", ylabel="share right")
    axes.set_aspect("equal")


def _confusion(axes: Axes, score: Score) -> None:
    from matplotlib.patches import Rectangle

    rows, columns = confusion_axes(score)
    counts = {(right, answered): count for right, answered, count in score.confusion}
    for y, row in enumerate(rows):
        total = sum(counts.get((row, column), 0) for column in columns)
        for x, column in enumerate(columns):
            count = counts.get((row, column), 0)
            axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, color=BLUE, alpha=0.7 * count / total, linewidth=0))
            if len(columns) <= MOST_COUNTS:
                axes.text(x, y, str(count), ha="center", va="center", fontsize=8)
    axes.set_xticks(range(len(columns)), columns, rotation=45, ha="right")
    axes.set_yticks(range(len(rows)), rows)
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5), xlabel="answered", ylabel="given by people")


MOST_COUNTS = 16
"""Columns up to which the cells of a heat map have their counts written in them."""

_Size = tuple[float, float]
_KINDS: dict[str, tuple[Callable[[Axes, Score], None], Callable[[Score], _Size]]] = {
    "bars": (_bars, lambda score: (6.0, 1.2 + 0.32 * len(score.per_label))),
    "reliability": (_reliability, lambda score: (4.5, 4.5)),
    "confusion": (
        _confusion,
        lambda score: (2.4 + 0.5 * len(confusion_axes(score)[1]), 1.8 + 0.42 * len(confusion_axes(score)[0])),
    ),
}


def _svg(draw: Callable[[Axes], None], size: _Size, name: str, text: str) -> str:
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("Plots", "matplotlib", "plots") from None
    stream = io.StringIO()
    with rc_context(_STYLE):
        figure = Figure(figsize=size, layout="tight")
        draw(figure.add_subplot())
        figure.savefig(stream, format="svg", metadata=_NO_METADATA, transparent=True)
    return _inlined(stream.getvalue(), name, text)


def _inlined(svg: str, name: str, text: str) -> str:
    """Return the drawing as an element for a page: own ids, the page's colour, a text in its place, no addresses."""
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(url\(|href=")#', rf"\1#{name}-", svg).replace(INK, "currentColor")
    label = html.escape(text, quote=True)
    return svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
