"""The command for people who rule on candidates: a screen on a terminal, lists for everything else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice import content
from kgservice.cli import annotator as names
from kgservice.cli.output import RowFormat, remarks, write_rows
from kgservice.errors import MissingExtra

if TYPE_CHECKING:
    from kgservice.vocab.review.desk import Desk
    from kgservice.vocab.review.queue import Filter

QUEUE = ("term", "emotion", "score", "margin", "reason")
CONFLICTS = ("term", "emotion", "rulings")
AGREEMENT = ("measure", "annotators", "pairs", "same", "value")
NOBODY = "nobody knows yet who rules. Say it once: kgservice review --annotator NAME"


def review(
    annotator: Annotated[str | None, typer.Option(help="Who rules; remembered until another name is given.")] = None,
    list_queue: Annotated[bool, typer.Option("--list", help="List the queue instead of opening the screen.")] = False,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="List rulings that contradict each other.")] = False,
    agreement: Annotated[bool, typer.Option("--agreement", help="Measure how far annotators agree.")] = False,
    examples: Annotated[
        Path | None, typer.Option(help="File of texts to show terms in.", exists=True, dir_okay=False)
    ] = None,
    show_others: Annotated[
        bool, typer.Option("--show-others", help="Show others' rulings before one's own is given.")
    ] = False,
    emotion: Annotated[str, typer.Option(help="Only candidates of this emotion.")] = "",
    primary: Annotated[str, typer.Option(help="Only candidates of this primary emotion and all below it.")] = "",
    status: Annotated[
        str,
        typer.Option(help="Only this status; authored for expressions, any for all.  Default: those that need review."),
    ] = "",
    route: Annotated[str, typer.Option(help="Only candidates with this in a route, such as hyponym.")] = "",
    source: Annotated[str, typer.Option(help="Only candidates with a route from this source, such as wn30.")] = "",
    ruled_by: Annotated[str, typer.Option(help="Only candidates on which this person ruled.")] = "",
    search: Annotated[str, typer.Option(help="Only terms that contain this.")] = "",
    order: Annotated[str, typer.Option(help="Smallest margin first, or by term or uses.")] = "margin",
    format: Annotated[RowFormat, typer.Option(help="How to show a list.")] = RowFormat.table,
    limit: Annotated[int, typer.Option(min=0, help="List so many candidates; 0 for all.")] = 20,
    root: Annotated[Path | None, typer.Option(help="Folder that holds ontology and vocab.", file_okay=False)] = None,
) -> None:
    """Rule on the candidates that await a person: accept, reject, move, split; every ruling is kept at once.

    Example: kgservice review --list --limit 5
    """
    from kgservice.vocab.review.desk import Desk
    from kgservice.vocab.review.queue import Filter

    known = names.remember(annotator) if annotator else ""
    desk = Desk(root or content.root())
    if desk.torn:
        remarks.print(f"{desk.file.name}: took off a torn last line, kept in {desk.file.name}.torn", markup=False)
    wanted = Filter(emotion, primary, status, route, source, ruled_by, search, order=order)
    if agreement:
        _list_agreement(desk, format)
    elif conflicts:
        _list_conflicts(desk, format)
    elif list_queue or not sys.stdout.isatty():
        _list_queue(desk, wanted, known, format, limit)
    else:
        _open_screen(desk, wanted, known or names.remembered(), examples, is_blind=not show_others)


def _open_screen(desk: Desk, wanted: Filter, annotator: str, examples: Path | None, *, is_blind: bool) -> None:
    if not annotator:
        raise typer.BadParameter(NOBODY)
    from kgservice.vocab.review.session import Session

    try:
        from kgservice.cli.screen.app import ReviewApp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise MissingExtra("The review screen (--list does without)", "textual", "review") from None
    session = Session(desk, annotator, blind=is_blind)
    app = ReviewApp(session, wanted, examples)
    app.run()
    ruled = app.review.ruled
    if app.return_code:
        raise typer.Exit(app.return_code)
    remarks.print(f"{annotator}: {ruled} ruling{'s' * (ruled != 1)}, all in {desk.file}", markup=False)


def _list_queue(desk: Desk, wanted: Filter, annotator: str, format: RowFormat, limit: int) -> None:
    from kgservice.vocab.review.authored import measured
    from kgservice.vocab.review.report import review as report_of
    from kgservice.vocab.review.session import Session

    report = report_of(desk, wanted)
    queue = Session(desk, annotator).queue(wanted) if annotator else report.queue
    rows = [{name: getattr(c, name) for name in QUEUE} | {"score": measured(c)} for c in queue[: limit or None]]
    write_rows(rows, QUEUE, format, sys.stdout)
    counts = ", ".join(f"{count} {status}" for status, count in report.statuses.items())
    remarks.print(f"candidates: {counts}; {sum(report.verdicts.values())} decisions by people")
    for conflict in report.conflicts:
        remarks.print(conflict, markup=False)
    if report.conflicts:
        raise typer.Exit(1)


def _list_conflicts(desk: Desk, format: RowFormat) -> None:
    held = {pair: standing for pair, standing in sorted(desk.standing.items()) if standing.is_conflict}
    rows = [
        {"term": term, "emotion": emotion, "rulings": [f"{who}: {r.outcome}" for who, r in standing.rulings.items()]}
        for (term, emotion), standing in held.items()
    ]
    write_rows(rows, CONFLICTS, format, sys.stdout)
    if rows:
        raise typer.Exit(1)


def _list_agreement(desk: Desk, format: RowFormat) -> None:
    from kgservice.vocab.review.agreement import agreement

    write_rows([measured.to_dict() for measured in agreement(desk.log)], AGREEMENT, format, sys.stdout)
