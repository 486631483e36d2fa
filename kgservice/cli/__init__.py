"""The program ``kgservice``: the only part that prints, and a twin of the library's functions.

Data goes to standard output, remarks and progress to standard error.  Exit status: 0 fine, 1 the content is wrong,
2 the command line is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

import kgservice
from kgservice.cli import derive, edit, look, people, translations
from kgservice.cli.card import card
from kgservice.cli.classify import classify
from kgservice.cli.evaluate import evaluate
from kgservice.cli.export import export
from kgservice.cli.mcp import mcp
from kgservice.cli.program import run
from kgservice.cli.propose import propose
from kgservice.cli.query import query
from kgservice.cli.review import review
from kgservice.cli.sample import sample
from kgservice.cli.serve import serve
from kgservice.cli.trajectory import trajectory

app = typer.Typer(
    name="kgservice",
    help="Emotions as an ontology: look up, query, label text, serve, and build.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_FOR_USERS: tuple[Callable[..., None], ...] = (
    *(serve, mcp, classify, trajectory, evaluate),
    *(look.lookup, card, query, look.convert, export),
)
_FOR_EDITORS: tuple[Callable[..., None], ...] = (
    *(edit.build, edit.check, edit.diff),
    *(propose, review, sample, people.questionnaire, people.agreement),
)
for _panel, _commands in {"For users": _FOR_USERS, "For editors": _FOR_EDITORS}.items():
    for _command in _commands:
        app.command(rich_help_panel=_panel)(_command)


derive.app.command()(translations.labels)
app.add_typer(derive.app, name="derive", rich_help_panel="For editors")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"kgservice {kgservice.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")] = False,
) -> None: ...


def main() -> None:
    """Run the program; an error that kgservice raises on purpose becomes one line and exit status 1."""
    run(app)
