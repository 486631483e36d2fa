"""Transitions: the way from one mood to another by named stations, and which emotion comes next in conversations.

Without a file: the way from an emotion to a goal, or back to what a personality is given to, in steps of one length; in
music therapy a list of pieces along such a way follows the iso principle (Altshuler 1948): meet the mood, then lead it.
With conversations: how well the next emotion is foretold, cross-validated by conversation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice import content
from kgservice.classify import figures
from kgservice.classify.evaluation.document import Document, Section, Table, number, span
from kgservice.classify.evaluation.intervals import Difference
from kgservice.errors import ContentError
from kgservice.examples import report
from kgservice.learn.foretelling import FOLDS, PERSISTS, Result, cross_validated, learners, usable
from kgservice.ontology import Ontology, load_ontology
from kgservice.ontology.conversations import SPEAKERS, Speaker, read_conversations
from kgservice.ontology.model import DIMENSIONS, VAD
from kgservice.ontology.moods import STEP, Personality, Station, stations
from kgservice.ontology.sources import read_sources

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "From one emotion to the next"
AVERAGE = "0,0,0,0,0"
_SIDES = {True: "bottom", False: "top"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case; see `report.run`."""
    return report.run(transition, arguments)


def transition(
    conversations: Annotated[
        Path | None, typer.Argument(help="Conversations as JSON lines, to measure on.", exists=True)
    ] = None,
    start: Annotated[str, typer.Option(help="The emotion to start from.")] = "anxiety",
    goal: Annotated[
        str | None, typer.Option(help="The emotion to go to; without it, where the personality is.")
    ] = None,
    traits: Annotated[
        str | None,
        typer.Option(
            help="Openness, conscientiousness, extraversion, agreeableness, stability: five numbers from -1 to 1; "
            "without them, the average of all. Not with --goal."
        ),
    ] = None,
    step: Annotated[float, typer.Option(help="Length of a step in VAD space.")] = STEP,
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Lead a mood step by step, or measure how well the next emotion is foretold.

    Example: python -m kgservice.examples.transition --start anxiety --goal contentment
    """
    ontology = load_ontology()
    if conversations is None:
        way = list(_way(ontology, start, goal, traits, step))
        report.show(Document(TITLE, (_way_section(way),)), output)
        figure = partial(draw_way, way)
    else:
        found = _measured(conversations, ontology)
        report.show(Document(TITLE, tuple(_section(*each) for each in found.items())), output)
        figure = partial(draw_losses, found)
    if plot:
        report.save_plot(plot, figure(), TITLE, "The table beside it holds the same figures.")


def _way(ontology: Ontology, start: str, goal: str | None, traits: str | None, step: float) -> Iterator[Station]:
    if goal is not None and traits is not None:
        raise typer.BadParameter("--goal and --traits both say where to; give one")
    here = ontology[start].vad
    there = _personality(AVERAGE if traits is None else traits).baseline if goal is None else ontology[goal].vad
    if here is None or there is None:
        raise ContentError(f"{start if here is None else goal} has no VAD, so no way leads there. Name another one.")
    return stations(ontology, here, there, step)


def _personality(traits: str) -> Personality:
    try:
        numbers = [float(each) for each in traits.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 5:
        raise typer.BadParameter(f'"{traits}" is not five numbers joined by commas, such as 0,0,0.5,0,-0.5')
    return Personality(*numbers)


def _way_section(way: Sequence[Station]) -> Section:
    rows = tuple(
        (station.emotion.label, *(f"{each:+.2f}" for each in station.point), f"{station.distance:.2f}")
        for station in way
    )
    remark = f"{len(way)} stations; each emotion names one point, and lies so far from it in VAD space."
    return Section("The way", (remark,), (Table("Stations", ("emotion", *DIMENSIONS, "distance"), rows),))


def _measured(file: Path, ontology: Ontology) -> dict[Speaker, list[Result]]:
    sources = [source.id for source in read_sources(content.path("ontology", "sources.tsv"))]
    known = read_conversations(file, sources)
    found: dict[Speaker, list[Result]] = {}
    with report.steps(len(SPEAKERS) * len(learners(ontology))) as done:
        for speaker in SPEAKERS:
            own = usable(known, speaker)
            found[speaker] = []
            for name, learner in learners(ontology).items():
                done(f"{speaker}: {name}")
                found[speaker].append(cross_validated(name, learner, own))
    return found


def _section(speaker: str, results: Sequence[Result]) -> Section:
    base = next(each for each in results if each.name == PERSISTS)
    rows = tuple((r.name, *_figures(r), *(("", "") if r is base else _better(r.better(base)))) for r in results)
    columns = ("model", "log-loss", "interval", "hits at 1", "interval", "hits at 3", "interval", "better by", "p")
    remark = (
        f"Emotional turns that follow each other, {speaker}; {FOLDS}-fold by conversation. Better by: how far the "
        f'log-loss is below that of "{PERSISTS}".'
    )
    return Section(f"The next emotion, {speaker}", (remark,), (Table("Less log-loss is better", columns, rows),))


def _figures(result: Result) -> Iterator[str]:
    for value, ends in (result.loss, result.first, result.third):
        yield from (number(value), span(ends))


def _better(found: Difference) -> tuple[str, str]:
    return f"{found.by:+.3f} ({found.interval.low:+.3f} to {found.interval.high:+.3f})", f"{found.p:.3f}"


def draw_way(way: Sequence[Station]) -> Figure:
    """Return the plot of a way: valence and arousal of its points, each with its name."""
    figure = figures.new_figure(9, 3.5)
    axes = figure.subplots()
    points: list[VAD] = [station.point for station in way]
    axes.plot([p.valence for p in points], [p.arousal for p in points], "o-", color=figures.COLOURS[0])
    for number_, station in enumerate(way):
        place, above = (station.point.valence, station.point.arousal), number_ % 2 == 0
        offset = (0, 9 if above else -9)
        axes.annotate(station.emotion.label, place, offset, textcoords="offset points", ha="center", va=_SIDES[above])
    axes.set(xlabel="valence, -1 to 1", ylabel="arousal, -1 to 1")
    axes.margins(0.15, 1.0)
    axes.grid(linewidth=0.4)
    return figure


def draw_losses(found: Mapping[Speaker, Sequence[Result]]) -> Figure:
    """Return the plot of the log-losses with their intervals."""
    figure = figures.new_figure(9, 5)
    for axes, (speaker, results) in zip(figure.subplots(len(found), 1, sharex=True), found.items(), strict=True):
        names, losses = [r.name for r in results], [r.loss for r in results]
        report.interval_dots(axes, names, [loss for loss, _ in losses], [ends for _, ends in losses])
        axes.set_title(speaker, fontsize=10)
    axes.set_xlabel("log-loss, nats; less is better")
    return figure


if __name__ == "__main__":
    raise SystemExit(main())
