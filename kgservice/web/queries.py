"""The example queries of ``sparql/examples``, for the query page: found by listing the folder, told by their heads."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kgservice import content

_HEADER = re.compile(r"# Title: (?P<title>\S[^\n]*)\n# What: (?P<what>\S[^\n]*)\n\n(?P<query>.*)", re.DOTALL)


class Example(NamedTuple):
    """A query to start from: its file's name without extension, what it asks for, and the query without its header."""

    name: str
    title: str
    what: str
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """Return every example query, sorted by title.

    >>> next(each.title for each in examples() if each.name == "opposites")
    'Pairs of opposite emotions, with who says so'
    """
    files = sorted(content.path("sparql", "examples").glob("*.rq"))
    found = ((file.stem, _HEADER.match(file.read_text("utf-8"))) for file in files)
    made = (Example(name, header["title"], header["what"], header["query"]) for name, header in found if header)
    return tuple(sorted(made, key=lambda example: example.title))
