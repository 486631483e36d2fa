"""The queue: which candidates to look at, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf

from kgservice.errors import UnknownId
from kgservice.ontology import Ontology
from kgservice.vocab.candidates import REVIEW, STATUSES, Candidate
from kgservice.vocab.review.authored import AUTHORED
from kgservice.vocab.review.standing import NOTHING, Pair, Standing

ANY = "any"
ORDERS: Mapping[str, Callable[[Candidate], tuple[object, ...]]] = {
    "margin": lambda c: (inf if c.margin is None else c.margin, c.term, c.emotion),
    "term": lambda c: (c.term, c.emotion),
    "uses": lambda c: (-c.uses, c.term, c.emotion),
}
"""By which to sort: the smallest margin first (without a margin last), the alphabet, the most used term first."""


class UnknownFilter(UnknownId):
    """A filter has no such value."""

    kind = "status or order"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which candidates are wanted; an empty field leaves all in, and all fields must fit.

    ``emotion``, ``primary``: an id; ``primary`` takes everything below it.  ``status``: one of `candidates.STATUSES`,
    ``authored`` (an expression that nobody proposes) or ``any``; empty means those that need review, or any where
    ``annotator``, ``conflicts`` or ``text`` says more.
    ``route``: a part of a route, such as ``hyponym``; ``source``: what a route begins with, such as ``wn30``.
    ``annotator``: who ruled on it.  ``text``: a part of the term.  ``conflicts``: only pairs on which people
    contradict each other and nobody adjudicated.  ``order``: one of `ORDERS`.
    """

    emotion: str = ""
    primary: str = ""
    status: str = ""
    route: str = ""
    source: str = ""
    annotator: str = ""
    text: str = ""
    conflicts: bool = False
    order: str = "margin"

    @property
    def wanted_status(self) -> str:
        """The status after the rule for an empty one."""
        return self.status or (ANY if self.annotator or self.conflicts or self.text else REVIEW)

    def select(
        self, candidates: Iterable[Candidate], ontology: Ontology, held: Mapping[Pair, Standing]
    ) -> list[Candidate]:
        """Return the candidates that fit, sorted; raises `UnknownEmotion` and `UnknownFilter`."""
        for value, known in ((self.status or ANY, (*STATUSES, AUTHORED, ANY)), (self.order, ORDERS)):
            if value not in known:
                raise UnknownFilter(value, known)
        emotions = self._emotions(ontology)
        fitting = (c for c in candidates if emotions is None or c.emotion in emotions)
        found = (c for c in fitting if self._fits(c) and self._fits_rulings(held.get((c.term, c.emotion), NOTHING)))
        return sorted(found, key=ORDERS[self.order])

    def _emotions(self, ontology: Ontology) -> set[str] | None:
        """Return the ids that emotion and primary leave; None for all."""
        wanted = [{ontology[self.emotion].id}] if self.emotion else []
        if self.primary:
            wanted.append({ontology[self.primary].id, *(e.id for e in ontology.descendants(self.primary))})
        return set.intersection(*wanted) if wanted else None

    def _fits(self, candidate: Candidate) -> bool:
        return (
            self.wanted_status in (ANY, candidate.status)
            and self.text.casefold() in candidate.term
            and (not self.route or any(self.route in route for route in routes(candidate)))
            and (not self.source or any(route.startswith(self.source) for route in routes(candidate)))
        )

    def _fits_rulings(self, held: Standing) -> bool:
        return (not self.annotator or self.annotator in held.rulings) and (not self.conflicts or held.is_conflict)


def routes(candidate: Candidate) -> tuple[str, ...]:
    """Return every route by which a candidate came, such as ``wn30:07532440-n:hyponym``."""
    found: tuple[str, ...] = getattr(candidate, "routes", ())
    return found or (f"wn30:{candidate.synset}:{candidate.relation}",)
