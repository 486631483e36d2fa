"""What stands for an emotion in WordNet 3.0: synsets in steps from its own concept to ever wider ones.

Each step is a method by which a label can come about; the first step for which a language has a word wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgservice.ontology import Emotion, Ontology
from kgservice.ontology.sssom import Mapping as Match
from kgservice.wordnet import Synset, WordNet

METHODS = ("exact-synset", "close-synset", "other-sense", "synonym-sense", "wider-synset")
"""The steps: the emotion's own synset; one close to it; another noun sense of its English label; a feeling, state or
attribute sense of a word of its synsets; the synset above its own."""

CONFIDENCES = {"other-sense": 0.5, "synonym-sense": 0.4, "wider-synset": 0.3}
"""Confidence of a label by step, authored, not measured.  In the first two it is that of the mapping to the synset."""

SENSE_FILES = frozenset({"noun.feeling", "noun.state", "noun.attribute", "noun.cognition"})
ABSTRACT_FILES = SENSE_FILES | {f"noun.{what}" for what in ("act", "communication", "event", "motive", "process")}
"""Where senses of the label are looked for: in the first set, then in the second; never among persons and things."""

SYNONYM_FILES = frozenset({"noun.feeling", "noun.state", "noun.attribute"})
TOO_WIDE = frozenset({"feeling", "emotion", "desire"})
"""First lemmas of synsets that say no more than that something is felt."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a method of `METHODS`, and its synsets with the confidence of a label that comes through them."""

    method: str
    synsets: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Concept:
    """What stands for one emotion: steps in the order of `METHODS`, those without synsets left out.

    ``senses``: the noun synsets of the mapping, and the feelings among those of the English label.  ``kin``: synsets of
    other parts of speech that belong to the emotion or derive from its noun.
    """

    emotion: Emotion
    steps: tuple[Step, ...]
    senses: frozenset[str]
    kin: frozenset[str]


def concepts(ontology: Ontology, matches: Iterable[Match], wordnet: WordNet) -> dict[str, Concept]:
    """Return the concept of every emotion by id.

    ``matches``: the rows of ``ontology/mappings/wordnet-3.0.sssom.tsv``.
    """
    by_emotion: dict[str, list[Match]] = {emotion.id: [] for emotion in ontology}
    for match in matches:
        by_emotion[match.subject].append(match)
    return {emotion.id: _concept(emotion, by_emotion[emotion.id], wordnet) for emotion in ontology}


def _concept(emotion: Emotion, matches: list[Match], wordnet: WordNet) -> Concept:
    exact, close = _nouns(matches, "skos:exactMatch"), _nouns(matches, "skos:closeMatch")
    own = [wordnet[synset] for synset in (*exact, *close)]
    senses = [synset for synset, _, _ in wordnet.senses(emotion.label, "n")]
    steps = (
        Step("exact-synset", exact),
        Step("close-synset", close),
        _step("other-sense", (synset for synset in senses if synset.file in SENSE_FILES)),
        _step("other-sense", (synset for synset in senses if synset.file in ABSTRACT_FILES)),
        _step("synonym-sense", _synonym_senses(own, wordnet)),
        _step("wider-synset", _wider(own, wordnet)),
    )
    nouns = frozenset(s.id for s in (*own, *senses) if s in own or s.file == "noun.feeling")
    related = {_synset(match) for match in matches} - nouns
    derived = {found.id for noun in nouns for found in wordnet.related(noun, "derivation") if found.pos != "n"}
    return Concept(emotion, tuple(step for step in steps if step.synsets), nouns, frozenset(related | derived))


def _synset(match: Match) -> str:
    return match.object_id.partition(":")[2]


def _nouns(matches: Iterable[Match], predicate: str) -> dict[str, float]:
    """Return the noun synsets of one predicate with their confidence, surest first."""
    rows = [m for m in matches if m.predicate_id == predicate and m.object_id.endswith("-n")]
    return {_synset(m): m.confidence for m in sorted(rows, key=lambda m: (-m.confidence, m.object_id))}


def _step(method: str, synsets: Iterable[Synset]) -> Step:
    return Step(method, {synset.id: CONFIDENCES[method] for synset in synsets})


def _synonym_senses(own: Iterable[Synset], wordnet: WordNet) -> list[Synset]:
    lemmas = dict.fromkeys(lemma.lower() for synset in own for lemma in synset.lemmas)
    senses = [synset for lemma in lemmas for synset, _, _ in wordnet.senses(lemma, "n")]
    return [synset for synset in senses if synset.file in SYNONYM_FILES]


def _wider(own: Iterable[Synset], wordnet: WordNet) -> list[Synset]:
    above = [wider for synset in own for wider in wordnet.related(synset.id, "hypernym")]
    return [s for s in above if s.file == "noun.feeling" and s.lemmas[0] not in TOO_WIDE]
