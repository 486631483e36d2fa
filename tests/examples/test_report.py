"""What all use cases share: exit status, Markdown out, plots that are the same each time."""

from pathlib import Path

import pytest
import typer

from kgservice.classify import figures
from kgservice.classify.evaluation.document import Document, Section, Table
from kgservice.classify.evaluation.intervals import Interval
from kgservice.errors import UnknownEmotion
from kgservice.examples import report

PAGE = Document("Two", (Section("a_b", ("One remark.",), (Table("All", ("name", "F1"), (("x|y", "0.5"),)),)),))


def greet(name: str, output: report.Output = None) -> None:
    """Greet somebody."""
    if name == "jooy":
        raise UnknownEmotion("jooy", ["joy"])
    if name == "nobody":
        raise typer.BadParameter("give a name")
    if name == "nowhere":
        raise FileNotFoundError(2, "No such file", "texts.csv")
    report.show(PAGE, output)


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("me", 0, ""),
        ("jooy", 1, 'No emotion "jooy". Nearest: joy.'),
        ("nowhere", 1, "texts.csv: No such file"),
        ("nobody", 2, "give a name"),
    ],
)
def test_a_use_case_ends_with_the_status_of_what_went_wrong(
    name: str, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report.run(greet, [name]) == status
    assert said in capsys.readouterr().err


def test_a_table_goes_to_the_file_given_and_else_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.md"
    assert report.run(greet, ["me", "-o", str(file)]) == 0 and capsys.readouterr().out == ""
    assert report.run(greet, ["me"]) == 0
    written = capsys.readouterr().out
    assert written == file.read_text() and "| x\\|y | 0.5 |" in written and written.startswith("# Two\n")


def test_a_plot_is_the_same_each_time_and_says_what_it_shows(tmp_path: Path) -> None:
    files = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for file in files:
        figure = figures.new_figure(4, 2)
        report.interval_dots(figure.subplots(), ["ours", "theirs"], [0.5, 0.4], [Interval(0.4, 0.6), None])
        report.save_plot(file, figure, "Two tools", "Ours is better.")
    one, two = (file.read_text() for file in files)
    assert one == two and "<desc>Ours is better.</desc>" in one and "ours" in one


def test_progress_goes_to_standard_error_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with report.steps(2) as step:
        step("reading")
        step("measuring")
    assert list(report.counted(range(3), "rows")) == [0, 1, 2]
    out, err = capsys.readouterr()
    assert out == "" and err.split("\n")[:3] == ["reading", "measuring", "3 rows"]
