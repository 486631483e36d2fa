"""Star ratings foretold from the emotions in a review, beside its words and a valence lexicon; and what each part adds.

Every set of features is measured by ridge regression and cross-validation on the same folds.  For the figure per star
a number foretold counts as the nearest rating that occurs in the file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, log1p
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice.classify import figures
from kgservice.classify.evaluation import Example, score
from kgservice.classify.evaluation.agreement import agreement, resampled
from kgservice.classify.evaluation.baselines import vader_scores
from kgservice.classify.evaluation.document import Document, Row, Section, Table, number, span
from kgservice.classify.evaluation.intervals import Difference, Interval, difference, interval
from kgservice.classify.evaluation.records import field, read_records
from kgservice.classify.texts import TextRecord
from kgservice.errors import TableError, nearest
from kgservice.examples import report
from kgservice.learn.ratings import FOLDS, FeatureSet, foretold
from kgservice.ontology.model import DIMENSIONS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Ratings of reviews"
MEAN, WORDS, VADER, EMOTIONS = "the mean", "words", "VADER", "emotions"
PART = f"{EMOTIONS} without "
WITHOUT: dict[str, tuple[str, ...]] = {
    "VAD": DIMENSIONS,
    "tiers": ("tier1_", "tier2_", "tier3_"),
    "intensity": ("intensity",),
    "links": ("opposite_", "leads_to_", "conflict"),
}
"""What is left out in turn: how the names of its columns begin."""

COLUMNS = ("features", "MAE", "interval", "r", "interval of r", "macro-F1", "MAE below {}", "p")

Texts = list[str]


@dataclass(frozen=True, slots=True)
class Reviews:
    """The texts of a file with their ratings, groups (None without) and votes (None without)."""

    texts: Texts
    ratings: list[float]
    groups: list[str] | None
    votes: list[float] | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What one set of features reached.

    ``better_by``: how much lower its error is than that of words or, for emotions without a part, of all emotions.
    """

    name: str
    error: float
    error_interval: Interval
    r: float | None
    r_interval: Interval
    macro_f1: float | None
    better_by: Difference | None


