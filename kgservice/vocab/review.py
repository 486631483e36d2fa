"""Review: how people's decisions and the candidates fit together.

In: candidates, expressions and decisions.  Out: senses as ruled, and a report of conflicts: two people who differ, a
decision about something that nobody proposes any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgservice.ontology.tables import read_ontology
from kgservice.vocab import candidates, decisions, expressions
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.decisions import Decision
from kgservice.vocab.model import Sense

DECIDED = "decision"
"""The method of a sense that only a person's ruling supports."""


@dataclass(frozen=True, slots=True)
class Report:
    """What stands where: candidates by status, decisions by verdict, the queue of candidates that await a person.

    ``conflicts``: one sentence for each decision that contradicts another or meets nothing; empty is good.
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


def review(root: Path) -> Report:
    """Return how the decisions under ``root`` meet its candidates and expressions; raises `TableError`."""
    labels = {emotion.id: emotion.label for emotion in read_ontology(root / "ontology")}
    proposed = candidates.read(root / candidates.FILE, labels)
    authored = expressions.read(root / expressions.FILE, labels)
    ruled = decisions.read(root / decisions.FILE, labels)
    known = {(c.term, c.emotion) for c in proposed} | {(s.term, s.emotion) for s in authored}
    decided = {(d.term, d.emotion) for d in ruled}
    waiting = (c for c in proposed if c.status == candidates.REVIEW and (c.term, c.emotion) not in decided)
    return Report(
        _count([c.status for c in proposed], candidates.STATUSES),
        _count([d.verdict for d in ruled], decisions.VERDICTS),
        tuple(waiting),
        (*_disagreements(ruled), *_unmet(ruled, known)),
    )


def rule(senses: Iterable[Sense], ruled: Sequence[Decision]) -> list[Sense]:
    """Return the senses after the decisions; where people differ about a pair, the last row of the table stands."""
    kept = {(sense.term, sense.emotion): sense for sense in senses}
    for decision in ruled:
        sense = kept.pop((decision.term, decision.emotion), None)
        if decision.verdict != "reject":
            emotion = decision.to or decision.emotion
            kept[decision.term, emotion] = _ruled(sense, decision, emotion)
    return list(kept.values())


def _ruled(sense: Sense | None, decision: Decision, emotion: str) -> Sense:
    if sense is None or emotion != sense.emotion:
        pos = sense.pos if sense else ("phrase" if " " in decision.term else "noun")
        forms = sense.forms if sense else ()
        weight = decision.weight or (sense.weight if sense else 0.5)
        return Sense(
            decision.term, pos, forms, emotion, weight, None, DECIDED, "kgservice", decision.note, decision.reviewer
        )
    return replace(sense, weight=decision.weight or sense.weight, reviewer=decision.reviewer)


def _disagreements(ruled: Sequence[Decision]) -> list[str]:
    by_pair: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in ruled:
        by_pair[decision.term, decision.emotion].append(decision)
    return [
        f'"{term}" and {emotion}: ' + ", ".join(f"{d.reviewer} says {d.verdict}" for d in group)
        for (term, emotion), group in sorted(by_pair.items())
        if len({(d.verdict, d.to) for d in group}) > 1
    ]


def _unmet(ruled: Sequence[Decision], known: set[tuple[str, str]]) -> list[str]:
    return [
        f'"{d.term}" and {d.emotion}: {d.reviewer} says {d.verdict}, but nothing proposes the pair any more'
        for d in ruled
        if d.verdict != "accept" and (d.term, d.emotion) not in known
    ]


def _count(values: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    found = list(values)
    return {name: found.count(name) for name in names}
