"""Whether the emotion of a candidate helps to find the answer that was really given in a conversation.

In: `conversation_cases`.  Out: figures for each of the `answer_rankers`, and for words and emotion together.  Where
people labelled the turns, the ways are tried with their labels too: what a perfect classifier would bring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from kgservice.classify.evaluation.answer_rankers import COUNTED, WORDS, Ranker, Scores, rankers
from kgservice.classify.evaluation.conversation_cases import Case, Talk
from kgservice.classify.evaluation.ranking import RankingScore, outcome, ranking_scores
from kgservice.classify.response import WAYS
from kgservice.ontology.model import Ontology

SHARES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""How much the emotional fit may weigh beside the cosine of the words; the cases to learn from choose."""


@dataclass(frozen=True)
class Scored:
    """A case with what each ranker gives to its candidates, by name of the ranker."""

    case: Case
    scores: dict[str, Scores]


def scored(tuning: Sequence[Talk], measured: Sequence[Talk], ontology: Ontology) -> list[list[Scored]]:
    """Return the cases of ``measured`` with the scores of every ranker; from ``tuning`` they learn what they learn.

    Raises `MissingExtra` without scikit-learn or numpy.
    """
    known = rankers([case for talk in tuning for case in talk], ontology)
    learned = [[Scored(case, _scores(known, case)) for case in talk] for talk in tuning]
    combined = [_best_share(learned, ways) for ways in (WAYS, (COUNTED,))]
    found = [[Scored(case, _scores(known, case)) for case in talk] for talk in measured]
    for each in (each for talk in found for each in talk):
        for way, share in combined:
            each.scores[f"{WORDS} + {share:g} {way}"] = _together(each.scores, way, share)
    return found


def ranking(talks: Iterable[Iterable[Scored]], *, emotional: bool = False) -> list[RankingScore]:
    """Return what every ranker reaches; ``emotional``: only on cases whose first turn has an emotion.

    Each is compared with shared words.  Empty when no case is left.
    """
    kept = [[each for each in talk if each.case.is_emotional or not emotional] for talk in talks]
    names = next((list(each.scores) for talk in kept for each in talk), [])
    outcomes = {name: [[outcome(each.scores[name]) for each in talk] for talk in kept] for name in names}
    return ranking_scores(outcomes, WORDS) if outcomes else []


def _scores(rankers: Mapping[str, Ranker], case: Case) -> dict[str, Scores]:
    return {name: ranker(case) for name, ranker in rankers.items()}


def _best_share(talks: Sequence[Sequence[Scored]], ways: Iterable[str]) -> tuple[str, float]:
    """Return the way, and its share beside the words, that ranks best."""
    return max(((way, share) for way in ways for share in SHARES), key=lambda pair: _mrr(talks, *pair))


def _together(scores: Mapping[str, Scores], way: str, share: float) -> Scores:
    return [words + share * fit for words, fit in zip(scores[WORDS], scores[way], strict=True)]


def _mrr(talks: Iterable[Iterable[Scored]], way: str, share: float) -> float:
    ranks = [outcome(_together(each.scores, way, share)).reciprocal_rank for talk in talks for each in talk]
    return fmean(ranks) if ranks else 0.0
