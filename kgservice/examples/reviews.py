"""Star ratings foretold from the emotions in a review, beside its words and a valence lexicon; and what each part adds.

Every set of features is measured by ridge regression and cross-validation on the same folds.  For the figure per star
a number foretold counts as the nearest rating that occurs in the file.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from math import log1p
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice.classify import figures
from kgservice.classify.evaluation.baselines import vader_scores
from kgservice.classify.evaluation.document import Document, Row, Section, Table, number, span
from kgservice.classify.evaluation.records import read_records
from kgservice.examples import report
from kgservice.learn.rating_scores import RatingScore, rating_scores
from kgservice.learn.ratings import FOLDS, FeatureSet, foretold
from kgservice.learn.reviews import ReviewFields, read_reviews
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
    words = tuple(level.strip() for level in levels.split(",") if level.strip())
    records = report.counted(read_records(file, text), "reviews")
    found = read_reviews(records, str(file), ReviewFields(rating, group, votes, words))
    targets = {f"Rating ({len(found.texts)} reviews)": (found.ratings, True)}
    if found.votes is not None:
        targets["Helpful votes, log(1 + votes)"] = ([log1p(count) for count in found.votes], False)
    sets = feature_sets(found.texts)
    measured = {}
    with report.steps(len(sets) * len(targets)) as step:
        for name, (target, stars) in targets.items():
            told = foretold(found.texts, target, sets, found.groups, step)
            measured[name] = rating_scores(target, told, {each: _base(each) for each in told}, levels=stars)
    report.show(_document(file, measured), output)
    if plot:
        report.save_plot(
            plot, _drawn(measured), TITLE, "Mean absolute error with 95 % intervals of each set of features."
        )


def _base(name: str) -> str:
    return EMOTIONS if _is_part(name) else WORDS


def _is_part(name: str) -> bool:
    return name.startswith(PART)


def feature_sets(texts: Sequence[str]) -> dict[str, FeatureSet]:
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


def _document(file: Path, measured: Mapping[str, Sequence[RatingScore]]) -> Document:
    sections = []
    for heading, rows in measured.items():
        whole = _table(
            f"{file.name}: cross-validated in {FOLDS} parts", WORDS, [r for r in rows if not _is_part(r.name)]
        )
        parts = _table("What is lost without a part of the emotions", EMOTIONS, [r for r in rows if _is_part(r.name)])
        sections.append(Section(heading, (), (whole, parts)))
    return Document(TITLE, tuple(sections))


def _table(caption: str, base: str, rows: Sequence[RatingScore]) -> Table:
    return Table(caption, tuple(column.format(base) for column in COLUMNS), tuple(map(_row, rows)))


def _row(one: RatingScore) -> Row:
    better = one.better_by  # the means of the parts differ by chance alone, so their r says nothing
    below = ("", "") if better is None else (f"{number(better.by)} ({span(better.interval)})", number(better.p))
    r = ("", "") if one.r is None or one.name == MEAN else (number(one.r), span(one.r_interval))
    return (one.name, number(one.error), span(one.error_interval), *r, number(one.macro_f1), *below)


def _drawn(measured: Mapping[str, Sequence[RatingScore]]) -> Figure:
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
