"""Which word of a language becomes the preferred label of which emotion: one rule, the same for every language.

An emotion's candidates are the lemmas of the first step of its `Concept` that has any.  They are ranked by, in turn:

1. after the second step only, whether a synset of the emotion's own branch has the lemma too;
2. how many synsets of the concept and the step have it (several seeds agree);
3. whether half of its synsets are nouns, and a fifth of them feelings;
4. whether some emoji has the word, or an akin one that it holds, among its keywords in the Unicode CLDR: it is usual;
5. how many words of the emotion's verbs, adjectives and adverbs look akin (``triste`` for ``tristezza``), then how many
   emoji have it;
6. fewer words; more synsets in that wordnet; the order of the alphabet.

Emotions choose tier by tier, those with the fewest candidates first.  None takes a word that another has already,
unless all its candidates are taken: then both have it, and the rows say so.  Emotions of the same English label have
the same label in every language.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgservice.ontology import Emotion, Ontology
from kgservice.vocab.languages.concepts import METHODS, Concept, Step
from kgservice.vocab.languages.wordnets import OpenWordnet

SURE = METHODS[:2]
"""The steps whose other lemmas become alternative labels."""

NOUN_SHARE, FEELING_SHARE = 0.5, 0.2
"""Shares of a lemma's synsets from which it counts as a noun and as a word for a feeling."""

STEM = 4
"""Letters that two words must share to count as akin."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One lemma with the synset, the method and the confidence by which it stands for an emotion."""

    lemma: str
    synset: str
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What one emotion is called: the preferred word, and others that no emotion prefers; maybe none."""

    emotion: Emotion
    preferred: Pick
    others: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What the choice looks at besides the wordnet of the language.

    ``feelings``: the synsets of ``noun.feeling``.  ``emoji``: how many emoji have a word among their keywords, by word
    in lower case; empty where nothing is known, and then that rule decides nothing.
    """

    feelings: Container[str]
    emoji: Mapping[str, int]

    def usual(self, lemma: str, kin: Iterable[str]) -> int:
        """Return how many emoji have a lemma, or a word of ``kin`` that it holds; of several the commonest."""
        held = (word for word in kin if len(word) >= STEM and word in lemma)
        return max(self.emoji.get(word.casefold(), 0) for word in (lemma, *held))


def choose(
    ontology: Ontology, concepts: Mapping[str, Concept], wordnet: OpenWordnet, guide: Guide
) -> tuple[Choice, ...]:
    """Return the choice for every emotion that the wordnet has a word for, in the order in which they chose."""
    offers = []
    for concept in concepts.values():
        step = next((step for step in concept.steps if wordnet.of(step.synsets)), None)
        if step is not None:
            offers.append((concept, step))
    ranked = [
        (concept, step, _ranked(concept, step, wordnet, guide, _branch(ontology, concepts, concept)))
        for concept, step in offers
    ]
    return _assigned(sorted(ranked, key=lambda offer: _turn(offer[0], offer[2])), wordnet)


def akin(lemma: str, others: Iterable[str]) -> int:
    """Return how many of the words look akin to a lemma: one begins like the other, or holds it.

    >>> akin("tristezza", ["triste", "intristire", "infelice"])
    1
    >>> akin("kegembiraan", ["gembira"])
    1
    """
    return sum(word[:STEM] == lemma[:STEM] or word in lemma for word in set(others) if len(word) >= STEM)


def _own(concept: Concept) -> list[str]:
    return [synset for step in concept.steps if step.method in SURE for synset in step.synsets]


def _branch(ontology: Ontology, concepts: Mapping[str, Concept], concept: Concept) -> set[str]:
    """Return the synsets of the emotions above, beside and below an emotion of the tree."""
    top = ontology.at(concept.emotion.id, 1)
    family = () if top is None else (top, *ontology.descendants(top.id))
    return {synset for member in family if member != concept.emotion for synset in _own(concepts[member.id])}


def _turn(concept: Concept, lemmas: Sequence[str]) -> tuple[int, int, str]:
    return concept.emotion.tier or 9, len(lemmas), concept.emotion.id


def _ranked(concept: Concept, step: Step, wordnet: OpenWordnet, guide: Guide, branch: set[str]) -> list[str]:
    kin = [word for lemma in wordnet.of(concept.kin) for word in lemma.split()]
    near = set() if step.method in SURE else set(wordnet.of(branch))
    synsets = concept.senses.union(step.synsets)
    own = wordnet.of(step.synsets)

    def rank(lemma: str) -> tuple[object, ...]:
        agreeing = sum(synset in synsets for synset in wordnet.synsets[lemma])
        usual = guide.usual(lemma, kin)
        last = (lemma.count(" "), -len(wordnet.synsets[lemma]), lemma)
        unfit = not _is_feeling(wordnet.synsets[lemma], guide)
        return (lemma not in near, -agreeing, unfit, not usual, -akin(lemma, kin), -usual, *last)

    return sorted(own, key=rank)


def _is_feeling(synsets: Sequence[str], guide: Guide) -> bool:
    nouns = sum(synset.endswith("-n") for synset in synsets)
    feelings = sum(synset in guide.feelings for synset in synsets)
    return nouns >= NOUN_SHARE * len(synsets) and feelings >= FEELING_SHARE * len(synsets)


def _assigned(offers: list[tuple[Concept, Step, list[str]]], wordnet: OpenWordnet) -> tuple[Choice, ...]:
    by_label: dict[str, Pick] = {}
    for concept, step, ranked in offers:
        taken = {pick.lemma for pick in by_label.values()}
        best = next((lemma for lemma in ranked if lemma not in taken), ranked[0])
        by_label.setdefault(concept.emotion.label, _pick(best, step, wordnet))
    taken = {pick.lemma for pick in by_label.values()}
    return tuple(
        Choice(concept.emotion, by_label[concept.emotion.label], _others(concept, wordnet, taken))
        for concept, _, _ in offers
    )


def _others(concept: Concept, wordnet: OpenWordnet, taken: set[str]) -> tuple[Pick, ...]:
    found: dict[str, Pick] = {}
    for step in concept.steps:
        for lemma in wordnet.of(step.synsets) if step.method in SURE else ():
            found.setdefault(lemma, _pick(lemma, step, wordnet))
    return tuple(pick for lemma, pick in found.items() if lemma not in taken)


def _pick(lemma: str, step: Step, wordnet: OpenWordnet) -> Pick:
    synset = next(synset for synset in step.synsets if lemma in wordnet.lemmas.get(synset, ()))
    return Pick(lemma, synset, step.method, step.synsets[synset])
