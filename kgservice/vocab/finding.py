"""Find what somebody means by a few words: emotions by id or label, senses by term."""

from __future__ import annotations

from typing import NamedTuple

from kgservice.errors import UnknownId
from kgservice.ontology import Emotion, Ontology
from kgservice.vocab.model import Lexicon, Sense
from kgservice.vocab.normalize import normalize


class UnknownEmotionOrTerm(UnknownId):
    """Neither an emotion nor a term is called so."""

    kind = "emotion or term"


class Found(NamedTuple):
    """What is called so; one of the two may be empty, never both."""

    emotions: tuple[Emotion, ...]
    senses: tuple[Sense, ...]


def find(what: str, ontology: Ontology, lexicon: Lexicon) -> Found:
    """Return the emotion with this id, else those with this label, and the senses of this term or form.

    Raises `DeprecatedEmotion` for a retired id, and `UnknownEmotionOrTerm` with the nearest ids and terms for the rest.

    >>> from kgservice import load_lexicon, load_ontology
    >>> found = find("furious", load_ontology(), load_lexicon())
    >>> found.emotions, found.senses[0].emotion
    ((), 'fury')
    >>> find("qqqqqq", load_ontology(), load_lexicon())
    Traceback (most recent call last):
    kgservice.vocab.finding.UnknownEmotionOrTerm: No emotion or term "qqqqqq".
    """
    exact = ontology.get(what)
    emotions = (exact,) if exact else ontology.labelled(what)
    senses = lexicon.get(normalize(what))
    if what in {retired.id for retired in ontology.deprecations}:
        ontology[what]  # raises, and names the replacement
    if not emotions and not senses:
        raise UnknownEmotionOrTerm(what, [*ontology.ids, *lexicon.forms])
    return Found(emotions, senses)
