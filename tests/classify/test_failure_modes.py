"""What other tools get wrong, on the packaged lexicon: a row here for each row of the project's list of failures."""

from __future__ import annotations

import pytest

from kgservice.classify import EmotionClassifier


def primaries(classifier: EmotionClassifier, text: str) -> set[str]:
    """Return the primaries of the labels."""
    labels = [classifier.ontology[emotion] for emotion, _ in classifier.classify(text).labels]
    named = [name for emotion in labels for name in (emotion.related if emotion.extension else [emotion.id])]
    return {at.id for name in named if (at := classifier.ontology.at(name, 1)) is not None}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("I am not happy", "joy"),
        ("I'm not afraid of anything", "fear"),
        ("I don't love you", "love"),
        ("None of us were happy with the outcome", "joy"),
        ("I'm not scared of spiders any more", "fear"),
        ("She isn't afraid to speak up", "fear"),
        ("I don't love him", "love"),
        ("He never loved his job", "love"),
        ("It didn't make me angry at all", "anger"),
        ("I cant say I was surprised", "surprise"),
    ],
)
def test_what_is_denied_is_not_felt(packaged: EmotionClassifier, text: str, absent: str) -> None:
    assert absent not in primaries(packaged, text)


@pytest.mark.parametrize(
    ("text", "primary"),
    [
        pytest.param("When the letter came my father was over the moon", "joy", id="idiom, joy"),
        pytest.param("My heart was in my mouth as the car slid", "fear", id="idiom, fear"),
        pytest.param("I got cold feet an hour before the wedding", "fear", id="idiom, cold feet"),
        pytest.param("She had butterflies in her stomach before the exam", "fear", id="idiom, butterflies"),
        pytest.param("the puppy is home 😍", "love", id="emoji, love"),
        pytest.param("😭", "sadness", id="emoji alone, sadness"),
        pytest.param("😡", "anger", id="emoji alone, anger"),
        pytest.param("#sohappy", "joy", id="hashtag, joy"),
        pytest.param("#soangry", "anger", id="hashtag, anger"),
        pytest.param("third time this week #heartbroken", "sadness", id="hashtag, sadness"),
        pytest.param("we are sooooo haaaappy", "joy", id="stretched letters"),
        pytest.param("feeling realy hapy today, so excitd", "joy", id="misspelt"),
        pytest.param("That was a mean trick to play on a child", "anger", id="everyday word in its emotional sense"),
        pytest.param("He had butterflies in his stomach and cold feet", "fear", id="two idioms"),
        pytest.param("#soangry", "anger", id="hashtag cut into words"),
        pytest.param("im so hapy and excitd", "joy", id="misspelt throughout"),
        pytest.param("I could not be happier for you", "joy", id="negated comparative"),
        pytest.param("not only proud but thrilled", "joy", id="not only"),
    ],
)
def test_feelings_are_found_however_they_are_written(packaged: EmotionClassifier, text: str, primary: str) -> None:
    assert packaged.classify(text).primary == primary


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The bus to the station stops at gate seven", id="timetable"),
        pytest.param("The table has four columns and twelve rows", id="manual"),
        pytest.param("They left the mean of all samples on the left of the table", id="mean and left as plain words"),
        pytest.param("Der Krieg war lang und die Kinder die das sahen", id="German die"),
        pytest.param("Turn right at the second junction and go on for two miles", id="directions"),
        pytest.param("Die Kinder und ich fahren heute mit dem Zug, das war schon immer so", id="German die and war"),
        pytest.param("Le chat est sur la table et il ne mange pas de pain", id="French"),
        pytest.param("", id="empty"),
        pytest.param("\n \t", id="white space"),
        pytest.param("…!?", id="marks"),
        pytest.param("12:30 - 45%", id="numbers"),
    ],
)
def test_what_says_no_feeling_gets_no_label(packaged: EmotionClassifier, text: str) -> None:
    prediction = packaged.classify(text)
    assert (prediction.primary, prediction.labels, prediction.intensity) == (None, (), 0.0)


@pytest.mark.parametrize("inside", ["\0", "\ud800", "\u200b", "\u00ad", "\ufeff", "\u0336"])
def test_what_shows_nothing_changes_nothing(packaged: EmotionClassifier, inside: str) -> None:
    assert packaged.classify(f"so hap{inside}py today").labels == packaged.classify("so happy today").labels


@pytest.mark.parametrize("value", [None, 42, b"happy"])
def test_what_is_no_text_is_a_type_error_that_says_so(packaged: EmotionClassifier, value: object) -> None:
    with pytest.raises(TypeError, match=f"takes a str, not {type(value).__name__}"):
        packaged.classify(value)  # type: ignore[arg-type]
