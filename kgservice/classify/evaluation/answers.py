"""Answers to a file of examples, counted by pattern: in bounded memory, ready to be scored and drawn again.

A *pattern* is what people gave to a text together with what every labeller answered.  A file has far fewer patterns
than rows, and every figure of `scores` can be told from how often each pattern occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgservice.classify.evaluation.dataset import Example
from kgservice.classify.evaluation.labellers import Weights
from kgservice.classify.evaluation.meanings import NEUTRAL
from kgservice.classify.evaluation.reliability import Reliability

SHARE_OF_BEST = 0.5
"""In a multi-label set, a label counts as given from this share of the best label's weight; source: the protocol."""

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Answer:
    """What a labeller says about one text.

    ``best``: its best emotion, None without any.  ``given``: all emotions that count as given.  ``silent``: it gives
    the text no label, whatever emotion it would name if it had to.
    """

    best: str | None
    given: frozenset[str]
    silent: bool


NOTHING = Answer(None, frozenset(), silent=True)

Pattern = tuple[frozenset[str], tuple[Answer, ...]]
"""What people gave (nothing: neutral), and the answer of each labeller."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What of the protocol depends on the whole file.

    ``multi_label``: some row has more than one label.  ``love_is_joy``: no row has love, so love counts as joy.
    """

    multi_label: bool = False
    love_is_joy: bool = False

    def weights(self, weights: Weights) -> dict[str, float]:
        """Return the weights of the emotions, the neutral left out and love counted as joy where it has to be."""
        kept = {emotion: weight for emotion, weight in weights.items() if emotion != NEUTRAL}
        if self.love_is_joy and "love" in kept:
            kept["joy"] = kept.get("joy", 0.0) + kept.pop("love")
        return kept

    def answer(self, weights: Weights) -> Answer:
        """Return what the weights of a text say; ties for the best go to the first by name.

        >>> Rules(love_is_joy=True).answer({"love": 0.4, "sadness": 0.5, "joy": 0.2})
        Answer(best='joy', given=frozenset({'joy'}), silent=False)
        >>> Rules().answer({"neutral": 1.0, "fear": 0.1}).silent
        True
        """
        kept = self.weights(weights)
        if not kept:
            return NOTHING
        best, weight = min(kept.items(), key=lambda pair: (-pair[1], pair[0]))
        given = frozenset([best])
        if self.multi_label:
            given = frozenset(label for label, w in kept.items() if w >= SHARE_OF_BEST * weight - _TOLERANCE)
        return Answer(best, given, NEUTRAL in weights)


class Answers:
    """The answers of several labellers to the examples of one file, counted."""

    def __init__(self, names: Sequence[str], rules: Rules, calibrated: Sequence[str] = ()) -> None:
        """Count for the labellers ``names``; those in ``calibrated`` also by how sure they are."""
        self.names, self.rules = tuple(names), rules
        self.patterns: Counter[Pattern] = Counter()
        self.reliability = {name: Reliability() for name in calibrated}
        self.outside = 0
        self._known: dict[Answer, Answer] = {}

    def add(self, example: Example, weights: Mapping[str, Weights]) -> None:
        """Count one example, given what each labeller says about it."""
        if example.outside:
            self.outside += 1
            return
        answers = tuple(self._shared(self.rules.answer(weights[name])) for name in self.names)
        self.patterns[example.gold, answers] += 1
        for name, reliability in self.reliability.items():
            answer = answers[self.names.index(name)]
            if example.gold and answer.best is not None:
                kept = self.rules.weights(weights[name])
                reliability.add(kept[answer.best] / (sum(kept.values()) or 1.0), answer.best in example.gold)

    def of(self, name: str) -> Counter[tuple[frozenset[str], Answer]]:
        """Return the patterns of one labeller."""
        index = self.names.index(name)
        found: Counter[tuple[frozenset[str], Answer]] = Counter()
        for (gold, answers), count in self.patterns.items():
            found[gold, answers[index]] += count
        return found

    def _shared(self, answer: Answer) -> Answer:
        return self._known.setdefault(answer, answer)
