"""How far annotators agree, over what they ruled without having seen each other's rulings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kgservice.ontology.agreement import cohen_kappa, krippendorff_alpha
from kgservice.vocab.decisions import RULINGS, Decision
from kgservice.vocab.review.standing import kept

KAPPA, ALPHA = "Cohen's kappa", "Krippendorff's alpha"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far some people agree.

    ``pairs``: on how many pairs of term and emotion at least two of them ruled.  ``same``: on what share of those all
    say the same, 0 to 1; None without any.  ``value``: the coefficient, at most 1, 0 for chance; None where it is not
    defined (no shared pair, or everybody says the same of all).
    """

    measure: str
    annotators: tuple[str, ...]
    pairs: int
    same: float | None
    value: float | None

    def to_dict(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "measure": self.measure,
            "annotators": list(self.annotators),
            "pairs": self.pairs,
            "same": self.same,
            "value": self.value,
        }


def agreement(log: Iterable[Decision]) -> tuple[Agreement, ...]:
    """Return Cohen's kappa of every two annotators, then Krippendorff's alpha of all; empty for fewer than two.

    Outcomes are names (``accept``, ``reject``, ``reassign to joy``), so both are the nominal kind.  Of each person
    the newest ruling on a pair counts that was given blind and not taken back; adjudications do not.  Raises
    `MissingExtra` without krippendorff and scikit-learn.
    """
    outcomes = blind_outcomes(log)
    codes = {
        outcome: code for code, outcome in enumerate(sorted({o for own in outcomes.values() for o in own.values()}))
    }
    table = {name: {item: codes[o] for item, o in own.items()} for name, own in sorted(outcomes.items())}
    if len(table) < 2:
        return ()
    kappas = (_measured(KAPPA, {a: table[a], b: table[b]}) for a, b in combinations(table, 2))
    return (*kappas, _measured(ALPHA, table))


def blind_outcomes(log: Iterable[Decision]) -> dict[str, dict[str, str]]:
    """Return annotator to pair ("term / emotion") to what that person ruled blind."""
    outcomes: dict[str, dict[str, str]] = defaultdict(dict)
    for row in kept(log):
        if row.verdict in RULINGS and not row.seen and not row.adjudicates:
            outcomes[row.reviewer][" / ".join(row.pair)] = row.outcome
    return dict(outcomes)


def _measured(measure: str, table: Mapping[str, Mapping[str, int]]) -> Agreement:
    given: dict[str, list[int]] = defaultdict(list)
    for own in table.values():
        for item, code in own.items():
            given[item].append(code)
    shared = [codes for codes in given.values() if len(codes) > 1]
    same = sum(len(set(codes)) == 1 for codes in shared) / len(shared) if shared else None
    if measure == KAPPA:
        one, other = table.values()
        value = cohen_kappa(one, other)
    else:
        value = krippendorff_alpha(table, "nominal")
    return Agreement(measure, tuple(table), len(shared), same, value)
