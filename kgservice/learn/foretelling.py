"""How well the next emotion of a conversation is foretold: models with more and more features, cross-validated.

In: conversations whose turns are labelled by people.  Out: a `Result` a model.  Frequency and "stays the same" are the
baselines; what the ontology knows (VAD, leadsTo, plausibility) is added to them.  What a model learns, leadsTo links of
the corpus among it, it learns from the other folds; only the released plausibility may have seen these conversations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgservice.classify.evaluation.intervals import Difference, Interval, difference, interval, library, resamples
from kgservice.errors import ContentError
from kgservice.learn.next_emotion import Feature, NextEmotion, counted, learn, same
from kgservice.ontology import Ontology
from kgservice.ontology.conversations import ANNOTATED, Conversation, Pair, Speaker, pairs
from kgservice.ontology.paths import leads_to_links
from kgservice.ontology.plausibility import Plausibility
from kgservice.ontology.transitions import changes, links

FOLDS = 5
STATES = tuple(sorted({emotion for emotion in ANNOTATED.values() if emotion}))
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


def usable(known: Sequence[Conversation], speaker: Speaker) -> list[Counter[Pair]]:
    """Return the steps of each conversation that holds one; raises `ContentError` when there are too few to divide.

    >>> usable([], "same-speaker")
    Traceback (most recent call last):
    kgservice.errors.ContentError: 0 conversations with emotional turns of same-speaker in a row; it takes 5.
    """
    found = [steps for conversation in known if (steps := Counter(pairs(conversation, speaker)))]
    if len(found) < FOLDS:
        raise ContentError(f"{len(found)} conversations with emotional turns of {speaker} in a row; it takes {FOLDS}.")
    return found


def learners(ontology: Ontology) -> dict[str, Learner]:
    """Return the models by name, those that know less first."""
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


def cross_validated(name: str, learner: Learner, own: Sequence[Counter[Pair]]) -> Result:
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
