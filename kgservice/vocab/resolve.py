"""Overlaps: which of the emotions that claim a term gets it.

A term that is an emotion's own label goes to that emotion.  Otherwise claims blocked by an antonym or by the sign of
valence fall away, then claims much farther than the nearest one, then broad emotions beside their own narrower ones;
among the rest the emotion whose "label: definition" is nearest to the term by cosine wins.  The cosine ranks only what
the dictionary proposed; it never assigns freely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kgservice.ontology import Emotion, Ontology
from kgservice.vocab.normalize import normalize
from kgservice.vocab.sources import Claim
from kgservice.wordnet import WordNet

NEAR = 1
"""A claim may be this many steps farther than the nearest claim to the same term; farther ones are ignored."""

CLEAR_VALENCE = 0.25
"""Valence (-1 to 1) beyond which a word or an emotion counts as pleasant or unpleasant.  Our choice: about twice the
standard error of a Glasgow rating (0.11, from the published spread and number of raters)."""


def family(ontology: Ontology, emotion: str) -> str:
    """Return the primary emotion above an emotion, or the emotion itself for one beside the tree.

    >>> from kgservice.ontology import load_ontology
    >>> family(load_ontology(), "terror"), family(load_ontology(), "awe")
    ('fear', 'awe')
    """
    primary = ontology.at(emotion, 1)
    return primary.id if primary else emotion


def own_labels(ontology: Ontology) -> dict[str, str]:
    """Return the emotion of every label and alternative label; of a label of two emotions the highest tier."""
    found: dict[str, str] = {}
    for names in (_first_label, _other_labels):
        for emotion in sorted(ontology, key=lambda e: (e.tier or 9, e.id)):
            for name in names(emotion):
                found.setdefault(normalize(name), emotion.id)
    return found


def _first_label(emotion: Emotion) -> tuple[str, ...]:
    return (emotion.label,)


def _other_labels(emotion: Emotion) -> tuple[str, ...]:
    return emotion.alt_labels


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
    """Return the direct antonyms of a term, and the term without an ending -less or a beginning un-; maybe none."""
    found = {
        normalize(there)
        for synset, _, _ in wordnet.senses(term)
        for here, there, _ in wordnet.words_related(synset.id, "antonym")
        if normalize(here) == term
    }
    for stem in (term.removesuffix("less"), term.removeprefix("un")):
        if stem != term:
            found |= {stem, stem + "ful"}
    return frozenset(found)


def cores(claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """Return the terms nearest to each emotion: its synset mates and what is derived from them."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.depth == 0 or (claim.depth == 1 and claim.relation in ("derivation", "synonym")):
            found[claim.emotion].add(claim.term)
    return {emotion: frozenset(terms) for emotion, terms in found.items()}


def blocker(
    ontology: Ontology, core: Mapping[str, frozenset[str]], valence: Callable[[str], float | None]
) -> Callable[[str, frozenset[str], str], str]:
    """Return a function of (term, its antonyms, emotion) that says why the emotion cannot have it, or ""."""

    def why(term: str, opposites: frozenset[str], emotion: str) -> str:
        if opposites & core.get(emotion, frozenset()) and term not in core.get(emotion, frozenset()):
            return "antonym"
        felt, vad = valence(term), ontology[emotion].vad
        if felt is None or vad is None or min(abs(felt), abs(vad.valence)) < CLEAR_VALENCE:
            return ""
        return "valence" if (felt > 0) != (vad.valence > 0) else ""

    return why
