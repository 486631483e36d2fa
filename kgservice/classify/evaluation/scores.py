"""The figures of one labeller on one file: precision, recall and F1 by label, macro-F1, silence, confusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgservice.classify.evaluation.answers import Answer, Answers, Rules
from kgservice.classify.evaluation.dataset import Example
from kgservice.classify.evaluation.intervals import Interval
from kgservice.classify.evaluation.labellers import Weights
from kgservice.classify.evaluation.meanings import NEUTRAL
from kgservice.classify.evaluation.reliability import Bin

NONE = "none"
"""In the confusion table, the column of a labeller that names nothing."""

Patterns = Mapping[tuple[frozenset[str], Answer], int]
Given = Callable[[Answer], frozenset[str]]

_SAYS_NEUTRAL = frozenset([NEUTRAL])


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Precision, recall and F1 of one label, each from 0 to 1, and how many rows have it (``support``)."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What one labeller reached; every share from 0 to 1.

    ``macro_f1``: over the rows with a label; ``macro_f1_spoken``: the same with silence as a miss.  ``per_label``:
    sorted by label.  ``coverage``: share of the rows with a label to which it gives one.  ``silent_on_neutral``: share
    of the neutral rows to which it gives none; ``macro_f1_neutral``: macro-F1 with neutral as one more label, over all
    rows; both None without neutral rows.
    ``calibration_error``, ``reliability``: see `reliability`; None and empty where the weights are no probabilities.
    ``confusion``: label that people gave, then label answered, with the count: for every label of a row the same label
    where it was given too, else the best label.  ``interval``, ``interval_neutral``: 95 % of 1,000 resamples of the
    rows; None where they were not made.
    """

    name: str
    macro_f1: float
    macro_f1_spoken: float
    per_label: tuple[LabelScore, ...]
    coverage: float
    silent_on_neutral: float | None
    macro_f1_neutral: float | None
    calibration_error: float | None = None
    reliability: tuple[Bin, ...] = ()
    confusion: tuple[tuple[str, str, int], ...] = field(default=(), repr=False)
    interval: Interval | None = None
    interval_neutral: Interval | None = None


def score(name: str, examples: Sequence[Example], weights: Sequence[Weights], *, rules: Rules | None = None) -> Score:
    """Score what a labeller says about examples, in the same order, by the protocol of the package.

    ``rules``: by default those that the examples call for (see `rules_for`).

    >>> gold = [Example(1, "", frozenset({"joy"})), Example(2, "", frozenset({"sadness"})), Example(3, "", frozenset())]
    >>> reached = score("x", gold, [{"joy": 1.0}, {"joy": 0.5, "sadness": 0.2}, {}])
    >>> round(reached.macro_f1, 3), reached.coverage, reached.silent_on_neutral
    (0.333, 1.0, 1.0)
    """
    answers = Answers([name], rules or rules_for(example.gold for example in examples))
    for example, said in zip(examples, weights, strict=True):
        answers.add(example, {name: said})
    return score_of(answers, name)


def rules_for(gold: Iterable[frozenset[str]], tier: int = 1) -> Rules:
    """Return the rules that a file calls for, given what people said about its rows."""
    seen = set(gold)
    love_is_joy = tier == 1 and not any("love" in labels for labels in seen)
    return Rules(multi_label=any(len(labels) > 1 for labels in seen), love_is_joy=love_is_joy)


def score_of(answers: Answers, name: str) -> Score:
    """Return the figures of one labeller of several, without intervals."""
    patterns = answers.of(name)
    labelled = {pattern: count for pattern, count in patterns.items() if pattern[0]}
    neutral = {pattern: count for pattern, count in patterns.items() if not pattern[0]}
    per_label = label_scores(labelled, named)
    reliability = answers.reliability.get(name)
    return Score(
        name=name,
        macro_f1=macro(per_label),
        macro_f1_spoken=macro(label_scores(labelled, spoken)),
        per_label=per_label,
        coverage=_share(sum(n for (_, a), n in labelled.items() if not a.silent), sum(labelled.values())),
        silent_on_neutral=_silent(neutral) if neutral else None,
        macro_f1_neutral=macro(label_scores(patterns, said)) if neutral else None,
        calibration_error=reliability.error if reliability else None,
        reliability=reliability.bins if reliability else (),
        confusion=_confusion(patterns),
    )


def named(answer: Answer) -> frozenset[str]:
    """Return what counts on rows that have a label."""
    return answer.given


def spoken(answer: Answer) -> frozenset[str]:
    """Return what counts on rows that have a label where silence is a miss."""
    return frozenset() if answer.silent else answer.given


def said(answer: Answer) -> frozenset[str]:
    """Return what counts where neutral is one of the labels."""
    return _SAYS_NEUTRAL if answer.silent else answer.given


def labels_of(gold: frozenset[str], given: Given) -> frozenset[str]:
    """Return what people gave, as ``given`` counts it."""
    return gold or (_SAYS_NEUTRAL if given is said else gold)


def label_scores(patterns: Patterns, given: Given) -> tuple[LabelScore, ...]:
    """Return the score of every label that people gave, sorted by label."""
    hits: Counter[str] = Counter()
    times: Counter[str] = Counter()
    support: Counter[str] = Counter()
    for (gold, answer), count in patterns.items():
        right, answered = labels_of(gold, given), given(answer)
        for label in right:
            support[label] += count
            hits[label] += count * (label in answered)
        for label in answered:
            times[label] += count
    return tuple(_label_score(x, hits[x], times[x], support[x]) for x in sorted(support))


def macro(per_label: Sequence[LabelScore]) -> float:
    """Return the mean F1 over labels; 0 without any."""
    return sum(s.f1 for s in per_label) / len(per_label) if per_label else 0.0


def _label_score(label: str, hits: int, times: int, support: int) -> LabelScore:
    return LabelScore(label, _share(hits, times), _share(hits, support), _share(2 * hits, times + support), support)


def _silent(patterns: Patterns) -> float:
    return _share(sum(count for (_, answer), count in patterns.items() if answer.silent), sum(patterns.values()))


def _confusion(patterns: Patterns) -> tuple[tuple[str, str, int], ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for (gold, answer), count in patterns.items():
        for label in gold:
            counts[label, label if label in answer.given else answer.best or NONE] += count
        if not gold:
            counts[NEUTRAL, NEUTRAL if answer.silent else answer.best or NONE] += count
    return tuple((right, answered, count) for (right, answered), count in sorted(counts.items()))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
