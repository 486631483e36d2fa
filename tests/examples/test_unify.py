"""The use case of label unification: every row with where it is from, every label with what it loses."""

from pathlib import Path

import pytest

from kgservice.examples.unify import main

pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """One file of each kind, each with its own scheme and fields."""
    (tmp_path / "comments.jsonl").write_text(
        '{"text": "Ha ha!", "labels": ["amusement"]}\n'
        '{"text": "Nine o\'clock.", "labels": ["neutral"]}\n'
        '{"text": "Sweet and sad", "labels": ["love", "sadness"]}\n'
    )
    (tmp_path / "subtitles.csv").write_text("line,mark\nWait for it,anticipation\nAt last!,joy|anticipation\n")
    (tmp_path / "own.tsv").write_text("text\tlabel\nSo grumpy\tgrumpiness\n")
    names = ("comments.jsonl=goemotions", "subtitles.csv=plutchik:mark:line", "own.tsv")
    return [str(tmp_path / name) for name in names]


def test_every_row_keeps_its_place_and_says_how_its_labels_came_about(files: list[str], tmp_path: Path) -> None:
    merged = tmp_path / "all.parquet"
    assert main([*files, "--merged", str(merged), "--tier", "1", "-o", str(tmp_path / "page.md")]) == 0
    rows = pq.read_table(merged).to_pylist()
    assert [row["labels"] for row in rows] == [["joy"], [], ["love", "sadness"], None, ["joy"], ["anger"]]
    assert [(Path(row["file"]).name, row["row"]) for row in rows[2:5]] == [
        ("comments.jsonl", 3),
        ("subtitles.csv", 2),
        ("subtitles.csv", 3),
    ]
    (amusement,) = rows[0]["conversions"]
    assert amusement["mappings"] == ["https://w3id.org/tone-kg/mapping/goemotions.amusement.exactMatch.amusement"]
    assert (amusement["predicate"], amusement["loss"]) == ("skos:broadMatch", "broader")
    assert amusement["via"] == ["amusement", "cheerfulness", "joy"] and 0 < amusement["confidence"] < 1
    (lost,) = rows[3]["conversions"]
    assert (lost["original"], lost["label"], lost["loss"]) == ("anticipation", None, "ambiguous")
    assert rows[4]["original"] == ["joy", "anticipation"] and rows[5]["conversions"][0]["mappings"] == []


def test_the_statement_counts_rows_and_labels(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "unify.svg"
    assert main([*files, "--merged", str(tmp_path / "all.parquet"), "--tier", "1", "--plot", str(plot)]) == 0
    out = capsys.readouterr().out
    assert "| comments | 3 | 2 | 1 | 0 | 2 | 0 | 1 | 0 |" in out
    assert "| subtitles | 2 | 1 | 0 | 1 | 1 | 0 | 0 | 2 |" in out
    assert "| anticipation | lost | ambiguous | 2 |" in out and plot.read_text().startswith("<svg")


def test_lost_rows_can_be_left_out_and_are_counted_all_the_same(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merged = tmp_path / "all.parquet"
    assert main([*files, "--merged", str(merged), "--tier", "1", "--drop-lost"]) == 0
    table = pq.read_table(merged)
    assert table.num_rows == 5 and table.column("labels").null_count == 0
    assert "| subtitles | 2 | 1 | 0 | 1 |" in capsys.readouterr().out


def test_a_scheme_with_a_neutral_label_gets_it(files: list[str], tmp_path: Path) -> None:
    merged = tmp_path / "all.parquet"
    assert main([files[0], "--merged", str(merged), "--to", "crowdflower", "-o", str(tmp_path / "page.md")]) == 0
    assert pq.read_table(merged).column("labels").to_pylist()[1] == ["neutral"]


def test_a_published_mapping_between_two_schemes_is_named(files: list[str], tmp_path: Path) -> None:
    merged = tmp_path / "all.parquet"
    assert main([files[0], "--merged", str(merged), "--to", "ekman", "-o", str(tmp_path / "page.md")]) == 0
    (amusement,) = pq.read_table(merged).to_pylist()[0]["conversions"]
    assert [iri.rpartition("/")[2] for iri in amusement["mappings"]] == [
        "goemotions-ekman.amusement.broadMatch.happiness"
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "odd", "labels": ["jooy"]}', 'row 4, column labels: No goemotions label "jooy". Nearest: joy.'),
        ('{"text": "odd", "labels": 2.5}', "row 4, column labels: 2.5 is no label"),
        ('{"text": "odd", "lables": []}', "row 4, column labels: there is no such field. Nearest: lables"),
        ('{"text": 7, "labels": []}', "row 4, column text: 7 is not a text"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_row_and_nothing_is_written(
    line: str, problem: str, files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "comments.jsonl").open("a") as stream:
        stream.write(line)
    merged = tmp_path / "all.parquet"
    merged.write_text("before")
    assert main([*files, "--merged", str(merged)]) == 1
    said = capsys.readouterr().err
    assert "comments.jsonl" in said and problem in said
    assert merged.read_text() == "before" and not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize(
    ("options", "status", "problem"),
    [
        (["--to", "ekmann"], 1, 'No scheme "ekmann". Nearest: ekman'),
        (["--to", "ekman", "--tier", "1"], 1, "only with tone as the target"),
        (["--tier", "4"], 2, "--tier"),
    ],
)
def test_what_cannot_be_is_refused(
    options: list[str], status: int, problem: str, files: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([*files, "--merged", str(tmp_path / "all.parquet"), *options]) == status
    assert problem in capsys.readouterr().err


def test_an_input_is_never_overwritten(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([files[2], "--merged", files[2]]) == 2
    assert "is one of the files to merge" in " ".join(capsys.readouterr().err.split())
