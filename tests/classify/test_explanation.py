"""A prediction explains itself in one sentence, and shows itself as HTML that is safe and needs no colours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from kgservice.classify import EmotionClassifier, Evidence, Prediction
from kgservice.classify.explanation import explain, paths
from kgservice.classify.html import COLOURS, OTHER, to_html
from kgservice.ontology import load_ontology
from kgservice.vocab import Lexicon, load_lexicon


def sentence(classifier: EmotionClassifier, text: str) -> str:
    return explain(classifier.classify(text), classifier.ontology)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "I am over the moon",
            "joy (1.00): 'over the moon' speaks for delight, a kind of cheerfulness, a kind of joy.",
        ),
        ("so happy", "joy (1.00): 'happy', strengthened by 'so', speaks for joy."),
        ("happy but not sad", "joy (1.00): 'happy', contrasted by 'but', speaks for joy; 'not' takes 'sad' away."),
        ("I'm SO happy!", "joy (1.00): 'happy', strengthened by 'so' and '!', speaks for joy."),
        ("HAPPY, I said", "joy (1.00): 'HAPPY', strengthened by capitals, speaks for joy."),
        ("sad", "sadness (1.00): 'sad' speaks for sadness."),
        ("awed", "awe (1.00): 'awed' speaks for awe."),
        ("happy and\nafraid", "fear (0.50): 'afraid' speaks for fear; joy (0.50): 'happy' speaks for joy."),
        ("nothing here", "neutral: nothing in the text speaks for an emotion."),
        ("not sad", "neutral; 'not' takes 'sad' away."),
        ("", "neutral: nothing in the text speaks for an emotion."),
    ],
)
def test_the_sentence_names_label_evidence_modifiers_and_the_way_up(
    classifier: EmotionClassifier, text: str, says: str
) -> None:
    assert sentence(classifier, text) == says


@pytest.fixture(scope="session")
def by_lexicon() -> EmotionClassifier:
    """Return the packaged lexicon and ontology without learned weights, which are learned anew from time to time."""
    return EmotionClassifier(Lexicon(load_lexicon()))


def test_negation_that_hints_at_the_opposite_is_said(by_lexicon: EmotionClassifier) -> None:
    assert "'never' turns 'win' into a hint of despair" in by_lexicon.classify("we never win").explain()


def test_reported_evidence_is_called_so(by_lexicon: EmotionClassifier) -> None:
    assert "'furious' (reported)" in by_lexicon.classify("He said he was furious").explain()


def test_a_step_of_the_tree_that_is_called_like_the_one_above_is_named_once(by_lexicon: EmotionClassifier) -> None:
    assert by_lexicon.classify("full of despair").explain().endswith("speaks for despair, a kind of sadness.")


def test_words_that_speak_by_association_only_are_called_so(packaged: EmotionClassifier) -> None:
    place = Evidence(0, 3, "win", "win", "joy", 0.5, False, 1.0, source="association")
    prediction = Spoken(packaged.classify("so happy"), (place,))
    assert explain(prediction).endswith("'win' is found in texts of joy.")


class Spoken:
    """A prediction with other evidence."""

    def __init__(self, prediction: Prediction, evidence: tuple[Evidence, ...]) -> None:
        self.evidence, self.labels, self.tier = evidence, (("joy", 1.0),), prediction.tier


def test_every_label_has_its_path(classifier: EmotionClassifier) -> None:
    prediction = classifier.classify("over the moon, and awed")
    ways = dict(zip((emotion for emotion, _ in prediction.labels), paths(prediction, classifier.ontology), strict=True))
    assert ways == {"delight": ("joy", "cheerfulness", "delight"), "awe": ("awe",)}


class Page(HTMLParser):
    """Collects the marked text, the tooltips and the tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.tooltips: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.tooltips += [str(value) for name, value in attrs if name == "title"]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_marks_carry_label_term_weight_and_modifiers(classifier: EmotionClassifier) -> None:
    page = Page(to_html(classifier.classify("so happy, not sad"), classifier.ontology))
    assert page.tooltips[0].startswith("lexicon: happy; joy, weight 0.80; intensity 1.29")
    assert "intensifier: so" in page.tooltips[0] and "negation: not" in page.tooltips[1]
    assert "happyjoy, not sadnot sadness" in page.text.replace("\u200b", "")
    assert page.tags.count("mark") == 2


@pytest.mark.parametrize("text", ["<script>alert(1)</script> happy", '" onclick="x" happy', "happy \ud800 & <b>sad"])
def test_any_text_is_escaped(classifier: EmotionClassifier, text: str) -> None:
    html = to_html(classifier.classify(text), classifier.ontology)
    assert set(Page(html).tags) <= {"div", "style", "p", "mark", "span", "small", "ul", "li", "b", "i"}
    assert text.replace("\ud800", "\ufffd").partition("happy")[0] in Page(html).text
    html.encode("utf-8")


def test_each_primary_has_a_colour_that_shows_on_light_and_dark_ground() -> None:
    assert set(COLOURS) == {emotion.id for emotion in load_ontology().at_tier(1)}
    assert len({*COLOURS.values(), OTHER}) == 7
    for colour in (*COLOURS.values(), OTHER):
        assert contrast(colour, "#ffffff") >= 3 and contrast(colour, "#1e1e1e") >= 3


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(part, 16) / 255 for part in re.findall("..", colour[1:])]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_notebooks_find_it(packaged: EmotionClassifier) -> None:
    assert packaged.classify("so glad")._repr_html_().startswith('<div class="kgservice">')
