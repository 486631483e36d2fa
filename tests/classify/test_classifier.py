"""The classifier as a whole, over the miniature lexicon."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from mini_lexicon import mini_lexicon, mini_ontology, sense

from kgservice.classify import EmotionClassifier, Prediction
from kgservice.errors import UnknownEmotion
from kgservice.vocab import Lexicon

Classify = Callable[[str], Prediction]


@pytest.mark.parametrize(
    ("text", "intensity"),
    [
        pytest.param("happy", 1.0, id="plain"),
        pytest.param("very happy", 1.293, id="intensifier"),
        pytest.param("slightly happy", 0.707, id="diminisher"),
        pytest.param("so HAPPY", 1.293 * 1.733, id="capitals among small letters"),
        pytest.param("SO HAPPY", 1.293, id="capitals all over say nothing"),
        pytest.param("happy!", 1.292, id="exclamation mark"),
        pytest.param("happy!!!!!!!!", 1 + 4 * 0.292, id="four exclamation marks count"),
        pytest.param("happy. Done!", 1.0, id="exclamation in another sentence"),
        pytest.param("haaappy", 1.293, id="stretched"),
        pytest.param("sooo happy", 1.293 * 1.293, id="stretched intensifier"),
    ],
)
def test_intensity_is_the_factor_of_the_words_and_marks_around(classify: Classify, text: str, intensity: float) -> None:
    assert classify(text).evidence[0].intensity == pytest.approx(intensity)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("She was over the moon!", ["over the moon"]),
        ("Happier than ever, mourning no one", ["Happier", "mourning"]),
        ("I can't bear it", ["can't bear"]),
        ("#NotHappy #soglad", ["Happy", "glad"]),
        ("hapy, heartbrokn, zappy", ["hapy", "heartbrokn"]),
        ("glad:)", ["glad", ":)"]),
        ("glücklich und sad :)", [":)"]),
        ("unhappy sadly", []),
    ],
)
def test_evidence_is_what_stands_in_the_text(classify: Classify, text: str, evidence: list[str]) -> None:
    assert [e.text for e in classify(text).evidence] == evidence


def test_a_phrase_with_a_negation_inside_negates_nothing_else(classify: Classify) -> None:
    assert [e.negated for e in classify("I can't bear sad songs").evidence] == [False, False]


def test_emoticons_and_interjections_stand_outside_a_negated_sentence(classify: Classify) -> None:
    evidence = {e.term: e.negated for e in classify("not happy yay :)").evidence}
    assert evidence == {"happy": True, "yay": False, ":)": False}


def test_after_but_counts_more(classify: Classify) -> None:
    assert classify("I was happy but afraid").primary == "fear"
    assert classify("I was afraid but happy").primary == "joy"


def test_a_word_of_degree_before_a_term_is_no_evidence() -> None:
    senses = [*mini_lexicon(), sense("awfully", "adverb", (), "fear", 0.5)]
    classifier = EmotionClassifier(Lexicon(senses), mini_ontology())
    assert [e.term for e in classifier.classify("awfully happy").evidence] == ["happy"]
    assert [e.term for e in classifier.classify("he sang awfully").evidence] == ["awfully"]


def test_a_character_that_folds_to_several_words_is_evidence_once() -> None:
    # U+33C2 folds to "a.m."
    lexicon = Lexicon([sense("a", "noun", (), "joy", 0.5), sense("m", "noun", (), "fear", 0.5)])
    evidence = EmotionClassifier(lexicon, mini_ontology()).classify("\u33c2").evidence
    assert [(e.start, e.end, e.term) for e in evidence] == [(0, 1, "a")]


def test_one_capital_letter_is_no_shouting() -> None:
    classifier = EmotionClassifier(Lexicon([sense("i", "noun", (), "joy", 0.5)]), mini_ontology())
    assert classifier.classify("I am here, NOW").evidence[0].intensity == 1.0


def test_a_lexicon_of_another_language_needs_its_own_modifiers() -> None:
    lexicon = Lexicon([sense("traurig", "adjective", (), "sadness", 0.8)])
    assert EmotionClassifier(lexicon, mini_ontology()).classify("ich bin traurig").primary is None
    assert EmotionClassifier(lexicon, mini_ontology(), modifiers=()).classify("ich bin traurig").primary == "sadness"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "not NoneType"),
        (42, "not int .42."),
        (b"happy", "Decode it first"),
        (["happy"], "not list"),
    ],
)
def test_what_is_not_text_is_refused_by_name(classify: Classify, value: object, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        classify(value)  # type: ignore[arg-type]


def test_many_texts_are_labelled_lazily_in_order(classifier: EmotionClassifier) -> None:
    taken = []

    def texts() -> Iterator[str]:
        for text in itertools.cycle(["happy", "sad", ""]):
            taken.append(text)
            yield text

    predictions = classifier.classify_many(texts())
    assert taken == []
    assert [next(predictions).primary for _ in range(3)] == ["joy", "sadness", None]
    assert len(taken) == 3


@pytest.mark.parametrize("one", ["happy", b"happy"])
def test_one_text_is_not_many(classifier: EmotionClassifier, one: str) -> None:
    with pytest.raises(TypeError, match="several texts"):
        classifier.classify_many(one)


def test_a_sense_of_an_unknown_emotion_is_refused() -> None:
    with pytest.raises(UnknownEmotion, match="joy"):
        EmotionClassifier(Lexicon([sense("happy", "adjective", (), "jooy", 0.5)]), mini_ontology())


def test_the_core_install_is_enough_to_label() -> None:
    heavy = ("rdflib", "fastapi", "numpy", "spacy", "torch", "networkx", "owlready2", "sklearn")
    program = (
        "import sys; from kgservice import EmotionClassifier; EmotionClassifier().classify('so happy').to_dict();"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
