"""Simple labellers to measure the classifier against, in the same run and by the same protocol.

Two need packages of the ``evaluate`` extra; without them loading raises `MissingExtra`, and the report says so.  Those
that learn or embed stand in `learned`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from kgservice.classify.evaluation.labellers import Entrant, Labeller, Weights, one_by_one
from kgservice.classify.folding import fold
from kgservice.classify.matcher import Matcher
from kgservice.errors import MissingExtra
from kgservice.ontology import Ontology
from kgservice.vocab import Lexicon, Sense

VADER_NEUTRAL = 0.05
"""The compound score from which VADER calls a text positive or (negated) negative; source: its documentation."""

NRC_EMOTIONS = {"joy": "joy", "sadness": "sadness", "anger": "anger", "fear": "fear", "surprise": "surprise"} | {
    "disgust": "anger"
}
"""NRC's emotions as primaries; its trust, anticipation, positive and negative have none."""

WORDNET_METHODS = ("seed", "label", "synonym", "derivation")
"""The WordNet-only baseline: the emotions' own words, their synonyms, and words derived from them."""


def standard(lexicon: Lexicon, ontology: Ontology, tier: int = 1) -> tuple[Entrant, ...]:
    """Return the baselines, other than the majority label, which only the evaluated file can tell.

    VADER and NRCLex know nothing below the primaries, so they are among them at tier 1 only.

    >>> from kgservice import load_lexicon, load_ontology
    >>> [entrant.name for entrant in standard(load_lexicon(), load_ontology(), 2)]
    ['WordNet only', 'tree words']
    """
    outside = (Entrant("VADER sign", vader_sign), Entrant("NRCLex", nrclex))
    words = (
        Entrant("WordNet only", lambda: wordnet_only(lexicon, ontology, tier)),
        Entrant("tree words", lambda: tree_words(ontology, tier)),
    )
    return (*outside, *words) if tier == 1 else words


def vader_sign() -> Labeller:
    """Return VADER as a labeller: joy for a positive text, sadness for a negative one.  Raises `MissingExtra`."""
    compound = vader()

    def label(text: str) -> Weights:
        score = compound(text)
        if abs(score) < VADER_NEUTRAL:
            return {}
        return {"joy" if score > 0 else "sadness": abs(score)}

    return one_by_one(label)


def vader() -> Callable[[str], float]:
    """Return VADER's compound score of a text, -1 to 1.  Raises `MissingExtra`."""
    score = vader_scores()
    return lambda text: float(score(text)["compound"])


def vader_scores() -> Callable[[str], Mapping[str, float]]:
    """Return VADER as it is: from a text to ``neg``, ``neu``, ``pos`` and ``compound``.  Raises `MissingExtra`."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        raise MissingExtra("The VADER baseline", "vaderSentiment", "evaluate") from None
    scores: Callable[[str], Mapping[str, float]] = SentimentIntensityAnalyzer().polarity_scores
    return scores


def nrclex() -> Labeller:
    """Return NRCLex as a labeller.  Raises `MissingExtra`.

    It is given lower-case words through ``load_token_list``: its own way to cut and lemmatise a text needs TextBlob and
    NLTK corpora that would have to be downloaded.
    """
    try:
        from nrclex import NRCLex
    except ImportError:
        raise MissingExtra("The NRCLex baseline", "nrclex", "evaluate") from None
    lexicon, words = NRCLex(), re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

    def label(text: str) -> Weights:
        lexicon.load_token_list(words.findall(text.lower()))
        counts: Counter[str] = Counter()
        for emotion, count in lexicon.raw_emotion_scores.items():
            if emotion in NRC_EMOTIONS:
                counts[NRC_EMOTIONS[emotion]] += count
        return counts

    return one_by_one(label)


def wordnet_only(lexicon: Lexicon, ontology: Ontology, tier: int = 1) -> Labeller:
    """Return a labeller that counts the lexicon's words from WordNet: synonyms and derivations, no modifiers."""
    methods = WORDNET_METHODS
    return _counting((s for s in lexicon if s.source == "wordnet30" and s.method in methods), ontology, tier)


def tree_words(ontology: Ontology, tier: int = 1) -> Labeller:
    """Return a labeller that counts the labels of the emotions themselves, as they stand."""
    emotions = [emotion for emotion in ontology if not emotion.extension]
    return _counting(
        (Sense(e.label.casefold(), "noun", (), e.id, 1.0, None, "label", "shaver1987", "") for e in emotions),
        ontology,
        tier,
    )


def _counting(senses: Iterable[Sense], ontology: Ontology, tier: int) -> Labeller:
    matcher = Matcher(Lexicon(senses))
    roots = {emotion.id: root.id for emotion in ontology if (root := ontology.at(emotion.id, tier)) is not None}

    def label(text: str) -> Weights:
        counts: Counter[str] = Counter()
        for match in matcher.match(matcher.tokenizer.cut(fold(text).text)):
            for root in {roots[sense.emotion] for sense in match.entry.senses if sense.emotion in roots}:
                counts[root] += 1
        return counts

    return one_by_one(label)
