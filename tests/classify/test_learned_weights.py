"""The three tables of weights, read quickly where they are sound and strictly where they are not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kgservice.classify.weights import (
    MAX_ASSOCIATION,
    load_weights,
    read_affect,
    read_associations,
)
from kgservice.errors import TableError

SMALL = Path(__file__).parents[1] / "data" / "weights"
Broken = Callable[[str, str, str], Path]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    def change(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "weights"
        shutil.copytree(SMALL, folder)
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new))
        return folder

    return change


def test_tokens_and_pairs_have_shifts_by_form() -> None:
    weights = load_weights(SMALL)
    alone, pair = weights.alone("slammed"), weights.pair("so", "late")
    assert alone is not None and alone.values == [-50, 200, 0, 0, 0, 0, 0]
    assert pair is not None and pair.values == [0, 100, 0, 0, 0, 0, 0]
    assert weights.alone("so") is None and weights.pair("late", "so") is None


def test_affect_is_the_weight_times_the_point_and_its_squares() -> None:
    # dog: weight .5, (.5, .2, .1), squares (.25, .04, .01), in steps of 1 / 10,000
    affect = load_weights(SMALL).affect_of("dog")
    assert affect is not None and affect.affect == [1, 5000, 2500, 1000, 500, 1250, 200, 50]


@pytest.mark.parametrize("word", ["the", "unheard-of"])
def test_a_word_that_counts_for_nothing_adds_nothing(word: str) -> None:
    assert load_weights(SMALL).affect_of(word) is None


def test_the_packaged_tables_are_sound_and_read_alike_by_both_readers() -> None:
    from kgservice import content

    weights = load_weights()
    strict = read_associations(content.path("vocab", "associations.tsv"))
    alone = {form: row for form, row in strict.items() if " " not in form}
    assert [form for form, row in alone.items() if (it := weights.alone(form)) is None or it.values != row] == []
    affect = read_affect(content.path("vocab", "word-affect.tsv"))
    assert all(weights.affect_of(word) for word, point in [*affect.items()][:200] if point[3])


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        pytest.param("associations.tsv", "\t200\t", "\tmany\t", "whole number", id="no number"),
        pytest.param("associations.tsv", "\t200\t", f"\t{MAX_ASSOCIATION + 1}\t", "outside", id="out of range"),
        pytest.param("associations.tsv", "dog", "tea", "already", id="twice"),
        pytest.param("associations.tsv", "so late", "so very late", "neither one token nor two", id="three tokens"),
        pytest.param("associations.tsv", "sadness", "sadnes", "Nearest: sadness", id="column"),
        pytest.param("calibration.toml", "length", "lenght", 'Rename "lenght"', id="key"),
        pytest.param("calibration.toml", "doubt = 0.0", "doubt = 5", "0 to 1", id="doubt"),
        pytest.param("calibration.toml", "bias = [1.0, ", "bias = [", "list of 7 numbers", id="six numbers"),
        pytest.param("calibration.toml", '"neutral", ', "", "list of classes", id="classes"),
        pytest.param("calibration.toml", "[affect]", "[affects]", "affect", id="table"),
        pytest.param("calibration.toml", "length = 4", "length = ", "not TOML", id="syntax"),
    ],
)
def test_a_broken_table_is_named_with_its_fix_at_the_latest_when_the_row_is_met(
    broken: Broken, name: str, old: str, new: str, problem: str
) -> None:
    with pytest.raises(TableError, match=problem) as caught:
        weights = load_weights(broken(name, old, new))
        assert weights.alone("morning") and weights.pair("so", "late")
    assert caught.value.file.endswith(name)


@pytest.mark.parametrize("new", ["high", "7.2"])
def test_a_broken_affect_is_named_when_its_word_is_met(broken: Broken, new: str) -> None:
    weights = load_weights(broken("word-affect.tsv", "0.80\t0.40", f"{new}\t0.40"))
    assert weights.affect_of("dog")
    with pytest.raises(TableError, match="valence"):
        weights.affect_of("happy")


@pytest.mark.parametrize("name", ["associations.tsv", "word-affect.tsv", "calibration.toml"])
def test_a_missing_table_is_named(tmp_path: Path, name: str) -> None:
    shutil.copytree(SMALL, tmp_path / "weights")
    (tmp_path / "weights" / name).unlink()
    with pytest.raises(TableError, match="does not exist") as caught:
        load_weights(tmp_path / "weights")
    assert caught.value.file.endswith(name)
