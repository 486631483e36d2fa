"""The embedding mode: words and a sentence model together.  The model is the packaged one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice import content
from kgservice.classify import EmotionClassifier
from kgservice.classify.judge import Chances
from kgservice.classify.sentence import (
    ADAPTER,
    BIAS,
    COLUMNS,
    SentenceClassifier,
    read_sentence_weights,
    together,
)
from kgservice.classify.sentence_prediction import SOURCE, SentencePrediction
from kgservice.errors import TableError
from kgservice.vocab.adapter import read_adapter
from kgservice.vocab.embedding import MINILM_DIGEST, model

TEXTS = ["So happy for you!", "He slammed the door so hard the plates fell.", "", "The train leaves at nine.", "   "]


@pytest.fixture(scope="module")
def classifier() -> SentenceClassifier:
    return SentenceClassifier()


def test_the_prediction_names_the_model_and_what_it_said(classifier: SentenceClassifier) -> None:
    prediction = classifier.classify(TEXTS[0])
    assert isinstance(prediction, SentencePrediction)
    adapter = read_adapter(content.path(*ADAPTER.split("/")))
    assert prediction.model == f"minilm@{MINILM_DIGEST[:12]}+{adapter.digest[:12]}"
    assert sum(prediction.said.values()) == pytest.approx(1)
    assert prediction.to_dict()["model"] == prediction.model


def test_the_two_are_put_together_as_documented(classifier: SentenceClassifier) -> None:
    prediction = classifier.classify(TEXTS[0])
    assert isinstance(prediction, SentencePrediction)
    by_words = dict(EmotionClassifier().classify(TEXTS[0]).scores)
    both = together([by_words[name] for name in prediction.said], list(prediction.said.values()))
    assert dict(prediction.scores) == pytest.approx(dict(zip(prediction.said, both, strict=True)))


def test_the_packaged_adapter_is_small_and_has_a_say(classifier: SentenceClassifier) -> None:
    assert content.path(*ADAPTER.split("/")).stat().st_size < 1_000_000
    (fitted,), (plain,) = classifier._model.embed(TEXTS[:1]), model().embed(TEXTS[:1])
    assert float(fitted @ plain) < 0.99  # both are of length 1


def test_many_at_once_are_labelled_like_one_by_one(classifier: SentenceClassifier) -> None:
    texts = TEXTS * 30  # more than a batch
    many = [prediction.to_dict() for prediction in classifier.classify_many(texts)]
    assert many[: len(TEXTS)] == [classifier.classify(text).to_dict() for text in TEXTS]
    assert many[: len(TEXTS)] == many[-len(TEXTS) :]


def test_a_text_of_nothing_is_neutral(classifier: SentenceClassifier) -> None:
    assert [classifier.classify(text).primary for text in ("", "   ")] == [None, None]


def test_evidence_says_where_only_the_model_speaks(classifier: SentenceClassifier) -> None:
    text = "Zugzwanq qwertzq"
    prediction = SentencePrediction(
        "m@1", [0, 0, 0.9, 0.1, 0, 0, 0], text, {}, Chances([0, 0, 0.9, 0.1, 0, 0, 0]), *_rest(classifier, text)
    )
    (evidence,) = prediction.evidence
    assert (evidence.source, evidence.emotion, evidence.text) == (SOURCE, "fear", text)


def _rest(classifier: SentenceClassifier, text: str) -> tuple[object, object, object]:
    labeller = classifier._labeller
    return labeller.judge, labeller.grounds, labeller.parts(text)


def test_one_text_for_many_and_no_text_at_all_are_type_errors(classifier: SentenceClassifier) -> None:
    with pytest.raises(TypeError, match="several texts"):
        classifier.classify_many("one")
    with pytest.raises(TypeError, match="not bytes"):
        classifier.classify(b"x")  # type: ignore[arg-type]


def test_a_table_out_of_order_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sentence-weights.tsv"
    rows = ["\t".join(COLUMNS), "\t".join([BIAS, *"0000000"]), "\t".join(["7", *"0000000"])]
    file.write_text("\n".join(rows) + "\n")
    with pytest.raises(TableError, match="rows are not bias, 0, 1"):
        read_sentence_weights(file)
