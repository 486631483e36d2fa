"""The questionnaire goes out, comes back filled in, and agreement is what the formulas say."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kgservice.errors import TableError, UnreadableText
from kgservice.ontology import Emotion, Ontology
from kgservice.ontology.agreement import agreement
from kgservice.ontology.model import Dependency
from kgservice.ontology.questionnaire import COLUMNS, items, read_answers, to_csv, to_html


def emotion(name: str, tier: int, broader: str | None = None) -> Emotion:
    return Emotion(name, name, tier, broader, f"An emotion, {tier}.", "kgservice", "shaver1987")


LINK = Dependency("fear", "leadsTo", "joy", "corpus", "count", "", 1.0, 0.5, "", "kgservice", "computed")
ONTOLOGY = Ontology(
    [emotion("joy", 1), emotion("fear", 1), emotion("zest", 2, "joy"), emotion("relief", 2, "joy")], [LINK]
)
QUESTIONS = items(ONTOLOGY, [('so "happy"', "joy")])


def filled(file: Path, ratings: list[str]) -> Path:
    rows = list(csv.reader(io.StringIO(to_csv(QUESTIONS))))
    for row, rating in zip(rows[1:], ratings, strict=True):
        row[3] = rating
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return file


def test_every_part_is_asked_in_words() -> None:
    assert [(item.part, item.statement) for item in QUESTIONS] == [
        ("hierarchy", "relief is a kind of joy."),
        ("hierarchy", "zest is a kind of joy."),
        ("terms", 'Someone who says "so "happy"" means joy.'),
        ("links", "Fear often leads to joy."),
    ]


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    assert items(ONTOLOGY, per_part=1, seed=7) == items(ONTOLOGY, per_part=1, seed=7)
    assert [item.part for item in items(ONTOLOGY, per_part=1, seed=7)] == ["hierarchy", "links"]


def test_a_filled_questionnaire_comes_back_without_the_empty_items(tmp_path: Path) -> None:
    answers = read_answers(filled(tmp_path / "anna.csv", ["5", "", "4", "1"]), QUESTIONS)
    assert answers == {"relief broader joy": 5, 'so "happy" means joy': 4, "fear leadsTo joy": 1}


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [("fear leadsTo joy", "fear leedsTo joy", "item"), (",5,", ",6,", "rating"), ("rating", "ratings", None)],
    ids=["unknown item", "rating off the scale", "no rating column"],
)
def test_a_broken_answer_names_file_and_column(tmp_path: Path, old: str, new: str, column: str | None) -> None:
    file = filled(tmp_path / "anna.csv", ["5", "5", "5", "5"])
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(TableError, match=r"anna\.csv") as caught:
        read_answers(file, QUESTIONS)
    assert caught.value.column == column


def test_answers_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "anna.csv"
    file.write_bytes(b"item,rating\nf\xe9ar,1\n")
    with pytest.raises(UnreadableText, match="offset 13"):
        read_answers(file, QUESTIONS)


def test_raters_who_agree_fully_have_alpha_and_kappa_one() -> None:
    same = {item.id: rating for item, rating in zip(QUESTIONS, (5, 1, 3, 2), strict=True)}
    hierarchy, terms, _ = agreement(QUESTIONS, {"anna": same, "ben": same})
    assert (hierarchy.raters, hierarchy.ratings, hierarchy.mean) == (2, 4, 3.0)
    assert hierarchy.alpha == pytest.approx(1)
    assert hierarchy.kappa == pytest.approx(1)
    assert terms.alpha is None, "one rating value leaves alpha undefined"


def test_raters_who_contradict_each_other_fall_below_chance() -> None:
    # Two items, ratings 1/5 and 5/1. Expected disagreement of the pooled values {1, 5, 1, 5}: of the 6 unordered
    # pairs 4 disagree, observed: both of 2. alpha = 1 - (2/2) / (4/6) = -0.5. kappa: p_o = 0, p_e = 0.5, so -1.
    one = {"relief broader joy": 1, "zest broader joy": 5}
    other = {"relief broader joy": 5, "zest broader joy": 1}
    hierarchy = agreement(QUESTIONS, {"anna": one, "ben": other})[0]
    assert hierarchy.alpha == pytest.approx(-0.5)
    assert hierarchy.kappa == pytest.approx(-1)


def test_one_rater_alone_has_no_agreement() -> None:
    hierarchy = agreement(QUESTIONS, {"anna": {"relief broader joy": 1, "zest broader joy": 5}})[0]
    assert (hierarchy.mean, hierarchy.alpha, hierarchy.kappa) == (3.0, None, None)


def test_the_page_holds_every_item_escaped_and_the_same_columns() -> None:
    class Rows(HTMLParser):
        found: list[str | None]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "tr" and "data-item" in dict(attrs):
                self.found.append(dict(attrs)["data-item"])

    rows = Rows()
    rows.found = []
    rows.feed(to_html(QUESTIONS))
    assert rows.found == [item.id for item in QUESTIONS]
    assert ",".join(COLUMNS) in to_html(QUESTIONS)
