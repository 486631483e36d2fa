"""Whether the emotion of a candidate helps to find the answer that was really given in a conversation.

A `Case` is a turn and candidates for the next one: the true next turn, of another speaker, and turns drawn from other
conversations of the same source.  Rankers score candidates: by the ways of `classify.response`, by whether turn and
candidate have one best label, by how often one mood followed the other in conversations set apart for that, by the
words that they share (TF-IDF, cosine), and by words and emotion together.  Where people labelled the turns, the ways
are tried with their labels too, which is what a perfect classifier would bring.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import fmean

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.dialogue import Dialogue, Said
from kgservice.classify.evaluation.ranking import RankingScore, outcome, ranking_scores
from kgservice.classify.response import NEUTRAL, WAYS, Fit, Mood, mood
from kgservice.errors import MissingExtra
from kgservice.ontology.model import Ontology

SEED = 20261121
CHANCE, WORDS, SAME, COUNTED = "chance", "shared words", "same label", "counted"
BY_PEOPLE = "{}, people's labels"

SHARES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""How much the emotional fit may weigh beside the cosine of the words; the tuning half chooses."""

Scores = Sequence[float]
"""A score for each candidate of a case, in their order."""

LEAST = 1e-3
"""How often a mood is taken to occur at least, so that no ratio of frequencies grows without limit."""


@dataclass(frozen=True)
class Turn:
    """A turn with its mood by the classifier, and by people (None where nobody labelled it)."""

    said: Said
    read: Mood
    labelled: Mood | None


@dataclass(frozen=True)
class Case:
    """A turn, and candidates for the next one, the true one first."""

    before: Turn
    candidates: tuple[Turn, ...]

    @property
    def is_emotional(self) -> bool:
        """Whether the turn before has an emotion: by people, else by the classifier."""
        return best(self.before.read if self.before.labelled is None else self.before.labelled) != NEUTRAL


@dataclass(frozen=True)
class Scored:
    """A case with what each ranker gives to its candidates, by name of the ranker."""

    case: Case
    scores: dict[str, Scores]


Talk = Sequence[Case]
"""The cases of one conversation; maybe none."""

Ranker = Callable[[Case], Scores]
Fitting = Callable[[Mood, Mood], float]


def talks(dialogues: Iterable[Dialogue], classifier: EmotionClassifier, candidates: int, most: int) -> list[Talk]:
    """Return the cases of every conversation, in an order drawn once and for all.

    ``candidates``: how many a case has; ``most``: cases of a conversation, drawn among all it has.  Conversations of a
    source that has no other give no case.
    """
    read = [(dialogue.source, [_turn(said, classifier) for said in dialogue.turns]) for dialogue in dialogues]
    draw = random.Random(SEED)
    draw.shuffle(read)
    pools: dict[str, list[tuple[int, Turn]]] = defaultdict(list)
    for place, (source, turns) in enumerate(read):
        pools[source] += [(place, turn) for turn in turns]
    found: list[Talk] = []
    for place, (source, turns) in enumerate(read):
        others = len(pools[source]) > len(turns)
        steps = [pair for pair in pairwise(turns) if others and pair[0].said.speaker != pair[1].said.speaker]
        kept = draw.sample(steps, min(most, len(steps)))
        found.append([Case(one, (two, *_drawn(two, place, pools[source], draw, candidates - 1))) for one, two in kept])
    return found


def _drawn(
    right: Turn, place: int, pool: Sequence[tuple[int, Turn]], draw: random.Random, count: int
) -> Iterator[Turn]:
    """Yield turns of other conversations that say something else; after many draws in vain, what comes."""
    for _ in range(count):
        for _ in range(100):
            elsewhere, turn = draw.choice(pool)
            if elsewhere != place and turn.said.text.strip() != right.said.text.strip():
                break
        yield turn


