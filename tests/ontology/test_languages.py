"""Emotions are named in many languages, and whoever asks in one gets that one or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice import content, tsv
from kgservice.namespaces import SKOS, emotion_iri
from kgservice.ontology import load_ontology, release
from kgservice.ontology import translation_coverage as coverage
from kgservice.ontology.languages import LANGUAGES, TAG, Names, lookup
from kgservice.ontology.model import Emotion, Ontology
from kgservice.ontology.sources import SHIPPABLE, read_sources
from kgservice.ontology.tables import read_ontology

PACKAGED = coverage.packaged()


def emotion(name: str, tier: int = 3, **names: tuple[str, ...]) -> Emotion:
    rows = Names(tuple(sorted(names.items())))
    return Emotion(name, name, tier, None, "…", "kgservice", "kgservice", names=rows)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("it", "it"),
        ("it-IT", "it"),
        ("it_CH", "it"),
        ("zh-Hant-TW", "zh"),
        ("pt-BR", "pt-BR"),
        ("pt", None),
        ("*", None),
    ],
)
def test_a_wish_for_a_language_is_shortened_until_one_fits(wanted: str, found: str | None) -> None:
    assert lookup(wanted, ["en", "it", "zh", "pt-BR"]) == found


def test_an_unknown_language_gives_nothing_and_english_is_always_there() -> None:
    joy = emotion("joy", it=("gioia", "letizia"))
    assert (joy.label_in("cy"), joy.labels("cy")) == (None, ())
    assert (joy.label_in("en-GB"), joy.label_in("it")) == ("joy", "gioia")


def test_a_label_of_another_language_is_found_only_where_no_english_one_fits() -> None:
    ontology = Ontology(
        [emotion("disgust"), emotion("sadness", ca=("tristesa", "disgust")), emotion("joy", it=("GIOIA",))]
    )
    assert [e.id for e in ontology.labelled("disgust")] == ["disgust"]
    assert [e.id for e in ontology.labelled("gioia")] == ["joy"]
    assert ontology.labelled("gio") == ()


def test_whom_a_word_is_the_preferred_label_of_comes_before_others() -> None:
    ontology = Ontology([emotion("anger", 1, it=("rabbia", "furia")), emotion("rage", 2, it=("furia",))])
    assert [e.id for e in ontology.labelled("furia")] == ["rage", "anger"]


def test_from_tables_to_release_and_back_the_labels_stay(translated: Path) -> None:
    release.write(translated)
    read = release.load(release.files(translated)[0])
    assert read["joy"].names == read_ontology(translated / "ontology")["joy"].names
    assert read["joy"].labels("it") == ("gioia", "letizia")
    assert read.languages == ("en", "it")


def test_plain_labels_stand_in_the_ontology_and_records_beside_it(translated: Path) -> None:
    made = release.make(translated)
    assert b'skos:prefLabel "gioia"@it , "joy"@en' in made[release.FILE]
    assert b'skosxl:literalForm "gioia"@it' in made[release.LABELS_FILE]
    assert b"tone:source source:kgservice" in made[release.LABELS_FILE]


def test_every_language_of_the_release_has_one_preferred_label_an_emotion() -> None:
    pairs = [(row.language, row.emotion) for row in PACKAGED if row.is_preferred]
    assert len(pairs) == len(set(pairs)) > 1000


def test_three_languages_have_every_primary_and_secondary_from_a_citable_source() -> None:
    whole = {row.language for row in coverage.coverage(PACKAGED, load_ontology()) if row.cited == row.core == 31}
    assert {"ca", "id", "it"} <= whole


def test_no_label_comes_from_a_source_that_binds_what_is_made_from_it() -> None:
    licences = {source.id: source.licence for source in read_sources(content.path("ontology", "sources.tsv"))}
    assert {licences[row.source] for row in PACKAGED} <= SHIPPABLE


def test_every_label_says_where_it_comes_from_and_nobody_is_said_to_have_reviewed_it() -> None:
    assert all(row.source and row.method and row.synset and 0 < row.confidence < 1 for row in PACKAGED)
    assert {row.reviewer for row in PACKAGED} == {""}


def test_italian_names_the_primaries_as_italians_do() -> None:
    found = {e.id: e.label_in("it") for e in load_ontology().at_tier(1)}
    expected = {"anger": "rabbia", "fear": "paura", "joy": "gioia", "love": "amore", "sadness": "tristezza"}
    assert found == {**expected, "surprise": "sorpresa"}


def test_the_coverage_table_of_the_readme_is_that_of_the_tables() -> None:
    readme = content.path("ontology", "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- translations -->\n")[2].partition("<!-- /translations -->")[0]
    assert shown == coverage.as_markdown(coverage.coverage(PACKAGED, load_ontology()))


def test_a_sparql_query_answers_in_the_language_it_asks_for() -> None:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=release.files()[0], format=ox.RdfFormat.TURTLE)
    query = f'SELECT ?l {{ <{emotion_iri("joy")}> <{SKOS}prefLabel> ?l FILTER(lang(?l) = "it") }}'
    rows = store.query(query)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["l"].value for row in rows] == ["gioia"]


def test_every_tag_of_a_wordnet_language_is_a_usual_one() -> None:
    assert all(TAG.fullmatch(tag) for tag, _ in LANGUAGES.values())
    assert [tag for tag in ("ita", "IT", "it-it", "zh-hant", "") if TAG.fullmatch(tag)] == []


def test_english_words_of_the_table_are_in_step_with_the_emotions() -> None:
    labels = {e.id: e.label for e in load_ontology()}
    for file in content.path("ontology", "labels").glob("*.tsv"):
        rows = tsv.read(file, ["emotion", "emotion_label", *_OTHERS])
        assert all(row["emotion_label"] == labels[row["emotion"]] for row in rows)


_OTHERS = ("language", "label", "kind", "synset", "source", "method", "confidence", "shared_with", "reviewer")
