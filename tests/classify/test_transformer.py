"""The scikit-learn estimators keep scikit-learn's rules, and their numbers are those of the classifier.

scikit-learn's own checks fit tables of numbers. `OnNumbers` spells each number as a word, so that they reach the code
of `EmotionFeatures`. Their labels are no emotions, so `EmotionLabeller` meets only those that fit nothing.
"""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas
import pytest
from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks
from sklearn.utils.estimator_checks import estimator_checks_generator
from sklearn.utils.validation import validate_data

from kgservice.classify import EmotionClassifier
from kgservice.classify.transformer import EmotionFeatures, EmotionLabeller

TEXTS = ["I am so happy", "not afraid at all", "", "She was furious and sad", "The train leaves at nine."]
LABELS = ["joy", "neutral", "neutral", "anger", "neutral"]
WORDS = ("happy", "sad", "furious", "afraid")


class OnNumbers(EmotionFeatures):
    """Reads a row of numbers as a text: each names one word by its whole part."""

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.one_d_array, tags.input_tags.two_d_array = False, False, True
        return tags

    def fit(self, X: Any, y: object = None) -> OnNumbers:  # noqa: N803
        return super().fit(spelled(validate_data(self, X)))

    def transform(self, X: Any) -> Any:  # noqa: N803
        self.get_feature_names_out()
        return super().transform(spelled(validate_data(self, X, reset=False)))


def spelled(rows: Any) -> list[str]:
    return [" ".join(WORDS[int(number) % len(WORDS)] for number in row) for row in rows]


NOT_RUN = {"check_array_api_input"}
"""It runs only where the variable SCIPY_ARRAY_API is set, and texts are no array of numbers."""
WITHOUT_DATA = (
    "check_estimator_cloneable",
    "check_estimator_repr",
    "check_no_attributes_set_in_init",
    "check_estimators_unfitted",
    "check_do_not_raise_errors_in_init_or_set_params",
    "check_mixin_order",
    "check_parameters_default_constructible",
    "check_get_params_invariance",
    "check_set_params",
)


def checks(estimator: BaseEstimator) -> list[Any]:
    return [check for _, check in estimator_checks_generator(estimator) if name(check) not in NOT_RUN]


def name(check: Any) -> str:
    return str(getattr(check, "func", check).__name__)


@pytest.mark.parametrize("check", checks(OnNumbers()), ids=name)
def test_features_pass_scikit_learns_own_checks(check: Any) -> None:
    check(OnNumbers())


@pytest.mark.parametrize("check", WITHOUT_DATA)
def test_the_labeller_passes_the_checks_that_fit_nothing(check: str) -> None:
    getattr(estimator_checks, check)("EmotionLabeller", EmotionLabeller())


def test_features_are_the_numbers_of_the_prediction(packaged: EmotionClassifier) -> None:
    made = EmotionFeatures().fit(TEXTS)
    names = list(made.get_feature_names_out())
    assert len(names) == len(set(names)) == 137 + 2 + 3 + 2
    for text, values in zip(TEXTS, made.transform(TEXTS), strict=True):
        row, prediction = dict(zip(names, values, strict=True)), packaged.classify(text)
        for tier in (1, 2, 3):
            scores = {column: row[column] for column in names if column.startswith(f"tier{tier}_") and row[column]}
            assert scores == {f"tier{tier}_{emotion}": score for emotion, score in prediction.tier(tier)}
        assert (row["neutral"], row["intensity"]) == (prediction.neutral, prediction.intensity)
        assert row["valence"] == (prediction.vad.valence if prediction.vad else 0)
        negated = sum(evidence.negated for evidence in prediction.evidence)
        assert (row["evidence"], row["negated"]) == (len(prediction.evidence) - negated, negated)


def test_the_labeller_says_what_the_classifier_says(packaged: EmotionClassifier) -> None:
    made = EmotionLabeller().fit(TEXTS, LABELS)
    predictions = [packaged.classify(text) for text in TEXTS]
    assert list(made.predict(TEXTS)) == [prediction.primary or "neutral" for prediction in predictions]
    chances = made.predict_proba(TEXTS)
    assert chances.sum(axis=1) == pytest.approx(np.ones(5)) and (chances >= 0).all()
    assert list(chances[:, list(made.classes_).index("neutral")]) == [
        prediction.neutral if prediction.tier(1) else 1 for prediction in predictions
    ]
    assert made.score(TEXTS, made.predict(TEXTS)) == 1


@pytest.mark.parametrize("kind", [list, tuple, np.array, pandas.Series, lambda texts: np.array(texts, dtype=object)])
def test_any_sequence_of_texts_will_do(kind: Any) -> None:
    expected = EmotionFeatures().fit(TEXTS).transform(TEXTS)
    assert (EmotionFeatures().fit_transform(kind(TEXTS)) == expected).all()


@pytest.mark.parametrize("estimator", [EmotionFeatures(), EmotionLabeller()])
def test_copies_and_pickles_are_the_same(estimator: Any) -> None:
    fitted = clone(estimator).fit(TEXTS, LABELS)
    again = pickle.loads(pickle.dumps(fitted))
    method = "transform" if isinstance(estimator, EmotionFeatures) else "predict_proba"
    assert (getattr(again, method)(TEXTS) == getattr(fitted, method)(TEXTS)).all()
    with pytest.raises(NotFittedError):
        getattr(clone(fitted), method)(TEXTS)


def test_pipelines_and_searches_take_them() -> None:
    texts, labels = TEXTS * 4, LABELS * 4
    made = make_pipeline(EmotionFeatures(), LogisticRegression())
    search = GridSearchCV(made, {"logisticregression__C": [0.1, 10]}, cv=2).fit(texts, labels)
    assert search.score(texts, labels) > 0.7 and search.best_params_["logisticregression__C"] in (0.1, 10)
    assert len(cross_val_score(EmotionLabeller(), texts, labels, cv=2)) == 2


def test_features_can_be_a_data_frame() -> None:
    frame = EmotionFeatures().set_output(transform="pandas").fit_transform(pandas.Series(TEXTS, index=list("abcde")))
    assert list(frame.index) == list("abcde") and "tier1_joy" in frame.columns


@pytest.mark.parametrize(
    ("texts", "error", "says"),
    [
        ("so happy", ValueError, "put it into a list"),
        ([], ValueError, "minimum of 1 is required"),
        (["a", None], TypeError, "item 1 is None, no text"),
        (pandas.DataFrame({"text": ["a"]}), ValueError, "pick the column of texts"),
    ],
    ids=["one text", "none", "missing", "table"],
)
def test_what_is_no_sequence_of_texts_is_refused(texts: Any, error: type[Exception], says: str) -> None:
    for estimator in (EmotionFeatures(), EmotionLabeller()):
        with pytest.raises(error, match=says):
            estimator.fit(texts, ["joy"])


def test_labels_that_are_no_class_are_named() -> None:
    with pytest.raises(ValueError, match="labels hapiness are none of the classes anger, fear, joy"):
        EmotionLabeller().fit(["a"], ["hapiness"])
    with pytest.raises(ValueError, match="there are 2 texts and 1 labels"):
        EmotionLabeller().fit(["a", "b"], ["joy"])
