"""What the committed candidates and the lexicon made of them promise."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest

from kgservice import content
from kgservice.ontology import load_ontology
from kgservice.vocab import candidates, expressions, lexicon, load_lexicon, routes

ONTOLOGY = load_ontology()
LEXICON = load_lexicon()
CANDIDATES = candidates.read(
    content.path(*candidates.FILE.split("/")), {emotion.id: emotion.label for emotion in ONTOLOGY}
)
FORMS = {
    "wn30": r"\d{8}-[nvar]:[a-z]+",
    "moby": r"[a-z' -]+",
    "roget": r"\d+(\.\d+|[a-z])?",
    "cldr": r"[0-9A-F]+(-[0-9A-F]+)*",
    "expressions": r"[a-z-]+",
}
LEAST_TERMS = 5


def test_every_emotion_has_at_least_five_terms():
    terms = Counter(emotion for emotion, _ in {(sense.emotion, sense.term) for sense in LEXICON})
    assert [emotion.id for emotion in ONTOLOGY if terms[emotion.id] < LEAST_TERMS] == []


def test_the_lexicon_holds_eight_thousand_terms_and_twelve_thousand_forms():
    assert len(LEXICON.terms) >= 8000
    assert len(LEXICON.forms) >= 12000


def test_every_candidate_names_its_ways_and_no_list_of_a_user_is_among_them():
    wrong = [
        (candidate.term, route)
        for candidate in CANDIDATES
        for route in candidate.routes or ("none",)
        if not re.fullmatch(FORMS.get(routes.origin(route), "nowhere"), route.partition(":")[2])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["wn30", "moby", "roget", "cldr", "expressions"])
def test_every_source_gave_terms(name: str):
    assert sum(any(routes.origin(route) == name for route in c.routes) for c in CANDIDATES) >= 50


def test_an_authored_route_is_a_row_of_the_expressions():
    labels = {emotion.id: emotion.label for emotion in ONTOLOGY}
    authored = {(s.term, s.emotion) for s in expressions.read(content.path(*expressions.FILE.split("/")), labels)}
    named = {(c.term, r.partition(":")[2]) for c in CANDIDATES for r in c.routes if r.startswith("expressions:")}
    assert named - authored == set()


def test_what_only_one_thesaurus_lists_is_not_in_the_lexicon():
    lone = {(c.term, c.emotion) for c in CANDIDATES if {routes.origin(r) for r in c.routes} in ({"moby"}, {"roget"})}
    assert len(lone) > 500
    assert {(s.term, s.emotion) for s in LEXICON if s.source != "kgservice"} & lone == set()


def test_terms_by_both_thesauri_are_marked_as_such():
    listed = [sense for sense in LEXICON if sense.source == "moby"]
    assert listed
    for sense in listed:
        assert {routes.origin(route) for route in sense.evidence.split("|")} == {"moby", "roget"}


def test_every_sense_names_a_source_with_a_licence():
    known = tomllib.loads(content.path("vocab", "sources.toml").read_text("utf-8"))
    assert {sense.source for sense in LEXICON} <= set(known)
    assert all(entry["licence"] for entry in known.values())


def test_senses_kept_apart_are_few_and_of_different_families():
    terms = Counter(candidate.term for candidate in CANDIDATES)
    apart = [term for term, count in terms.items() if count > 1]
    assert "wonder" in apart
    assert len(apart) < len(terms) / 50
    for term in apart:
        families = [ONTOLOGY.at(c.emotion, 1) or ONTOLOGY[c.emotion] for c in CANDIDATES if c.term == term]
        assert len({family.id for family in families}) == len(families)


def test_a_candidate_that_awaits_review_for_its_source_is_not_compiled():
    for candidate in CANDIDATES:
        if routes.weak(candidate.routes, candidate.relation) and candidate.status == candidates.REVIEW:
            assert not lexicon.stands(candidate)
