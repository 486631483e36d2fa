"""Tables of figures in a folder's README: written by the command that measured them, never by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kgservice import content
from kgservice.errors import BuildError

Cell = str | int | float | None


class FigureTable(NamedTuple):
    """A table of figures; ``name`` marks its place in the README.  None is an empty cell."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def to_markdown(self) -> str:
        """Return the table as Markdown: floats with three decimals.

        >>> print(FigureTable("x", ("a", "b"), ((1, 0.25), ("c", None))).to_markdown())
        | a | b |
        |---|---|
        | 1 | 0.250 |
        | c |  |
        """
        lines = [self.columns, ("---",) * len(self.columns), *(tuple(map(_cell, row)) for row in self.rows)]
        head, rule, *body = ("| " + " | ".join(line) + " |" for line in lines)
        return "\n".join([head, rule.replace(" ", ""), *body])


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def write_figures(file: Path, figures: Iterable[FigureTable]) -> None:
    """Replace the tables of figures in a Markdown file, each between ``<!-- figures: NAME -->`` and ``<!-- end -->``.

    Raises `BuildError` when a table has no place in the file.
    """
    text = file.read_text("utf-8")
    for table in figures:
        place = re.compile(rf"(<!-- figures: {re.escape(table.name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        if not place.search(text):
            mark = f"<!-- figures: {table.name} -->"
            raise BuildError(f"{content.display(file)} has no line {mark} with a line <!-- end --> after it. Add both.")
        text = place.sub(lambda found, table=table: found[1] + table.to_markdown() + "\n" + found[2], text)  # type: ignore[misc]
    file.write_text(text, encoding="utf-8", newline="\n")
