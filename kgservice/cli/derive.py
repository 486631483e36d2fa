"""The commands that read outside sources and write tables: derive affect, dependencies, misspellings, norm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from kgservice import content
from kgservice.classify import EmotionClassifier
from kgservice.cli.output import remarks
from kgservice.cli.weights import weights
from kgservice.cli.words import words
from kgservice.ontology import load_ontology
from kgservice.ontology.tables import read_ontology

if TYPE_CHECKING:
    from kgservice.ontology.derivation import Figure

app = typer.Typer(
    help="Derive committed tables from outside sources that the user has (norms, conversations, models).",
    no_args_is_help=True,
    rich_markup_mode=None,
)


app.command()(words)
app.command()(weights)


@contextmanager
def steps(what: str) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows each step of long work."""
    with Progress(console=remarks, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda step: progress.update(task, description=step)


@app.command()
def affect(
    glasgow: Annotated[Path, typer.Option(help="Your copy of the Glasgow Norms (CSV).", exists=True, dir_okay=False)],
    epa: Annotated[Path, typer.Option(help="Your copy of the actdata EPA table (CSV).", exists=True, dir_okay=False)],
    root: Annotated[Path | None, typer.Option(help="Folder that holds ontology.", file_okay=False)] = None,
) -> None:
    """Derive ontology/affect.tsv: the VAD of every emotion from the two open norms; about a minute.

    Example: kgservice derive affect --glasgow glasgow_norms.csv --epa actdata_epa.csv
    """
    from kgservice.ontology.affect import write_affect
    from kgservice.ontology.derivation import derive_affect
    from kgservice.vocab.embedding import model

    folder = (root or content.root()) / "ontology"
    with steps("deriving") as progress:
        derived = derive_affect(glasgow, epa, read_ontology(folder), model().embed, progress=progress)
    write_affect(folder / "affect.tsv", derived.rows)
    _report(folder / "affect.tsv", len(derived.rows), derived.figures)


@app.command()
def dependencies(
    conversations: Annotated[Path | None, typer.Option(help="Conversations as JSON lines.", dir_okay=False)] = None,
    figures: Annotated[bool, typer.Option(help="Also measure, and write the figures into ontology/README.md.")] = True,
    root: Annotated[Path | None, typer.Option(help="Folder that holds ontology.", file_okay=False)] = None,
) -> None:
    """Derive ontology/dependencies.tsv: opposites, compositions, transitions and intensities; some minutes.

    Example: kgservice derive dependencies --conversations conversations.jsonl
    """
    from kgservice import wordnet
    from kgservice.figuretable import write_figures
    from kgservice.ontology.dependencies import Outside, derive_dependencies, write_dependencies
    from kgservice.ontology.dependency_figures import evaluate_dependencies
    from kgservice.vocab.embedding import model

    if conversations is not None and not conversations.is_file():
        raise typer.BadParameter(f"there is no file {conversations}")
    folder = root or content.root()
    outside = Outside(conversations, wordnet.load(), model().embed, _best_label())
    with steps("deriving") as progress:
        rows = derive_dependencies(folder, outside, progress)
        write_dependencies(folder, rows)
        if figures:
            write_figures(folder / "ontology" / "README.md", evaluate_dependencies(folder, outside, progress))
    _report(folder / "ontology" / "dependencies.tsv", len(rows))


def _best_label() -> Callable[[str], str | None]:
    """Return the function that names the best emotion of a text, None for a neutral one."""
    classifier = EmotionClassifier()

    def label(text: str) -> str | None:
        labels = classifier.classify(text).labels
        return labels[0][0] if labels else None

    return label


@app.command()
def misspellings(
    root: Annotated[Path | None, typer.Option(help="Folder that holds vocab.", file_okay=False)] = None,
) -> None:
    """Derive vocab/misspellings.tsv: terms whose slips of the pen are read, and what looks like one; about a minute.

    Example: kgservice derive misspellings
    """
    from kgservice.classify.lookalikes import write_misspellings
    from kgservice.classify.misspelling import FILE

    folder = root or content.root()
    with steps("deriving"):
        count = write_misspellings(folder)
    _report(folder / FILE, count)


@app.command()
def norm(
    file: Annotated[Path, typer.Argument(help="Your own copy of a norm.", exists=True, dir_okay=False)],
    format: Annotated[str, typer.Option(help="glasgow, warriner, nrc-vad, nrc-vad-2 or anew.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write; not among the shipped tables.")],
) -> None:
    """Derive ratings of the emotions from a norm that you have and that may not be shipped.

    Example: kgservice derive norm NRC-VAD-Lexicon.txt --format nrc-vad -o my-affect.tsv
    """
    from kgservice.ontology.affect import write_affect
    from kgservice.ontology.derivation import derive_user

    ontology = load_ontology()
    derived = derive_user(file, format, ontology, {emotion.id: emotion.ratings for emotion in ontology})
    write_affect(output, derived.rows)
    _report(output, len(derived.rows), derived.figures)


def _report(file: Path, rows: int, figures: Iterable[Figure] = ()) -> None:
    remarks.print(f"{content.display(file)}: {rows} rows")
    for figure in figures:
        errors = " / ".join(f"{error:.3f}" for error in figure.error)
        remarks.print(f"{figure.what}: error of valence / arousal / dominance {errors} (tried on {figure.tried_on})")
