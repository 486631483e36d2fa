"""Free labels of any kind, matched to emotions or to none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
import pytest

from kgservice import load_lexicon, load_ontology
from kgservice.classify.open_labels import CONFIDENCE, WAYS, LabelMatcher
from kgservice.errors import UnknownLanguage


@pytest.fixture(scope="module")
def matcher() -> LabelMatcher:
    return LabelMatcher(languages=["it"])


@pytest.mark.parametrize(
    ("label", "emotion", "how"),
    [
        pytest.param("Joy", "joy", "id", id="an id in any case"),
        pytest.param("gioia", "joy", "label", id="a label of another language"),
        pytest.param("butterflies in my stomach", "nervousness", "term", id="an idiom"),
        pytest.param("relieved but tired", "relief", "words", id="several words"),
        pytest.param("not happy", "unhappiness", "term", id="a negated one"),
        pytest.param("melancolly", "melancholy", "spelling", id="a slip of the pen"),
        pytest.param("teaspoon", None, "none", id="a thing"),
        pytest.param("spit", None, "none", id="a short word that looks like spite"),
        pytest.param("  ", None, "none", id="nothing"),
        pytest.param("<b>", None, "none", id="markup"),
    ],
)
def test_a_label_is_matched_in_the_first_way_that_answers(
    matcher: LabelMatcher, label: str, emotion: str | None, how: str
) -> None:
    found = matcher.match(label)
    assert (found.emotion, found.how) == (emotion, how)
    assert found.confidence == CONFIDENCE[how]


def test_terms_of_another_language_are_known_when_asked_for(matcher: LabelMatcher) -> None:
    terms = [sense for sense in load_lexicon(language="it") if sense.method == "synset" and sense.term.isalpha()]
    found = [matcher.match(sense.term) for sense in terms[:40]]
    named = [
        (match.emotion, sense.emotion) for match, sense in zip(found, terms, strict=False) if match.how == "language"
    ]
    assert named and all(emotion == meant for emotion, meant in named)


def test_empty_labels_are_left_out_of_a_list(matcher: LabelMatcher) -> None:
    assert [found.label for found in matcher.match_all(["joy", " ", ""])] == ["joy"]


def test_a_label_without_match_stands_for_itself_and_names_what_looks_like_it(matcher: LabelMatcher) -> None:
    found = matcher.match(" SPAIN ")
    assert (found.emotion, found.name) == (None, "spain")
    assert matcher.match("felr").nearest == ("fear",)
    assert matcher.match("Joy").name == "joy"


def test_every_way_has_a_confidence_from_0_to_1_or_none() -> None:
    assert set(CONFIDENCE) == set(WAYS)
    assert all(each is None or 0 <= each <= 1 for each in CONFIDENCE.values())


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(UnknownLanguage, match="Known: en"):
        LabelMatcher(languages=["xx"])


class _Toy:
    """Embeds every text that speaks of the label ``pride`` or of lions alike, and all else elsewhere."""

    def embed(self, texts: Sequence[str]) -> Any:
        return numpy.array([(1.0, 0.0) if text.startswith(("pride:", "lion")) else (0.0, 1.0) for text in texts])


def test_a_sentence_model_answers_last() -> None:
    matcher = LabelMatcher(load_ontology(), model=_Toy())  # type: ignore[arg-type]
    assert matcher.match("lionlike")[1:3] == ("pride", "embedding")
    assert matcher.match("joy").how == "id"
