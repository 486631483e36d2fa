"""Overlaps: which of the emotions that claim a term gets it.

A term that is an emotion's own label goes to that emotion.  Otherwise claims blocked by an antonym or by the rated
sign of valence fall away, then claims much farther than the nearest one, then broad emotions beside their own narrower
ones; among the rest the emotion whose "label: definition" is nearest to the term by cosine wins.  The cosine ranks
only what the dictionary proposed; it never assigns freely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgservice.ontology import Emotion, Ontology
from kgservice.vocab.claims import Claim
from kgservice.vocab.normalize import normalize
from kgservice.wordnet import WordNet

NEAR = 0
"""A claim may be this many steps farther than the nearest claim to the same term; farther ones are ignored.  Measured
no difference between 0 and 1 on 118 words whose family labelled text tells; 0 reads better in samples."""

_NEGATIVE_PREFIXES = ("un", "in", "im", "dis", "non")

CLEAR_VALENCE = 0.3
"""Valence (-1 to 1) beyond which a word counts as pleasant or unpleasant: our choice, about six standard errors of a
Glasgow rating (0.21 on its scale of 1 to 9)."""

CLEAR_EMOTION = 0.5
"""The same for an emotion; higher, since surprise (0.48) and the mixed emotions below it can go either way."""


def family(ontology: Ontology, emotion: str) -> str:
    """Return the primary emotion above an emotion, or the emotion itself for one beside the tree.

    >>> from kgservice.ontology import load_ontology
    >>> family(load_ontology(), "terror"), family(load_ontology(), "awe")
    ('fear', 'awe')
    """
    primary = ontology.at(emotion, 1)
    return primary.id if primary else emotion


def has_other_sign(felt: float, emotion: float) -> bool:
    """Tell whether a word and an emotion lie clearly on different sides of zero valence, both from -1 to 1.

    >>> has_other_sign(0.8, -0.7), has_other_sign(0.1, -0.7), has_other_sign(0.8, -0.2)
    (True, False, False)
    """
    if abs(felt) < CLEAR_VALENCE or abs(emotion) < CLEAR_EMOTION:
        return False
    return (felt > 0) != (emotion > 0)


def text_of(emotion: Emotion) -> str:
    """Return what stands for an emotion in a comparison: its label and its definition."""
    return f"{emotion.label}: {emotion.definition}"


def nearest_claims(claims: Iterable[Claim], ontology: Ontology) -> dict[str, Claim]:
    """Return the best claim of each emotion that stays in the contest for one term; empty for no claims."""
    best: dict[str, Claim] = {}
    for claim in claims:
        if claim.emotion not in best or claim.depth < best[claim.emotion].depth:
            best[claim.emotion] = claim
    if not best:
        return {}
    limit = min(claim.depth for claim in best.values()) + NEAR
    near = {emotion: claim for emotion, claim in best.items() if claim.depth <= limit}
    return {emotion: claim for emotion, claim in near.items() if not _is_outdone(claim, near, ontology)}


def _is_outdone(claim: Claim, near: Mapping[str, Claim], ontology: Ontology) -> bool:
    """Tell whether a narrower emotion claims the same term from nearer."""
    narrower = (near[e.id] for e in ontology.descendants(claim.emotion) if e.id in near)
    return any(other.depth < claim.depth for other in narrower)


def antonyms(wordnet: WordNet, term: str) -> frozenset[str]:
    """Return the direct antonyms of a term and what it negates by its form (see `negated`); maybe none."""
    found = {
        normalize(there)
        for synset, _, _ in wordnet.senses(term)
        for here, there, _ in wordnet.words_related(synset.id, "antonym")
        if normalize(here) == term
    }
    return frozenset(found) | negated(term)


def negated(term: str) -> frozenset[str]:
    """Return the words that a term would negate by its beginning or ending; not all of them need exist.

    >>> sorted(negated("joyless")), sorted(negated("unafraid")), sorted(negated("glad"))
    (['joy', 'joyful'], ['afraid'], [])
    """
    found = {term.removeprefix(prefix) for prefix in _NEGATIVE_PREFIXES if term.startswith(prefix)}
    if term.endswith("less"):
        found |= {term.removesuffix("less"), term.removesuffix("less") + "ful"}
    return frozenset(found - {""})


def opposite(term: str, opposites: frozenset[str], core: frozenset[str]) -> str:
    """Return the term in the core of an emotion that forbids it another term; "" when there is none.

    Where both poles are in the core, the one that is negative by its form is the opposite.
    """
    met = opposites & core if term not in core else negated(term) & core
    return min(met, default="")


def cores(claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """Return the terms nearest to each emotion: its synset mates and what is derived from them."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.depth == 0 or (claim.depth == 1 and claim.relation in ("derivation", "synonym")):
            found[claim.emotion].add(claim.term)
    return {emotion: frozenset(terms) for emotion, terms in found.items()}
