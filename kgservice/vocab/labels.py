"""The emotions' own names as terms: each belongs to its emotion, whatever the dictionary says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgservice.ontology import Ontology
from kgservice.vocab.normalize import normalize
from kgservice.vocab.seeds import PREFERRED_FILES, Seed
from kgservice.vocab.sources import Claim
from kgservice.wordnet import WordNet

RELATION = "label"


def own_labels(ontology: Ontology) -> dict[str, str]:
    """Return the emotion of every label and alternative label, normalised.

    Labels come before alternative labels; of a label of two emotions the highest tier has it.

    >>> from kgservice.ontology import load_ontology
    >>> labels = own_labels(load_ontology())
    >>> labels["sadness"], labels["ire"], labels.get("sad")
    ('sadness', 'wrath', None)
    """
    ordered = sorted(ontology, key=lambda emotion: (emotion.tier or 9, emotion.id))
    pairs = [(emotion.label, emotion.id) for emotion in ordered]
    pairs += [(label, emotion.id) for emotion in ordered for label in emotion.alt_labels]
    return {normalize(label): emotion for label, emotion in reversed(pairs)}


def label_claims(ontology: Ontology, wordnet: WordNet, seeds: Iterable[Seed]) -> Iterator[Claim]:
    """Yield each emotion's claim to its own labels, through the sense of the label or else the emotion's first seed."""
    first = {seed.emotion: seed.synset for seed in sorted(seeds, key=lambda s: (s.emotion, -s.depth), reverse=True)}
    for label, emotion in sorted(own_labels(ontology).items()):
        senses = [synset for synset, _, _ in wordnet.senses(label, "n")]
        fits = (s.id for file in PREFERRED_FILES for s in senses if s.file == file)
        pos = "phrase" if " " in label else "noun"
        yield Claim(label, pos, emotion, RELATION, next(fits, first[emotion]), 0)
