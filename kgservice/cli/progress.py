"""How long commands show where they are, and what they leave out: on standard error."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from kgservice.cli.output import remarks
from kgservice.errors import ContentError

SHOWN = 20
"""So many broken rows are named; the others are only counted."""


def bar() -> Progress:
    """Return a progress bar with the share done, the time since the start and the time left; on a terminal only."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    left = (TextColumn("left"), TimeRemainingColumn())
    return Progress(*columns, *left, console=remarks, transient=True, disable=not remarks.is_terminal)


class Skipped:
    """Names the broken rows that are left out, and counts them at the end of its ``with`` block."""

    def __init__(self, wanted: bool) -> None:
        """Leave rows out only if that is ``wanted``; else the first broken row is raised."""
        self.wanted, self.count = wanted, 0

    def broken(self, error: ContentError) -> None:
        """Report a broken row, or raise its error."""
        if not self.wanted:
            raise error
        self.count += 1
        if self.count <= SHOWN:
            remarks.print(f"left out: {error}", markup=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.count:
            remarks.print(f"{self.count} broken rows were left out")
