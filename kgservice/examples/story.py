"""A story's arc: the emotions of a whole book, its turning points and shape, and how much of it is more than chance.

Beside the classifier's valence stands VADER's, smoothed in the same way: how far two tools agree on the arc.  The
control is the same book with its sentences in random order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import StatisticsError, correlation, fmean, pstdev
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice.classify import EmotionClassifier, figures
from kgservice.classify.evaluation.baselines import vader
from kgservice.classify.evaluation.document import Document, Section, Table, number
from kgservice.classify.prediction import writable
from kgservice.classify.trajectory import Trajectory, trajectory
from kgservice.classify.trajectory.chance import SHUFFLES, Chance, Compared, Curve, chance
from kgservice.classify.trajectory.drawing import describe, printable
from kgservice.classify.trajectory.page import quote
from kgservice.classify.trajectory.smoothing import smooth
from kgservice.classify.trajectory.trace import WINDOW
from kgservice.errors import MissingExtra, UnreadableText
from kgservice.examples import report

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CHAPTER = re.compile(r"^\s*((?:chapter|volume|book|part)\s+[\divxlc]+)\b", re.IGNORECASE | re.MULTILINE)
"""Headings that turning points are placed by; a book without them has none."""

MIDDLE = 0.95
DRAWN = 250
"""Places of a curve that are drawn, so that the plot of a book stays small."""

TITLE = "The arcs of stories"


@dataclass(frozen=True)
class Arc:
    """A story's text and trajectory; ``other``: VADER's curve; ``control``: the shuffled story; both maybe None."""

    name: str
    text: str
    found: Trajectory
    other: Curve | None
    control: Chance | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case; see `report.run`."""
    return report.run(story, arguments)


