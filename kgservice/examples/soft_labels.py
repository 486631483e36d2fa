"""Soft labels: a bag-of-words classifier trained with one-hot labels, label smoothing, and labels softened by distance.

What differs between the softened ones is only where the mass goes that the right label gives away: to all others alike,
to those near in the tree, near in VAD, or (the control) near in a tree whose names were shuffled.  How much it gives
away and the penalty are chosen for each on training rows that are left out; then texts never seen are judged.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kgservice.classify import figures
from kgservice.classify.evaluation.document import Document, Section, Table, number
from kgservice.classify.evaluation.meanings import Meaning, Meanings, cut
from kgservice.classify.evaluation.records import field, read_records
from kgservice.classify.evaluation.selection import select
from kgservice.errors import ContentError
from kgservice.examples import report
from kgservice.learn.soft_labels import Outcome, Words, judge, mean_interval
from kgservice.ontology import crosswalk, load_ontology
from kgservice.ontology.matrices import FARTHEST_IN_TREE, Matrix, Rows, matrix, soft_targets
from kgservice.ontology.schemes import TONE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ONE_HOT = "one-hot"
TITLE = "Labels softened by distance"
KEPT = (0.9, 0.7, 0.5)
SHARPNESS = (5.0, 10.0)
PENALTIES = (0.1, 0.3, 1.0)
"""What is chosen from."""

LEAST_ROWS = 50
"""A label with fewer training rows takes no part."""


class Example(NamedTuple):
    """A text and the id of the one emotion that it is labelled with."""

    text: str
    emotion: str


class Setting(NamedTuple):
    """What a way of softening uses: see `soft_targets` and `softmax.fit`."""

    kept: float
    sharpness: float
    penalty: float


class Part(NamedTuple):
    """Texts and their labels as places in the matrices."""

    texts: list[str]
    labels: list[int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case; see `report.run`."""
    return report.run(soft_labels, arguments)


