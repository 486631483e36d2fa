"""Idioms: phrases of WordNet that no link ties to an emotion but whose definition names one.

*Down in the mouth* is "filled with melancholy and despondency": the definition holds words of sadness, though no
pointer leads there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from kgservice.vocab.claims import Claim, is_term
from kgservice.vocab.glosses import without_examples
from kgservice.vocab.normalize import normalize
from kgservice.wordnet import Synset, WordNet

DEPTH = 2
_WORD = re.compile(r"[a-z]+")
_OTHER_NOUNS = "noun.feeling"
"""The only file of nouns whose phrases are feelings; the phrases of the others are things, illnesses, plants."""


def claims(
    wordnet: WordNet, naming: Mapping[str, str], known: Collection[str], shut: Collection[tuple[str, str]] = ()
) -> Iterator[Claim]:
    """Yield the claims to phrases in synsets that are not ``known`` already.

    ``naming``: emotion by word; ``shut``: pairs of emotion and synset that may not meet (see `barriers`).
    """
    for synset in wordnet:
        lemmas = [lemma for lemma in synset.lemmas if " " in lemma and is_term(lemma)]
        if lemmas and synset.id not in known and (synset.pos != "n" or synset.file == _OTHER_NOUNS):
            for emotion in sorted(_named(synset, naming)):
                if (emotion, synset.id) not in shut:
                    for lemma in lemmas:
                        yield Claim(normalize(lemma), "phrase", emotion, "phrase", synset.id, DEPTH)


def _named(synset: Synset, naming: Mapping[str, str]) -> set[str]:
    """Return the emotions that a definition names; none where it negates."""
    words = _WORD.findall(without_examples(synset.gloss).lower())
    if {"not", "without", "no"} & set(words):
        return set()
    return {naming[word] for word in words if word in naming}
