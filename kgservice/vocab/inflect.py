"""Inflected forms of terms, made while proposing: the one home of lemminflect."""

from __future__ import annotations

from collections.abc import Collection
from importlib.util import find_spec

from kgservice.errors import MissingExtra
from kgservice.wordnet import WordNet

UNIVERSAL = {"noun": "NOUN", "verb": "VERB", "adjective": "ADJ", "adverb": "ADV"}
ENGLISH_COMPARISON_LETTERS = 7
"""Adjectives longer than this are compared with more and most, so lemminflect's -er and -est forms are left out."""

OTHER_USES = 3
"""From how many tagged uses on a form counts as a word of its own."""


def forms(term: str, pos: str) -> tuple[str, ...]:
    """Return the inflected forms of a base term other than the term itself, sorted; maybe none.

    ``pos``: noun, verb, adjective or adverb; of a phrase that starts with a verb, the first word is inflected when
    ``pos`` is ``verb``.  Raises `MissingExtra` without lemminflect.

    >>> forms("worry", "verb")
    ('worried', 'worries', 'worrying')
    >>> forms("awe", "phrase")
    ()
    """
    if pos not in UNIVERSAL or "-" in term or "'" in term:
        return ()
    head, _, rest = term.partition(" ")
    if rest and pos != "verb":
        return ()
    found = {f"{form} {rest}".strip() for form in _inflections(head, UNIVERSAL[pos])}
    if pos in ("adjective", "adverb") and (len(term) > ENGLISH_COMPARISON_LETTERS or pos == "adverb"):
        return ()
    return tuple(sorted(form.lower() for form in found - {term} if form.islower()))


def _inflections(word: str, universal: str) -> set[str]:
    if find_spec("lemminflect") is None:
        raise MissingExtra("Inflecting terms", "lemminflect", "build")
    from lemminflect import getAllInflections, getAllInflectionsOOV

    known = getAllInflections(word, upos=universal) or getAllInflectionsOOV(word, upos=universal)
    return {form for group in known.values() for form in group}


def safe_forms(term: str, pos: str, wordnet: WordNet, synsets: Collection[str]) -> tuple[str, ...]:
    """Return the forms that do not mean something else.

    A form such as ``meaning`` that is a lemma with at least `OTHER_USES` tagged uses, none of them in ``synsets``,
    would mislead a reader.
    """
    return tuple(form for form in forms(term, pos) if not _is_another_word(wordnet, form, synsets))


def _is_another_word(wordnet: WordNet, form: str, synsets: Collection[str]) -> bool:
    senses = wordnet.senses(form)
    uses = sum(count for _, _, count in senses)
    return uses >= OTHER_USES and not any(synset.id in synsets for synset, _, _ in senses)
