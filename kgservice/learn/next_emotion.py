"""Which emotion comes next in a conversation: a softmax over the states, from few features of each step.

In: pairs of emotions that follow each other (`kgservice.ontology.conversations.pairs`).  Out: a `NextEmotion`, which
gives every state a probability.  The state's own frequency is always in it; what else is known of a step, such as
whether it changes nothing or how far it goes in VAD space, is a feature whose weight is learned.  This is the
conditional logit of McFadden (1974), with the frequency as an offset.  Needs SciPy (extra ``evaluate``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from kgservice.errors import MissingExtra
from kgservice.ontology.conversations import Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Feature = Callable[[str, str], float]
"""What is known of a step from one emotion to another, as a number."""

PENALTY = 0.01
"""Half of this times the square of each weight is added to the loss of all pairs, so that none grows without end."""

ADDED = 1.0
"""Every state counts as seen so often more than it was (Laplace), so that none has probability 0."""


def same(first: str, second: str) -> float:
    """Return 1 for a step that changes nothing, else 0: the feature that every conversation shows."""
    return float(first == second)


@dataclass(frozen=True)
class NextEmotion:
    """Probabilities of the next emotion: ``table[i][j]`` of ``states[j]`` after ``states[i]``; rows sum to 1.

    ``weights``: of the features, in their order; none for a model of frequencies alone.
    """

    states: tuple[str, ...]
    table: tuple[tuple[float, ...], ...]
    weights: tuple[float, ...] = ()

    def after(self, emotion: str) -> dict[str, float]:
        """Return the probability of every state after an emotion, the most probable first."""
        row = self.table[self.states.index(emotion)]
        return dict(sorted(zip(self.states, row, strict=True), key=lambda pair: (-pair[1], pair[0])))

    def rank(self, pair: Pair) -> int:
        """Return the place of what came among all states, 1 for the most probable."""
        return list(self.after(pair.first)).index(pair.second) + 1

    def loss(self, pair: Pair) -> float:
        """Return minus the natural logarithm of the probability of what came."""
        return -log(self.after(pair.first)[pair.second])


def learn(counts: Mapping[Pair, int], states: Sequence[str], features: Sequence[Feature] = ()) -> NextEmotion:
    """Learn from counted pairs; raises `MissingExtra` without SciPy where there is a feature to weigh.

    >>> counts = {Pair("joy", "joy"): 8, Pair("joy", "fear"): 2, Pair("fear", "fear"): 8, Pair("fear", "joy"): 2}
    >>> learn(counts, ("fear", "joy")).after("joy")
    {'fear': 0.5, 'joy': 0.5}
    >>> round(learn(counts, ("fear", "joy"), [same]).after("joy")["joy"], 2)
    0.8
    """
    seen = Counter(second for pair, count in counts.items() for second in [pair.second] * count)
    total = sum(seen[state] + ADDED for state in states)
    shares = [(seen[state] + ADDED) / total for state in states]
    if not features:
        return NextEmotion(tuple(states), (tuple(shares),) * len(states))
    return _weighed(counts, states, features, shares)


def counted(counts: Mapping[Pair, int], states: Sequence[str]) -> NextEmotion:
    """Return the table of counts itself, `ADDED` to each: all that a model of one step back can learn.

    >>> counted({Pair("joy", "joy"): 2}, ("fear", "joy")).after("joy")
    {'joy': 0.75, 'fear': 0.25}
    """
    rows = [[counts.get(Pair(one, other), 0) + ADDED for other in states] for one in states]
    return NextEmotion(tuple(states), tuple(tuple(each / sum(row) for each in row) for row in rows))


def _weighed(
    counts: Mapping[Pair, int], states: Sequence[str], features: Sequence[Feature], shares: Sequence[float]
) -> NextEmotion:
    try:
        import numpy as np
        from scipy.optimize import minimize
        from scipy.special import log_softmax
    except ImportError:
        raise MissingExtra("Weighing features", "SciPy", "evaluate") from None
    offsets = np.log(shares)
    known = np.array([[[feature(a, b) for feature in features] for b in states] for a in states])
    seen = np.array([[counts.get(Pair(a, b), 0) for b in states] for a in states], dtype=float)

    def loss(weights: Array) -> tuple[float, Array]:
        logs = log_softmax(offsets + known @ weights, axis=1)
        error = seen.sum(axis=1, keepdims=True) * np.exp(logs) - seen
        slope = np.einsum("ij,ijk->k", error, known) + PENALTY * weights
        return float(-(seen * logs).sum() + PENALTY * (weights @ weights) / 2), slope

    weights = minimize(loss, np.zeros(len(features)), jac=True, method="L-BFGS-B").x
    table = np.exp(log_softmax(offsets + known @ weights, axis=1))
    return NextEmotion(tuple(states), tuple(map(tuple, table.tolist())), tuple(weights.tolist()))
