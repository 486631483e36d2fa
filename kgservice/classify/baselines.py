"""Simple labellers to measure the classifier against, in the same run and by the same protocol.

Each is a `Labeller`: text in, weight by primary emotion out, nothing for a text on which it is silent.  Two need
packages of the ``evaluate`` extra; without them `load` raises `MissingExtra` and the report says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kgservice.classify.folding import fold
from kgservice.classify.matcher import Matcher
from kgservice.errors import MissingExtra
from kgservice.ontology import Ontology
from kgservice.vocab import Lexicon, Sense

Labeller = Callable[[str], Mapping[str, float]]

VADER_NEUTRAL = 0.05
"""The compound score from which VADER calls a text positive or (negated) negative; source: its documentation."""

NRC_EMOTIONS = {"joy": "joy", "sadness": "sadness", "anger": "anger", "fear": "fear", "surprise": "surprise"} | {
    "disgust": "anger"
}
"""NRC's emotions as primaries; its trust, anticipation, positive and negative have none."""

WORDNET_METHODS = ("seed", "label", "synonym", "derivation")
"""The WordNet-only baseline: the emotions' own words, their synonyms, and words derived from them."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A labeller by name; ``load`` makes it, which may raise `MissingExtra`."""

    name: str
    load: Callable[[], Labeller]


def standard(lexicon: Lexicon, ontology: Ontology) -> tuple[Baseline, ...]:
    """Return the baselines, other than the majority label, which only the evaluated file can tell."""
    return (
        Baseline("VADER sign", vader_sign),
        Baseline("NRCLex", nrclex),
        Baseline("WordNet only", lambda: wordnet_only(lexicon, ontology)),
        Baseline("tree words", lambda: tree_words(ontology)),
    )


def always(label: str) -> Labeller:
    """Return a labeller that gives every text the same label."""
    return lambda text: {label: 1.0}


def vader_sign() -> Labeller:
    """Return VADER as a labeller: joy for a positive text, sadness for a negative one.  Raises `MissingExtra`."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        raise MissingExtra("The VADER baseline", "vaderSentiment", "evaluate") from None
    score = SentimentIntensityAnalyzer().polarity_scores

    def label(text: str) -> Mapping[str, float]:
        compound = score(text)["compound"]
        if abs(compound) < VADER_NEUTRAL:
            return {}
        return {"joy" if compound > 0 else "sadness": abs(compound)}

    return label


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

    def label(text: str) -> Mapping[str, float]:
        lexicon.load_token_list(words.findall(text.lower()))
        counts: Counter[str] = Counter()
        for emotion, count in lexicon.raw_emotion_scores.items():
            if emotion in NRC_EMOTIONS:
                counts[NRC_EMOTIONS[emotion]] += count
        return counts

    return label


def wordnet_only(lexicon: Lexicon, ontology: Ontology) -> Labeller:
    """Return a labeller that counts the lexicon's words from WordNet: synonyms and derivations, no modifiers."""
    methods = WORDNET_METHODS
    return _counting((s for s in lexicon if s.source == "wordnet30" and s.method in methods), ontology)


def tree_words(ontology: Ontology) -> Labeller:
    """Return a labeller that counts the labels of the emotions themselves, as they stand."""
    emotions = [emotion for emotion in ontology if not emotion.extension]
    return _counting(
        (Sense(e.label.casefold(), "noun", (), e.id, 1.0, None, "label", "shaver1987", "") for e in emotions), ontology
    )


def _counting(senses: Iterable[Sense], ontology: Ontology) -> Labeller:
    matcher = Matcher(Lexicon(senses))
    roots = {emotion.id: root.id for emotion in ontology if (root := ontology.at(emotion.id, 1)) is not None}

    def label(text: str) -> Mapping[str, float]:
        counts: Counter[str] = Counter()
        for match in matcher.match(matcher.tokenizer.cut(fold(text).text)):
            for root in {roots[sense.emotion] for sense in match.entry.senses if sense.emotion in roots}:
                counts[root] += 1
        return counts

    return label
