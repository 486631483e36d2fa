"""What WordNet says between the emotions' words: antonyms, and verbs that cause or entail each other.

In: WordNet, and for each emotion the noun synsets that mean it (its seeds, from ``mappings/wordnet-3.0.sssom.tsv``).
Out: rows.  Only an emotion's own words count (label and alternative labels), not the other words of a synset: that
*misery* stands beside *wretchedness* does not lend it the antonyms of that word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kgservice.errors import ContentError
from kgservice.ontology import sssom
from kgservice.ontology.calibration import DECIMALS, shrunk
from kgservice.ontology.mirror import ends
from kgservice.ontology.model import Dependency, Emotion, Ontology
from kgservice.wordnet import WordNet

SOURCE = "wordnet30"
SEEDING = ("skos:exactMatch", "skos:closeMatch")
"""The predicates of the mapping whose noun synsets mean the emotion; related adjectives do not."""

METHODS = {
    "lexical-antonym": "antonym-pointer",
    "lexical-antonym-derived": "antonym-through-derivation",
    "lexical-cause": "cause-between-verbs",
    "lexical-entailment": "entailment-between-verbs",
}
"""Kind to method."""

UNCHECKED = shrunk(0, 0)
"""The confidence of causes and entailments: the mean of the prior, because nothing here can check them."""

Seeds = Mapping[str, Sequence[str]]
"""Emotion id to ids of noun synsets, such as ``07527352-n``."""


class Word(NamedTuple):
    """One word in one synset."""

    lemma: str
    synset: str


def read_seeds(file: Path, ontology: Ontology) -> Seeds:
    """Read the noun synsets of each emotion from the mapping to WordNet; raises what `sssom.read_mapping_set` does."""
    labels = {f"emotion:{emotion.id}": emotion.label for emotion in ontology}
    found: dict[str, list[str]] = {}
    for mapping in sssom.read_mapping_set(file, labels, None).mappings:
        synset = mapping.object_id.partition(":")[2]
        if mapping.predicate_id in SEEDING and synset.endswith("-n"):
            found.setdefault(mapping.subject, []).append(synset)
    return found


def antonym_rows(ontology: Ontology, seeds: Seeds, wordnet: WordNet) -> list[Dependency]:
    """Return one row per pair of emotions and kind, sorted; maybe none.

    ``lexical-antonym``: WordNet links the two nouns.  ``lexical-antonym-derived``: an adjective or verb of one noun is
    the antonym of one of the other.  Where a word names two emotions, the one nearer in tier counts.  The confidence
    of a kind is the share of its pairs whose rated valence differs in sign, shrunk.  Raises `ContentError` for a seed
    that this WordNet lacks.
    """
    index = _index(ontology, seeds, wordnet)
    rows: dict[tuple[str, str, str], Dependency] = {}
    for word, emotions in index.items():
        for kind, path in _antonyms(wordnet, word):
            for pair in _pairs(emotions, index.get(path[-1], ())):
                row = _row(*ends(*pair), "isOppositeOf", kind, _evidence(word, path))
                rows.setdefault((row.subject, row.object, kind), row)
    return _calibrated(sorted(rows.values(), key=lambda row: (row.subject, row.object, row.kind)), ontology)


def cause_rows(ontology: Ontology, seeds: Seeds, wordnet: WordNet) -> list[Dependency]:
    """Return leadsTo rows, sorted; maybe none.

    A verb of the first emotion's noun causes, or entails, a verb of the second one's: to elate somebody causes them to
    rejoice, hence elation leads to joy.  Raises `ContentError` for a seed that this WordNet lacks.
    """
    index = _index(ontology, seeds, wordnet)
    rows: dict[tuple[str, str, str], Dependency] = {}
    for word, emotions in index.items():
        for kind, path in _caused(wordnet, word):
            for one, other in _pairs(emotions, index.get(path[-1], ())):
                row = _row(one, other, "leadsTo", kind, _evidence(word, path))
                rows.setdefault((one, other, kind), row)
    return sorted(rows.values(), key=lambda row: (row.subject, row.object, row.kind))


def _index(ontology: Ontology, seeds: Seeds, wordnet: WordNet) -> dict[Word, list[Emotion]]:
    """Return the emotions that each word of their own names, by word and synset."""
    index: dict[Word, list[Emotion]] = {}
    for emotion in ontology:
        for synset in seeds.get(emotion.id, ()):
            _check(wordnet, synset, emotion)
            for name in {emotion.label, *emotion.alt_labels}:
                index.setdefault(Word(name.casefold(), synset), []).append(emotion)
    return dict(sorted(index.items()))


def _check(wordnet: WordNet, synset: str, emotion: Emotion) -> None:
    try:
        wordnet[synset]
    except KeyError:
        problem = f"This WordNet has no synset {synset}, which the mapping of {emotion.id} names."
        raise ContentError(f"{problem} Give the folder of WordNet 3.0.") from None


def _linked(wordnet: WordNet, word: Word, relation: str) -> Iterator[Word]:
    for here, there, synset in wordnet.words_related(word.synset, relation):
        if here.casefold() == word.lemma:
            yield Word(there.casefold(), synset)


def _antonyms(wordnet: WordNet, word: Word) -> Iterator[tuple[str, list[Word]]]:
    for antonym in _linked(wordnet, word, "antonym"):
        yield "lexical-antonym", [antonym]
    for derived in _linked(wordnet, word, "derivation"):
        for antonym in _linked(wordnet, derived, "antonym"):
            for noun in _linked(wordnet, antonym, "derivation"):
                yield "lexical-antonym-derived", [derived, antonym, noun]


def _caused(wordnet: WordNet, word: Word) -> Iterator[tuple[str, list[Word]]]:
    for verb in _linked(wordnet, word, "derivation"):
        if not verb.synset.endswith("-v"):
            continue
        for relation in ("cause", "entailment"):
            for effect in wordnet.related(verb.synset, relation):
                for here, noun, synset in wordnet.words_related(effect.id, "derivation"):
                    yield f"lexical-{relation}", [verb, Word(here.casefold(), effect.id), Word(noun.casefold(), synset)]


def _pairs(some: Iterable[Emotion], others: Iterable[Emotion]) -> list[tuple[str, str]]:
    """Return the pairs of different emotions that lie nearest in tier; maybe none."""
    pairs = [(one, other) for one in some for other in others if one.label != other.label]
    least = min((_apart(*pair) for pair in pairs), default=0.0)
    return [(one.id, other.id) for one, other in pairs if _apart(one, other) == least]


def _apart(one: Emotion, other: Emotion) -> float:
    """Return how many tiers lie between; the extension, which has none, stands between 2 and 3."""
    return abs((one.tier or 2.5) - (other.tier or 2.5))


def _evidence(word: Word, path: Sequence[Word]) -> str:
    return " > ".join(f"{step.lemma} ({step.synset})" for step in (word, *path))


def _row(subject: str, object_: str, relation: str, kind: str, evidence: str) -> Dependency:
    confidence = round(UNCHECKED, DECIMALS)
    return Dependency(
        *(subject, relation, object_, kind, METHODS[kind], "own words", None, confidence),
        *(evidence, SOURCE, "published" if kind == "lexical-antonym" else "computed"),
    )


def _calibrated(rows: Sequence[Dependency], ontology: Ontology) -> list[Dependency]:
    tallies: dict[str, list[bool]] = {}
    for row in rows:
        one, other = ontology[row.subject].vad, ontology[row.object].vad
        if one is not None and other is not None:
            tallies.setdefault(row.kind, []).append(one.valence * other.valence < 0)
    shares = {kind: round(shrunk(sum(held), len(held)), DECIMALS) for kind, held in tallies.items()}
    return [replace(row, confidence=shares.get(row.kind, row.confidence)) for row in rows]
