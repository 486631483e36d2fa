"""English words and how usual they are, for telling slips of the pen from words; only made for `derive misspellings`.

In: WordNet 3.0 and its inflected forms, the Moby thesaurus, the vocabulary of MiniLM, the modifiers, and the terms of
the packaged lexicons of other languages.  Out: `English`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgservice import wordnet
from kgservice.classify.modifiers import load_modifiers
from kgservice.vocab import embedding, inflect, load_lexicon
from kgservice.vocab.lexicon import languages
from kgservice.vocab.pinned import pinned
from kgservice.vocab.sources import thesaurus
from kgservice.wordnet import WordNet

TAGGED = 30_000
"""Rank of a word that the vocabulary of MiniLM lacks, but that stands in the texts that Princeton tagged by hand."""

RARE = 300_000
"""Rank of any other word: an estimate."""

_SUFFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((suffix, ("",)) for suffix in ("s", "less", "ness", "like", "ly")),
    *((suffix, ("", "e")) for suffix in ("ing", "ed", "er", "ers", "y", "ish", "able", "es")),
    ("ies", ("y", "ie")),
    *((suffix, ("y",)) for suffix in ("ied", "ier", "iest", "iness", "ily")),
)
"""Endings that make new words, each with what the word may have ended in before."""

_PREFIXES = ("over", "under", "out", "non", "anti", "super", "hyper")

LEAST_BASE = 3
"""Letters that a word needs for another to be derived from it."""

LEAST_RARE_BASE = 5
"""Letters that it needs when it is not usual."""


@dataclass(frozen=True)
class English:
    """``words``: all that are known, in small letters; ``ranks``: of usual ones, 1 for the most usual."""

    words: Collection[str]
    ranks: Mapping[str, int]

    def rank(self, word: str) -> int:
        """Return how many words are more usual, by estimate."""
        return self.ranks.get(word, RARE)

    def bases(self, word: str) -> list[str]:
        """Return the words of which ``word`` may be a regular derivation, or what follows a prefix; maybe none.

        Words of fewer than 5 letters count only when they are usual: "hapy" is not derived from "hap".

        >>> english = English({"blog", "booked", "worry", "over", "hap"}, {"blog": 24_000})
        >>> english.bases("blogging"), english.bases("worryed"), english.bases("overbooked"), english.bases("hapy")
        (['blog'], ['worry'], ['booked'], [])
        """
        return [base for base in _bases(word) if self._is_base(base)]

    def _is_base(self, word: str) -> bool:
        return word in self.ranks or (len(word) >= LEAST_RARE_BASE and word in self.words)


def _bases(word: str) -> Iterator[str]:
    for suffix, before in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem == word or len(stem) < LEAST_BASE:
            continue
        yield from (stem + end for end in before)
        if suffix[0] in "aeiy" and stem[-1] == stem[-2]:
            yield stem[:-1]
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            yield word.removeprefix(prefix)


def load_english() -> English:
    """Read the sources; takes half a minute.  Raises `MissingExtra` without the ``build`` extra."""
    known = wordnet.load()
    vocabulary = _vocabulary()
    words = {*_wordnet_words(known), *_moby_words(), *vocabulary, *_modifier_words(), *_foreign_words()}
    tagged = {word: TAGGED for word in words if any(count for _, _, count in known.senses(word))}
    return English(words, tagged | vocabulary)


def _wordnet_words(known: WordNet) -> Iterator[str]:
    for synset in known:
        for lemma in synset.lemmas:
            term = wordnet.lemma_of(lemma).lower()
            yield from _parts(term)
            yield from inflect.forms(term, wordnet.POS_NAMES[synset.pos])


def _moby_words() -> Iterator[str]:
    for entry, others in thesaurus.moby(pinned("moby")).items():
        for term in (entry, *others):
            yield from _parts(term)


def _vocabulary() -> dict[str, int]:
    """Return the words of MiniLM's vocabulary by their place in it: it is in the order of how usual they are."""
    lines = (embedding.model().folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {word: place for place, word in enumerate(lines, start=1) if word.isalpha()}


def _modifier_words() -> Iterator[str]:
    for modifier in load_modifiers():
        yield from _parts(modifier.form)


def _foreign_words() -> Iterator[str]:
    for language in languages()[1:]:
        for form in load_lexicon(language=language).forms:
            yield from _parts(form)


def _parts(term: str) -> Iterable[str]:
    return re.split("[ '-]", term)
