"""Every word and number of the norms in ``tests/data/norms`` is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.errors import TableError, UnknownNormFormat, UnreadableText
from kgservice.ontology.norm_formats import CLOSED_SOURCES, FORMATS, norm_format
from kgservice.ontology.norms import Norm, find, pool, read_norms

NORMS = Path(__file__).parents[1] / "data" / "norms"


def test_glasgow_keeps_sense_marks_apart():
    norms = read_norms(NORMS / "glasgow.csv", "glasgow")
    assert list(norms) == ["blorp", "blorp (of a snerf)", "snerf"]
    assert norms["blorp"].mean == (7, 6, 5)  # valence, arousal, dominance, whatever the order of the columns
    assert norms["blorp"].sd == (1, 2, 1.5)
    assert norms["blorp"].n == (32, 30, 31)
    assert norms["blorp"].vad.to_dict() == {"valence": 0.5, "arousal": 0.25, "dominance": 0.0}


def test_actdata_pools_independent_samples_and_marks_the_component():
    norms = read_norms(NORMS / "actdata.csv", "actdata")
    assert list(norms) == ["blorp faced (modifier)", "blorp faced (behavior)", "snerf (identity)"]
    # (30 x 2 + 10 x 3) / 40 = 2.25; the part, the computed set, one sex and the sample without raters are left out
    pooled = norms["blorp faced (modifier)"]
    assert pooled.mean == (2.25, 1, 0)
    assert pooled.n == (40, 40, 40)
    # within: 29 x 1 + 9 x 1 = 38; between: 30 x 0.0625 + 10 x 0.5625 = 7.5; root of 45.5 / 39
    assert pooled.sd == pytest.approx((1.080123, 0.987096, 0.987096), abs=1e-6)


def test_actdata_without_raters_gives_the_plain_mean_and_no_spread():
    snerf = read_norms(NORMS / "actdata.csv", "actdata")["snerf (identity)"]
    assert (snerf.mean, snerf.sd, snerf.n) == ((1.5, 0.5, 0), None, None)


@pytest.mark.parametrize(
    ("file", "format", "vad"),
    [
        ("warriner.csv", "warriner", (0.5, 0, 0.25)),
        ("nrc-vad.txt", "nrc-vad", (0.5, 0, -0.5)),
        ("nrc-vad-2.txt", "nrc-vad-2", (0.5, 0, -0.5)),
        ("anew.txt", "anew", (0.5, 0, 0.25)),
    ],
)
def test_a_closed_norm_is_read_on_its_own_scale_and_says_that_it_is_closed(file, format, vad):
    blorp = read_norms(NORMS / file, format)["blorp"]
    assert tuple(blorp.vad) == vad
    assert not blorp.redistributable
    assert blorp.source in CLOSED_SOURCES
    assert blorp.licence


def test_spread_and_raters_are_kept_where_the_authors_publish_them():
    warriner = read_norms(NORMS / "warriner.csv", "warriner")["blorp"]
    anew = read_norms(NORMS / "anew.txt", "anew")["blorp"]
    nrc = read_norms(NORMS / "nrc-vad.txt", "nrc-vad")["blorp"]
    assert (warriner.sd, warriner.n) == ((1, 2, 1.5), (20, 40, 21))
    assert (anew.sd, anew.n) == ((1, 2, 1.5), None)
    assert (nrc.sd, nrc.n) == (None, None)


def test_a_term_of_several_words_is_one_entry():
    assert "blorp the snerf" in read_norms(NORMS / "nrc-vad-2.txt", "nrc-vad-2")


def test_only_the_two_norms_that_ship_are_open():
    assert {norm.name for norm in FORMATS.values() if norm.redistributable} == {"glasgow", "actdata"}


def test_unknown_format_names_the_nearest():
    with pytest.raises(UnknownNormFormat, match=r'No norm format "warinner"\. Nearest: warriner\.'):
        read_norms(NORMS / "warriner.csv", "warinner")


GLASGOW_HEADER = (NORMS / "glasgow.csv").read_text().splitlines()[0]


@pytest.mark.parametrize(
    ("format", "text", "row", "column", "says"),
    [
        pytest.param("nrc-vad", "Word\tValence\tArousal\nx\t0\t0\n", 1, "Dominance", "missing", id="no column"),
        pytest.param("nrc-vad", "Word\tValence\tArousal\tDominance\nx\t0\t0\n", 2, None, "3 cells", id="short row"),
        pytest.param(
            "nrc-vad",
            "Word\tValence\tArousal\tDominance\nx\t0\tlow\t0\n",
            2,
            "Arousal",
            '"low" is not a number',
            id="no number",
        ),
        pytest.param(
            "nrc-vad",
            "Word\tValence\tArousal\tDominance\nx\t-0.5\t0\t0\n",
            2,
            "Valence",
            "give the format nrc-vad-2",
            id="version 2 read as 1",
        ),
        pytest.param(
            "nrc-vad-2",
            "term\tvalence\tarousal\tdominance\nx\t0.5\t0\t0\n",
            None,
            None,
            "give the format nrc-vad for it",
            id="version 1 read as 2",
        ),
        pytest.param(
            "nrc-vad",
            "Word\tValence\tArousal\tDominance\nx\t0\t0\t0\nx\t1\t1\t1\n",
            3,
            "word",
            '"x" stands in row 2 already',
            id="twice",
        ),
        pytest.param(
            "glasgow", GLASGOW_HEADER + "\nx,1,5,1,9,12,1,9,5,1,9\n", 2, "Valence", "outside 1 to 9", id="scale"
        ),
        pytest.param("glasgow", GLASGOW_HEADER + "\n,1,5,1,9,5,1,9,5,1,9\n", 2, "word", "empty", id="no word"),
        pytest.param("glasgow", "", 1, "Valence", "the column is missing", id="empty file"),
        pytest.param(
            "actdata",
            "term,component,dataset,group,E,P,A,n_E,n_P,n_A,sd_E,sd_P,sd_A\nx,adverb,d,all,0,0,0,1,1,1,1,1,1\n",
            2,
            "component",
            '"adverb" is not known',
            id="component",
        ),
    ],
)
def test_a_broken_file_gives_row_column_and_fix(tmp_path, format, text, row, column, says):
    file = tmp_path / "norm.csv"
    file.write_text(text)
    with pytest.raises(TableError, match=says) as caught:
        read_norms(file, format)
    assert (caught.value.file, caught.value.row, caught.value.column) == (str(file), row, column)


def test_a_missing_file_and_one_that_is_not_text_are_named(tmp_path):
    with pytest.raises(TableError, match="does not exist"):
        read_norms(tmp_path / "none.csv", "glasgow")
    file = tmp_path / "latin.csv"
    file.write_bytes(b"Word\xe9")
    with pytest.raises(UnreadableText, match="offset 4"):
        read_norms(file, "glasgow")


def test_find_adds_only_the_marks_of_the_format():
    acts = read_norms(NORMS / "actdata.csv", "actdata")
    assert find(acts, "blorp faced") is acts["blorp faced (modifier)"]
    assert find(acts, "blorp faced (behavior)") is acts["blorp faced (behavior)"]
    assert find(acts, "snerf") is None
    assert find({}, "snerf") is None


def test_pool_of_one_sample_is_that_sample():
    one = Norm("blorp", norm_format("actdata"), (1, 2, 3), (0.5, 0.5, 0.5), (10, 11, 12))
    pooled = pool([one])
    assert pooled.mean == one.mean
    assert pooled.n == one.n
    assert pooled.sd == pytest.approx(one.sd)
