"""The use case of emotion labels across domains, on sentences written for the project."""

from pathlib import Path

import pytest

from kgservice import content
from kgservice.examples.detection import main


@pytest.fixture
def corpora(tmp_path: Path) -> list[str]:
    """Two files with the first lines of two domains."""
    made = []
    for name in ("letters", "headlines"):
        lines = content.path("vocab", "corpus", f"{name}.tsv").read_text("utf-8").splitlines()[:70]
        (tmp_path / f"{name}.tsv").write_text("\n".join(lines), encoding="utf-8")
        made.append(f"{tmp_path / name}.tsv=tone:emotions")
    return made


def rows(out: str) -> dict[str, list[str]]:
    """The cells by labeller, those of the means last."""
    found: dict[str, list[str]] = {}
    for line in out.splitlines():
        if line.startswith("| ") and not line.startswith("| labeller"):
            name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            found.setdefault(name, []).extend(cells)
    return found


def test_every_labeller_is_measured_on_every_file(
    corpora: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "detection.svg"
    assert main([*corpora, "--pooled", "--plot", str(plot)]) == 0
    out, err = capsys.readouterr()
    found = rows(out)
    tools = {"kgservice", "NRCLex", "VADER sign", "WordNet only", "tree words", "majority"}
    assert set(found) == tools | {"TF-IDF of letters", "TF-IDF of headlines", "TF-IDF of the others"}
    assert all(len(cells) == 5 for cells in found.values())
    assert float(found["kgservice"][2]) > float(found["majority"][2])
    assert "measuring on letters" in err and "TF-IDF of letters" in plot.read_text()


def test_elsewhere_leaves_out_the_file_that_was_learned_from(
    corpora: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(corpora) == 0
    found = rows(capsys.readouterr().out)
    _, on_headlines, _, elsewhere, ours = found["TF-IDF of letters"]
    assert on_headlines.startswith(elsewhere) and found["kgservice"][1].startswith(ours)


def test_an_unknown_label_is_named_with_file_and_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.csv"
    others = [f"text {number},{'joy' if number % 2 else 'anger'}" for number in range(20)]
    file.write_text("\n".join(["text,label", "fine,joy", "odd,jooy", *others]))
    assert main([f"{file}=ekman"]) == 1
    assert 'bad.csv row 3, column label: No ekman label "jooy".' in capsys.readouterr().err


def test_two_files_of_one_name_are_refused(corpora: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([corpora[0], corpora[0]]) == 2
    assert "two files have one name" in capsys.readouterr().err
