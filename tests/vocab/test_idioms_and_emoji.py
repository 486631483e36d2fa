from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgservice.vocab.sources import emoji, phrases
from kgservice.wordnet import Synset, WordNet

NAMING = {"melancholy": "sadness", "despondency": "despair", "angry": "anger", "rage": "anger", "joy": "joy"}
FAMILIES = {"sadness": "sadness", "despair": "sadness", "anger": "anger", "joy": "joy"}


def synset(number: int, pos: str, file: str, lemma: str, gloss: str) -> Synset:
    return Synset(f"{number:08d}-{pos}", file, (lemma,), (), gloss)


SYNSETS = [
    synset(1, "a", "adj.all", "down in the mouth", "filled with melancholy and despondency"),
    synset(2, "v", "verb.emotion", "blow a fuse", 'become angry; "he blew a fuse without joy"'),
    synset(3, "v", "verb.emotion", "keep calm", "not become angry"),
    synset(4, "n", "noun.plant", "joy tree", "a tree that gives joy"),
    synset(5, "v", "verb.emotion", "rejoice", "feel joy"),
    synset(6, "v", "verb.emotion", "see red", "become angry"),
]


def test_an_idiom_is_claimed_by_the_emotions_that_its_definition_names():
    found = {(c.term, c.emotion) for c in phrases.claims(WordNet(SYNSETS), NAMING, {"00000006-v"})}
    assert found == {("down in the mouth", "sadness"), ("down in the mouth", "despair"), ("blow a fuse", "anger")}


def test_a_barrier_keeps_an_idiom_from_its_emotion_alone():
    shut = {("sadness", "00000001-a")}
    found = {(c.term, c.emotion) for c in phrases.claims(WordNet(SYNSETS[:1]), NAMING, (), shut)}
    assert found == {("down in the mouth", "despair")}


def test_the_route_of_an_idiom_names_its_synset():
    [claim] = phrases.claims(WordNet(SYNSETS[1:2]), NAMING, ())
    assert (claim.route, claim.relation, claim.pos) == ("wn30:00000002-v:phrase", "phrase", "phrase")


@pytest.fixture
def annotations(tmp_path: Path) -> Path:
    entries = {
        "\U0001f621": {"default": ["angry", "red"], "tts": ["face in a rage"]},
        "\u2639\ufe0f": {"default": ["melancholy"], "tts": ["frowning face"]},
        "\U0001f602": {"default": ["angry", "melancholy", "joy"], "tts": ["face with tears of joy"]},
    }
    file = tmp_path / "annotations" / "en" / "annotations.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"annotations": {"annotations": entries}}), encoding="utf-8")
    return file


def test_an_emoji_is_claimed_where_name_and_keywords_name_a_family_twice(annotations: Path):
    [claim] = emoji.claims(emoji.read(annotations), NAMING, FAMILIES)
    assert (claim.term, claim.emotion, claim.route) == ("\U0001f621", "anger", "cldr:1F621")


def test_emoji_come_in_normal_form_name_first_from_the_file_or_the_folder_of_the_package(annotations: Path):
    found = emoji.read(annotations)
    assert found["\u2639"] == ("frowning face", "melancholy")
    assert emoji.read(annotations.parents[2]) == found
