from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from kgservice import content, tsv
from kgservice.errors import SourceNotLicensed, TableError
from kgservice.ontology import affect
from kgservice.ontology.model import VAD, Rating
from kgservice.ontology.norm_formats import CLOSED_SOURCES

OPEN_LICENCES = {"CC-BY-4.0", "CC0-1.0"}


def rows_of(name: str) -> list[dict[str, str]]:
    lines = content.path("ontology", name).read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


LABELS = {row["id"]: row["label"] for name in ("emotions.tsv", "extension.tsv") for row in rows_of(name)}
SOURCES = {row["id"]: row for row in rows_of("sources.tsv")}
ROWS = rows_of("affect.tsv")
RATINGS = affect.read_ratings(content.path("ontology", "affect.tsv"), list(LABELS), list(SOURCES))


def rating(method="rated", mean=(0.0, 0.0, 0.0), sd=(0.2, 0.2, 0.2), n=(4, 4, 4), error=(0.0, 0.0, 0.0), source="a"):
    return Rating(source, ("blorp",), method, VAD(*mean), sd, n, error)


# the committed table


def test_every_emotion_has_a_rating_and_its_label():
    assert set(RATINGS) == set(LABELS)
    assert all(row["label"] == LABELS[row["emotion"]] for row in ROWS)


def test_every_source_is_known_and_may_be_passed_on():
    for source in {row["source"] for row in ROWS}:
        assert SOURCES[source]["licence"] in OPEN_LICENCES
        assert source not in CLOSED_SOURCES


def test_an_estimate_stands_only_where_nobody_rated():
    for ratings in RATINGS.values():
        assert len({r.method for r in ratings}) == 1
        assert (ratings[0].method == "estimated") == (ratings[0].source == "kgservice-estimate")


def test_the_file_is_what_the_writer_writes(tmp_path):
    rows = [row | {"entry": tuple(row["entry"].split("|"))} for row in ROWS]
    affect.write_affect(tmp_path / "affect.tsv", reversed(rows))
    assert (tmp_path / "affect.tsv").read_bytes() == content.path("ontology", "affect.tsv").read_bytes()


def test_two_tiers_of_one_label_share_the_ratings_of_their_word():
    assert RATINGS["sadness"] == RATINGS["sadness-secondary"]
    assert RATINGS["surprise"] == RATINGS["surprise-secondary"]


def test_the_emotions_own_word_alone_has_no_error():
    for emotion, ratings in RATINGS.items():
        for each in ratings:
            words = [entry.partition(" (")[0] for entry in each.entry]
            exact = each.source == "glasgow2019" and words == [LABELS[emotion]]
            assert (each.error == (0, 0, 0)) == exact


@pytest.mark.parametrize(
    ("dimension", "low", "high"),
    [
        ("valence", "hopelessness", "happiness"),
        ("valence", "spite", "relief"),
        ("valence", "insult", "thrill"),
        ("valence", "shock", "desire"),
        ("valence", "pity", "passion"),
        ("valence", "hurt", "contentment"),
        ("valence", "torment", "rapture"),
        ("valence", "longing", "hope"),
        ("arousal", "boredom", "excitement"),
        ("arousal", "gloom", "terror"),
        ("arousal", "serenity", "euphoria"),
        ("dominance", "fear", "anger"),
        ("dominance", "humiliation", "pride"),
        ("dominance", "despair", "triumph"),
    ],
)
def test_emotions_stand_in_the_order_that_everybody_expects(dimension, low, high):
    below, above = (getattr(affect.combine_vad(RATINGS[emotion]).vad, dimension) for emotion in (low, high))
    assert below < above - 0.3


def test_pleasant_and_unpleasant_branches_have_the_sign_of_their_primary():
    broader = {row["id"]: row["broader"] for row in rows_of("emotions.tsv")}

    def primary(emotion: str) -> str:
        return primary(broader[emotion]) if broader[emotion] else emotion

    mixed = {"longing", "sympathy", "lust", "infatuation"}  # near zero, or pleasant within sadness
    for emotion in set(broader) - mixed:
        valence = affect.combine_vad(RATINGS[emotion]).vad.valence
        assert (valence > 0) == (primary(emotion) in ("love", "joy", "surprise")), emotion


# the README


def readme() -> str:
    return content.path("ontology", "README.md").read_text("utf-8").partition("\n## VAD\n")[2].partition("\n## ")[0]


def test_the_readme_counts_the_rows_right():
    best = Counter()
    for emotion in LABELS:
        ratings = {r.source: r for r in RATINGS[emotion]}
        if "glasgow2019" in ratings:
            own = ratings["glasgow2019"].error == (0, 0, 0)
            best["Glasgow, own word" if own else "Glasgow, related form"] += 1
        elif "actdata" in ratings:
            act = "behavior" in ratings["actdata"].entry[0]
            best["actdata, act (dislike, loathing)" if act else "actdata, modifier"] += 1
        else:
            best["estimate"] += 1
    for rule, count in best.items():
        assert f"| {rule} | {count} |" in readme()
    assert f"both have it ({sum(len(r) == 2 for r in RATINGS.values())} emotions)" in readme()


