"""How good a matcher of free labels is: tried on the labels of other label sets, on slips of them, on names of things.

In: the mappings of ``ontology/mappings``, which say what each published label means, and matchers that have not read
them.  Out: `Measured` and `Way`.  Left out are the sets that the tree was made from (Shaver, Parrott), WordNet's
synsets, which the vocabulary was made from, and mappings that say no more than "related".
"""

from __future__ import annotations

import random
import string
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kgservice import wordnet
from kgservice.classify.evaluation.intervals import Interval
from kgservice.classify.open_labels import WAYS, LabelMatcher
from kgservice.errors import nearest
from kgservice.ontology import Ontology, crosswalk, load_ontology
from kgservice.ontology.schemes import TONE
from kgservice.vocab import embedding
from kgservice.vocab.normalize import normalize
from kgservice.vocab.sample.figures import Precision

CIRCULAR = (TONE, "shaver", "wikipedia-parrott", "wordnet-3.0")
"""Label sets that the emotions or the vocabulary were made from, so that they test nothing."""

THINGS = "artifact plant food shape substance quantity animal".split()
"""Lexicographer files of WordNet whose nouns name no emotion."""

HOW_MANY_THINGS, SEED = 500, 20261121
SHORTEST_TO_SPOIL = 5

PUBLISHED, OTHERS, SPOILT = "labels as published", "of these, words that are no emotion's label", "labels with one slip"
"""The lists of `label_lists`."""

Gold = Mapping[str, frozenset[str]]
"""By label, the emotions that the mappings say it means."""

Guess = Callable[[str], str | None]


class Measured(NamedTuple):
    """How well one matcher does on ``labels`` labels: how many get a match, the right emotion, the right primary."""

    name: str
    labels: int
    matched: int
    exact: int
    primary: int

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the share with the right primary, by Wilson."""
        low, high = Precision(self.primary, self.labels, self.labels).interval or (0.0, 1.0)
        return Interval(max(0.0, low), min(1.0, high))


class Way(NamedTuple):
    """How often one way of the matcher answered, and how often with the right primary."""

    how: str
    labels: int
    right: int

    @property
    def confidence(self) -> float:
        """The share that was right, pulled towards one half: (right + 1) / (labels + 2)."""
        return (self.right + 1) / (self.labels + 2)


def gold_labels() -> dict[str, frozenset[str]]:
    """Return every label of the label sets that test something, with the emotions that it means.

    >>> sorted(gold_labels()["remorse"])
    ['remorse']
    """
    known = crosswalk.load()
    found: dict[str, frozenset[str]] = {}
    for scheme in known.schemes.values():
        for label in scheme if scheme.id not in CIRCULAR else ():
            rows = known.sets[scheme.id].of(label.id)
            meant = {row.object for row in rows if row.object and row.predicate_id != "skos:relatedMatch"}
            if meant:
                name = normalize(label.label)
                found[name] = found.get(name, frozenset()) | meant
    return dict(sorted(found.items()))


def spoilt(label: str, generator: random.Random) -> str:
    """Return a label with one slip of the pen: a letter lost, put in, wrong, or two exchanged; never the first.

    >>> spoilt("happiness", random.Random(1)) != "happiness"
    True
    """
    place, letter = generator.randrange(2, len(label)), generator.choice(string.ascii_lowercase)
    before, here, after = label[:place], label[place], label[place + 1 :]
    slips = {before + after, before + letter + after, before + letter + here + after}
    slips.add(before[:-1] + here + before[-1] + after)
    return generator.choice(sorted(slips - {label}))


def things(count: int = HOW_MANY_THINGS) -> list[str]:
    """Return names of things, of one word that texts use; raises `MissingExtra` without the ``build`` extra."""
    known = wordnet.load()
    files = {f"noun.{name}" for name in THINGS}
    names = {lemma for synset in known if synset.file in files for lemma in synset.lemmas if lemma.islower()}
    used = sorted(n for n in names if n.isalpha() and len(n) > 2 and any(uses for *_, uses in known.senses(n, "n")))
    return random.Random(SEED).sample(used, min(count, len(used)))


def label_lists() -> dict[str, Gold]:
    """Return the lists that matchers are tried on; slips are made with a fixed seed, so they are always the same."""
    gold = gold_labels()
    known = {normalize(name) for emotion in load_ontology() for name in emotion.labels()}
    generator = random.Random(SEED)
    return {
        PUBLISHED: gold,
        OTHERS: {name: meant for name, meant in gold.items() if name not in known},
        SPOILT: {spoilt(n, generator): meant for n, meant in gold.items() if len(n) >= SHORTEST_TO_SPOIL},
    }


def label_guesses(ontology: Ontology, embedding_matcher: LabelMatcher | None) -> dict[str, Guess]:
    """Return the matchers that are compared; those with a sentence model only where one is given."""
    names = {normalize(name): emotion.id for emotion in ontology for name in emotion.labels()}
    plain = LabelMatcher(ontology)

    def nearest_name(label: str) -> str | None:
        near = nearest(label, names, 1)
        return names[near[0]] if near else None

    guesses: dict[str, Guess] = {
        "kgservice": lambda label: plain.match(label).emotion,
        "exact string": names.get,
        "nearest string (difflib)": nearest_name,
    }
    if embedding_matcher is not None:
        guesses["MiniLM, nearest label"] = _nearest_meaning(names)
        guesses["kgservice, then MiniLM"] = lambda label: embedding_matcher.match(label).emotion
    return guesses


def _nearest_meaning(names: Mapping[str, str]) -> Guess:
    model, ids = embedding.model(), list(names.values())
    vectors = model.embed(list(names))
    return lambda label: ids[int((vectors @ model.embed([label])[0]).argmax())]


def score(name: str, guess: Guess, gold: Gold, ontology: Ontology) -> Measured:
    """Try a matcher on labels, of which there is one at least."""
    found = {label: guess(label) for label in gold}
    matched = sum(each is not None for each in found.values())
    exact = sum(found[label] in meant for label, meant in gold.items())
    primary = sum(same_primary(ontology, found[label], meant) for label, meant in gold.items())
    return Measured(name, len(gold), matched, exact, primary)


def same_primary(ontology: Ontology, emotion: str | None, meant: frozenset[str]) -> bool:
    """Tell whether an emotion has the primary of one that is meant; one beside the tree only equals itself."""

    def root(name: str) -> str:
        above = ontology.at(name, 1)
        return above.id if above else name

    return emotion is not None and root(emotion) in {root(each) for each in meant}


def by_way(matcher: LabelMatcher, golds: Iterable[Gold], ontology: Ontology) -> list[Way]:
    """Return how often each way of the matcher was right, in the order of `WAYS`, without those that never answered."""
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for label, meant in (pair for gold in golds for pair in gold.items()):
        found = matcher.match(label)
        counts[found.how] += 1
        right[found.how] += same_primary(ontology, found.emotion, meant)
    return [Way(how, counts[how], right[how]) for how in WAYS if counts[how] and how != "none"]