def reviews(
    file: Annotated[Path, typer.Argument(help="Reviews: .csv, .tsv, .jsonl or .parquet.", exists=True, dir_okay=False)],
    text: Annotated[str, typer.Option(help="Field of the text.")] = "text",
    rating: Annotated[str, typer.Option(help="Field of the rating.")] = "rating",
    levels: Annotated[str, typer.Option(help="Ratings that are words, lowest first: bad,fair,good.")] = "",
    group: Annotated[str, typer.Option(help="Field whose rows stay together, such as the product.")] = "",
    votes: Annotated[str, typer.Option(help="Field of helpful votes, foretold too: log(1 + votes).")] = "",
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Foretell ratings of reviews from emotions, words, and both, and say what tiers, VAD and links add.

    Example: python -m kgservice.examples.reviews reviews.csv --rating stars --group product
    """
    found = _read(file, text, rating, [level.strip() for level in levels.split(",") if level.strip()], group, votes)
    targets = {f"Rating ({len(found.texts)} reviews)": (found.ratings, True)}
    if found.votes is not None:
        targets["Helpful votes, log(1 + votes)"] = ([log1p(count) for count in found.votes], False)
    sets = feature_sets(found.texts)
    measured = {}
    with report.steps(len(sets) * len(targets)) as step:
        for name, (target, stars) in targets.items():
            measured[name] = _measured(found, target, sets, stars, step)
    report.show(_document(file, measured), output)
    if plot:
        report.save_plot(
            plot, _drawn(measured), TITLE, "Mean absolute error with 95 % intervals of each set of features."
        )


def feature_sets(texts: Texts) -> dict[str, FeatureSet]:
    """Return the sets of features to compare, by name; raises `MissingExtra` without scikit-learn or VADER."""
    import numpy

    from kgservice.classify.transformer import EmotionFeatures

    features = EmotionFeatures(links=True).fit(texts)
    names, emotions = list(features.get_feature_names_out()), features.transform(texts)
    vader = vader_scores()
    valence = numpy.array([list(vader(each).values()) for each in texts])
    found = {
        MEAN: FeatureSet(),
        VADER: FeatureSet(columns=valence),
        WORDS: FeatureSet(words=True),
        EMOTIONS: FeatureSet(columns=emotions),
        f"{WORDS} + {VADER}": FeatureSet(True, valence),
        f"{WORDS} + {EMOTIONS}": FeatureSet(True, emotions),
        f"{WORDS} + {VADER} + {EMOTIONS}": FeatureSet(True, numpy.hstack([valence, emotions])),
    }
    for part, starts in WITHOUT.items():
        kept = [place for place, name in enumerate(names) if not name.startswith(starts)]
        found[PART + part] = FeatureSet(columns=emotions[:, kept])
    return found


def _read(file: Path, text: str, rating: str, levels: Sequence[str], group: str, votes: str) -> Reviews:
    records = list(report.counted(read_records(file, text), "reviews"))

    def column(name: str) -> list[float]:
        return [_number(record, name, str(file)) for record in records]

    ratings = [_level(record, rating, levels, str(file)) for record in records] if levels else column(rating)
    groups = [str(field(record, (group,), str(file))[1]) for record in records] if group else None
    return Reviews([record.text for record in records], ratings, groups, column(votes) if votes else None)


def _number(record: TextRecord, name: str, file: str) -> float:
    _, cell = field(record, (name,), file)
    try:
        value = float(str(cell))
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        fix = "Write a number, or name ratings that are words with --levels."
        raise TableError(file, record.number, name, f"{cell!r:.40} is no number", fix)
    return value


def _level(record: TextRecord, name: str, levels: Sequence[str], file: str) -> float:
    _, cell = field(record, (name,), file)
    if str(cell) not in levels:
        near = ", ".join(nearest(str(cell), levels) or levels)
        raise TableError(file, record.number, name, f"{cell!r:.40} is none of the levels", f"Nearest: {near}.")
    return levels.index(str(cell)) + 1.0


def _measured(
    found: Reviews, target: Sequence[float], sets: Mapping[str, FeatureSet], stars: bool, step: Callable[[str], None]
) -> list[Figures]:
    told = foretold(found.texts, target, sets, found.groups, step)
    own = {name: agreement(target, values) for name, values in told.items()}
    draws = {name: resampled(target, values) for name, values in told.items()}
    rows = []
    for name, (rs, errors) in draws.items():
        base = EMOTIONS if _is_part(name) else WORDS
        below = None if name == base else difference(own[base].error - own[name].error, draws[base][1] - errors)
        r = None if name == MEAN else own[name].r  # the means of the parts differ by chance alone
        f1 = macro_f1(target, told[name]) if stars else None
        rows.append(Figures(name, own[name].error, interval(errors), r, interval(rs), f1, below))
    return rows


def _is_part(name: str) -> bool:
    return name.startswith(PART)


def macro_f1(ratings: Sequence[float], told: Sequence[float]) -> float:
    """Return the mean F1 over the whole ratings that occur, each number told counting as the nearest of them.

    >>> macro_f1([1, 1, 5, 5], [1.2, 2.9, 6.0, 4.0])
    1.0
    """
    levels = sorted({round(rating) for rating in ratings})
    near = [min(levels, key=lambda level: (abs(level - value), level)) for value in told]
    gold = [Example(0, "", frozenset([str(round(rating))])) for rating in ratings]
    return score("", gold, [{str(level): 1.0} for level in near]).macro_f1


def _document(file: Path, measured: Mapping[str, Sequence[Figures]]) -> Document:
    sections = []
    for heading, rows in measured.items():
        whole = _table(
            f"{file.name}: cross-validated in {FOLDS} parts", WORDS, [r for r in rows if not _is_part(r.name)]
        )
        parts = _table("What is lost without a part of the emotions", EMOTIONS, [r for r in rows if _is_part(r.name)])
        sections.append(Section(heading, (), (whole, parts)))
    return Document(TITLE, tuple(sections))


def _table(caption: str, base: str, rows: Sequence[Figures]) -> Table:
    return Table(caption, tuple(column.format(base) for column in COLUMNS), tuple(map(_row, rows)))


def _row(one: Figures) -> Row:
    better = one.better_by
    below = ("", "") if better is None else (f"{number(better.by)} ({span(better.interval)})", number(better.p))
    r = ("", "") if one.r is None else (number(one.r), span(one.r_interval))
    return (one.name, number(one.error), span(one.error_interval), *r, number(one.macro_f1), *below)


def _drawn(measured: Mapping[str, Sequence[Figures]]) -> Figure:
    most = max(map(len, measured.values()))
    figure = figures.new_figure(2.6 + 3 * len(measured), 1 + 0.3 * most)
    panels = figure.subplots(1, len(measured), sharey=True, squeeze=False)[0]
    for axes, (heading, rows) in zip(panels, measured.items(), strict=True):
        names = [one.name for one in rows]
        report.interval_dots(axes, names, [one.error for one in rows], [one.error_interval for one in rows])
        axes.set(title=heading, xlabel="mean absolute error")
    return figure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case and return its exit status."""
    return report.run(reviews, arguments)


if __name__ == "__main__":
    sys.exit(main())
