"""kgservice card: for people, for prompts, as JSON."""

import json
from pathlib import Path

from typer.testing import CliRunner

from kgservice.cli import app

runner = CliRunner()


def test_the_card_for_a_prompt_is_shorter_than_the_one_for_people() -> None:
    prompt, page = (runner.invoke(app, ["card", "joy", *more]) for more in (["--for", "llm"], []))
    assert prompt.exit_code == page.exit_code == 0
    assert page.stdout.startswith(prompt.stdout) and len(page.stdout) > len(prompt.stdout)


def test_json_goes_to_the_file_given(tmp_path: Path) -> None:
    file = tmp_path / "joy.json"
    assert runner.invoke(app, ["card", "joy", "--format", "json", "-o", str(file)]).stdout == ""
    found = json.loads(file.read_text())
    assert found["path"] == ["joy"] and found["vadInWords"]["valence"] == "very pleasant"
    assert found["query"] == "SELECT ?property ?value WHERE { emotion:joy ?property ?value }"


def test_the_query_of_a_card_is_answered() -> None:
    query = json.loads(runner.invoke(app, ["card", "joy", "--format", "json"]).stdout)["query"]
    answer = runner.invoke(app, ["query", "-", "--format", "csv"], input=query)
    assert answer.exit_code == 0 and "isOppositeOf" in answer.stdout
