"""Measure valence, arousal and dominance of texts against ratings by people.

Figures per dimension: Pearson's r, which asks only whether texts come in the right order and distance, and the mean
absolute error on -1 to 1, which also asks for the right place.  A text to which a labeller gives no VAD counts as the
middle of the scale, 0.  Intervals as in `intervals`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.evaluation.agreement import agreement, resampled
from kgservice.classify.evaluation.baselines import vader
from kgservice.classify.evaluation.intervals import Interval, interval, library
from kgservice.classify.evaluation.labellers import OURS
from kgservice.classify.evaluation.ratings import RatedReading, read_rated
from kgservice.classify.evaluation.records import Progress
from kgservice.errors import MissingExtra, TableError
from kgservice.ontology.model import DIMENSIONS

Point = Sequence[float | None]
"""Valence, arousal and dominance; None for what a rater of texts does not tell."""

Rater = Callable[[Sequence[str]], Iterable[Point]]
"""From texts to their points, in the same order."""

MIDDLE: Point = (0.0, 0.0, 0.0)
BATCH = 256


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """``r``: Pearson's, -1 to 1, None for a rater that gives every text the same; ``error``: mean absolute, 0 to 2."""

    dimension: str
    r: float | None
    error: float
    r_interval: Interval | None = None
    error_interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class AffectScore:
    """What one rater reached, by dimension; without those that it does not tell."""

    name: str
    dimensions: tuple[DimensionScore, ...]

    def __getitem__(self, dimension: str) -> DimensionScore:
        """Return the score of one dimension; raises `KeyError`."""
        return {score.dimension: score for score in self.dimensions}[dimension]


@dataclass(frozen=True, slots=True)
class AffectReport:
    """What was measured on one file; ``rated``: rows that have ratings, ``missing``: what did not run, and why."""

    file: str
    selection: str
    scale: tuple[float, float]
    rated: int
    scores: tuple[AffectScore, ...]
    missing: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain JSON."""
        return asdict(self) | {"missing": dict(self.missing)}

    def __getitem__(self, name: str) -> AffectScore:
        """Return the score of one rater; raises `KeyError`."""
        return {score.name: score for score in self.scores}[name]


@dataclass(frozen=True, slots=True)
class AffectEvaluation:
    """Reports in the order of the files."""

    files: tuple[AffectReport, ...]

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain JSON."""
        return {"files": [report.to_dict() for report in self.files]}

    @property
    def missing(self) -> dict[str, str]:
        """What did not run, by name, with the reason."""
        return {name: reason for report in self.files for name, reason in report.missing}


def evaluate_affect(
    files: Iterable[Path | str],
    classifier: EmotionClassifier | None = None,
    *,
    reading: RatedReading | None = None,
    raters: bool = True,
    progress: Progress | None = None,
) -> AffectEvaluation:
    """Measure the classifier's VAD on files of rated texts, beside VADER's valence unless ``raters`` is False.

    Raises what `read_rated` raises, and `TableError` when fewer than two rows of a file have ratings.
    """
    loaded, missing = _load(classifier or EmotionClassifier(), raters)
    reading = reading or RatedReading()
    return AffectEvaluation(tuple(_measure(Path(file), reading, loaded, missing, progress) for file in files))


def _load(classifier: EmotionClassifier, others: bool) -> tuple[dict[str, Rater], list[tuple[str, str]]]:
    loaded: dict[str, Rater] = {OURS: lambda texts: [tuple(p.vad or MIDDLE) for p in map(classifier.classify, texts)]}
    missing = []
    if others:
        try:
            compound = vader()
            loaded["VADER"] = lambda texts: [(compound(text), None, None) for text in texts]
        except MissingExtra as error:
            missing.append(("VADER", str(error)))
    return loaded, missing


def _measure(
    file: Path,
    reading: RatedReading,
    raters: dict[str, Rater],
    missing: Sequence[tuple[str, str]],
    progress: Progress | None,
) -> AffectReport:
    rated = read_rated(file, reading, progress=progress)
    gold = [array("d") for _ in DIMENSIONS]
    given = {name: [array("d") for _ in DIMENSIONS] for name in raters}
    while batch := list(islice(rated, BATCH)):
        _keep(gold, [tuple(row.vad) for row in batch])
        for name, rate in raters.items():
            _keep(given[name], rate([row.text for row in batch]))
    if len(gold[0]) < 2:
        raise TableError(str(file), None, None, "fewer than two rows have ratings", "Name their fields and scale.")
    scores, missing = _scores(gold, given, tuple(missing))
    return AffectReport(str(file), reading.select(file).name, reading.scale, len(gold[0]), scores, missing)


def _keep(columns: Sequence[array[float]], points: Iterable[Point]) -> None:
    for point in points:
        for column, value in zip(columns, point, strict=True):
            if value is not None:
                column.append(value)


def _scores(
    gold: Sequence[array[float]], given: dict[str, list[array[float]]], missing: tuple[tuple[str, str], ...]
) -> tuple[tuple[AffectScore, ...], tuple[tuple[str, str], ...]]:
    try:
        library()
    except MissingExtra as error:
        missing = (*missing, ("intervals", str(error)))
    sure = not any(name == "intervals" for name, _ in missing)
    scores = []
    for name, columns in given.items():
        told = [(d, y, x) for d, y, x in zip(DIMENSIONS, gold, columns, strict=True) if x]
        scores.append(AffectScore(name, tuple(_score(d, y, x, sure) for d, y, x in told)))
    return tuple(scores), missing


def _score(dimension: str, gold: array[float], given: array[float], sure: bool) -> DimensionScore:
    r, error = agreement(gold, given)
    if not sure:
        return DimensionScore(dimension, r, error)
    rs, errors = resampled(gold, given)
    return DimensionScore(dimension, r, error, interval(rs) if r is not None else None, interval(errors))
