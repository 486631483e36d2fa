"""English word formation that WordNet does not link: which verb an adjective is the participle of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kgservice.wordnet import WordNet

_ENDINGS = ("ing", "ed")


def stems(word: str) -> tuple[str, ...]:
    """Return what may be the verb of a regular participle, likeliest first; empty for another word.

    >>> stems("terrifying"), stems("amused"), stems("thrilled"), stems("worried"), stems("glad")
    (('terrify', 'terrifye'), ('amus', 'amuse'), ('thrill', 'thrille', 'thril'), ('worri', 'worrie', 'worry'), ())
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            doubled = (stem[:-1],) if stem[-1] == stem[-2] else ()
            return (stem, stem + "e", *doubled, *((stem[:-1] + "y",) if ending == "ed" and stem[-1] == "i" else ()))
    return ()


def participles(wordnet: WordNet, irregular: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, list[str]]]:
    """Return verb lemma to its participles that are adjectives, each with its adjective synsets, most used first.

    ``irregular``: inflected forms with their verbs, as WordNet's exception list gives them.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for lemma in sorted({lemma for synset in wordnet if synset.pos == "a" for lemma in synset.lemmas}):
        verbs = [verb for verb in (*irregular.get(lemma, ()), *stems(lemma)) if wordnet.senses(verb, "v")]
        if verbs:
            found[verbs[0]][lemma] = [synset.id for synset, _, _ in wordnet.senses(lemma, "a")]
    return found
