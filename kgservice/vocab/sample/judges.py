"""The references that judge the sample.  Each answers yes, no, or that it cannot tell.

thesaurus
    Moby (1996) and Roget (1911): under how many labels of each family of emotions a word stands, in either direction.
    Yes where the family of the emotion has the most, no where another has more; it cannot tell below two listings, for
    emotions beside the tree, and for senses that a thesaurus proposed.
valence
    The ratings of VADER's lexicon (ten people a word; for a phrase that is not in it VADER's score of the whole): yes
    where the sign is that of the emotion, no where it is the other one; it cannot tell near zero, nor for surprise,
    which may be pleasant or not.  Nothing in the lexicon was made from these ratings.
sentences
    Logistic regression on MiniLM embeddings of the project's own labelled sentences, for authored terms (for gathered
    ones embeddings decided between emotions): yes where the family of the emotion has at least half the probability of
    the best family, else no; it cannot tell where no family has `SURE`, nor for emotions beside the tree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kgservice.errors import MissingExtra
from kgservice.ontology import Ontology
from kgservice.vocab.normalize import normalize
from kgservice.vocab.pinned import pinned
from kgservice.vocab.sample.drawing import BESIDE, GATHERED, OWN_SOURCE, families
from kgservice.vocab.sources import thesaurus as books

if TYPE_CHECKING:
    from kgservice.vocab.embedding import Model
    from kgservice.vocab.sample.drawing import Case

YES, NO, CANNOT_TELL = "yes", "no", "cannot-tell"
VERDICTS = (YES, NO, CANNOT_TELL)
REFERENCES = ("thesaurus", "valence", "sentences")

Judge = Callable[[Sequence["Case"]], list[str]]

LISTINGS = 2
"""Listings below which the thesauri cannot tell."""

THESAURI = frozenset({"moby", "roget1911"})

RATING, COMPOUND, FELT = 0.5, 0.05, 0.1
"""From where a valence has a sign: of VADER's ratings (-4 to 4), of its score of a phrase (-1 to 1; its documentation),
and of our emotions (-1 to 1)."""

SURPRISE = "surprise"
SURE, SHARE = 0.4, 0.5
"""The probability that the best family needs, and the share of it that another one needs to be meant too."""


def thesaurus(ontology: Ontology) -> Judge:
    """Return the thesauri as a judge; raises `MissingExtra` without their packages, `TableError` for other editions."""
    listed = _moby_listings(books.moby(pinned("moby")))
    shared = _roget_neighbours(books.roget(pinned("roget1911")))
    labels = _labels(ontology)

    def judge(case: Case) -> str:
        if case.family == BESIDE or case.source in THESAURI:
            return CANNOT_TELL
        near = listed[case.term]
        counts = {
            family: sum((word in near) + (word in shared[case.term]) for word in words - {case.term})
            for family, words in labels.items()
        }
        if sum(counts.values()) < LISTINGS:
            return CANNOT_TELL
        return YES if counts[case.family] == max(counts.values()) else NO

    return lambda cases: [judge(case) for case in cases]


def _labels(ontology: Ontology) -> Mapping[str, set[str]]:
    """Return the labels of each family."""
    found: dict[str, set[str]] = defaultdict(set)
    for emotion, family in families(ontology).items():
        if family != BESIDE:
            found[family] |= {normalize(label) for label in (ontology[emotion].label, *ontology[emotion].alt_labels)}
    return found


def _moby_listings(entries: Mapping[str, Sequence[str]]) -> defaultdict[str, set[str]]:
    """Return, by word, the words of its entry and the entries in which it stands."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for head, words in entries.items():
        found[head].update(words)
        for word in words:
            found[word].add(head)
    return found


def _roget_neighbours(paragraphs: Sequence[tuple[str, Sequence[str]]]) -> defaultdict[str, set[str]]:
    """Return, by word, the words with which it shares a paragraph."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for _, words in paragraphs:
        for word in words:
            found[word].update(words)
    return found


def valence(ontology: Ontology) -> Judge:
    """Return VADER's ratings as a judge; raises `MissingExtra`."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        raise MissingExtra("Judging by valence", "vaderSentiment", "evaluate") from None
    analyzer = SentimentIntensityAnalyzer()

    def sign(case: Case) -> int:
        ratings = [analyzer.lexicon[form] for form in (case.term, *case.forms) if form in analyzer.lexicon]
        if ratings:
            return _sign(ratings[0], RATING)
        return _sign(analyzer.polarity_scores(case.term)["compound"], COMPOUND) if " " in case.term else 0

    def judge(case: Case) -> str:
        vad = ontology[case.emotion].vad
        felt, said = _sign(vad.valence, FELT) if vad and case.family != SURPRISE else 0, sign(case)
        if not felt or not said:
            return CANNOT_TELL
        return YES if felt == said else NO

    return lambda cases: [judge(case) for case in cases]


def _sign(value: float, least: float) -> int:
    return 0 if abs(value) < least else 1 if value > 0 else -1


def sentences(labelled: Sequence[tuple[str, str]], model: Model) -> Judge:
    """Return a judge that has learned from sentences.

    ``labelled``: sentence and family, or ``neutral``; a sentence of two families stands there twice.  Raises
    `MissingExtra` without scikit-learn or sentence-transformers.
    """
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise MissingExtra("Judging by sentences", "scikit-learn", "build") from None
    learner = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
    learner.fit(model.embed([text for text, _ in labelled]), [family for _, family in labelled])
    places = {str(family): place for place, family in enumerate(learner.classes_)}

    def judge(case: Case, chances: Sequence[float]) -> str:
        if case.family not in places or case.kind == GATHERED or case.source not in (OWN_SOURCE, ""):
            return CANNOT_TELL
        felt = Counter({family: float(chances[place]) for family, place in places.items() if family != "neutral"})
        total, best = sum(felt.values()), max(felt.values())
        if best < SURE * total:
            return CANNOT_TELL
        return YES if felt[case.family] >= SHARE * best else NO

    return lambda cases: [
        judge(case, row)
        for case, row in zip(cases, learner.predict_proba(model.embed([c.term for c in cases])), strict=True)
    ]