def soft_labels(
    file: Annotated[Path, typer.Argument(help="Labelled texts with the splits train and dev.", exists=True)],
    scheme: Annotated[str, typer.Option(help="The scheme of the labels.")] = "goemotions",
    label_column: Annotated[str, typer.Option(help="Column or field of the labels.")] = "raw",
    rows: Annotated[str, typer.Option(help="Numbers of training rows, joined by commas.")] = "1000,4000,12000",
    seeds: Annotated[int, typer.Option(help="How many draws of the training rows.", min=2)] = 5,
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Train with one-hot, smoothed and softened labels, and compare F1 and how far off the errors are.

    Example: python -m kgservice.examples.soft_labels goemotions.jsonl --scheme goemotions --label-column raw
    """
    sizes = _sizes(rows)
    training, judged = (list(_examples(file, scheme, label_column, split)) for split in ("train", "dev"))
    near = _matrices(training, judged)
    training, judged = (_kept(some, near[ONE_HOT]) for some in (training, judged))
    found: dict[tuple[int, str], list[Outcome]] = defaultdict(list)
    with report.steps(len(sizes) * seeds) as step:
        for size in sizes:
            chosen: dict[str, Setting] = {}
            for seed in range(seeds):
                step(f"{size} rows, draw {seed + 1} of {seeds}")
                drawn = random.Random(f"{size} {seed}").sample(training, min(size, len(training)))
                chosen = chosen or {name: _choose(drawn, own, name) for name, own in near.items()}
                for name, outcome in _outcomes(drawn, judged, near, chosen):
                    found[size, name].append(outcome)
    report.show(Document(TITLE, (_section(found, near, len(judged)),)), output)
    if plot:
        report.save_plot(plot, draw(found, sizes), TITLE, "Macro-F1 and distance of errors by number of training rows.")


def _sizes(rows: str) -> list[int]:
    sizes = [int(each) if each.strip().isdecimal() else 0 for each in rows.split(",")]
    if 0 in sizes:
        raise typer.BadParameter(f'"{rows}" holds more than numbers from 1 on; write them as in 1000,4000')
    return sizes


def _examples(file: Path, scheme: str, column: str, split: str) -> Iterator[Example]:
    """Yield the rows of a split that have one label, which is an emotion of the tree exactly or closely."""
    meanings = _exactly(scheme)
    keeps = select(file, split=split).keeps
    for record in read_records(file):
        if keeps(record):
            labels = cut(field(record, (column,), str(file))[1], meanings) or ()
            if len(labels) == 1 and len(found := meanings(labels[0]).emotions) == 1:
                yield Example(record.text, *found)


def _exactly(scheme: str) -> Meanings:
    """Return the meanings of a scheme's labels as emotions of the tree, of any tier; none where one is not near."""
    crosswalk.scheme(scheme)
    tree = frozenset(matrix(load_ontology(), "tree").ids)

    @cache
    def meaning(label: str) -> Meaning:
        found = crosswalk.convert(label, scheme, TONE)
        near = found.labels if found.loss in ("exact", "close") else ()
        return Meaning(frozenset(each.id for each in near) & tree, found.loss)

    return meaning


def _matrices(training: Sequence[Example], judged: Sequence[Example]) -> dict[str, Matrix]:
    """Return the distances that each way softens by, over the labels that are frequent enough."""
    counts: dict[str, int] = defaultdict(int)
    for example in training:
        counts[example.emotion] += 1
    ids = sorted(name for name, count in counts.items() if count >= LEAST_ROWS)
    if len(ids) < 2 or not judged:
        raise ContentError(f"{len(ids)} labels with {LEAST_ROWS} rows in the split train; it takes 2, and rows in dev.")
    tree, vad = (matrix(load_ontology(), kind).only(ids) for kind in ("tree", "vad"))
    shuffled = random.Random("control").sample(ids, len(ids))
    control = Matrix("tree distance of shuffled names", tree.ids, tree.only(shuffled).rows)
    return {ONE_HOT: tree, "smoothed": tree, "tree": tree, "VAD": vad, "shuffled tree": control}


def _kept(examples: Sequence[Example], near: Matrix) -> list[Example]:
    return [example for example in examples if example.emotion in near.ids]


def _part(examples: Sequence[Example], near: Matrix) -> Part:
    return Part([e.text for e in examples], [near.ids.index(e.emotion) for e in examples])


def _targets(name: str, near: Matrix, setting: Setting) -> Rows:
    return soft_targets(near, 1.0 if name == ONE_HOT else setting.kept, setting.sharpness)


def _settings(name: str) -> list[Setting]:
    kept = (1.0,) if name == ONE_HOT else KEPT
    sharpness = (0.0,) if name in (ONE_HOT, "smoothed") else SHARPNESS
    return [Setting(k, s, p) for k in kept for s in sharpness for p in PENALTIES]


def _choose(drawn: Sequence[Example], near: Matrix, name: str) -> Setting:
    """Return the setting with the best macro-F1 on a third of the training rows, trained on the others."""
    import numpy as np

    cut = len(drawn) * 2 // 3
    learn, test = _part(drawn[:cut], near), _part(drawn[cut:], near)
    words, right = Words.of(learn.texts, test.texts), np.array(test.labels)

    def macro_f1(setting: Setting) -> float:
        answered = words.answers(np.array(learn.labels), _targets(name, near, setting), setting.penalty)
        return judge(right, answered, near).macro_f1

    return max(_settings(name), key=macro_f1)


def _outcomes(
    drawn: Sequence[Example], judged: Sequence[Example], near: dict[str, Matrix], chosen: dict[str, Setting]
) -> Iterator[tuple[str, Outcome]]:
    """Yield how each way does; distances are always those of the tree."""
    import numpy as np

    tree = near[ONE_HOT]
    learn, test = _part(drawn, tree), _part(judged, tree)
    words, right = Words.of(learn.texts, test.texts), np.array(test.labels)
    for name, own in near.items():
        answered = words.answers(np.array(learn.labels), _targets(name, own, chosen[name]), chosen[name].penalty)
        yield name, judge(right, answered, tree)


def _section(found: dict[tuple[int, str], list[Outcome]], near: dict[str, Matrix], judged: int) -> Section:
    columns = ("labels", "training rows", "macro-F1", "better by", "steps of errors", "fewer by", "steps over all")
    rows = tuple(_row(name, size, outcomes, found[size, ONE_HOT]) for (size, name), outcomes in found.items())
    draws = len(next(iter(found.values())))
    remark = (
        f"{len(near[ONE_HOT].ids)} labels of the tree, {judged} texts judged, {draws} draws of the training rows. "
        f"Steps go through the tree, at most {FARTHEST_IN_TREE}. Intervals of the paired difference to one-hot labels: "
        "95 %, Student's t over the draws."
    )
    return Section("Trained and judged", (remark,), (Table("Mean over the draws", columns, rows),))


def _row(name: str, size: int, outcomes: Sequence[Outcome], base: Sequence[Outcome]) -> tuple[str, ...]:
    f1 = [each.macro_f1 for each in outcomes]
    steps = [FARTHEST_IN_TREE * each.error_distance for each in outcomes]
    gains = [each - b.macro_f1 for each, b in zip(f1, base, strict=True)]
    fewer = [FARTHEST_IN_TREE * b.error_distance - each for each, b in zip(steps, base, strict=True)]
    overall = fmean(FARTHEST_IN_TREE * each.distance for each in outcomes)
    shown = ("", "") if name == ONE_HOT else (_signed(gains), _signed(fewer))
    return (name, str(size), number(fmean(f1)), shown[0], number(fmean(steps)), shown[1], number(overall))


def _signed(differences: Sequence[float]) -> str:
    low, high = mean_interval(differences)
    return f"{fmean(differences):+.3f} ({low:+.3f} to {high:+.3f})"


def draw(found: dict[tuple[int, str], list[Outcome]], sizes: Sequence[int]) -> Figure:
    """Return the plot: macro-F1 and the distance of errors by the number of training rows."""
    figure = figures.new_figure(9, 4)
    axes = figure.subplots(1, 2)
    names = dict.fromkeys(name for _, name in found)
    for name, colour, dashes in zip(names, figures.COLOURS, figures.DASHES, strict=False):
        f1 = [fmean(each.macro_f1 for each in found[size, name]) for size in sizes]
        steps = [fmean(FARTHEST_IN_TREE * each.error_distance for each in found[size, name]) for size in sizes]
        for axis, heights in zip(axes, (f1, steps), strict=True):
            axis.plot(sizes, heights, color=colour, linestyle=dashes, marker="o", markersize=4, label=name)
    axes[0].set(ylabel="macro-F1, 0 to 1")
    axes[1].set(ylabel=f"steps through the tree of an error, 1 to {FARTHEST_IN_TREE}")
    for axis in axes:
        axis.set(xlabel="training rows", xscale="log")
        axis.set_xticks(sizes, map(str, sizes))
        axis.minorticks_off()
    axes[1].legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    return figure


if __name__ == "__main__":
    raise SystemExit(main())
