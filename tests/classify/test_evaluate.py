"""The protocol of the evaluation, with numbers worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgservice.classify import EmotionClassifier
from kgservice.classify.baselines import Baseline
from kgservice.classify.dataset import Example
from kgservice.classify.evaluate import MAJORITY, OURS, evaluate, score
from kgservice.errors import MissingExtra, TableError


def write(folder: Path, *rows: tuple[str, list[str]]) -> Path:
    file = folder / "rows.jsonl"
    file.write_text("".join(json.dumps({"text": text, "labels": labels}) + "\n" for text, labels in rows))
    return file


def gold(*labels: str) -> Example:
    return Example(1, "", frozenset(labels))


def test_macro_f1_is_the_mean_over_the_labels_that_occur() -> None:
    # joy: 1 hit, given twice, right twice: F1 2 / (2 + 2) = 0.5; sadness: 1 hit, given once, right once: 1.
    # fear is given once and never right: it has no F1, and costs joy a miss.
    examples = [gold("joy"), gold("joy"), gold("sadness")]
    given = [frozenset({"joy"}), frozenset({"fear"}), frozenset({"sadness", "joy"})]
    result = score("x", examples, given)
    assert result.macro_f1 == pytest.approx(0.75)
    assert [(s.label, s.precision, s.recall, s.support) for s in result.per_label] == [
        ("joy", 0.5, 0.5, 2),
        ("sadness", 1.0, 1.0, 1),
    ]


def test_rows_without_a_label_count_only_as_silence() -> None:
    result = score("x", [gold("joy"), gold(), gold()], [frozenset({"joy"}), frozenset({"joy"}), frozenset()])
    assert (result.macro_f1, result.silent_on_neutral, result.silent_on_labelled) == (1.0, 0.5, 0.0)


def test_without_neutral_rows_there_is_no_share_of_them() -> None:
    assert score("x", [gold("joy")], [frozenset()]).silent_on_neutral is None


def test_a_single_label_set_takes_the_best_label(tmp_path: Path, classifier: EmotionClassifier) -> None:
    # "happy, sad": joy 0.8 and sadness 0.8 are level, so the first by name is given
    report = evaluate(
        write(tmp_path, ("happy, sad", ["joy"]), ("sad", ["sadness"]), ("happy", ["fear"])), classifier, baselines=()
    )
    assert not report.multi_label
    assert {s.label: s.f1 for s in report[OURS].per_label} == pytest.approx({"fear": 0.0, "joy": 2 / 3, "sadness": 1.0})


def test_a_multi_label_set_takes_labels_from_half_the_best_weight(
    tmp_path: Path, classifier: EmotionClassifier
) -> None:
    # happy 0.8 against nervous 0.4: exactly half, so both; against nothing else in the second row
    rows = (("happy, nervous", ["joy", "fear"]), ("happy", ["joy"]), ("over the moon, nervous", ["joy"]))
    report = evaluate(write(tmp_path, *rows), classifier, baselines=())
    assert report.multi_label
    assert report[OURS].macro_f1 == 1.0


def test_a_set_without_love_counts_love_as_joy(tmp_path: Path, packaged: EmotionClassifier) -> None:
    loving = Baseline("loving", lambda: lambda text: {"love": 0.6, "sadness": 0.5})
    report = evaluate(write(tmp_path, ("x", ["joy"])), packaged, baselines=[loving])
    assert report.love_is_joy and report["loving"].macro_f1 == 1.0
    report = evaluate(write(tmp_path, ("x", ["joy"]), ("y", ["love"])), packaged, baselines=[loving])
    assert not report.love_is_joy and report["loving"].macro_f1 == pytest.approx((0 + 2 / 3) / 2)


def test_the_majority_label_is_measured_in_the_same_run(tmp_path: Path, classifier: EmotionClassifier) -> None:
    report = evaluate(write(tmp_path, ("x", ["fear"]), ("y", ["fear"]), ("z", ["joy"])), classifier, baselines=())
    assert {s.label: s.recall for s in report[MAJORITY].per_label} == {"fear": 1.0, "joy": 0.0}
    assert [s.name for s in report.scores] == [OURS, MAJORITY]


def test_a_baseline_that_is_not_installed_is_named(tmp_path: Path, classifier: EmotionClassifier) -> None:
    def load() -> object:
        raise MissingExtra("The other baseline", "other", "evaluate")

    report = evaluate(
        write(tmp_path, ("happy", ["joy"])),
        classifier,
        baselines=[Baseline("other", load)],  # type: ignore[arg-type]
    )
    assert [name for name, _ in report.missing] == ["other"] and "kgservice[evaluate]" in dict(report.missing)["other"]
    assert report.to_dict()["missing"] == dict(report.missing)


def test_rows_beside_the_tree_are_counted_and_not_scored(tmp_path: Path, classifier: EmotionClassifier) -> None:
    report = evaluate(write(tmp_path, ("happy", ["joy"]), ("x", ["awe"]), ("y", [])), classifier, baselines=())
    assert (report.rows, report.labelled, report.neutral, report.outside) == (3, 1, 1, 1)
    assert report[OURS].silent_on_neutral == 1.0


def test_a_file_without_labels_is_an_error(tmp_path: Path, classifier: EmotionClassifier) -> None:
    with pytest.raises(TableError, match="no row has a label"):
        evaluate(write(tmp_path, ("happy", [])), classifier, baselines=())


def test_the_standard_baselines_run_on_the_packaged_content(tmp_path: Path, packaged: EmotionClassifier) -> None:
    rows = [("I am so happy and joyful", ["joy"]), ("This is sad and awful", ["sadness"]), ("The door is open", [])]
    report = evaluate(write(tmp_path, *rows), packaged)
    assert {s.name for s in report.scores} | dict(report.missing).keys() == {
        *(OURS, MAJORITY, "VADER sign", "NRCLex", "WordNet only", "tree words")
    }
    assert report[OURS].macro_f1 == 1.0 > report[MAJORITY].macro_f1
    assert json.loads(json.dumps(report.to_dict()))["scores"][0]["name"] == OURS
