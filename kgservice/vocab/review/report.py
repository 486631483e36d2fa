"""How decisions and candidates fit together: counts, the queue, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgservice.vocab import candidates, decisions
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.decisions import Decision
from kgservice.vocab.review.desk import Desk
from kgservice.vocab.review.queue import Filter
from kgservice.vocab.review.standing import NOTHING, Pair, Standing, idle_withdrawals


@dataclass(frozen=True, slots=True)
class Report:
    """What stands where: candidates by status, rulings that hold by verdict, the queue that awaits a person.

    ``conflicts``: one sentence for each ruling that contradicts another or meets nothing; empty is good.
    """

    statuses: Mapping[str, int]
    verdicts: Mapping[str, int]
    queue: tuple[Candidate, ...]
    conflicts: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain values."""
        queue = [{"term": c.term, "emotion": c.emotion, "reason": c.reason} for c in self.queue]
        counts = {"statuses": dict(self.statuses), "verdicts": dict(self.verdicts)}
        return {**counts, "queue": queue, "conflicts": list(self.conflicts)}


def review(desk: Desk, wanted: Filter | None = None) -> Report:
    """Return how the decisions on a desk meet its candidates and expressions; raises `TableError`.

    The queue holds what nobody has ruled on; without a filter what needs review, the smallest margin first.
    """
    known = {*desk.by_pair, *desk.authored}
    held = desk.standing
    waiting = (c for c in desk.select(wanted or Filter()) if not held.get((c.term, c.emotion), NOTHING).rulings)
    rulings = [ruling for pair in held.values() for ruling in pair.rulings.values()]
    return Report(
        _count([c.status for c in desk.candidates], candidates.STATUSES),
        _count([ruling.verdict for ruling in rulings], decisions.RULINGS),
        tuple(waiting),
        (*contradictions(held), *_unmet(rulings, known), *_idle(desk.log)),
    )


def contradictions(held: Mapping[Pair, Standing]) -> list[str]:
    """Return one sentence for each pair on which people contradict each other and nobody adjudicated, sorted."""
    return [
        f'"{term}" and {emotion}: ' + ", ".join(f"{name} says {r.outcome}" for name, r in standing.rulings.items())
        for (term, emotion), standing in sorted(held.items())
        if standing.is_conflict
    ]


def _unmet(rulings: Iterable[Decision], known: set[Pair]) -> list[str]:
    return [
        f'"{r.term}" and {r.emotion}: {r.reviewer} says {r.outcome}, but nothing proposes the pair any more'
        for r in rulings
        if r.verdict != "accept" and r.pair not in known
    ]


def _idle(log: Sequence[Decision]) -> list[str]:
    return [
        f'"{row.term}" and {row.emotion}: {row.reviewer} withdraws what no row before says'
        for row in idle_withdrawals(log)
    ]


def _count(values: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    found = list(values)
    return {name: found.count(name) for name in names}
