"""The card of an emotion: every fact on it is one of the release, and it fits into a prompt."""

import re

import pytest

from kgservice import load_lexicon, load_ontology
from kgservice.errors import DeprecatedEmotion, UnknownEmotion
from kgservice.ontology.model import Dependency, Emotion, Ontology
from kgservice.vocab.card import Card, card, spoken
from kgservice.vocab.model import Lexicon, Sense

MOST_TOKENS = 400


@pytest.fixture(scope="module")
def cards() -> dict[str, Card]:
    onto, lexicon = load_ontology(), load_lexicon()
    return {emotion.id: card(emotion.id, onto, lexicon) for emotion in onto}


def tokens(text: str) -> int:
    """Count generously: signs one each, words one for every four letters begun."""
    return sum(-(-len(piece) // 4) if piece[0].isalnum() else 1 for piece in re.findall(r"\w+|[^\w\s]", text))


def test_every_prompt_stays_below_the_limit(cards: dict[str, Card]) -> None:
    longest = max(cards.values(), key=lambda each: tokens(each.prompt()))
    assert tokens(longest.prompt()) < MOST_TOKENS, longest.emotion.id


def test_every_card_names_terms_neighbours_and_its_place(cards: dict[str, Card]) -> None:
    for name, each in cards.items():
        assert each.terms and each.neighbours and each.path[-1] == each.emotion.label, name
        assert name not in {near.emotion for near in each.neighbours}, name
        lines = each.prompt().splitlines()
        assert lines[0].endswith(f"(emotion:{name})") and f"emotion:{name} " in lines[-1], name


def test_the_page_says_more_than_the_prompt(cards: dict[str, Card]) -> None:
    page = cards["joy"].page()
    assert page.startswith(cards["joy"].prompt()) and "joy leads to surprise: corpus-transition" in page
    assert "it gioia" in page and "glasgow2019: joy" in page


def test_a_neighbour_is_neither_above_nor_below_the_emotion(cards: dict[str, Card]) -> None:
    onto = load_ontology()
    for name, each in cards.items():
        kin = {e.id for e in (*onto.ancestors(name), *onto.descendants(name))}
        assert not kin & {near.emotion for near in each.neighbours}, name


def test_a_label_finds_the_card_and_an_unknown_name_the_nearest() -> None:
    onto, lexicon = load_ontology(), load_lexicon()
    assert card("JOY", onto, lexicon).emotion.id == "joy"
    with pytest.raises(UnknownEmotion, match="Nearest: joy"):
        card("jooy", onto, lexicon)


def test_a_retired_emotion_names_its_replacement() -> None:
    from kgservice.ontology.deprecation import Deprecation

    retired = Deprecation("gladness-old", "gladness", ("gladness",), "0.2.0", "Two ids.", "An emotion.", "s")
    onto = Ontology(load_ontology(), (), "0.2.0", [retired])
    with pytest.raises(DeprecatedEmotion, match="replaced by gladness"):
        card("gladness-old", onto, load_lexicon())


def test_the_surest_statement_stands_for_a_link_and_what_is_missing_is_left_out() -> None:
    one = Emotion("a", "a", 1, None, "First.", "s", "s", leads_to=("b",))
    other = Emotion("b", "b", 1, None, "Second.", "s", "s")
    links = [Dependency("a", "leadsTo", "b", kind, "m", "", None, sure, "e", "s", "computed") for kind, sure in KINDS]
    found = card("a", Ontology([one, other], links), Lexicon([]))
    assert found.leads_to == (("b", 0.7, "said"),) and found.terms == ()
    assert "VAD" not in found.prompt() and "- b: Second." in found.prompt()


KINDS = (("guessed", 0.2), ("said", 0.7))


def test_no_two_terms_share_a_stem() -> None:
    terms = (("pout", "verb"), ("pouts", "verb"), ("sulk", "verb"), ("sulky", "adjective"))
    senses = [Sense(term, pos, (), "x", 1.0, None, "m", "s", "") for term, pos in terms]
    assert spoken(senses, "sulkiness") == ("sulky", "pout")
