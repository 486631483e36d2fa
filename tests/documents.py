"""Documentation that says what is true: its blocks are run again, and what they print must stand there.

A block ``python`` or ``sh`` with a block ``text`` right behind it is run, the blocks of a page one after the other in
one folder and with one set of names; ``python tests/documents.py`` writes anew what has changed.  In ``sh`` the lines
are commands of ours (``kgservice …``, ``python -m kgservice.examples.…``) or requests to the service (``curl …``).  A
block whose first line names a file, as in ``csv comments.csv``, is that file; commands that read it are run, too.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "kgservice" / "web" / "docs"
BLOCK = re.compile(
    r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```\n(?P<output>\n```text\n.*?^```\n)?",
    re.DOTALL | re.MULTILINE,
)
FIGURES = re.compile(r"<!-- figures: (\S+) from (\S+) -->\n.*?<!-- end -->", re.DOTALL)


def pages() -> list[Path]:
    """Return every page of the documentation."""
    return sorted(DOCS.rglob("*.md"))


def refreshed(text: str) -> str:
    """Return a page with the output of its blocks, and the figures that it takes from elsewhere, as they are now."""
    names: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        made = BLOCK.sub(lambda block: _refreshed(block, names), text)
    return FIGURES.sub(_figures, made)


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of every command in the ``sh`` blocks of a page; a line that ends in a backslash goes on."""
    for block in BLOCK.finditer(text):
        if block["kind"] == "sh":
            for line in block["body"].replace("\\\n", " ").splitlines():
                if words := shlex.split(line, comments=True):
                    yield words


def _refreshed(block: re.Match[str], names: dict[str, object]) -> str:
    if block["file"]:
        Path(block["file"]).write_text(block["body"], encoding="utf-8")
    elif block["kind"] == "python" or (block["kind"] == "sh" and (block["output"] or _reads(block[0]))):
        printed = RUN[block["kind"]](block["body"], names)
        if block["output"]:
            return block[0].removesuffix(block["output"]) + f"\n```text\n{printed}```\n"
    return block[0]


def _reads(block: str) -> bool:
    """Tell whether a command reads a file that the page has made."""
    return any(Path(word).is_file() for words in commands(block) for word in words)


def _run_python(code: str, names: dict[str, object]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "documentation", "exec"), names)
    return printed.getvalue()


def _run_shell(lines: str, _: dict[str, object]) -> str:
    return "".join(_answer(words) for words in commands(f"```sh\n{lines}```\n"))


def _answer(words: list[str]) -> str:
    if words[0] == "curl":
        return _request(words[1:])
    if words[:2] == ["python", "-m"]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            assert importlib.import_module(words[2]).main(words[3:]) == 0, words
        return printed.getvalue()
    from kgservice.cli import app

    assert words[0] == "kgservice", words
    result = CliRunner().invoke(app, words[1:])
    assert result.exit_code == 0, (words, result.output, result.exception)
    return result.stdout


def _request(words: list[str]) -> str:
    """Return what the service answers; ``-s`` says nothing here, ``-d`` sends a body, ``-H`` a header."""
    body, headers, address = None, {}, ""
    rest = iter(words)
    for word in rest:
        if word == "-d":
            body, headers = next(rest), {"Content-Type": "application/json"} | headers
        elif word == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name] = value
        elif word != "-s":
            address = word.removeprefix("http://127.0.0.1:8000")
    answer = _client().request("GET" if body is None else "POST", address, content=body, headers=headers)
    assert answer.status_code == 200, (words, answer.text)
    return str(answer.text).rstrip("\n") + "\n"


@cache
def _client() -> Any:
    from starlette.testclient import TestClient

    from kgservice import create_app

    return TestClient(create_app(), base_url="http://127.0.0.1:8000")


def _figures(place: re.Match[str]) -> str:
    """Return a table of figures as it stands in the file that a command writes it into."""
    name, file = place[1], place[2]
    there = re.search(rf"<!-- figures: {name} -->\n(.*?)<!-- end -->", (ROOT / file).read_text("utf-8"), re.DOTALL)
    assert there, f"{file} has no figures {name}"
    return f"<!-- figures: {name} from {file} -->\n{there[1]}<!-- end -->"


RUN: dict[str, Callable[[str, dict[str, object]], str]] = {"python": _run_python, "sh": _run_shell}

if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for page in [Path(name).resolve() for name in sys.argv[1:]] or [*pages(), ROOT / "README.md"]:
        page.write_text(refreshed(page.read_text("utf-8")), encoding="utf-8", newline="\n")
