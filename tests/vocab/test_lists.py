from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from kgservice.vocab.claims import ANY
from kgservice.vocab.sources import lists, skos, texts

LABELS = {"joy": "joy", "fear": "fear", "sadness": "sadness", "dread": "dread"}
needs_spacy = pytest.mark.skipif(
    None in map(find_spec, ("spacy", texts.PACKAGE)), reason="spaCy and its model are in the spacy extra"
)

SKOS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/feelings/> .
@prefix emotion: <https://w3id.org/tone-kg/emotion/> .
ex:happy skos:prefLabel "Happy feeling"@en, "Freude"@de ; skos:altLabel "Merry"@en ; skos:exactMatch emotion:joy .
ex:fear skos:prefLabel "Fear"@en ; skos:altLabel "cold feet" .
ex:oak skos:prefLabel "Oak"@en .
"""


def test_a_table_gives_each_term_to_its_emotion_by_id_or_label_with_file_and_row(tmp_path: Path):
    file = tmp_path / "mine.tsv"
    file.write_text("term\temotion\tpos\nCold feet\tFear\t\nyay\tjoy\tinterjection\n")
    found = [(c.term, c.emotion, c.pos, c.route) for c in lists.table(file, LABELS, str)]
    assert found == [
        ("cold feet", "fear", "phrase", "list:mine.tsv:2"),
        ("yay", "joy", "interjection", "list:mine.tsv:3"),
    ]


def test_a_plain_text_gives_terms_that_any_emotion_may_have(tmp_path: Path):
    file = tmp_path / "mine.txt"
    file.write_text("# my terms\nButterflies in the stomach\n\nyay\n")
    found = [(c.term, c.emotion, c.relation, c.route) for c in lists.lines(file, str)]
    assert found == [
        ("butterflies in the stomach", ANY, "placed", "list:mine.txt:2"),
        ("yay", ANY, "placed", "list:mine.txt:4"),
    ]


def test_skos_labels_belong_to_the_emotion_that_their_concept_is_mapped_to_or_named_like(tmp_path: Path):
    file = tmp_path / "feelings.ttl"
    file.write_text(SKOS)
    assert {(c.term, c.emotion, c.route) for c in skos.concepts(file, LABELS, str)} == {
        ("happy feeling", "joy", "list:feelings.ttl:happy"),
        ("merry", "joy", "list:feelings.ttl:happy"),
        ("fear", "fear", "list:feelings.ttl:fear"),
        ("cold feet", "fear", "list:feelings.ttl:fear"),
    }


@needs_spacy
@pytest.mark.parametrize(
    ("term", "base"),
    [("worries", "worry"), ("sorrows", "sorrow"), ("gutted", "gutted"), ("worried", "worried"), ("zzz", "zzz")],
)
def test_a_listed_form_that_the_dictionary_lacks_becomes_its_base_form(term: str, base: str):
    lemma = texts.lemmatizer({"sorrow", "worry", "worried", "gut"})
    assert lemma(term) == base


@needs_spacy
def test_phrases_around_a_word_for_an_emotion_are_found_when_a_text_repeats_them(tmp_path: Path):
    file = tmp_path / "diary.txt"
    file.write_text(
        "The house filled me with a nameless dread all night.\n"
        "I was full of dread.\n"
        "She came home full of dread again, and a nameless dread stayed.\n"
        "He jumped for joy.\n"
    )
    found = {(c.term, c.emotion, c.route) for c in texts.phrases(file, LABELS)}
    assert ("nameless dread", "dread", "text:diary.txt:1") in found
    assert ("full of dread", "dread", "text:diary.txt:2") in found
    assert "jumped for joy" not in {term for term, _, _ in found}  # said once
