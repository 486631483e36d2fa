"""Who ranks answers: ways of feeling, labels, counts, shared words; each gives every candidate of a case a score.

``chance`` tells nothing apart.  ``shared words`` is the cosine of TF-IDF vectors.  ``same label`` asks whether turn and
candidate have one best label; ``counted`` how much more often the one mood followed the other, in the cases given to
learn from, than the two moods do by themselves.  The others are the ways of `classify.response`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from kgservice.classify.evaluation.conversation_cases import Case, Turn, best
from kgservice.classify.response import WAYS, Fit, Mood
from kgservice.errors import MissingExtra
from kgservice.ontology.model import Ontology

CHANCE, WORDS, SAME, COUNTED = "chance", "shared words", "same label", "counted"
BY_PEOPLE = "{}, people's labels"

LEAST = 1e-3
"""How often a mood is taken to occur at least, so that no ratio of frequencies grows without limit."""

Scores = Sequence[float]
"""A score for each candidate of a case, in their order."""

Ranker = Callable[[Case], Scores]
Fitting = Callable[[Mood, Mood], float]


def rankers(cases: Sequence[Case], ontology: Ontology) -> dict[str, Ranker]:
    """Return every ranker by name, having learned from ``cases`` what it learns.

    Where people labelled all their turns, the ways are there with people's labels too.  Raises `MissingExtra` without
    scikit-learn.
    """
    fit = Fit(ontology)
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
