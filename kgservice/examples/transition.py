"""Transitions: the way from one mood to another by named stations, and which emotion comes next in conversations.

Without a file: the way from an emotion to a goal, or back to what a personality is given to, in steps of one length; in
music therapy a list of pieces along such a way follows the iso principle (Altshuler 1948): meet the mood, then lead it.
With conversations: how well the next emotion is foretold, cross-validated by conversation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgservice import content
from kgservice.classify import figures
from kgservice.classify.evaluation.document import Document, Section, Table, number, span
from kgservice.classify.evaluation.intervals import Difference, Interval, difference, interval, library, resamples
from kgservice.errors import ContentError
from kgservice.examples import report
from kgservice.learn.next_emotion import Feature, NextEmotion, counted, learn, same
from kgservice.ontology import Ontology, load_ontology
from kgservice.ontology.conversations import ANNOTATED, SPEAKERS, Conversation, Pair, Speaker, pairs, read_conversations
from kgservice.ontology.model import DIMENSIONS, VAD
from kgservice.ontology.moods import STEP, Personality, Station, stations
from kgservice.ontology.paths import leads_to_links
from kgservice.ontology.plausibility import Plausibility
from kgservice.ontology.sources import read_sources
from kgservice.ontology.transitions import changes, links

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FOLDS = 5
STATES = tuple(sorted({emotion for emotion in ANNOTATED.values() if emotion}))
TITLE = "From one emotion to the next"
PERSISTS = "stays the same"
CORPUS = "corpus-transition"
"""How the kinds of those leadsTo statements begin that were found in conversations."""

Learner = Callable[[Mapping[Pair, int]], NextEmotion]


@dataclass(frozen=True)
class Result:
    """How well a model foretells: mean natural log-loss, and the share of steps among its first 1 and first 3.

    ``draws``: the log-loss in each resample of the conversations, the same for every model, so that two can be paired.
    """

    name: str
    loss: tuple[float, Interval]
    first: tuple[float, Interval]
    third: tuple[float, Interval]
    draws: Any

    def better(self, base: Result) -> Difference:
        """Return by how much the log-loss is below that of another model, with its interval and p."""
        return difference(base.loss[0] - self.loss[0], base.draws - self.draws)


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
        str,
        typer.Option(
            help="Openness, conscientiousness, extraversion, agreeableness, stability: five numbers from -1 to 1."
        ),
    ] = "0,0,0,0,0",
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


def _way(ontology: Ontology, start: str, goal: str | None, traits: str, step: float) -> Iterator[Station]:
    here = ontology[start].vad
    there = _personality(traits).baseline if goal is None else ontology[goal].vad
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
    with report.steps(len(SPEAKERS) * len(_learners(ontology))) as done:
        for speaker in SPEAKERS:
            own = [Counter(pairs(conversation, speaker)) for conversation in _used(known, speaker)]
            found[speaker] = []
            for name, learner in _learners(ontology).items():
                done(f"{speaker}: {name}")
                found[speaker].append(_cross_validated(name, learner, own))
    return found


def _used(known: Sequence[Conversation], speaker: Speaker) -> list[Conversation]:
    """Return the conversations that hold a step; raises `ContentError` when there are too few to divide."""
    used = [conversation for conversation in known if any(pairs(conversation, speaker))]
    if len(used) < FOLDS:
        raise ContentError(f"{len(used)} conversations with two emotional turns of a {speaker}; it takes {FOLDS}.")
    return used


def _learners(ontology: Ontology) -> dict[str, Learner]:
    judge = Plausibility(ontology)

    def near(first: str, second: str) -> float:
        return judge.step(first, second).distance or 0.0

    def plausible(first: str, second: str) -> float:
        return 0.0 if first == second else judge.step(first, second).score or 0.0

    def lexical(first: str, second: str) -> float:
        known = leads_to_links(ontology).get((first, second), ())
        return max((link.confidence for link in known if not link.kind.startswith(CORPUS)), default=0.0)

    def with_links(counts: Mapping[Pair, int]) -> NextEmotion:
        stated = {each.pair for each in links(changes(Counter(counts).elements()))}
        return learn(counts, STATES, [same, near, lambda a, b: float(Pair(a, b) in stated)])

    def of(*features: Feature) -> Learner:
        return lambda counts: learn(counts, STATES, features)

    return {
        "frequency": of(),
        PERSISTS: of(same),
        "and VAD distance": of(same, near),
        "and leadsTo from WordNet": of(same, near, lexical),
        "and leadsTo from the other folds": with_links,
        "and plausibility as released (not held out)": of(same, near, plausible),
        "table of counts": lambda counts: counted(counts, STATES),
    }


def _cross_validated(name: str, learner: Learner, own: Sequence[Counter[Pair]]) -> Result:
    """Judge each conversation by what the other folds teach; intervals by drawing conversations."""
    numpy = library()
    sums = numpy.zeros((len(own), 4))
    for fold in range(FOLDS):
        model = learner(sum((c for i, c in enumerate(own) if i % FOLDS != fold), Counter[Pair]()))
        for i in range(fold, len(own), FOLDS):
            for pair, count in own[i].items():
                rank = model.rank(pair)
                sums[i] += [count, count * model.loss(pair), count * (rank <= 1), count * (rank <= 3)]
    draws = numpy.concatenate([batch @ sums for batch in resamples([1] * len(own))])
    whole = sums.sum(axis=0)
    loss, first, third = ((float(whole[i] / whole[0]), interval(draws[:, i] / draws[:, 0])) for i in (1, 2, 3))
    return Result(name, loss, first, third, draws[:, 1] / draws[:, 0])


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
    figure = figures.new_figure(8, 6)
    axes = figure.subplots()
    points: list[VAD] = [station.point for station in way]
    axes.plot([p.valence for p in points], [p.arousal for p in points], "o-", color=figures.COLOURS[0])
    for station in way:
        place = (station.point.valence, station.point.arousal)
        axes.annotate(station.emotion.label, place, (5, 5), textcoords="offset points")
    axes.set(xlim=(-1, 1), ylim=(-1, 1), xlabel="valence, -1 to 1", ylabel="arousal, -1 to 1")
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
