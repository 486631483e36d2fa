"""leadsTo from conversations: which emotion follows which more often than its frequency explains.

In: the `Pair` counts of `conversations`.  Out: one `Transition` for every ordered pair that can be tested, and of
these the links.  Emotions persist far more than they change, and leadsTo is irreflexive; so only changes are counted,
against *quasi-independence*: every pair of different emotions gets rows times columns, the diagonal is left out.
(Plain independence would call every change too rare, and a 2 x 2 table would be wrong because no emotion can change
into itself.)  Each pair is judged against the rest of its table: a link says that the second emotion follows the first
one more often than it follows the others.  Sources: Goodman, L. A. (1968), The analysis of cross-classified data:
independence, quasi-independence and interactions in contingency tables; Bakeman, R., Gottman, J. M. (1997), Observing
Interaction, for sequences of behaviour with structural zeros.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import erfc, log, sqrt

from kgservice.ontology.conversations import Pair

MIN_EXPECTED = 5.0
"""A pair is tested only where all other pairs make us expect this many: below it the G-test is not to be trusted."""

MIN_COUNT = 10
"""A link needs this many observed changes: the minimum support."""

MAX_Q = 0.05
"""A link's q-value (Benjamini-Hochberg, over all pairs tested together) is at most this."""

_ROUNDS, _TOLERANCE = 2000, 1e-10


@dataclass(frozen=True, slots=True)
class Transition:
    """What the changes say about one ordered pair.

    ``expected``: changes that frequency alone expects, estimated from all other pairs; ``lift``: ``count`` over
    ``expected``; ``g``: the likelihood ratio statistic with one degree of freedom; ``p`` and ``q``: its p-value before
    and after correction for all pairs tested together.
    """

    pair: Pair
    count: int
    expected: float
    lift: float
    g: float
    p: float
    q: float = 1.0

    @property
    def is_link(self) -> bool:
        """Whether the pair comes more often than by frequency, significantly and with enough support."""
        return self.lift > 1 and self.q <= MAX_Q and self.count >= MIN_COUNT


@dataclass(frozen=True, slots=True)
class Independence:
    """The fitted frequencies: how much each emotion is left (``rows``) and entered (``columns``)."""

    rows: Mapping[str, float]
    columns: Mapping[str, float]

    def expected(self, pair: Pair) -> float:
        """Return how many changes of this pair frequency alone expects; 0 from an emotion to itself."""
        return 0.0 if pair.first == pair.second else self.rows.get(pair.first, 0) * self.columns.get(pair.second, 0)


def changes(pairs: Iterable[Pair]) -> Counter[Pair]:
    """Count the pairs whose two emotions differ; maybe none.

    >>> changes([Pair("joy", "fear"), Pair("joy", "joy")])
    Counter({Pair(first='joy', second='fear'): 1})
    """
    return Counter(pair for pair in pairs if pair.first != pair.second)


def fit_independence(counts: Mapping[Pair, int], free: Collection[Pair] = ()) -> Independence:
    """Fit quasi-independence to the changes by iterative proportional fitting.

    ``free``: pairs to leave out, so that their expectation comes from all the others alone.  No changes give factors
    of 0.  The result reproduces the number of changes out of and into every emotion (without the free pairs).
    """
    states = sorted({state for pair in counts for state in pair})
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for pair, count in counts.items():
        if pair.first != pair.second and pair not in free:
            out[pair.first] += count
            into[pair.second] += count
    rows, columns = dict.fromkeys(states, 1.0), dict.fromkeys(states, 1.0)
    for _ in range(_ROUNDS):
        rows = _scaled(out, columns, [(pair.first, pair.second) for pair in free])
        before, columns = columns, _scaled(into, rows, [(pair.second, pair.first) for pair in free])
        if all(abs(columns[s] - before[s]) <= _TOLERANCE * (1 + before[s]) for s in states):
            break
    return Independence(rows, columns)


def _scaled(
    margin: Mapping[str, int], others: Mapping[str, float], free: Iterable[tuple[str, str]]
) -> dict[str, float]:
    total = sum(others.values())
    room = {state: total - factor for state, factor in others.items()}
    for state, other in free:
        room[state] -= others[other]
    return {state: margin.get(state, 0) / left if left > 1e-12 else 0.0 for state, left in room.items()}


def deviance(counts: Mapping[Pair, int], model: Independence, free: Collection[Pair] = ()) -> float:
    """Return G squared of a fitted model: twice the sum of count times log(count / expected), free pairs left out.

    >>> even = {Pair(a, b): 2 for a in "xyz" for b in "xyz" if a != b}
    >>> round(deviance(even, fit_independence(even)), 6)
    0.0
    """
    terms = [
        count * log(count / model.expected(pair))
        for pair, count in counts.items()
        if count and pair not in free and pair.first != pair.second
    ]
    return 2 * sum(terms)


def assess(counts: Mapping[Pair, int]) -> list[Transition]:
    """Test every pair that the other pairs make us expect at least `MIN_EXPECTED` times.

    Returns one transition a tested pair, the most significant first; empty when no pair can be tested.  A pair of which
    the whole table expects less than half of that is not looked at.  The test compares quasi-independence with the same
    model that leaves the pair free (one degree of freedom, two-sided).
    """
    model = fit_independence(counts)
    whole = deviance(counts, model)
    pairs = [Pair(a, b) for a in model.columns for b in model.columns if model.expected(Pair(a, b)) >= MIN_EXPECTED / 2]
    found = [transition for pair in pairs if (transition := _transition(counts, pair, whole))]
    found.sort(key=lambda transition: (transition.p, transition.pair))
    adjusted = benjamini_hochberg([transition.p for transition in found])
    return [replace(transition, q=q) for transition, q in zip(found, adjusted, strict=True)]


def _transition(counts: Mapping[Pair, int], pair: Pair, whole: float) -> Transition | None:
    model = fit_independence(counts, free=[pair])
    expected, count = model.expected(pair), counts.get(pair, 0)
    if expected < MIN_EXPECTED:
        return None
    g = max(0.0, whole - deviance(counts, model, free=[pair]))
    return Transition(pair, count, expected, count / expected, g, erfc(sqrt(g / 2)))


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return the q-value of each p-value: the share of false finds to expect when all p up to this one are taken.

    Source: Benjamini, Y., Hochberg, Y. (1995), Controlling the false discovery rate.

    >>> benjamini_hochberg([0.01, 0.04, 0.03]), benjamini_hochberg([])
    ([0.03, 0.04, 0.04], [])
    """
    order = sorted(range(len(p_values)), key=lambda place: p_values[place], reverse=True)
    adjusted, least = [0.0] * len(p_values), 1.0
    for behind, place in enumerate(order):
        least = min(least, p_values[place] * len(p_values) / (len(p_values) - behind))
        adjusted[place] = least
    return adjusted


def links(counts: Mapping[Pair, int]) -> list[Transition]:
    """Return the transitions that become leadsTo rows, the most significant first; often none."""
    return [transition for transition in assess(counts) if transition.is_link]
