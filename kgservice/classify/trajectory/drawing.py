"""A trajectory drawn: valence, arousal and dominance above, the primary emotions below (extra ``plots``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kgservice.classify import figures
from kgservice.classify.figures import COLOURS, DASHES
from kgservice.classify.prediction import writable
from kgservice.classify.trajectory.model import Trajectory
from kgservice.ontology.model import DIMENSIONS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_POINTS = 2000
"""More points than a plot can show are thinned out evenly."""


def draw(trajectory: Trajectory, title: str) -> Figure:
    """Return the plot of a trajectory; raises `MissingExtra` without matplotlib.

    Lines differ in colour and in dashes; turning points of valence are numbered as in the tables.
    """
    figure = figures.new_figure(9, 6)
    above, below = figure.subplots(2, 1, sharex=True)
    figure.suptitle(printable(title).replace("$", r"\$"))
    places = [trajectory.place(point) for point in trajectory]
    _lines(above, places, {name: trajectory.curves[name] for name in DIMENSIONS})
    for number, turn in enumerate(trajectory.turning_points(), start=1):
        marker = "^" if turn.kind == "peak" else "v"
        above.plot([turn.place], [turn.value], marker, color="black", markersize=7)
        above.annotate(str(number), (turn.place, turn.value), (0, 8), textcoords="offset points", ha="center")
    _lines(below, places, trajectory.emotions)
    above.set(ylabel="smoothed VAD, -1 to 1", ylim=(-1, 1))
    above.axhline(0, color="grey", linewidth=0.5)
    below.set(ylabel="share of the text, 0 to 1", xlabel="place in the text, 0 to 1", xlim=(0, 1))
    below.set_ylim(bottom=0)
    return figure


def describe(trajectory: Trajectory) -> str:
    """Return in words what the plot shows, for people who cannot see it.

    >>> from kgservice.classify.trajectory import trajectory
    >>> describe(trajectory(""))
    'No sentence.'
    """
    if not trajectory.points:
        return "No sentence."
    emotional = sum(point.primary is not None for point in trajectory)
    said = [f"{len(trajectory)} sentences or turns, {emotional} of them with an emotion."]
    if shape := trajectory.shape:
        said.append(f"Valence follows the shape {shape.name} ({shape.course}; r {shape.correlation:.2f}).")
    turns = [f"{turn.kind} of {turn.value:+.2f} at {turn.place:.0%}" for turn in trajectory.turning_points()]
    said.append(f"Turning points of valence: {', '.join(turns)}." if turns else "Valence has no turning point.")
    return " ".join(said)


def to_svg(trajectory: Trajectory, title: str) -> str:
    """Return the plot as SVG with its description inside; raises `MissingExtra` without matplotlib."""
    return figures.to_svg(draw(trajectory, title), printable(title), describe(trajectory))


def to_png(trajectory: Trajectory, title: str) -> bytes:
    """Return the plot as PNG with its description in the metadata; raises `MissingExtra` without matplotlib."""
    return figures.to_png(draw(trajectory, title), printable(title), describe(trajectory))


def printable(text: str) -> str:
    r"""Return a text with a space for every character that cannot be drawn or written in XML.

    >>> printable("a\x00b\nc")
    'a b c'
    """
    return "".join(letter if letter.isprintable() else " " for letter in writable(text))


def _lines(axes: Axes, places: Sequence[float], curves: Mapping[str, Sequence[float | None]]) -> None:
    step = max(1, len(places) // MOST_POINTS)
    styles = zip(COLOURS, DASHES, strict=True)
    for (name, curve), (colour, dashes) in zip(curves.items(), styles, strict=False):
        heights = [float("nan") if value is None else value for value in curve[::step]]
        axes.plot(places[::step], heights, color=colour, linestyle=dashes, label=name)
    if curves:
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
