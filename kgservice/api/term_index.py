"""The terms in order, for look-ups by prefix that touch only what they find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from kgservice.errors import UnknownTerm
from kgservice.namespaces import term_iri
from kgservice.vocab import Lexicon, Sense
from kgservice.vocab.fuzzy import FuzzyIndex
from kgservice.vocab.normalize import normalize

_LAST = "\U0010ffff"  # sorts after every letter


class TermIndex:
    """Every term of a lexicon, sorted, with its senses."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Sort the terms."""
        self._lexicon = lexicon
        self._terms, self._forms = lexicon.terms, lexicon.forms

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self._terms)

    def card(self, form: str) -> dict[str, object]:
        """Return what a look-up of a term or form answers; raises `UnknownTerm` with the nearest of like beginning."""
        wanted = normalize(form)
        if wanted not in self._lexicon:
            raise UnknownTerm(wanted, _starting(self._forms, wanted[:2]))
        senses = self._lexicon[wanted]
        return {"term": wanted, "iri": term_iri(senses[0].term), "senses": [sense.to_dict() for sense in senses]}

    def select(self, *, prefix: str = "", text: str = "", emotion: str = "") -> tuple[str, ...]:
        """Return the terms that begin with ``prefix``, contain ``text`` and have a sense for ``emotion``, sorted.

        An empty argument does not restrict; prefix and text are normalised first.
        """
        terms: Iterable[str] = _starting(self._terms, normalize(prefix))
        if emotion:
            known = {sense.term for sense in self._lexicon.of_emotion(emotion)}
            terms = (term for term in terms if term in known)
        wanted = normalize(text)
        return tuple(term for term in terms if wanted in term)

    def near(self, text: str, emotion: str = "") -> tuple[str, ...]:
        """Return the terms within a few edits of ``text``, nearest first, with a sense for ``emotion`` if given."""
        found = (term for term, _ in self._fuzzy.near(normalize(text)))
        if not emotion:
            return tuple(found)
        known = {sense.term for sense in self._lexicon.of_emotion(emotion)}
        return tuple(term for term in found if term in known)

    @cached_property
    def _fuzzy(self) -> FuzzyIndex:
        return FuzzyIndex(self._terms)

    def of_emotion(self, emotion: str) -> tuple[Sense, ...]:
        """Return the senses of an emotion, strongest first; maybe none."""
        return self._lexicon.of_emotion(emotion)


def _starting(ordered: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    return ordered[bisect_left(ordered, prefix) : bisect_left(ordered, prefix + _LAST)]