def _turn(said: Said, classifier: EmotionClassifier) -> Turn:
    shares = None
    if said.emotions is not None:
        shares = {emotion: 1 / len(said.emotions) for emotion in said.emotions} or {NEUTRAL: 1.0}
    return Turn(said, mood(classifier.classify(said.text)), shares)


def best(shares: Mood) -> str:
    """Return the emotion, or neutral, with the greatest share."""
    return max(shares, key=lambda name: (shares[name], name))


def scored(tuning: Sequence[Talk], measured: Sequence[Talk], ontology: Ontology) -> list[list[Scored]]:
    """Return the cases of ``measured`` with the scores of every ranker; from ``tuning`` they learn what they learn.

    Raises `MissingExtra` without scikit-learn or numpy.
    """
    rankers = _rankers(tuning, ontology)
    learned = [[Scored(case, _scores(rankers, case)) for case in talk] for talk in tuning]
    combined = [_best_share(learned, ways) for ways in (WAYS, (COUNTED,))]
    found = [[Scored(case, _scores(rankers, case)) for case in talk] for talk in measured]
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


def _rankers(tuning: Sequence[Talk], ontology: Ontology) -> dict[str, Ranker]:
    fit, cases = Fit(ontology), [case for talk in tuning for case in talk]
    found: dict[str, Ranker] = {CHANCE: lambda case: [0.0] * len(case.candidates), WORDS: _words(cases)}
    ways: dict[str, Callable[[Iterable[tuple[Mood, Mood]]], Fitting]] = {SAME: lambda pairs: _same, COUNTED: _counted}
    ways |= {way: lambda pairs, way=way: partial(fit, way) for way in WAYS}  # type: ignore[misc]
    for name, way in ways.items():
        found[name] = _by(way((case.before.read, case.candidates[0].read) for case in cases), _read)
    if all(turn.labelled is not None for case in cases for turn in (case.before, *case.candidates)):
        for name, way in ways.items():
            pairs = ((_labelled(case.before), _labelled(case.candidates[0])) for case in cases)
            found[BY_PEOPLE.format(name)] = _by(way(pairs), _labelled)
    return found


def _by(fitting: Fitting, shares: Callable[[Turn], Mood]) -> Ranker:
    return lambda case: [fitting(shares(case.before), shares(candidate)) for candidate in case.candidates]


def _read(turn: Turn) -> Mood:
    return turn.read


def _labelled(turn: Turn) -> Mood:
    return turn.read if turn.labelled is None else turn.labelled


def _same(before: Mood, answer: Mood) -> float:
    return float(best(before) == best(answer))


def _counted(pairs: Iterable[tuple[Mood, Mood]]) -> Fitting:
    """Return a fitting that knows how much more often one mood followed another than moods do by themselves."""
    together: dict[tuple[str, str], float] = defaultdict(float)
    first: dict[str, float] = defaultdict(float)
    second: dict[str, float] = defaultdict(float)
    seen = list(pairs)
    for before, answer in seen:
        for one, share in before.items():
            first[one] += share
            for other, part in answer.items():
                together[one, other] += share * part
        for other, part in answer.items():
            second[other] += part

    def ratio(one: str, other: str) -> float:
        least = LEAST * len(seen)
        return (together[one, other] + least) / (first[one] * second[other] / len(seen) + least)

    return lambda before, answer: sum(p * q * ratio(a, b) for a, p in before.items() for b, q in answer.items())


def _words(cases: Iterable[Case]) -> Ranker:
    """Return cosines of TF-IDF vectors, the frequencies being those in the cases given."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        raise MissingExtra("Ranking by words", "scikit-learn", "evaluate") from None
    texts = [turn.said.text for case in cases for turn in (case.before, *case.candidates)]
    vectors = TfidfVectorizer(sublinear_tf=True, token_pattern=r"\w+").fit(texts)

    def ranker(case: Case) -> Scores:
        rows = vectors.transform([case.before.said.text, *(turn.said.text for turn in case.candidates)])
        cosines: Scores = (rows[1:] @ rows[0].T).toarray().ravel().tolist()
        return cosines

    return ranker
