"""How a use case shows what it found: Markdown on standard output or in a file, one plot as SVG, progress on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kgservice import content
from kgservice.classify import figures
from kgservice.classify.evaluation.document import Document
from kgservice.classify.evaluation.intervals import Interval
from kgservice.classify.evaluation.markdown import to_markdown
from kgservice.classify.texts import read_texts
from kgservice.cli import program
from kgservice.cli.output import opened, remarks
from kgservice.cli.progress import bar
from kgservice.errors import ContentError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Item = TypeVar("Item")

Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write the Markdown here, not to standard output.")]
Plot = Annotated[Path | None, typer.Option("--plot", help="Draw the plot into this SVG file (extra plots).")]


def run(command: Callable[..., None], arguments: Sequence[str] | None = None) -> int:
    """Run a use case with ``arguments``, by default those of the command line, and return the exit status.

    0 fine, 1 the content is wrong or an extra is missing, 2 the command line is wrong.  The name shown is that of the
    module in which ``command`` is defined.
    """
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(command)
    name = command.__module__.rpartition(".")[2]
    if name == "__main__":  # run by python -m, which knows the name only as a path
        name = Path(command.__code__.co_filename).stem
    try:
        program.run(app, arguments, f"python -m kgservice.examples.{name}")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def show(document: Document, output: Path | None) -> None:
    """Write a document as Markdown to a file, or to standard output for None."""
    with opened(output) as stream:
        stream.write(to_markdown(document))


def save_plot(file: Path, figure: Figure, title: str, description: str) -> None:
    """Write a figure as SVG, with a description for people who cannot see it: the same bytes for the same figure."""
    content.replace(file, figures.to_svg(figure, title, description).encode())


def interval_dots(
    axes: Axes, names: Sequence[str], values: Sequence[float], intervals: Sequence[Interval | None], colour: str = ""
) -> None:
    """Draw a dot a name, from top to bottom, with a line for its interval where there is one."""
    places = range(len(names) - 1, -1, -1)
    for place, value, interval in zip(places, values, intervals, strict=True):
        if interval:
            axes.plot(interval, (place, place), color=colour or figures.COLOURS[0], linewidth=1.5)
        axes.plot([value], [place], "o", color=colour or figures.COLOURS[0], markersize=5)
    axes.set_yticks(list(places), list(names))
    axes.grid(axis="x", linewidth=0.4)


def lines(file: Path) -> list[str]:
    """Return the lines of a text file that are not blank; raises `UnreadableText`, or `ContentError` without any."""
    with file.open("rb") as stream:
        found = [record.text for record in read_texts(stream, str(file)) if record.text.strip()]
    if not found:
        raise ContentError(f"{file} holds no text. Write one a line.")
    return found


@contextmanager
def steps(total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Yield a function that says what is being done now: a bar on a terminal, a line on standard error elsewhere."""
    with bar() as progress:
        task = progress.add_task("", total=total, start=total is not None)

        def step(what: str) -> None:
            progress.update(task, advance=0 if progress.tasks[0].description == "" else 1, description=what)
            if not remarks.is_terminal:
                remarks.print(what, markup=False)

        yield step


def counted(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Yield items as they come, with a bar that counts them on a terminal; a line with the count at the end elsewhere.

    >>> list(counted("ab", "letters"))
    ['a', 'b']
    """
    number = 0
    with bar() as progress:
        task = progress.add_task(what, total=total)
        for number, item in enumerate(items, start=1):
            yield item
            progress.update(task, completed=number)
    if not remarks.is_terminal:
        remarks.print(f"{number:,} {what}", markup=False)
