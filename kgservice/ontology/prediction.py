"""Whether transitions predict the next emotion of conversations that they were not counted in.

In: conversations.  Out: log-loss and accuracy of several ways to guess, by cross-validation over whole conversations,
so that no conversation helps to predict itself.  Two tasks: ``change`` guesses which emotion comes next when it is
known that it changes, which is what leadsTo claims; ``next`` guesses the next emotion, the same one included.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from kgservice.ontology.conversations import Conversation, Pair, Speaker, pairs
from kgservice.ontology.transitions import Independence, changes, fit_independence, links

Task = Literal["change", "next"]
MODELS: Mapping[Task, tuple[str, ...]] = {
    "change": ("uniform", "frequency", "links", "table"),
    "next": ("uniform", "frequency", "staying", "staying and links"),
}
"""The ways to guess.  ``links``: by frequency, raised for the pairs that are links; ``table``: raised or lowered for
every pair; ``staying``: how often each emotion stays, then by frequency.  All are estimated on the training part."""

FOLDS = 5
SEED = 20240109
"""Seed of every split and resample, so that anyone gets the same figures; it means nothing."""

RESAMPLES = 2000
STRENGTH = 5.0
"""Pseudo-counts that pull every lift towards 1 and every probability off 0; a choice, not tuned."""

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Score:
    """How well one way of guessing does: ``log_loss`` in nats a guess (lower is better) and share of right guesses.

    ``gain``: how much lower its log-loss is than by frequency alone, with the ends of a 95 % interval from resampling
    whole conversations; an interval above 0 means better than frequency alone.
    """

    model: str
    log_loss: float
    accuracy: float
    gain: float
    gain_low: float
    gain_high: float


def evaluate(conversations: Sequence[Conversation], speaker: Speaker, task: Task) -> tuple[int, tuple[Score, ...]]:
    """Predict held-out pairs of turns; returns how many, and a score for each of the task's `MODELS`.

    Conversations are dealt into `FOLDS` parts at random (`SEED`); each part is predicted from the others.  No scores
    when there is nothing to predict.
    """
    outcomes = list(_held_out(conversations, speaker, task))
    guesses = [guess for group in outcomes for guess in group]
    if not guesses:
        return 0, ()
    names = MODELS[task]
    losses = [sum(loss[m] for loss, _ in guesses) / len(guesses) for m in range(len(names))]
    shares = [sum(right[m] for _, right in guesses) / len(guesses) for m in range(len(names))]
    base = names.index("frequency")
    intervals = _intervals([[[g[base] - loss for loss in g] for g, _ in group] for group in outcomes])
    rows = zip(names, losses, shares, intervals, strict=True)
    return len(guesses), tuple(Score(n, loss, share, losses[base] - loss, *ends) for n, loss, share, ends in rows)


def folds(count: int, parts: int, seed: int = SEED) -> list[int]:
    """Return for each of ``count`` things which of ``parts`` it belongs to, at random, in parts of equal size.

    >>> sorted(folds(5, 2))
    [0, 0, 0, 1, 1]
    """
    dealt = [place % parts for place in range(count)]
    random.Random(seed).shuffle(dealt)
    return dealt


def _held_out(
    conversations: Sequence[Conversation], speaker: Speaker, task: Task
) -> Iterator[list[tuple[list[float], list[bool]]]]:
    """Yield losses and hits of every guess, grouped by conversation."""
    found = [list(pairs(talk, speaker)) for talk in conversations]
    states = sorted({state for group in found for pair in group for state in pair})
    dealt = folds(len(found), FOLDS)
    for fold in range(FOLDS):
        training = [pair for part, group in zip(dealt, found, strict=True) if part != fold for pair in group]
        models = _Models(Counter(training), states)
        for part, group in zip(dealt, found, strict=True):
            wanted = [pair for pair in group if task == "next" or pair.first != pair.second]
            if part == fold and wanted:
                yield [_guess(pair, models.weights(task, pair.first)) for pair in wanted]


def _guess(pair: Pair, weights: Sequence[Weights]) -> tuple[list[float], list[bool]]:
    losses = [-log(weight[pair.second] / sum(weight.values())) for weight in weights]
    return losses, [max(weight, key=lambda state: (weight[state], state)) == pair.second for weight in weights]


class _Models:
    """Everything that is estimated on the training part."""

    def __init__(self, counts: Mapping[Pair, int], states: Sequence[str]) -> None:
        self._counts, self._states = counts, states
        changed = changes(Counter(counts).elements())
        self._plain = fit_independence(changed)
        self._linked = {transition.pair for transition in links(changed)}
        self._freed = fit_independence(changed, free=self._linked)
        self._next: Counter[str] = Counter()
        self._from: Counter[str] = Counter()
        for pair, count in counts.items():
            self._next[pair.second] += count
            self._from[pair.first] += count
        self._stays = sum(counts.get(Pair(s, s), 0) for s in states) / max(1, self._next.total())

    def weights(self, task: Task, first: str) -> list[Weights]:
        """Return what each of the task's models gives every possible next emotion; sums are arbitrary."""
        others = [state for state in self._states if state != first]
        frequency = {state: self._entered(self._plain, state) for state in others}
        linked = {state: self._entered(self._freed, state) * self._lift(first, state) for state in others}
        if task == "change":
            lifted = {s: frequency[s] * self._shrunk(self._plain, Pair(first, s)) for s in others}
            return [dict.fromkeys(others, 1.0), frequency, linked, lifted]
        overall = {state: self._next[state] + STRENGTH / len(self._states) for state in self._states}
        staying = [self._with_staying(first, weights) for weights in (frequency, linked)]
        return [dict.fromkeys(self._states, 1.0), overall, *staying]

    def _lift(self, first: str, second: str) -> float:
        pair = Pair(first, second)
        return self._shrunk(self._freed, pair) if pair in self._linked else 1.0

    def _shrunk(self, model: Independence, pair: Pair) -> float:
        return (self._counts.get(pair, 0) + STRENGTH) / (model.expected(pair) + STRENGTH)

    def _entered(self, model: Independence, state: str) -> float:
        """Return the frequency with which a state is entered, pseudo-counts spread over all."""
        total = sum(model.columns.values()) or 1.0
        pseudo = STRENGTH / max(1, self._next.total())
        return model.columns.get(state, 0.0) / total + pseudo / len(self._states)

    def _with_staying(self, first: str, weights: Weights) -> Weights:
        stays = self._counts.get(Pair(first, first), 0) + STRENGTH * self._stays
        share = stays / (self._from[first] + STRENGTH)
        total = sum(weights.values())
        return {first: share} | {state: (1 - share) * weight / total for state, weight in weights.items()}


def _intervals(gains: Sequence[Sequence[Sequence[float]]]) -> list[tuple[float, float]]:
    """Return the 2.5 and 97.5 percentiles of each model's mean gain; ``gains`` by conversation, guess, model."""
    count = len(gains[0][0])
    sums = [[sum(gain[m] for gain in group) for m in range(count)] for group in gains]
    rng = random.Random(SEED)
    means: list[list[float]] = [[] for _ in range(count)]
    for _ in range(RESAMPLES):
        drawn = rng.choices(range(len(gains)), k=len(gains))
        total = sum(len(gains[i]) for i in drawn)
        for m, collected in enumerate(means):
            collected.append(sum(sums[i][m] for i in drawn) / total)
    return [(ordered[int(0.025 * RESAMPLES)], ordered[int(0.975 * RESAMPLES)]) for ordered in map(sorted, means)]
