"""How far people who filled in the `questionnaire` agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from kgservice.errors import MissingExtra
from kgservice.ontology.questionnaire import PARTS, SCALE, Item


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far raters agree on one part.

    ``mean``: mean rating, 1 to 5.  ``alpha``: Krippendorff's alpha for ordinal ratings, at most 1, 0 for chance.
    ``kappa``: Cohen's kappa with linear weights, averaged over the pairs of raters who share items.  Alpha and kappa
    are None where they are not defined: fewer than two raters on any item, or no variation at all.
    """

    part: str
    items: int
    raters: int
    ratings: int
    mean: float | None
    alpha: float | None
    kappa: float | None


def agreement(questions: Iterable[Item], answers: Mapping[str, Mapping[str, int]]) -> tuple[Agreement, ...]:
    """Return the agreement of each part that has items.

    ``answers``: rater to that person's answers.  Raises `MissingExtra` without krippendorff and scikit-learn.
    Sources: Krippendorff (2004), Content Analysis; Cohen (1968), weighted kappa; both by kept libraries.
    """
    by_part: dict[str, list[str]] = defaultdict(list)
    for item in questions:
        by_part[item.part].append(item.id)
    return tuple(_part_agreement(part, by_part[part], answers) for part in PARTS if by_part[part])


def _part_agreement(part: str, ids: Sequence[str], answers: Mapping[str, Mapping[str, int]]) -> Agreement:
    table = {rater: {i: given[i] for i in ids if i in given} for rater, given in answers.items()}
    table = {rater: given for rater, given in table.items() if given}
    ratings = [rating for given in table.values() for rating in given.values()]
    return Agreement(
        part=part,
        items=len(ids),
        raters=len(table),
        ratings=len(ratings),
        mean=fmean(ratings) if ratings else None,
        alpha=_alpha(ids, table) if len(set(ratings)) > 1 else None,
        kappa=_kappa(table),
    )


def _alpha(ids: Sequence[str], table: Mapping[str, Mapping[str, int]]) -> float | None:
    try:
        import krippendorff
    except ImportError:
        raise MissingExtra("Measuring agreement", "krippendorff", "evaluate") from None
    if not any(sum(i in given for given in table.values()) > 1 for i in ids):
        return None
    matrix = [[float(given[i]) if i in given else float("nan") for i in ids] for given in table.values()]
    return float(krippendorff.alpha(reliability_data=matrix, level_of_measurement="ordinal"))


def _kappa(table: Mapping[str, Mapping[str, int]]) -> float | None:
    try:
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        raise MissingExtra("Measuring agreement", "scikit-learn", "evaluate") from None
    kappas = []
    for one, other in combinations(table.values(), 2):
        shared = sorted(set(one) & set(other))
        pairs = [one[i] for i in shared], [other[i] for i in shared]
        if len({*pairs[0], *pairs[1]}) > 1:
            kappas.append(float(cohen_kappa_score(*pairs, labels=list(SCALE), weights="linear")))
    return fmean(kappas) if kappas else None
