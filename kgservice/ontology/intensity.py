"""moreIntenseThan from rated arousal and valence: which of two emotions of one branch is the stronger.

In: emotions with VAD and its error, and the orders that theory states (the reference).  Out: rows where the stronger
one leads by more than the error explains, and the share of stated orders that the same measure gets right.

The measure of strength is arousal plus the distance of valence from neutral, equal weights, nothing fitted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import hypot
from typing import NamedTuple

from kgservice.ontology.calibration import DECIMALS, shrunk
from kgservice.ontology.model import Dependency, Emotion, Ontology

Order = tuple[str, str]
"""The ids of two emotions, the more intense one first."""

MARGIN = 2.326
"""Standard errors by which one must lead: the one-sided 99 % point of the normal distribution, not the usual 95 %,
because some hundred pairs are compared."""


class Strength(NamedTuple):
    """How strong an emotion is, from -1 to 2, and the standard error of that."""

    value: float
    error: float


class Accuracy(NamedTuple):
    """How the measure does on stated orders of emotions with VAD, all in one column and above the margin in the other.

    ``right`` of ``stated`` orders have the stronger one first; ``sure_right`` of the ``sure`` ones, which lead by more
    than `MARGIN` errors in either direction.
    """

    stated: int
    right: int
    sure: int
    sure_right: int

    @property
    def confidence(self) -> float:
        """The share of sure orders that are right, shrunk."""
        return shrunk(self.sure_right, self.sure)


def strength(emotion: Emotion) -> Strength | None:
    """Return arousal plus the absolute valence of an emotion with their joint error; None without VAD.

    >>> from kgservice.ontology.model import VAD
    >>> rage = Emotion("rage", "rage", 2, None, "", "", "", vad=VAD(-0.75, 0.5, 0), vad_error=(0.03, 0.04, 0.1))
    >>> strength(rage)
    Strength(value=1.25, error=0.05)
    """
    if emotion.vad is None or emotion.vad_error is None:
        return None
    valence_error, arousal_error, _ = emotion.vad_error
    return Strength(emotion.vad.arousal + abs(emotion.vad.valence), hypot(valence_error, arousal_error))


def lead(one: Strength, other: Strength) -> float:
    """Return by how many standard errors ``one`` is stronger than ``other``; negative when it is weaker.

    >>> lead(Strength(1.0, 0.3), Strength(0.5, 0.4))
    1.0
    """
    return (one.value - other.value) / (hypot(one.error, other.error) or 1e-9)


def accuracy(emotions: Iterable[Emotion], reference: Collection[Order]) -> Accuracy:
    """Measure how many stated orders the strengths get right; orders of emotions without VAD are left out."""
    known = _strengths(emotions)
    leads = [lead(known[one], known[other]) for one, other in sorted(reference) if one in known and other in known]
    sure = [found for found in leads if abs(found) >= MARGIN]
    return Accuracy(len(leads), sum(found > 0 for found in leads), len(sure), sum(found > 0 for found in sure))


def intensity_rows(ontology: Ontology, reference: Collection[Order]) -> list[Dependency]:
    """Return the orders inside each branch that are sure, not stated, and not implied by others; maybe none.

    A branch is a secondary emotion and its tertiary ones.  Both emotions must lie on the same side of neutral valence.
    Orders that would close a circle with stated ones are dropped, the least sure first.
    """
    known = _strengths(ontology)
    confidence = round(accuracy(ontology, reference).confidence, DECIMALS)
    leads = {
        order: found
        for one, other in _in_one_branch(ontology)
        if one in known and other in known
        for order in ((one, other), (other, one))
        if (found := lead(known[order[0]], known[order[1]])) >= MARGIN
    }
    kept = _acyclic(sorted(leads, key=lambda order: (-leads[order], order)), reference)
    return [_row(order, known, leads[order], confidence) for order in sorted(_unimplied(kept, reference))]


def is_acyclic(orders: Collection[Order]) -> bool:
    """Tell whether no emotion is, by these orders, more intense than itself.

    >>> is_acyclic([("rage", "anger"), ("anger", "annoyance")]), is_acyclic([("a", "b"), ("b", "a")])
    (True, False)
    """
    return not any(_reaches(orders, below, above) for above, below in orders)


def _strengths(emotions: Iterable[Emotion]) -> Mapping[str, Strength]:
    return {emotion.id: found for emotion in emotions if (found := strength(emotion)) is not None}


def _in_one_branch(ontology: Ontology) -> Iterator[Order]:
    for secondary in ontology.at_tier(2):
        members = [secondary, *(ontology[narrower] for narrower in secondary.narrower)]
        for one, other in combinations([m for m in members if m.vad is not None], 2):
            if one.vad and other.vad and one.vad.valence * other.vad.valence > 0:
                yield one.id, other.id


def _reaches(orders: Iterable[Order], start: str, end: str) -> bool:
    below: defaultdict[str, set[str]] = defaultdict(set)
    for above, under in orders:
        below[above].add(under)
    seen: set[str] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        if here == end:
            return True
        todo += below[here] - seen
        seen |= below[here]
    return False


def _acyclic(surest_first: Sequence[Order], reference: Collection[Order]) -> list[Order]:
    kept: list[Order] = []
    for above, below in surest_first:
        if not _reaches([*reference, *kept], below, above):
            kept.append((above, below))
    return kept


def _unimplied(orders: Sequence[Order], reference: Collection[Order]) -> list[Order]:
    """Leave out every order that is stated, or follows from the others by a path; the longest leads first."""
    left = [order for order in orders if order not in reference]
    for order in list(left):
        others = [other for other in left if other != order]
        if _reaches([*reference, *others], *order):
            left = others
    return left


def _row(order: Order, known: Mapping[str, Strength], found: float, confidence: float) -> Dependency:
    above, below = (f"{end} {known[end].value:.2f} (error {known[end].error:.2f})" for end in order)
    return Dependency(
        *(order[0], "moreIntenseThan", order[1], "vad-order", "arousal-plus-valence"),
        *(f"within=secondary; lead>={MARGIN} errors", round(found, 4), confidence),
        *(f"strength {above}, {below}", "kgservice", "computed"),
    )
