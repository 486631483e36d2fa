from __future__ import annotations

from collections import Counter

import pytest

from kgservice import content, load_lexicon
from kgservice.errors import TableError
from kgservice.ontology import VAD
from kgservice.vocab.affect import METHODS, WordAffect, load_word_affect, write_word_affect

HEADER = "form\tvalence\tarousal\tdominance\tweight\tmethod\tsource\n"


def test_what_is_written_is_read_back_to_two_decimals(tmp_path):
    words = {"so": WordAffect(VAD(-0.001, 0.126, -1), 0.5, "estimated", "glasgow2019+minilm")}
    write_word_affect(tmp_path / "words.tsv", words)
    assert load_word_affect(tmp_path / "words.tsv") == {"so": words["so"]._replace(vad=VAD(0.0, 0.13, -1.0))}
    assert "-0.00" not in (tmp_path / "words.tsv").read_text()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("joy\t7.2\t0\t0\t1\trated\tglasgow2019", "7.2 is outside -1 to 1"),
        ("joy\t0.7\t0\t0\t1.5\trated\tglasgow2019", "1.5 is outside 0 to 1"),
        ("joy\t0.7\t0\t0\t1\tguessed\tglasgow2019", '"guessed" is not known'),
        ("joy\t0.7\t0\t0\t1\trated\t", "the cell is empty"),
        ("joy\t0.7\t0\t0\t1\trated\tx\njoy\t0.7\t0\t0\t1\trated\tx", "stands in row 2 already"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_row(tmp_path, row, problem):
    file = tmp_path / "words.tsv"
    file.write_text(HEADER + row + "\n")
    with pytest.raises(TableError, match=problem) as caught:
        load_word_affect(file)
    assert str(file) in str(caught.value)


def test_every_term_of_the_lexicon_has_a_vad():
    words = load_word_affect()
    assert [term for term in load_lexicon().terms if term not in words] == []


def test_ratings_are_those_of_the_norm_and_marked_as_such():
    happy = load_word_affect()["happy"]
    assert (happy.method, happy.source) == ("rated", "glasgow2019")
    assert happy.vad == VAD(0.81, 0.48, 0.55)


def test_every_row_says_how_it_was_made_from_what():
    words = load_word_affect().values()
    assert {word.method for word in words} == set(METHODS)
    assert {word.source for word in words if word.method == "rated"} == {"glasgow2019", "actdata"}


def test_function_words_count_for_less_than_words_of_feeling():
    words = load_word_affect()
    assert max(words[form].weight for form in ("the", "of", "and", "is")) < 0.1
    assert min(words[form].weight for form in ("horrible", "lovely", "killed", "excited")) > 0.3


def test_the_readme_counts_the_rows_of_the_table():
    text = content.path("vocab", "README.md").read_text("utf-8")
    rows = text.partition("<!-- figures: words -->")[2].partition("<!-- end -->")[0].splitlines()
    counts = Counter((word.method, word.source) for word in load_word_affect().values())
    stated = {tuple(cell.strip() for cell in row.split("|")[1:4]) for row in rows[3:]}
    expected = {(method, source, str(count)) for (method, source), count in counts.items()}
    assert stated == expected | {("all", "", str(counts.total()))}
