"""What holds after all rows of the log of decisions.

A person's newest ruling on a pair of term and emotion holds.  ``withdraw`` takes back the newest row of that person on
that pair that is not taken back yet, so that the ruling before it holds again.  An adjudication stands beside its
author's own ruling, and before everybody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgservice.vocab.decisions import NOTE, WITHDRAW, Decision

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for one pair of term and emotion.

    ``rulings``: each person's own, by name, the newest given last.  ``adjudication``: the newest, or None.  ``notes``:
    those not taken back, in their order.
    """

    rulings: Mapping[str, Decision]
    adjudication: Decision | None
    notes: tuple[Decision, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether people contradict each other and nobody has adjudicated."""
        return self.adjudication is None and len({ruling.outcome for ruling in self.rulings.values()}) > 1

    @property
    def ruling(self) -> Decision | None:
        """The ruling that counts: the adjudication, else the newest of all people; None when nobody ruled."""
        return self.adjudication or next(reversed([*self.rulings.values()]), None)


NOTHING = Standing({}, None, ())
"""What holds for a pair on which nobody ruled."""


def standing(log: Iterable[Decision]) -> dict[Pair, Standing]:
    """Return what holds for each pair on which a row stands that is not taken back, in the order of the log.

    >>> rows = [Decision("joyful", "joy", verdict, "", None, "anna", "2026-01-31", "") for verdict in
    ...         ("accept", "reject", "withdraw")]
    >>> [held.ruling.verdict for held in standing(rows).values()]
    ['accept']
    >>> standing([*rows, rows[-1]])
    {}
    """
    by_pair: dict[Pair, list[Decision]] = defaultdict(list)
    for row in kept(log):
        by_pair[row.pair].append(row)
    return {pair: _standing(rows) for pair, rows in by_pair.items()}


def kept(log: Iterable[Decision]) -> list[Decision]:
    """Return the rows that are not taken back, in their order; ``withdraw`` rows are never among them."""
    rows: dict[int, Decision] = {}
    open_rows: dict[tuple[str, Pair], list[int]] = defaultdict(list)
    for number, row in enumerate(log):
        mine = open_rows[row.reviewer, row.pair]
        if row.verdict != WITHDRAW:
            rows[number] = row
            mine.append(number)
        elif mine:
            del rows[mine.pop()]
    return list(rows.values())


def idle_withdrawals(log: Iterable[Decision]) -> list[Decision]:
    """Return the ``withdraw`` rows that find nothing to take back; a log that only the program wrote has none."""
    counts: dict[tuple[str, Pair], int] = defaultdict(int)
    idle = []
    for row in log:
        key = row.reviewer, row.pair
        if row.verdict == WITHDRAW and not counts[key]:
            idle.append(row)
        else:
            counts[key] += -1 if row.verdict == WITHDRAW else 1
    return idle


def _standing(rows: Sequence[Decision]) -> Standing:
    own: dict[str, Decision] = {}
    adjudication = None
    for row in rows:
        if row.adjudicates:
            adjudication = row
        elif row.verdict != NOTE:
            own.pop(row.reviewer, None)  # so that the newest comes last
            own[row.reviewer] = row
    return Standing(own, adjudication, tuple(row for row in rows if row.verdict == NOTE))
