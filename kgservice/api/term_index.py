"""The terms in order, for look-ups by prefix that touch only what they find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import overload

from kgservice.api.answers import dumps, joined
from kgservice.errors import UnknownTerm
from kgservice.namespaces import term_iri
from kgservice.vocab import Lexicon, Sense
from kgservice.vocab.fuzzy import FuzzyIndex
from kgservice.vocab.normalize import normalize

CARDS_KEPT = 16_384
"""How many cards are kept once they are written: some 6 MB."""

_LAST = "\U0010ffff"  # sorts after every letter


class TermIndex:
    """Every term of a lexicon, sorted, with its senses."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Sort the terms."""
        self._lexicon = lexicon
        self._terms, self._forms = lexicon.terms, lexicon.forms
        self._written = lru_cache(CARDS_KEPT)(self._write)

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

    def ready_card(self, form: str) -> bytes:
        """Return the card as JSON; raises `UnknownTerm`."""
        return self._written(normalize(form))

    def _write(self, term: str) -> bytes:
        return dumps(self.card(term))

    def page(self, found: Sequence[str], cursor: int, limit: int) -> bytes:
        """Return the cards of a part of the terms found as a page of JSON."""
        end = cursor + limit
        return joined(map(self._written, found[cursor:end]), end if end < len(found) else None)

    def select(self, *, prefix: str = "", text: str = "", emotion: str = "") -> Sequence[str]:
        """Return the terms that begin with ``prefix``, contain ``text`` and have a sense for ``emotion``, sorted.

        An empty argument does not restrict; prefix and text are normalised first.
        """
        terms, wanted = _starting(self._terms, normalize(prefix)), normalize(text)
        if not (emotion or wanted):
            return terms
        known = {sense.term for sense in self._lexicon.of_emotion(emotion)} if emotion else None
        return tuple(term for term in terms if wanted in term and (known is None or term in known))

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


class Span(Sequence[str]):
    """A part of sorted terms that is not copied.

    >>> span = Span(("a", "b", "c", "d"), 1, 4)
    >>> len(span), span[0], span[1:9], list(span)
    (3, 'b', ('c', 'd'), ['b', 'c', 'd'])
    """

    def __init__(self, ordered: tuple[str, ...], begin: int, end: int) -> None:
        """Keep where it begins and ends."""
        self._ordered, self._range = ordered, range(begin, max(begin, end))

    def __len__(self) -> int:
        """Return how many terms it has."""
        return len(self._range)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        """Return a term, or a part as a tuple."""
        if isinstance(place, int):
            return self._ordered[self._range[place]]
        part = self._range[place]
        return self._ordered[part.start : part.stop : part.step]

    def __iter__(self) -> Iterator[str]:
        """Yield the terms."""
        return map(self._ordered.__getitem__, self._range)


def _starting(ordered: tuple[str, ...], prefix: str) -> Span:
    return Span(ordered, bisect_left(ordered, prefix), bisect_left(ordered, prefix + _LAST))
