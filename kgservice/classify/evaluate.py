"""Measure labellers on labelled text, all in one run and by one protocol.

1. Gold labels and predictions are rolled up to the six primaries (so disgust is anger).  In a file without a single
   love, love counts as joy, in the gold labels and in the predictions: most such sets have no love to give.
2. Only rows with a label are scored.  In a file where every row has one label at most, a labeller gives its best label;
   where some row has more, it gives every label with at least half the weight of the best.
3. F1 per primary is 2 TP / (2 TP + FP + FN); macro-F1 is its mean over the primaries that occur in the gold labels.  A
   primary that never occurs there has no F1 and is left out of the mean; predicting it still costs, as a miss of the
   label that was right.
4. On rows that people called neutral, what counts is the share on which a labeller is silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kgservice.classify import baselines as _baselines
from kgservice.classify.baselines import Baseline, Labeller
from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.dataset import Example, read_examples
from kgservice.errors import MissingExtra, TableError

OURS = "kgservice"
MAJORITY = "majority"
SHARE_OF_BEST = 0.5
"""In a multi-label set, a label counts as given from this share of the best label's weight; source: the protocol."""

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Precision, recall and F1 of one primary, each from 0 to 1, and how many rows have it (``support``)."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Score:
    """What one labeller reached.

    ``macro_f1``: 0 to 1.  ``per_label``: sorted by label.  ``silent_on_neutral``: share of the neutral rows without a
    label, None when there are no neutral rows.  ``silent_on_labelled``: the same of the rows that have a label.
    """

    name: str
    macro_f1: float
    per_label: tuple[LabelScore, ...]
    silent_on_neutral: float | None
    silent_on_labelled: float


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of `evaluate`: counts of rows, a score per labeller (ours first), and what could not be measured.

    ``outside``: rows whose labels all stand beside the tree; not scored.  ``missing``: baselines by name with the
    reason why they did not run.
    """

    file: str
    split: str | None
    rows: int
    labelled: int
    neutral: int
    outside: int
    multi_label: bool
    love_is_joy: bool
    scores: tuple[Score, ...]
    missing: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain JSON."""
        return asdict(self) | {"missing": dict(self.missing)}

    def __getitem__(self, name: str) -> Score:
        """Return the score of one labeller; raises `KeyError`."""
        return {score.name: score for score in self.scores}[name]


def evaluate(
    file: Path | str,
    classifier: EmotionClassifier | None = None,
    *,
    baselines: Iterable[Baseline] | None = None,
    split: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Measure the classifier, and the baselines, on a file of labelled texts (see `dataset`).

    ``baselines``: by default all of `baselines.standard`; the majority label is always measured.  ``progress`` is
    called with the number of bytes read so far, up to the size of the file, as rows are labelled.  Raises what
    `read_examples` raises, and `TableError` when no row has a label.
    """
    classifier = classifier or EmotionClassifier()
    chosen = _baselines.standard(classifier.lexicon, classifier.ontology) if baselines is None else tuple(baselines)
    labellers: dict[str, Labeller] = {OURS: lambda text: dict(classifier.classify(text).tier(1))}
    missing = []
    for baseline in chosen:
        try:
            labellers[baseline.name] = baseline.load()
        except MissingExtra as error:
            missing.append((baseline.name, str(error)))
    examples: list[Example] = []
    answers: dict[str, list[Mapping[str, float]]] = {name: [] for name in labellers}
    for example in read_examples(Path(file), classifier.ontology, split=split, progress=progress):
        examples.append(example)
        for name, label in labellers.items():
            answers[name].append(label(example.text))
    return _report(str(file), split, examples, answers, tuple(missing))


def _report(
    file: str,
    split: str | None,
    examples: list[Example],
    answers: dict[str, list[Mapping[str, float]]],
    missing: tuple[tuple[str, str], ...],
) -> Report:
    gold = [example.gold for example in examples]
    if not any(gold):
        fix = "Give a labelled file, or map its labels first."
        raise TableError(file, None, "labels", "no row has a label of the tree", fix)
    love_is_joy = not any("love" in labels for labels in gold)
    multi_label = any(len(labels) > 1 for labels in gold)
    majority = min(Counter(label for labels in gold for label in labels).items(), key=lambda p: (-p[1], p[0]))[0]
    answers = answers | {MAJORITY: [{majority: 1.0}] * len(gold)}
    scores = []
    for name, weights in answers.items():
        given = [_given(_without_love(w) if love_is_joy else w, multi_label) for w in weights]
        scores.append(score(name, examples, given))
    return Report(
        file=file,
        split=split,
        rows=len(gold),
        labelled=sum(map(bool, gold)),
        neutral=sum(not example.gold and not example.outside for example in examples),
        outside=sum(example.outside for example in examples),
        multi_label=multi_label,
        love_is_joy=love_is_joy,
        scores=tuple(scores),
        missing=missing,
    )


def _without_love(weights: Mapping[str, float]) -> Mapping[str, float]:
    if "love" not in weights:
        return weights
    joy = weights.get("joy", 0.0) + weights["love"]
    return {label: weight for label, weight in weights.items() if label != "love"} | {"joy": joy}


def _given(weights: Mapping[str, float], multi_label: bool) -> frozenset[str]:
    """Return the labels that count as given; ties for the best go to the first by name."""
    if not weights:
        return frozenset()
    best, weight = min(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    if not multi_label:
        return frozenset([best])
    return frozenset(label for label, w in weights.items() if w >= SHARE_OF_BEST * weight - _TOLERANCE)


def score(name: str, examples: Sequence[Example], given: Sequence[frozenset[str]]) -> Score:
    """Score the labels ``given`` to each example, in the same order (see the protocol at the top)."""
    pairs = [(example.gold, labels) for example, labels in zip(examples, given, strict=True) if example.gold]
    neutral = [not labels for e, labels in zip(examples, given, strict=True) if not e.gold and not e.outside]
    present = sorted({label for gold, _ in pairs for label in gold})
    per_label = tuple(_label_score(label, pairs) for label in present)
    return Score(
        name=name,
        macro_f1=sum(s.f1 for s in per_label) / len(per_label) if per_label else 0.0,
        per_label=per_label,
        silent_on_neutral=sum(neutral) / len(neutral) if neutral else None,
        silent_on_labelled=sum(not labels for _, labels in pairs) / len(pairs) if pairs else 0.0,
    )


def _label_score(label: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> LabelScore:
    hits = sum(label in gold and label in given for gold, given in pairs)
    support = sum(label in gold for gold, _ in pairs)
    times = sum(label in given for _, given in pairs)
    return LabelScore(label, _share(hits, times), _share(hits, support), _share(2 * hits, times + support), support)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
