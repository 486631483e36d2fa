"""The names of emotions: labels, which belong to their emotion whatever the dictionary says, and words beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kgservice.ontology import Ontology
from kgservice.vocab.claims import Claim
from kgservice.vocab.normalize import normalize
from kgservice.vocab.seeds import PREFERRED_FILES, Seed
from kgservice.wordnet import WordNet

RELATION = "label"
NEXT_TO_SEED = ("label", "synonym", "derivation", "participle", "attribute")
"""The relations of words that stand for an emotion as plainly as its label does."""


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


def naming(labels: Mapping[str, str], claims: Iterable[Claim], families: Mapping[str, str]) -> dict[str, str]:
    """Return the emotion that each word names: the labels, and the words next to a seed that one family alone claims.

    ``families``: family by emotion.  A word that several emotions of a family claim from equally near names the family.
    """
    near: dict[str, dict[str, int]] = defaultdict(dict)
    for claim in claims:
        if claim.depth <= 1 and claim.relation in NEXT_TO_SEED:
            steps = near[claim.term]
            steps[claim.emotion] = min(claim.depth, steps.get(claim.emotion, claim.depth))
    found = {}
    for term, steps in near.items():
        if len({families[emotion] for emotion in steps}) == 1:
            best = [emotion for emotion in steps if steps[emotion] == min(steps.values())]
            found[term] = best[0] if len(best) == 1 else families[best[0]]
    return found | dict(labels)
