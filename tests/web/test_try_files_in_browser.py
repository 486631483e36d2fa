"""Files labelled on the page "Try it": lines, a chosen column, what cannot be read, and the download."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from explorer import Site
from selenium.webdriver import Keys
from tool_pages import HOSTILE, is_unharmed, texts, wait_text

from kgservice import EmotionClassifier

ROWS = [("1", "I am over the moon, really"), ("2", HOSTILE), ("3", 'She said "no"\nand I was furious'), ("4", "")]

DROP = """
const dataTransfer = new DataTransfer();
dataTransfer.items.add(new File([arguments[0]], arguments[1]));
document.body.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}));
"""


def choose(site: Site, file: Path) -> None:
    """Open the page and choose a file."""
    site.open("/try?text=")
    wait_text(site, "#explanation", "neutral")
    site.one("#file").send_keys(str(file))


def table(file: Path, rows: list[tuple[str, str]]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as written:
        csv.writer(written).writerows([("id", "What they say"), *rows])
    return file


def saved(site: Site, downloads: Path) -> list[dict[str, str]]:
    """Download the answers, and read them."""
    site.one("#save-rows").click()
    [file] = site.wait(lambda: list(downloads.glob("*.csv")))
    with file.open(newline="", encoding="utf-8") as read:
        return list(csv.DictReader(read))


def test_a_column_is_labelled_and_downloaded(site: Site, tmp_path: Path, downloads: Path) -> None:
    choose(site, table(tmp_path / "survey.csv", ROWS))
    wait_text(site, "#rows-said", "4 rows.")
    assert site.script("return document.getElementById('column').selectedOptions[0].textContent") == "What they say"
    site.one("#label-rows").click()
    wait_text(site, "#rows-said", "4 of 4 rows labelled.")
    assert is_unharmed(site, "#rows") and HOSTILE[:60] in site.text("#row-table")
    assert "neutral" in site.text("#row-summary")
    assert site.inaccessible() == []
    site.photograph("try-file")
    answers = saved(site, downloads)
    classify = EmotionClassifier().classify
    assert [(row["id"], row["What they say"].replace("\r\n", "\n")) for row in answers] == ROWS
    assert [row["primary"] for row in answers] == [classify(text).primary or "" for _, text in ROWS]
    assert answers[0]["labels"].startswith("happiness ") and answers[0]["problem"] == ""


def test_a_file_can_be_dropped_anywhere(site: Site) -> None:
    site.open("/try?text=")
    wait_text(site, "#explanation", "neutral")
    site.script(DROP, "so happy\nso sad\n", "two.txt")
    wait_text(site, "#rows-said", "2 rows.")
    site.press(Keys.ENTER)
    wait_text(site, "#rows-said", "2 of 2 rows labelled.")
    assert texts(site, "#row-summary li") == ["joy 0.50", "sadness 0.50"]


def test_lines_of_json_are_labelled_by_their_field(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    lines = [json.dumps({"n": 1, "said": "so scared"}), "no json", json.dumps("just sad"), json.dumps({"n": 2})]
    file.write_text("\n".join(lines), "utf-8")
    choose(site, file)
    wait_text(site, "#rows-said", "3 rows. 1 lines are neither a JSON object nor a JSON string")
    site.one("#label-rows").click()
    wait_text(site, "#rows-said", "3 of 3 rows labelled.")
    assert "fear" in site.text("#row-summary")


def test_a_long_file_is_cut_and_the_page_says_so(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("I am so happy\n" * 1200 + "x" * 20_000, "utf-8")
    choose(site, file)
    wait_text(site, "#rows-said", "Only the first 1,000 of 1,201 rows")
    site.one("#label-rows").click()
    wait_text(site, "#rows-said", "1,000 of 1,000 rows labelled.")
    assert len(site.all("#row-table tr")) == 200 and "800 more rows" in site.text("#row-rest")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty.csv has no rows."),
        ("latin.txt", "café".encode("latin-1"), "latin.txt is not UTF-8 text. Convert it to UTF-8 first."),
        ("big.txt", b"I am so sad \n" * 400_000, "Only the first 5,000,000 bytes of big.txt were read."),
    ],
)
def test_a_file_that_cannot_be_used_is_told_from_others(
    site: Site, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    choose(site, file)
    wait_text(site, "#rows-said", said)
