"""The coverage figures, and the README that shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.ontology.crosswalk import Crosswalk, load
from kgservice.ontology.mapping_coverage import Coverage, as_markdown, coverage, origin_counts

README = Path(__file__).parents[2] / "ontology" / "README.md"


@pytest.fixture(scope="module")
def rows() -> dict[str, Coverage]:
    return {row.scheme: row for row in coverage(load())}


@pytest.mark.parametrize(
    ("scheme", "labels", "exact", "close", "partly", "none"),
    [
        # 20 words of the tree and 4 of the extension; approval, disapproval, realization; neutral
        ("goemotions", 28, 24, 0, 3, 1),
        # 7 words of the tree, interest; no exact counterpart of arrogance, indifference, resignation; humility
        ("emotionml-frijda", 12, 8, 0, 3, 1),
        ("sentiment", 4, 0, 0, 3, 1),
        ("carer", 6, 6, 0, 0, 0),
        ("wikipedia-parrott", 137, 132, 5, 0, 0),
    ],
)
def test_labels_are_counted_by_their_best_match(
    rows: dict[str, Coverage], scheme: str, labels: int, exact: int, close: int, partly: int, none: int
) -> None:
    row = rows[scheme]
    assert (row.labels, row.exact, row.close, row.partly, row.none) == (labels, exact, close, partly, none)


def test_the_four_kinds_make_up_all_labels(rows: dict[str, Coverage]) -> None:
    wrong = [row.scheme for row in rows.values() if row.exact + row.close + row.partly + row.none != row.labels]
    assert wrong == []


def test_without_schemes_there_is_nothing_to_cover(mini: Path) -> None:
    assert coverage(Crosswalk.read(mini)) == ()


def test_the_readme_shows_the_figures_of_today(rows: dict[str, Coverage]) -> None:
    assert as_markdown(rows.values()) in README.read_text(encoding="utf-8")


def test_the_readme_says_how_many_mappings_nobody_reviewed() -> None:
    counts = origin_counts(load())
    text = " ".join(README.read_text(encoding="utf-8").split())
    assert f"Of all {sum(counts.values())} mappings {counts['same word']} rest on the same word" in text
    assert f"{counts['published']} on a published source that the comment names" in text
    assert f"{counts['language model, unreviewed']} on the judgement of a language model" in text
