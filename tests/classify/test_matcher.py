"""Which terms are found where they overlap."""

from __future__ import annotations

import pytest
from mini_lexicon import sense

from kgservice.classify.matcher import Matcher
from kgservice.vocab import Lexicon


def found(matcher: Matcher, text: str) -> list[str]:
    tokens = matcher.tokenizer.cut(text)
    return [" ".join(tokens[match.start : match.end]) for match in matcher.match(tokens)]


def phrases(*terms: str) -> Lexicon:
    return Lexicon(sense(term, "phrase", (), "joy", 0.5) for term in terms)


@pytest.mark.parametrize(
    ("terms", "text", "matches"),
    [
        pytest.param(("moon", "over the moon"), "over the moon", ["over the moon"], id="longest wins"),
        pytest.param(("a b", "b c d"), "a b c d", ["b c d"], id="longest wins, though later"),
        pytest.param(("a b", "b c"), "a b c", ["a b"], id="earlier of two as long"),
        pytest.param(("a b", "c d"), "a b c d", ["a b", "c d"], id="side by side"),
        pytest.param(("a",), "a a a", ["a", "a", "a"], id="every time"),
        pytest.param(("over the moon",), "over, the moon", [], id="a comma breaks a phrase"),
        pytest.param(("over the moon",), "over the\nmoon", ["over the moon"], id="a line break does not"),
        pytest.param(("heart-broken",), "heart broken", ["heart broken"], id="hyphen or space"),
        pytest.param(("can't bear",), "cant bear", ["cant bear"], id="without apostrophe"),
        pytest.param(("jesus, mary",), "oh jesus, mary", ["jesus , mary"], id="a comma of its own"),
        pytest.param(("very",), "everyone", [], id="only whole words"),
        pytest.param((), "a b", [], id="empty lexicon"),
    ],
)
def test_terms_are_found(terms: tuple[str, ...], text: str, matches: list[str]) -> None:
    assert found(Matcher(phrases(*terms)), text) == matches


def test_a_shield_hides_the_terms_inside_it() -> None:
    matcher = Matcher(phrases("mean"), shields=["i mean"])
    assert [bool(match.entry.senses) for match in matcher.match(["i", "mean", "mean"])] == [False, True]


def test_a_misspelling_stands_for_its_form_but_not_against_the_lexicon() -> None:
    slips = {"hapy": "happy", "hoppy": "happy", "x": "unknown"}
    matcher = Matcher(phrases("happy", "hoppy"), form_of=slips.get)
    terms = [match.entry.senses[0].term for match in matcher.match(["hapy", "hoppy", "x"])]
    assert terms == ["happy", "hoppy"]
    assert "happy" in matcher and "hapy" not in matcher


def test_a_term_with_several_emotions_keeps_the_strongest_first() -> None:
    senses = [sense("blue", "adjective", (), "joy", 0.2), sense("blue", "adjective", (), "sadness", 0.6)]
    (match,) = Matcher(Lexicon(senses)).match(["blue"])
    assert [s.emotion for s in match.entry.senses] == ["sadness", "joy"]


def test_an_inflected_form_leads_to_its_term() -> None:
    (match,) = Matcher(Lexicon([sense("mourn", "verb", ("mourned",), "grief", 0.9)])).match(["mourned"])
    assert match.entry.senses[0].term == "mourn"


def test_an_emoticon_stored_with_a_space_is_found_with_its_underscore_only() -> None:
    matcher = Matcher(Lexicon([sense("o o", "emoticon", (), "joy", 0.5)]))
    assert found(matcher, "o_o") == ["o_o"] and found(matcher, "o o") == []
