"""Terms of other languages lend their emotion from English ones, and the classifier reads them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgservice import EmotionClassifier, content, load_ontology
from kgservice.errors import StaleRelease, UnknownLanguage
from kgservice.ontology import Emotion, Ontology
from kgservice.ontology.translations import Translation
from kgservice.vocab import load_lexicon
from kgservice.vocab.formats import serialise
from kgservice.vocab.languages import terms
from kgservice.vocab.languages.lemmas import Lemma
from kgservice.vocab.lexicon import languages
from kgservice.vocab.model import Sense
from kgservice.vocab.ontolex import ntriples

ONTOLOGY = Ontology([Emotion(name, name, 1, None, "…", "s", "s") for name in ("fear", "joy")])
ENGLISH = {"00000101-n": {"joy": 0.8}, "00000105-n": {"fear": 0.9}, "00000201-a": {"joy": 0.6}}


def made(*words: tuple[str, str, int], labels: tuple[Translation, ...] = ()) -> dict[str, Sense]:
    lemmas = [Lemma(synset, lemma, senses, "kgservice") for lemma, synset, senses in words]
    return {sense.term: sense for sense in terms.senses(lemmas, ENGLISH, labels, ONTOLOGY)}


def test_a_word_weighs_less_the_more_other_senses_it_has() -> None:
    found = made(("gioia", "00000101-n", 1), ("cuore", "00000101-n", 4))
    assert (found["gioia"].weight, found["cuore"].weight) == (0.8, 0.4)  # 0.8 times the root of 1/4


def test_of_two_emotions_a_word_keeps_the_stronger() -> None:
    found = made(("brivido", "00000101-n", 2), ("brivido", "00000105-n", 2))
    assert (found["brivido"].emotion, found["brivido"].weight) == ("fear", 0.64)


def test_synsets_that_agree_are_both_evidence() -> None:
    (sense,) = made(("lieto", "00000101-n", 2), ("lieto", "00000201-a", 2)).values()
    assert (sense.weight, sense.evidence) == (0.8, "wn30:00000101-n|wn30:00000201-a")


def test_a_label_speaks_for_its_own_emotion_whatever_the_synsets_say() -> None:
    label = Translation("joy", "it", "Brivido", "pref", "", "kgservice", "list", 0.5)
    sense = made(("brivido", "00000105-n", 1), labels=(label,))["brivido"]
    assert (sense.emotion, sense.weight, sense.method) == ("joy", 1.0, "label")


def test_a_word_of_too_many_senses_is_left_out() -> None:
    assert made(("cosa", "00000101-n", 100)) == {}


@pytest.mark.parametrize(
    ("text", "primary"),
    [
        ("Che gioia, sono felice di vederti!", "joy"),
        ("Ho paura del buio", "fear"),
        ("La sua rabbia era fuori controllo", "anger"),
        ("Il treno parte alle nove", None),
    ],
)
def test_the_classifier_labels_an_italian_sentence(text: str, primary: str | None) -> None:
    assert EmotionClassifier(lexicon=load_lexicon(language="it"), modifiers=()).classify(text).primary == primary


@pytest.mark.parametrize("language", [tag for tag in languages() if tag != "en"])
def test_every_preferred_label_of_a_language_is_found_by_the_classifier(language: str) -> None:
    classifier = EmotionClassifier(lexicon=load_lexicon(language=language), modifiers=())
    names = [e.label_in(language) for e in load_ontology() if e.label_in(language)]
    assert [name for name in names if name and not classifier.classify(name).evidence] == []


def test_every_language_with_labels_has_terms() -> None:
    assert set(languages()) == set(load_ontology().languages)


def test_a_language_without_terms_names_the_known_ones() -> None:
    with pytest.raises(UnknownLanguage, match=r'No language "cy"\. Known: en, ca'):
        load_lexicon(language="cy")


def test_a_region_gets_the_terms_of_its_language() -> None:
    assert load_lexicon(language="it-CH") is load_lexicon(language="it")


def test_terms_are_linked_data_with_their_language_and_iris_of_their_own() -> None:
    lines = "".join(ntriples(load_lexicon(language="it")))
    assert '<https://w3id.org/tone-kg/lexicon/it> <http://www.w3.org/ns/lemon/lime#language> "it" .' in lines
    assert '"gioia"@it' in lines and "@en" not in lines
    assert sum(1 for _ in ox.parse(lines, ox.RdfFormat.N_TRIPLES)) == lines.count("\n")
    assert b'"gioia"@it' in serialise("ttl", load_lexicon(language="it"))


def test_a_stale_file_is_named(tmp_path: Path) -> None:
    for folder in ("ontology", "vocab/languages", "vocab/release"):
        (tmp_path / folder).parent.mkdir(exist_ok=True)
        (tmp_path / folder).symlink_to(content.path(*folder.split("/"))) if folder != "vocab/release" else None
    (tmp_path / "vocab" / "release").mkdir()
    (tmp_path / "vocab" / "release" / "lexicon.tsv").symlink_to(content.path("vocab", "release", "lexicon.tsv"))
    with pytest.raises(StaleRelease, match=r"terms-ca\.tsv does not match its tables \(the file is missing\)"):
        terms.check(tmp_path)
    terms.write(tmp_path)
    terms.check(tmp_path)
    (tmp_path / "vocab" / "release" / "terms-it.tsv").write_text("")
    with pytest.raises(StaleRelease, match=r"terms-it\.tsv"):
        terms.check(tmp_path)


def test_every_source_of_a_term_is_explained() -> None:
    known = tomllib.loads(content.path("vocab", "sources.toml").read_text("utf-8"))
    named = {sense.source for tag in languages() if tag != "en" for sense in load_lexicon(language=tag)}
    assert named - set(known) == set()
