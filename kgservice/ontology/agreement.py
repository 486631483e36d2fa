"""How far people who filled in the `questionnaire` agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from typing import Literal

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
        alpha=krippendorff_alpha(table),
        kappa=_mean_kappa(table),
    )


def krippendorff_alpha(
    table: Mapping[str, Mapping[str, int]], level: Literal["nominal", "ordinal"] = "ordinal"
) -> float | None:
    """Return Krippendorff's alpha, at most 1, 0 for chance; None where it is not defined.

    ``table``: rater to item to value; ``level``: ``ordinal``, or ``nominal`` for values that are only names.  Not
    defined: no item with two raters, or no variation.  Raises `MissingExtra`.  Source: Krippendorff (2004).

    >>> krippendorff_alpha({"anna": {"a": 1, "b": 2}, "ben": {"a": 1, "b": 2}}, "nominal")
    1.0
    >>> krippendorff_alpha({"anna": {"a": 1}, "ben": {"b": 2}}) is None
    True
    """
    try:
        import krippendorff
    except ImportError:
        raise MissingExtra("Measuring agreement", "krippendorff", "evaluate") from None
    ids = sorted({i for given in table.values() for i in given})
    shared = [i for i in ids if sum(i in given for given in table.values()) > 1]
    if len({given[i] for given in table.values() for i in shared if i in given}) < 2:
        return None
    matrix = [[float(given[i]) if i in given else float("nan") for i in ids] for given in table.values()]
    return float(krippendorff.alpha(reliability_data=matrix, level_of_measurement=level))


def cohen_kappa(one: Mapping[str, int], other: Mapping[str, int], weights: str | None = None) -> float | None:
    """Return Cohen's kappa over the items that both raters have, at most 1, 0 for chance; None without variation.

    ``weights``: None for values that are only names, ``linear`` for steps of the scale 1 to 5.  Raises `MissingExtra`.
    Source: Cohen (1960, 1968).

    >>> cohen_kappa({"a": 1, "b": 2}, {"a": 1, "b": 2})
    1.0
    >>> cohen_kappa({"a": 1}, {"b": 2}) is None
    True
    """
    try:
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        raise MissingExtra("Measuring agreement", "scikit-learn", "evaluate") from None
    shared = sorted(set(one) & set(other))
    pairs = [one[i] for i in shared], [other[i] for i in shared]
    if len({*pairs[0], *pairs[1]}) < 2:
        return None
    return float(cohen_kappa_score(*pairs, labels=list(SCALE) if weights else None, weights=weights))


def _mean_kappa(table: Mapping[str, Mapping[str, int]]) -> float | None:
    found = (cohen_kappa(one, other, "linear") for one, other in combinations(table.values(), 2))
    kappas = [kappa for kappa in found if kappa is not None]
    return fmean(kappas) if kappas else None
