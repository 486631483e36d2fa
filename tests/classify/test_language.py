"""What the words, marks and letters around a term do to it: one table a phenomenon, over the miniature lexicon."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from mini_lexicon import mini_lexicon, mini_ontology, sense

from kgservice.classify import EmotionClassifier, Evidence, Prediction
from kgservice.vocab import Lexicon

Classify = Callable[[str], Prediction]


def first(classify: Classify, text: str) -> Evidence:
    return classify(text).evidence[0]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        pytest.param("I am not happy", True, id="not"),
        pytest.param("I do not think that any of us was happy", True, id="to the end of the clause"),
        pytest.param("Nobody in the whole house was happy", True, id="nobody"),
        pytest.param("She was never happy", True, id="never"),
        pytest.param("He left without a happy word", True, id="without"),
        pytest.param("not only happy", False, id="not only"),
        pytest.param("I can't help but be happy", False, id="can't help but"),
        pytest.param("I was not there, and I am happy", False, id="another clause"),
        pytest.param("I did not call because I was happy", False, id="because"),
        pytest.param("It is not that I am never happy", False, id="double negation"),
        pytest.param("I never don't feel happy", False, id="never and don't"),
        pytest.param("They don't want no happy ending", True, id="negative concord"),
        pytest.param("I could not be happier", False, id="comparative"),
    ],
)
def test_negation(classify: Classify, text: str, negated: bool) -> None:
    assert first(classify, text).negated is negated


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("I am happy", ()),
        ("I am not happy", ("negation: not",)),
        ("I am so very happy", ("intensifier: very", "intensifier: so")),
        ("I am a bit happy", ("diminisher: a bit",)),
        ("I am HAPPY", ("emphasis: capitals",)),
        ("I am haaappy", ("emphasis: stretched letters",)),
        ("I am happy!!", ("emphasis: !!",)),
        ("I was happy but tired", ("contrast: but",)),
        ("Are you happy?", ("question: ?",)),
        ("She might be happy", ("hypothetical: might",)),
        ("If I am happy", ("condition: if",)),
    ],
)
def test_evidence_names_what_acted(classify: Classify, text: str, modifiers: tuple[str, ...]) -> None:
    assert first(classify, text).modifiers == modifiers


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("I am happy", ()),
        ('It says "happy" on the box', ("quoted", "reported")),
        ("On the box stands “happy”", ("quoted",)),
        ('"No." I am happy', ()),
        ('a "happy', ()),
        ("He said that he was happy", ("reported",)),
        ("He said nothing. I am happy", ()),
        ("If I were happy", ("hypothetical",)),
        ("Would you be happy?", ("hypothetical", "question")),
        ("You left? I am happy", ()),
    ],
)
def test_evidence_is_flagged_by_where_it_stands(classify: Classify, text: str, flags: tuple[str, ...]) -> None:
    assert first(classify, text).flags == flags


@pytest.mark.parametrize("weaker", ["Are you happy?", "She might be happy", "If I am happy", "slightly happy"])
def test_what_is_asked_thought_of_or_diminished_weighs_less(classify: Classify, weaker: str) -> None:
    assert first(classify, weaker).intensity == pytest.approx(0.707)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("hapy and heartbrokn", ["happy", "heartbroken"]),
        ("#soglad", ["glad"]),
        ("glaaaaad", ["glad"]),
        ("over   the\nmoon", ["over the moon"]),
        ("cant bear it", ["can't bear"]),
        ("so_happy", ["happy"]),
        ("ＨＡＰＰＹ", ["happy"]),
    ],
)
def test_terms_are_read_however_they_are_written(classify: Classify, text: str, terms: list[str]) -> None:
    assert [evidence.term for evidence in classify(text).evidence] == terms


def test_typos_can_be_left_alone() -> None:
    strict = EmotionClassifier(mini_lexicon(), mini_ontology(), typos=False)
    assert strict.classify("hapy").evidence == () and strict.classify("happy").evidence


def test_a_negated_pleasant_term_speaks_at_half_its_weight_for_the_opposite(packaged: EmotionClassifier) -> None:
    lexicon = Lexicon(
        [sense("gleeful", "adjective", (), "happiness", 0.8), sense("sad", "adjective", (), "grief", 0.8)]
    )
    classifier = EmotionClassifier(lexicon, packaged.ontology)
    not_gleeful, not_sad = classifier.classify("I am not gleeful"), classifier.classify("I am not sad")
    assert not_gleeful.weights == {"unhappiness": pytest.approx(0.4)}
    assert not_gleeful.evidence[0].opposite == "unhappiness" and not_gleeful.evidence[0].emotion == "happiness"
    assert not_sad.weights == {} and not_sad.evidence[0].opposite is None


@pytest.mark.parametrize(
    "text", ["مبسوط جدا happy", "\u202eyppah happy\u202c", "\x00\x01\x02 happy \x7f", "happy\ud800"]
)
def test_scripts_directions_and_controls_do_no_harm(classify: Classify, text: str) -> None:
    evidence = classify(text).evidence
    assert [(text[e.start : e.end].strip("\ud800\u202c"), e.term) for e in evidence] == [("happy", "happy")]


@pytest.mark.parametrize("value", [float("nan"), memoryview(b"happy"), ("happy",)])
def test_what_is_no_text_is_refused(classify: Classify, value: object) -> None:
    with pytest.raises(TypeError, match=f"takes a str, not {type(value).__name__}"):
        classify(value)  # type: ignore[arg-type]
