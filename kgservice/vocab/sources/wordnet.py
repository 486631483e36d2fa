"""WordNet: every term that it offers for an emotion, with the way that leads to it.

From an emotion's seeds the search goes to synset mates, hyponyms to depth 2 inside the emotion domain, derived
adjectives, verbs and nouns, adjectives similar to those, participles of emotion verbs, adverbs made from adjectives,
and verbs that are kinds of emotion verbs.  No way leads through a barrier.  Every step away from the seed adds one to
the depth, save that from a verb to its participle.  What comes out is raw: one term may be claimed by many emotions;
`contest` resolves that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgservice.vocab.claims import Claim, is_term, ordered
from kgservice.vocab.morphology import participles
from kgservice.vocab.normalize import normalize
from kgservice.vocab.seeds import Seed
from kgservice.wordnet import POS_NAMES, Synset, WordNet

MAX_DEPTH = 3
MAX_HYPONYM_STEPS = 2

NOUN_FILES = frozenset({"noun.feeling", "noun.state", "noun.attribute", "noun.cognition", "noun.communication"})
"""Lexicographer files that hold names of feelings, states, traits, thoughts and utterances; the others hold causes."""

HYPONYM_FILES = frozenset({"noun.feeling", "noun.state", "noun.attribute"})
OPEN_VERB_FILES = frozenset({"verb.emotion"})
"""Files whose verbs may lead on to other verbs; a verb of another file counts only when derived from an emotion."""

ILLNESS = frozenset(
    {"disorder", "illness", "mental illness", "mental disorder", "disease", "physical condition", "pain"}
)
"""Synsets below these name what a doctor treats, not an emotion."""


@dataclass(frozen=True, slots=True)
class _Node:
    synset: Synset
    relation: str
    depth: int
    hyponyms: int = 0
    words: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """What WordNet does not link by itself: adverbs of each adjective synset, participles of each verb."""

    adverbs: Mapping[str, list[str]]
    participles: Mapping[str, Mapping[str, list[str]]]


def gather(
    wordnet: WordNet,
    seeds: Iterable[Seed],
    barriers: Collection[tuple[str, str]] = (),
    irregular: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Claim, ...]:
    """Return all claims, best first for each term and emotion, sorted by term; empty without seeds.

    ``barriers``: pairs of emotion and synset that the search does not enter.  ``irregular``: irregular verb forms.
    """
    links = Links(_adverbs(wordnet), participles(wordnet, irregular or {}))
    by_emotion: dict[str, list[Seed]] = defaultdict(list)
    for seed in seeds:
        by_emotion[seed.emotion].append(seed)
    found: set[Claim] = set()
    for emotion, group in by_emotion.items():
        shut = {synset for barred, synset in barriers if barred == emotion}
        found.update(_claims(emotion, _walk(wordnet, group, links, shut)))
    return ordered(found)


def _claims(emotion: str, nodes: Iterable[_Node]) -> Iterator[Claim]:
    for node in nodes:
        for lemma in node.synset.lemmas:
            if (node.words is None or lemma in node.words) and is_term(lemma):
                pos = POS_NAMES[node.synset.pos] if " " not in lemma else "phrase"
                yield Claim(normalize(lemma), pos, emotion, node.relation, node.synset.id, node.depth)


def _walk(wordnet: WordNet, seeds: list[Seed], links: Links, shut: Collection[str]) -> Iterator[_Node]:
    """Yield nodes breadth first, so that each synset is met on its shortest way."""
    layer = [_Node(wordnet[seed.synset], "synonym", seed.depth) for seed in seeds]
    seen = set(shut)
    while layer:
        layer.sort(key=lambda node: (node.depth, node.words is not None, node.synset.id, sorted(node.words or ())))
        ahead: list[_Node] = []
        for node in layer:
            if node.synset.id not in seen:
                if node.words is None:
                    seen.add(node.synset.id)
                yield node
                ahead += [n for n in _steps(wordnet, node, links) if n.depth <= MAX_DEPTH]
        layer = ahead


def _steps(wordnet: WordNet, node: _Node, links: Links) -> Iterator[_Node]:
    steps = {"n": _from_noun, "v": _from_verb, "a": _from_adjective}
    if node.synset.pos in steps and node.words is None:
        yield from steps[node.synset.pos](wordnet, node)
    if node.synset.pos == "v":
        yield from _participles_of(wordnet, node, links)
    for adverb in links.adverbs.get(node.synset.id, ()) if node.words is None else ():
        yield _Node(wordnet[adverb], "adverb", node.depth + 1)


def _participles_of(wordnet: WordNet, node: _Node, links: Links) -> Iterator[_Node]:
    """Yield participles that are adjectives: their whole synset where two verbs of this one meet in it.

    Of a verb that stands alone only the participle itself, and only when the emotion is the verb's first sense.
    """
    verbs = [verb for verb in node.synset.lemmas if node.words is None or verb in node.words]
    senses = {word: (verb, ids) for verb in verbs for word, ids in links.participles.get(verb, {}).items()}
    for word, (verb, ids) in senses.items():
        shared = [i for i in ids if sum(i in others for _, others in senses.values()) > 1]
        if shared:
            yield _Node(wordnet[shared[0]], "participle", node.depth, MAX_HYPONYM_STEPS)
        elif wordnet.senses(verb, "v")[0][0].id == node.synset.id:
            yield _Node(wordnet[ids[0]], "participle", node.depth, MAX_HYPONYM_STEPS, frozenset({word}))


def _from_noun(wordnet: WordNet, node: _Node) -> Iterator[_Node]:
    if node.hyponyms < MAX_HYPONYM_STEPS:
        for kind in wordnet.related(node.synset.id, "hyponym"):
            if kind.file in HYPONYM_FILES and not _is_illness(wordnet, kind):
                yield _Node(kind, "hyponym", node.depth + 1, node.hyponyms + 1)
    yield from _derived(wordnet, node)
    for adjective in wordnet.related(node.synset.id, "attribute"):
        if _is_own_pole(wordnet, node.synset, adjective):
            yield _Node(adjective, "attribute", node.depth + 1, node.hyponyms)


def _from_verb(wordnet: WordNet, node: _Node) -> Iterator[_Node]:
    if node.synset.file in OPEN_VERB_FILES and node.hyponyms < MAX_HYPONYM_STEPS:
        for relation in ("hyponym", "cause"):
            for verb in wordnet.related(node.synset.id, relation):
                if verb.file in OPEN_VERB_FILES:
                    yield _Node(verb, relation, node.depth + 1, node.hyponyms + 1)
    yield from _derived(wordnet, node)


def _from_adjective(wordnet: WordNet, node: _Node) -> Iterator[_Node]:
    if not node.synset.satellite:
        for adjective in wordnet.related(node.synset.id, "similar"):
            yield _Node(adjective, "similar", node.depth + 1, node.hyponyms)
    yield from _derived(wordnet, node)


def _derived(wordnet: WordNet, node: _Node) -> Iterator[_Node]:
    """Yield derived words: the whole synset of an adjective, emotion verb or feeling, else only the derived words.

    Away from the seeds only those three sorts count: what else is derived there has left the emotion.
    """
    words: dict[str, set[str]] = defaultdict(set)
    for _, there, synset in wordnet.words_related(node.synset.id, "derivation"):
        words[synset].add(there)
    for target, lemmas in words.items():
        here = wordnet[target]
        whole = here.pos == "a" or here.file in OPEN_VERB_FILES or here.file == "noun.feeling"
        if whole or (node.relation == "synonym" and (here.pos != "n" or here.file in NOUN_FILES)):
            kinds = MAX_HYPONYM_STEPS - 1 if here.file in OPEN_VERB_FILES else MAX_HYPONYM_STEPS
            yield _Node(here, "derivation", node.depth + 1, kinds, None if whole else frozenset(lemmas))


def _is_own_pole(wordnet: WordNet, noun: Synset, adjective: Synset) -> bool:
    """Tell whether an attribute adjective stands for the noun, not for its opposite.

    An attribute links both poles (happiness: happy, unhappy); the noun's own pole is the one that it is derived from.
    """
    derived = {synset for _, _, synset in wordnet.words_related(noun.id, "derivation")}
    poles = {synset.id for synset in wordnet.related(noun.id, "attribute")}
    opposites = {synset.id for synset in wordnet.related(adjective.id, "antonym")}
    return adjective.id in derived or not opposites & poles


def _is_illness(wordnet: WordNet, synset: Synset) -> bool:
    return synset.file == "noun.state" and any(
        lemma in ILLNESS for above in (synset, *ancestors(wordnet, synset)) for lemma in above.lemmas
    )


def ancestors(wordnet: WordNet, synset: Synset) -> tuple[Synset, ...]:
    """Return all hypernyms, nearest first; empty at the top."""
    found: dict[str, Synset] = {}
    layer = [synset]
    while layer:
        layer = [h for here in layer for h in wordnet.related(here.id, "hypernym") if h.id not in found]
        found |= {h.id: h for h in layer}
    return tuple(found.values())


def _adverbs(wordnet: WordNet) -> dict[str, list[str]]:
    """Return the adverb synsets made from each adjective synset."""
    found: dict[str, list[str]] = defaultdict(list)
    for synset in wordnet:
        if synset.pos == "r":
            for adjective in wordnet.related(synset.id, "pertainym"):
                found[adjective.id].append(synset.id)
    return found
