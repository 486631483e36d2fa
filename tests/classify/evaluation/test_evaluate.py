"""A whole evaluation: who takes part, what is counted, what the intervals say."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kgservice.classify import EmotionClassifier
from kgservice.classify.evaluation import Entrant, Reading, Report, evaluate, intervals, one_by_one
from kgservice.classify.evaluation.labellers import OURS, always
from kgservice.classify.evaluation.run import MAJORITY
from kgservice.errors import MissingExtra, TableError

Write = Callable[..., Path]
Measure = Callable[..., Report]


@pytest.fixture
def measure(write: Write, reading: Reading, classifier: EmotionClassifier) -> Measure:
    """Evaluate on rows of text and labels, by default without baselines."""

    def measured(*rows: tuple[str, list[str]], baselines: object = (), **changes: object) -> Report:
        file = write(*({"text": text, "labels": labels} for text, labels in rows))
        result = evaluate([file], classifier, reading=replace(reading, **changes), baselines=baselines)  # type: ignore
        return result.files[0]

    return measured


def test_a_single_label_set_takes_the_best_label(measure: Measure) -> None:
    report = measure(("happy", ["joy"]), ("sad", ["sadness"]), ("happy", ["fear"]))
    assert not report.multi_label
    assert {s.label: s.f1 for s in report[OURS].per_label} == pytest.approx({"fear": 0.0, "joy": 2 / 3, "sadness": 1.0})


def test_the_majority_label_is_measured_in_the_same_run(measure: Measure) -> None:
    report = measure(("x", ["fear"]), ("y", ["fear"]), ("z", ["joy"]))
    assert {s.label: s.recall for s in report[MAJORITY].per_label} == {"fear": 1.0, "joy": 0.0}
    assert [s.name for s in report.scores] == [OURS, MAJORITY]


def test_a_baseline_that_is_not_installed_is_named(measure: Measure) -> None:
    def load() -> object:
        raise MissingExtra("The other baseline", "other", "evaluate")

    report = measure(("happy", ["joy"]), baselines=[Entrant("other", load)])  # type: ignore[arg-type]
    assert [name for name, _ in report.missing] == ["other"] and "kgservice[evaluate]" in dict(report.missing)["other"]
    assert report.to_dict()["missing"] == dict(report.missing)


def test_rows_beside_the_tree_are_counted_and_not_scored(measure: Measure) -> None:
    report = measure(("happy", ["joy"]), ("x", ["awe"]), ("y", []))
    assert (report.rows, report.labelled, report.neutral, report.outside) == (3, 1, 1, 1)
    assert report[OURS].silent_on_neutral == 1.0
    assert [(use.label, use.emotions, use.loss) for use in report.labels] == [
        ("awe", (), "none"),
        ("joy", ("joy",), "exact"),
    ]


def test_finer_tiers_are_measured_by_the_finer_scores(measure: Measure) -> None:
    report = measure(("glad", ["delight"]), ("nervous", ["anxiety"]), ("x", ["joy"]), tier=2)
    assert {s.label: s.f1 for s in report[OURS].per_label} == {"cheerfulness": 1.0, "nervousness": 1.0}
    assert report.outside == 1 and not report.love_is_joy


def test_a_file_without_labels_is_an_error(measure: Measure) -> None:
    with pytest.raises(TableError, match="no row has a label"):
        measure(("happy", []))


def test_the_standard_baselines_run_on_the_packaged_content(write: Write, packaged: EmotionClassifier) -> None:
    texts = [("I am so happy and joyful", ["joy"]), ("This is sad and awful", ["sadness"]), ("The door is open", [])]
    file = write(*({"text": text, "labels": labels} for text, labels in texts))
    result = evaluate([file], packaged)
    names = {s.name for s in result.files[0].scores} | result.missing.keys()
    assert names == {OURS, MAJORITY, "VADER sign", "NRCLex", "WordNet only", "tree words"}
    assert result.files[0][OURS].macro_f1 == 1.0 > result.files[0][MAJORITY].macro_f1
    assert json.loads(json.dumps(result.to_dict()))["files"][0]["scores"][0]["name"] == OURS


def test_many_files_are_measured_alone_and_by_their_mean(
    write: Write, reading: Reading, classifier: EmotionClassifier
) -> None:
    first = write({"text": "happy", "labels": ["joy"]}, name="a.jsonl")
    second = write({"text": "x", "labels": ["joy"]}, name="b.jsonl")
    result = evaluate([first, second], classifier, reading=reading, baselines=())
    assert [report[OURS].macro_f1 for report in result.files] == [1.0, 0.0]
    assert [(mean.name, mean.macro_f1) for mean in result.means] == [(OURS, 0.5), (MAJORITY, 1.0)]


def test_intervals_hold_the_figure_and_the_same_run_gives_the_same_bytes(measure: Measure) -> None:
    rows = [("happy", ["joy"]), ("sad", ["sadness"]), ("happy", ["sadness"]), ("x", ["joy"]), ("y", [])] * 10
    guessing = Entrant("guessing", lambda: one_by_one(lambda text: {"joy": 1.0} if text < "s" else {"sadness": 1.0}))
    report = measure(*rows, baselines=[guessing])
    for score in report.scores:
        assert score.interval and score.interval.low <= score.macro_f1 <= score.interval.high
        assert all(one.interval and one.interval.low <= one.f1 <= one.interval.high for one in score.per_label)
    assert json.dumps(report.to_dict()) == json.dumps(measure(*rows, baselines=[guessing]).to_dict())


def test_labellers_that_answer_alike_differ_by_nothing(measure: Measure) -> None:
    report = measure(*[("happy", ["joy"]), ("happy", ["fear"])] * 5, baselines=[Entrant("joy", lambda: always("joy"))])
    difference = dict(report.differences)["joy"]
    assert difference.by == 0 and difference.interval == (0.0, 0.0) and difference.p == 1.0


def test_a_better_labeller_is_better_in_nearly_all_resamples(measure: Measure) -> None:
    report = measure(*[("happy", ["joy"]), ("sad", ["sadness"])] * 20)
    difference = dict(report.differences)[MAJORITY]
    assert difference.by == pytest.approx(1 - 1 / 3)
    assert difference.interval.low > 0.5 and difference.p < 0.01


def test_without_numpy_there_are_no_intervals_and_the_report_says_so(
    measure: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    report = measure(("happy", ["joy"]))
    assert report[OURS].interval is None and report.differences == ()
    assert "numpy" in dict(report.missing)["intervals"]


def test_the_error_of_scores_is_measured_on_rows_with_a_label(measure: Measure) -> None:
    # "happy" is given joy with score 1: right once, wrong once; the row without a label does not count
    report = measure(("happy", ["joy"]), ("happy", ["fear"]), ("happy", []))
    assert report[OURS].calibration_error == pytest.approx(0.5)
    assert [(b.count, b.score, b.right) for b in report[OURS].reliability] == [(2, 1.0, 0.5)]
    assert report[MAJORITY].calibration_error is None


def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """Of 100 samples of a coin with 0.3 heads, the interval of the mean holds 0.3 in some 95."""
    import numpy

    state = numpy.random.RandomState(1)
    held = 0
    for heads in state.binomial(60, 0.3, size=100):
        draws = numpy.concatenate([batch[:, 0] / 60 for batch in intervals.resamples([heads, 60 - heads])])
        low, high = intervals.interval(draws)
        held += low <= 0.3 <= high
    assert 88 <= held <= 100