def story(
    files: Annotated[list[Path], typer.Argument(help="Stories as plain text in UTF-8.", exists=True, dir_okay=False)],
    window: Annotated[float, typer.Option(help="The share of the text that a smoothed value rests on.")] = WINDOW,
    shuffles: Annotated[int, typer.Option(help="How many times the sentences are shuffled.", min=19)] = SHUFFLES,
    quotes: Annotated[bool, typer.Option(help="Quote a sentence at every turning point.")] = True,
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Follow valence through books and compare each arc with VADER's and with that of shuffled sentences.

    Example: python -m kgservice.examples.story novel.txt --plot novel.svg
    """
    arcs = []
    with report.steps(len(files)) as step:
        for file in files:
            step(f"reading {file.name} sentence by sentence, then shuffled {shuffles} times")
            arcs.append(_arc(file, window, shuffles))
    sections = [_section(arc, quotes) for arc in arcs]
    report.show(Document(TITLE, (_overview(arcs), *sections)), output)
    if plot:
        report.save_plot(plot, draw(arcs), TITLE, " ".join(f"{a.name}: {describe(a.found)}" for a in arcs))


def _arc(file: Path, window: float, shuffles: int) -> Arc:
    text = _read(file)
    found = trajectory(text, EmotionClassifier(), window=window)
    return Arc(file.stem, text, found, _vader_curve(found), chance(found, shuffles))


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableText(str(file), error.start) from None


def _vader_curve(found: Trajectory) -> Curve | None:
    """Return VADER's smoothed compound score of every sentence; None where VADER is not installed."""
    try:
        compound = vader()
    except MissingExtra:
        return None
    return tuple(smooth([compound(point.text) for point in found], [1.0] * len(found), found.reach))


def _overview(arcs: Sequence[Arc]) -> Section:
    """Return the tables that compare each story with its shuffled sentences and with VADER."""
    rows = [row for arc in arcs for row in _compared(arc)]
    columns = ("story", "figure", "the story", "shuffled, mean", "shuffled, largest", "p")
    remark = (
        "Swing: the standard deviation of smoothed valence. p: how often shuffled sentences give as much (one-sided)."
    )
    notes = [f"{arc.name} is too short or too flat to have a shape." for arc in arcs if arc.control is None]
    if any(arc.other is None for arc in arcs):
        notes.append("Not measured: VADER. Install the extra evaluate.")
    return Section("Beside chance and VADER", (remark, *notes), (Table("Compared", columns, tuple(rows)),))


def _compared(arc: Arc) -> Iterator[tuple[str, ...]]:
    if arc.control is None:
        return
    yield _against(arc.name, "swing", arc.control.swing)
    yield _against(arc.name, "r with the best shape", arc.control.fit)
    if (other := arc.other) is not None:
        shuffled = tuple(_agreement(curve, other) for curve in arc.control.curves)
        yield _against(
            arc.name, "r with VADER's curve", Compared(_agreement(arc.found.curves["valence"], other), shuffled)
        )


def _section(arc: Arc, quotes: bool) -> Section:
    headings = [(match.start(), " ".join(match[1].split())) for match in CHAPTER.finditer(arc.text)]
    rows = []
    for turn in arc.found.turning_points():
        under = _heading(headings, turn.place * arc.found.length)
        what = quote(writable(turn.quote.text)) if quotes else str(turn.quote.index + 1)
        rows.append((turn.kind, f"{turn.place:.0%}", under, f"{turn.value:+.3f}", f"{turn.prominence:.3f}", what))
    columns = ("turn", "place", "under", "valence", "prominence", "quote" if quotes else "sentence")
    return Section(
        arc.name, (describe(arc.found),), (Table("Turning points of smoothed valence", columns, tuple(rows)),)
    )


def _heading(headings: Sequence[tuple[int, str]], place: float) -> str:
    before = bisect_right([start for start, _ in headings], place)
    return headings[before - 1][1] if before else ""


def _against(name: str, figure: str, compared: Compared) -> tuple[str, ...]:
    largest = max(compared.shuffled)
    return (name, figure, number(compared.value), number(compared.mean), number(largest), f"{compared.p:.3f}")


def _agreement(one: Curve, other: Curve) -> float:
    """Return Pearson's r where both curves are known; 0 where one does not change."""
    known = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    try:
        return correlation([a for a, _ in known], [b for _, b in known])
    except StatisticsError:
        return 0.0


def draw(arcs: Sequence[Arc]) -> Figure:
    """Return the plot: each story's valence over the band of its shuffled sentences, with VADER's curve."""
    figure = figures.new_figure(9, 1 + 2.2 * len(arcs))
    panels = figure.subplots(len(arcs), 1, sharex=True, squeeze=False)[:, 0]
    for axes, arc in zip(panels, arcs, strict=True):
        _panel(axes, arc)
    panels[-1].set(xlabel="place in the text, 0 to 1", xlim=(0, 1))
    panels[0].legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    return figure


def _panel(axes: Axes, arc: Arc) -> None:
    places, own = [arc.found.place(point) for point in arc.found], arc.found.curves["valence"]
    if arc.control is not None:
        _band(axes, places, arc.control)
    if arc.other is not None:
        _line(axes, places, _rescaled(arc.other, own), "VADER, rescaled", 1)
    _line(axes, places, own, "kgservice", 0)
    for count, turn in enumerate(arc.found.turning_points(), start=1):
        axes.plot([turn.place], [turn.value], "^" if turn.kind == "peak" else "v", color="black")
        axes.annotate(str(count), (turn.place, turn.value), (0, 8), textcoords="offset points", ha="center")
    axes.set_title(printable(arc.name).replace("$", r"\$"), fontsize=10)
    axes.set_ylabel("valence")
    axes.margins(y=0.2)


def _rescaled(curve: Curve, like: Curve) -> Curve:
    """Return a curve with the mean and standard deviation of another."""
    known, wanted = ([value for value in each if value is not None] for each in (curve, like))
    if not known or not wanted or not pstdev(known):
        return curve
    middle, goal, scale = fmean(known), fmean(wanted), pstdev(wanted) / pstdev(known)
    return tuple(None if value is None else goal + (value - middle) * scale for value in curve)


def _line(axes: Axes, places: Sequence[float], curve: Curve, name: str, style: int) -> None:
    step = max(1, len(places) // DRAWN)
    heights = [float("nan") if value is None else value for value in curve[::step]]
    axes.plot(places[::step], heights, color=figures.COLOURS[style], linestyle=figures.DASHES[style], label=name)


def _band(axes: Axes, places: Sequence[float], control: Chance) -> None:
    """Draw between which values 95 % of the shuffled curves lie at each place."""
    step = max(1, len(places) // DRAWN)
    ends = list(_ends(control, range(0, len(places), step)))
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    axes.fill_between(places[::step], lows, highs, color="grey", alpha=0.25, linewidth=0, label="95 % of shuffled")


def _ends(control: Chance, places: Sequence[int]) -> Iterator[tuple[float, float]]:
    for place in places:
        known = sorted(value for curve in control.curves if (value := curve[place]) is not None)
        outside = int(len(known) * (1 - MIDDLE) / 2)
        yield (known[outside], known[-1 - outside]) if known else (float("nan"), float("nan"))


if __name__ == "__main__":
    raise SystemExit(main())