def test_the_readme_states_the_errors_that_the_rows_carry():
    stated = re.findall(r"\| [^|]+ \| [\d-]+ \| (0[.\d]*) \| (0[.\d]*) \| (0[.\d]*) \|", readme())
    carried = {each.error for ratings in RATINGS.values() for each in ratings}
    assert len(stated) == len(carried)
    for error in carried:
        assert any(error == pytest.approx(tuple(map(float, three)), abs=0.0006) for three in stated)


# combining


def test_the_more_precise_rating_counts_more():
    # variances 0.04 / 4 = 0.01 and 0.01 + 0.03 = 0.04: weights 100 and 25
    combined = affect.combine_vad([rating(mean=(0.5, 0, 0)), rating(error=(0.03**0.5,) * 3, source="b")])
    assert combined.vad.valence == pytest.approx(0.4)
    assert combined.error == pytest.approx((125**-0.5,) * 3)


def test_an_estimate_beside_a_rating_does_not_count():
    rated = rating(mean=(0.5, 0, 0))
    estimated = rating("estimated", (-1, -1, -1), None, None, (0.01, 0.01, 0.01), "b")
    assert affect.combine_vad([estimated, rated]) == affect.combine_vad([rated])
    assert affect.combine_vad([estimated]).method == "estimated"
    assert affect.combine_vad([estimated]).error == pytest.approx((0.01, 0.01, 0.01))


def test_the_order_of_ratings_does_not_matter():
    ratings = [rating(mean=(x, -x, x / 2), error=(x, x, x), source=str(x)) for x in (0.1, 0.2, 0.7)]
    one, other = affect.combine_vad(ratings), affect.combine_vad(ratings[::-1])
    assert tuple(one.vad) == pytest.approx(tuple(other.vad))


# reading


GOOD = dict(zip(affect.COLUMNS, ["joy", "joy", "s", "joy", "rated", "1..9", *("8", "1", "33", "0") * 3], strict=True))


def write(tmp_path, **changes):
    tsv.write(tmp_path / "affect.tsv", affect.COLUMNS, [GOOD | changes])
    return tmp_path / "affect.tsv"


def test_values_spread_and_error_are_converted_from_the_scale_of_the_row(tmp_path):
    (joy,) = affect.read_ratings(write(tmp_path, valence_error="0.4"), ["joy"], ["s"])["joy"]
    assert joy.mean == VAD(0.75, 0.75, 0.75)
    assert joy.sd == (0.25, 0.25, 0.25)
    assert joy.n == (33, 33, 33)
    assert joy.error == pytest.approx((0.1, 0, 0))
    (joy,) = affect.read_ratings(write(tmp_path, scale="-10..10"), ["joy"], ["s"])["joy"]
    assert joy.mean == VAD(0.8, 0.8, 0.8)


@pytest.mark.parametrize(
    ("changes", "column", "says"),
    [
        ({"scale": "-1..1"}, "valence_mean", r"valence 8 is outside the scale -1 to 1\. Set the source's own scale"),
        ({"scale": "one to nine"}, "scale", "Write its lowest and highest value, such as 1..9"),
        ({"scale": "9..1"}, "scale", "is not a scale"),
        ({"emotion": "joi"}, "emotion", "Nearest: joy"),
        ({"source": "t"}, "source", "is not known"),
        ({"method": "guessed"}, "method", "is not known"),
        ({"arousal_mean": "high"}, "arousal_mean", "is not a number"),
        ({"arousal_sd": ""}, "arousal_sd", "the cell is empty"),
        ({"arousal_n": "0"}, "arousal_n", "0 raters"),
        ({"dominance_error": "-1"}, "dominance_error", "outside 0 to 8"),
        (
            {f"{d}_{p}": "" for d in ("valence", "arousal", "dominance") for p in ("sd", "n")},
            "valence_error",
            "neither",
        ),
    ],
)
def test_a_bad_cell_gives_row_column_and_fix(tmp_path, changes, column, says):
    with pytest.raises(TableError, match=says) as caught:
        affect.read_ratings(write(tmp_path, **changes), ["joy"], ["s"])
    assert (caught.value.row, caught.value.column) == (2, column)


def test_one_source_rates_an_emotion_once(tmp_path):
    tsv.write(tmp_path / "affect.tsv", affect.COLUMNS, [GOOD, GOOD])
    with pytest.raises(TableError, match="stands in row 2 already"):
        affect.read_ratings(tmp_path / "affect.tsv", ["joy"], ["s"])


# writing


def test_a_rating_survives_writing_and_reading(tmp_path):
    given = rating(
        mean=(0.5, -0.25, 0.125), sd=(0.25, 0.5, 0.125), n=(20, 21, 22), error=(0.125, 0.25, 0.5), source="s"
    )
    affect.write_affect(tmp_path / "affect.tsv", [affect.to_row("joy", "joy", given, 1, 9)])
    assert affect.read_ratings(tmp_path / "affect.tsv", ["joy"], ["s"]) == {"joy": (given,)}


def test_a_closed_source_is_kept_out_of_the_committed_content_only(tmp_path):
    row = affect.to_row("joy", "joy", rating(source="warriner2013"), 1, 9)
    inside = content.path("ontology", "user-affect.tsv")
    with pytest.raises(SourceNotLicensed, match=r"warriner2013 \(CC-BY-NC-ND-3.0\) may not be passed on"):
        affect.write_affect(inside, [row])
    assert not inside.exists()
    affect.write_affect(tmp_path / "affect.tsv", [row])
    assert "warriner2013" in (tmp_path / "affect.tsv").read_text()
