"""The figures of the sample: worked out by hand, and those of the README from the committed tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice import content, load_lexicon, load_ontology
from kgservice.errors import TableError
from kgservice.vocab.sample import Case, Judged, Precision, draw, figures, read_controls, read_sample
from kgservice.vocab.sample.figures import by_reference, by_two, precision
from kgservice.vocab.sample.judges import CANNOT_TELL
from kgservice.vocab.sample.table import judge, write_controls, write_sample

ONTOLOGY = load_ontology()
README = Path(__file__).parents[3] / "vocab" / "README.md"


def judged(thesaurus: str, valence: str, sentences: str) -> Judged:
    verdicts = {"thesaurus": thesaurus, "valence": valence, "sentences": sentences}
    return Judged(Case("glad", "joy", "joy", "gathered"), verdicts)


ROWS = (
    judged("yes", "yes", "cannot-tell"),
    judged("no", "yes", "cannot-tell"),
    judged("yes", "cannot-tell", "cannot-tell"),
    judged("cannot-tell", "cannot-tell", "cannot-tell"),
)


def test_precision_leaves_out_what_a_reference_cannot_tell() -> None:
    assert precision(ROWS, by_reference("thesaurus")) == Precision(2, 3, 4)
    assert precision(ROWS, by_reference("sentences")) == Precision(0, 0, 4)
    assert precision(ROWS, by_two) == Precision(1, 2, 4)


def test_nothing_judged_has_no_share() -> None:
    nothing = Precision(0, 0, 4)
    assert (nothing.share, nothing.interval, str(nothing)) == (None, None, "")


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (5, 10, 0.237, 0.763)],  # by the closed form of Wilson (1927)
)
def test_wilson_intervals_stay_inside_0_and_1(right: int, of: int, low: float, high: float) -> None:
    assert Precision(right, of, of).interval == pytest.approx((low, high), abs=5e-4)


def test_the_readme_shows_the_figures_of_the_tables() -> None:
    root = content.root()
    table = figures(read_sample(root, ONTOLOGY), read_controls(root, ONTOLOGY)).to_markdown()
    assert table in README.read_text("utf-8")


def test_the_committed_sample_is_the_one_that_is_drawn() -> None:
    committed = [(j.case.term, j.case.emotion, j.case.kind) for j in read_sample(content.root(), ONTOLOGY)]
    assert committed == [(c.term, c.emotion, c.kind) for c in draw(load_lexicon(), ONTOLOGY)]


def test_tables_come_back_as_they_were_written(tmp_path: Path) -> None:
    case = Case("glad", "joy", "joy", "authored", (), 0.5, "kgservice", "authored")
    never = dict.fromkeys(("thesaurus", "valence", "sentences"), lambda cases: [CANNOT_TELL] * len(cases))
    rows = judge([case], never)
    write_sample(tmp_path, rows, ONTOLOGY)
    assert read_sample(tmp_path, ONTOLOGY) == rows
    wrong = judge([Case("glad", "fear", "fear", "wrong")], never)
    file = write_controls(tmp_path, wrong, ONTOLOGY)
    assert read_controls(tmp_path, ONTOLOGY) == wrong
    file.write_text(file.read_text().replace("cannot-tell", "perhaps", 1))
    with pytest.raises(TableError, match='"perhaps" is not known'):
        read_controls(tmp_path, ONTOLOGY)


def test_the_first_line_says_that_no_person_judged() -> None:
    for name in ("sample.tsv", "sample-controls.tsv"):
        assert "no person has judged" in content.path("vocab", name).read_text("utf-8").splitlines()[0]
