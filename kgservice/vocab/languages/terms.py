"""Terms of other languages: the *build* stage, from committed tables to ``vocab/release/terms-<tag>.tsv``.

In: the lemmas of a language by synset, the English lexicon, whose senses name the synsets that they came by, and the
labels of the language.  Out: one lexicon a language in the columns of the English one.  A lemma speaks for the emotion
of the English terms of its synset, as strongly as the strongest of them, times the root of the share of its own synsets
that do so (the same rule as for English, see `weights`).  Of several emotions it keeps the strongest.  Labels speak for
their own emotion.  Inflected forms are not made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgservice.ontology import Ontology
from kgservice.ontology.sources import read_sources
from kgservice.ontology.tables import read_ontology
from kgservice.ontology.translations import FOLDER as LABELS
from kgservice.ontology.translations import Translation, read_translations
from kgservice.vocab.languages import lemmas
from kgservice.vocab.languages.lemmas import SYNSET, Lemma
from kgservice.vocab.lexicon import FILE as ENGLISH_FILE
from kgservice.vocab.lexicon import check_files, dumps, load_lexicon, terms_file, write_files
from kgservice.vocab.model import Sense
from kgservice.vocab.normalize import normalize
from kgservice.vocab.weights import LEAST, SHARE_POWER
from kgservice.wordnet import POS_NAMES

METHOD, LABEL = "synset", "label"

Strengths = Mapping[str, Mapping[str, float]]
"""By synset, how strongly its English terms speak for each emotion."""


@dataclass(frozen=True, slots=True)
class _Hit:
    lemma: Lemma
    weight: float


def make(root: Path) -> dict[str, bytes]:
    """Return the file of every language by its path under ``root``, made from the tables and the English lexicon there.

    Empty when there is no table of lemmas.  Raises `TableError` for a row that breaks a rule.
    """
    tags = lemmas.languages(root)
    if not tags:
        return {}
    ontology = read_ontology(root / "ontology")
    labels = {emotion.id: emotion.label for emotion in ontology}
    sources = [source.id for source in read_sources(root / "ontology" / "sources.tsv")]
    translations = read_translations(root / "ontology" / LABELS, labels, sources)
    english = strengths(load_lexicon(root / ENGLISH_FILE))
    made = {}
    for tag in tags:
        words = lemmas.read(root / lemmas.FOLDER / f"{tag}.tsv")
        own = [row for row in translations if row.language == tag]
        made[terms_file(tag)] = dumps(senses(words, english, own, ontology), labels).encode()
    return made


def write(root: Path) -> tuple[Path, ...]:
    """Make the files under ``root``, write each in one step, and return their paths."""
    return write_files(root, make(root))


def check(root: Path) -> None:
    """Raise `StaleRelease`, naming the first difference, unless the files fit their tables and the English lexicon."""
    check_files(root, make(root))


def strengths(english: Iterable[Sense]) -> dict[str, dict[str, float]]:
    """Return, by synset and emotion, the weight of the strongest English sense that came by the synset.

    >>> sense = Sense("glad", "adjective", (), "joy", 0.8, None, "synonym", "wordnet30", "wn30:01148283-a:synonym")
    >>> strengths([sense])
    {'01148283-a': {'joy': 0.8}}
    """
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for sense in english:
        for synset in SYNSET.findall(sense.evidence):
            found[synset][sense.emotion] = max(sense.weight, found[synset].get(sense.emotion, 0.0))
    return dict(found)


def senses(
    words: Iterable[Lemma], english: Strengths, labels: Iterable[Translation], ontology: Ontology
) -> list[Sense]:
    """Return the senses of one language, one a term, sorted by term; those below `LEAST` are left out."""
    named = _named(labels, ontology)
    hits: defaultdict[str, defaultdict[str, list[_Hit]]] = defaultdict(lambda: defaultdict(list))
    for word in words:
        for emotion, weight in english.get(word.synset, {}).items():
            hits[normalize(word.lemma)][emotion].append(_Hit(word, weight))
    found = [_strongest(term, by_emotion) for term, by_emotion in sorted(hits.items()) if term not in named]
    return sorted([*named.values(), *(s for s in found if s.weight >= LEAST)], key=lambda sense: sense.term)


def _named(labels: Iterable[Translation], ontology: Ontology) -> dict[str, Sense]:
    """Return a sense for every label; what several emotions are called goes to a preferring one, then a high tier."""
    ordered = sorted(labels, key=lambda row: (not row.is_preferred, ontology[row.emotion].tier or 9, row.emotion))
    named: dict[str, Sense] = {}
    for row in ordered:
        term = normalize(row.label)
        evidence = f"wn30:{row.synset}" if row.synset else ""
        pos = "phrase" if " " in term else "noun"
        named.setdefault(term, Sense(term, pos, (), row.emotion, 1.0, None, LABEL, row.source, evidence, row.reviewer))
    return named


def _strongest(term: str, by_emotion: Mapping[str, list[_Hit]]) -> Sense:
    weights = {emotion: _weight(hits) for emotion, hits in by_emotion.items()}
    emotion = min(weights, key=lambda each: (-weights[each], each))
    best = max(by_emotion[emotion], key=lambda hit: (hit.weight, hit.lemma.synset))
    synsets = sorted({hit.lemma.synset for hit in by_emotion[emotion]})
    pos = "phrase" if " " in term else POS_NAMES[best.lemma.synset[-1]]
    evidence = "|".join(f"wn30:{synset}" for synset in synsets)
    return Sense(term, pos, (), emotion, weights[emotion], None, METHOD, best.lemma.source, evidence)


def _weight(hits: list[_Hit]) -> float:
    share = len({hit.lemma.synset for hit in hits}) / max(hit.lemma.senses for hit in hits)
    return round(max(hit.weight for hit in hits) * float(min(1.0, share) ** SHARE_POWER), 2)
