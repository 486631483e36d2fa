"""Run labellers over labelled files, all in one run, and score them by the protocol of the package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import fmean

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.evaluation import baselines as _baselines
from kgservice.classify.evaluation.answers import Answers
from kgservice.classify.evaluation.dataset import Example, Reading, read_examples
from kgservice.classify.evaluation.intervals import Difference, difference, interval, library, seed_of
from kgservice.classify.evaluation.labellers import OURS, Entrant, Labeller, always, ours
from kgservice.classify.evaluation.records import Progress
from kgservice.classify.evaluation.report import Evaluation, LabelUse, Mean, Report, common_names
from kgservice.classify.evaluation.resampling import Draws, draw, with_intervals
from kgservice.classify.evaluation.scores import Score, rules_for, said, score_of
from kgservice.errors import MissingExtra, TableError

MAJORITY = "majority"
INTERVALS = "intervals"
BATCH = 256
"""Texts that labellers see at a time."""


@dataclass(frozen=True)
class Field:
    """Who takes part: labellers by name, those with probabilities, and who could not be loaded, with the reason."""

    labellers: Mapping[str, Labeller]
    calibrated: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def evaluate(
    files: Iterable[Path | str],
    classifier: EmotionClassifier | None = None,
    *,
    reading: Reading | None = None,
    baselines: Iterable[Entrant] | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Measure the classifier, and the baselines, on files of labelled texts (see `dataset`).

    ``reading``: by default labels of the tree, at tier 1, all rows.  ``baselines``: by default `baselines.standard`;
    the majority label is always measured.  ``progress``: see `records.Progress`; it is called for each file anew, while
    its rows are labelled.  Without numpy there are no intervals, and ``missing`` says so.  Raises what `read_examples`
    raises, and `TableError` when no row of a file has a label.
    """
    classifier = classifier or EmotionClassifier()
    reading = reading or Reading(classifier.ontology)
    if baselines is None:
        baselines = _baselines.standard(classifier.lexicon, classifier.ontology, reading.tier)
    field = _load([ours(classifier, reading.tier), *baselines])
    measured = [_measure(Path(file), reading, field, progress) for file in files]
    return Evaluation(tuple(report for report, _ in measured), _means(measured))


def _load(entrants: Iterable[Entrant]) -> Field:
    labellers: dict[str, Labeller] = {}
    missing, calibrated = [], []
    for entrant in entrants:
        try:
            labellers[entrant.name] = entrant.load()
        except MissingExtra as error:
            missing.append((entrant.name, str(error)))
        else:
            calibrated += [entrant.name] * entrant.calibrated
    return Field(labellers, tuple(calibrated), tuple(missing))


def _measure(file: Path, reading: Reading, field: Field, progress: Progress | None) -> tuple[Report, Draws | None]:
    reading = replace(reading, selection=reading.select(file))
    uses: Counter[str] = Counter()
    gold = Counter(e.gold for e in read_examples(file, reading, uses=uses) if not e.outside)
    rules, most = rules_for(gold, reading.tier), _majority(file, gold)
    labellers = {**field.labellers, MAJORITY: always(most)}
    answers = Answers(tuple(labellers), rules, field.calibrated)
    for batch in _batches(read_examples(file, reading, progress=progress)):
        texts = [example.text for example in batch]
        said_by = {name: list(label(texts)) for name, label in labellers.items()}
        for index, example in enumerate(batch):
            answers.add(example, {name: weights[index] for name, weights in said_by.items()})
    return _report(file, reading, answers, field, uses)


def _majority(file: Path, gold: Counter[frozenset[str]]) -> str:
    labels: Counter[str] = Counter()
    for emotions, count in gold.items():
        labels.update(dict.fromkeys(emotions, count))
    if not labels:
        fix = "Give a labelled file, or name the scheme of its labels."
        raise TableError(str(file), None, "labels", "no row has a label of this tier of the tree", fix)
    return min(labels.items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _batches(examples: Iterator[Example]) -> Iterator[list[Example]]:
    while batch := list(islice(examples, BATCH)):
        yield batch


def _report(
    file: Path, reading: Reading, answers: Answers, field: Field, uses: Counter[str]
) -> tuple[Report, Draws | None]:
    scores, missing = [score_of(answers, name) for name in answers.names], field.missing
    draws: Draws | None = None
    try:
        draws = draw(answers, seed=seed_of(file.name))
        every = draw(answers, said, seed_of(file.name))
    except MissingExtra as error:
        missing = (*missing, (INTERVALS, str(error)))
    if draws:
        scores = [with_intervals(score, draws, every) for score in scores]
    neutral = sum(n for (gold, _), n in answers.patterns.items() if not gold)
    labelled = sum(answers.patterns.values()) - neutral
    report = Report(
        file=str(file),
        selection=reading.select(file).name,
        scheme=reading.scheme,
        tier=reading.tier,
        rows=labelled + neutral + answers.outside,
        labelled=labelled,
        neutral=neutral,
        outside=answers.outside,
        multi_label=answers.rules.multi_label,
        love_is_joy=answers.rules.love_is_joy,
        labels=tuple(_use(label, count, reading) for label, count in _ordered(uses)),
        scores=tuple(scores),
        differences=tuple(_differences(scores, draws)) if draws else (),
        missing=missing,
    )
    return report, draws


def _ordered(uses: Counter[str]) -> list[tuple[str, int]]:
    return sorted(uses.items(), key=lambda pair: (-pair[1], pair[0]))


def _use(label: str, count: int, reading: Reading) -> LabelUse:
    meaning = reading.meanings(label)
    return LabelUse(label, count, tuple(sorted(meaning.emotions)), meaning.loss)


def _differences(scores: Sequence[Score], draws: Draws) -> Iterator[tuple[str, Difference]]:
    first = scores[0]
    for other in scores[1:]:
        by = first.macro_f1 - other.macro_f1
        yield other.name, difference(by, draws.macro(first.name) - draws.macro(other.name))


def _means(measured: Sequence[tuple[Report, Draws | None]]) -> tuple[Mean, ...]:
    reports, draws = [report for report, _ in measured], [draw for _, draw in measured if draw]
    return tuple(_mean(name, reports, draws) for name in common_names(reports)) if reports else ()


def _mean(name: str, reports: Sequence[Report], draws: Sequence[Draws]) -> Mean:
    macro_f1 = fmean(report[name].macro_f1 for report in reports)
    if len(draws) < len(reports):
        return Mean(name, macro_f1, None, None)
    theirs, own = (library().mean([draw.macro(one) for draw in draws], axis=0) for one in (name, OURS))
    by = fmean(report[OURS].macro_f1 for report in reports) - macro_f1
    return Mean(name, macro_f1, interval(theirs), None if name == OURS else difference(by, own - theirs))
