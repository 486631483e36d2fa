"""The use case of review ratings, on reviews written for the project."""

from pathlib import Path

import pytest

from kgservice.examples.reviews import main
from kgservice.learn.rating_scores import macro_f1

REVIEWS = Path(__file__).parents[1] / "data" / "examples" / "reviews.csv"


def error(out: str, name: str, section: int = 1) -> float:
    row = next(line for line in out.split("\n## ")[section].splitlines() if line.startswith(f"| {name} |"))
    return float(row.split("|")[2])


def test_stars_and_votes_are_foretold_and_every_part_is_left_out_in_turn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "reviews.svg"
    words = ["--rating", "stars", "--group", "product", "--votes", "votes", "--plot", str(plot)]
    assert main([str(REVIEWS), *words]) == 0
    out, err = capsys.readouterr()
    assert "## Rating (30 reviews)" in out and "## Helpful votes, log(1 + votes)" in out
    for part in ("VAD", "tiers", "intensity", "links"):
        assert f"| emotions without {part} |" in out
    assert error(out, "emotions") < error(out, "words") and error(out, "emotions") < error(out, "the mean")
    assert "30 reviews" in err and plot.read_text().startswith("<svg")


def test_ratings_may_be_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reviews.csv"
    text = REVIEWS.read_text()
    for stars, word in (("1", "bad"), ("3", "fair"), ("5", "good")):
        text = text.replace(f",{stars},", f",{word},")
    file.write_text(text)
    assert main([str(file), "--rating", "stars", "--levels", "bad,fair,good"]) == 0
    assert error(capsys.readouterr().out, "the mean") < 1


@pytest.mark.parametrize(
    ("words", "status", "problem"),
    [
        ([], 1, "reviews.csv row 2, column rating: there is no such field"),
        (["--rating", "product"], 1, "reviews.csv row 2, column product: 'kettle' is no number"),
        (["--rating", "product", "--levels", "lamp,kettel"], 1, "'kettle' is none of the levels. Nearest: kettel."),
        (["--rating", "stars", "--votes", "product"], 1, "column product: 'kettle' is no number"),
        (["--rating", "stars", "--group", "stars"], 1, "3 groups of rows are too few"),
        (["--rating", "stars", "--text", "txt"], 1, "column txt: there is no such column. Nearest: text."),
    ],
)
def test_what_is_wrong_is_named(
    words: list[str], status: int, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(REVIEWS), *words]) == status
    assert problem in capsys.readouterr().err


def test_a_number_counts_as_the_nearest_rating_that_occurs() -> None:
    assert macro_f1([1, 3, 5], [1.9, 3.4, 9.0]) == 1.0
    assert macro_f1([1, 5], [5, 1]) == 0.0


def test_votes_below_zero_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text("text,rating,votes\nfine,3,2\npoor,1,-1\n")
    assert main([str(file), "--votes", "votes"]) == 1
    assert "reviews.csv row 3, column votes: -1 is below 0" in capsys.readouterr().err
