"""The command that draws and judges a sample of the lexicon."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice import content
from kgservice.cli.derive import steps
from kgservice.cli.output import RowFormat, remarks, write_rows
from kgservice.figuretable import write_figures
from kgservice.ontology.tables import read_ontology
from kgservice.vocab.sample import figures, read_controls, read_sample

if TYPE_CHECKING:
    from kgservice.ontology import Ontology
    from kgservice.vocab.sample.judges import Judge


def sample(
    draw: Annotated[bool, typer.Option("--draw", help="Draw and judge it again; some minutes.")] = False,
    cache: Annotated[Path | None, typer.Option(help="Folder for embeddings, if not the user's cache.")] = None,
    format: Annotated[RowFormat, typer.Option(help="How to show the figures.")] = RowFormat.table,
    root: Annotated[Path | None, typer.Option(help="Folder that holds ontology and vocab.", file_okay=False)] = None,
) -> None:
    """Show how precise the lexicon is on its published sample, by automatic references; --draw makes it anew.

    Drawing writes vocab/sample.tsv, vocab/sample-controls.tsv and the figures in vocab/README.md, and needs the extras
    build and evaluate.

    Example: kgservice sample --format csv
    """
    folder = root or content.root()
    ontology = read_ontology(folder / "ontology")
    if draw:
        _draw(folder, ontology, cache or content.cache_folder())
    table = figures(read_sample(folder, ontology), read_controls(folder, ontology))
    if draw:
        write_figures(folder / "vocab" / "README.md", [table])
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    write_rows(rows, table.columns, format, sys.stdout)
    remarks.print("The verdicts are automatic; for people: kgservice questionnaire sample.html --sample")


def _draw(folder: Path, ontology: Ontology, cache: Path) -> None:
    from kgservice.vocab.lexicon import FILE, load_lexicon
    from kgservice.vocab.sample import controls, draw
    from kgservice.vocab.sample.table import judge, write_controls, write_sample

    cases = draw(load_lexicon(folder / FILE), ontology)
    with steps("reading the references") as step:
        judges = _judges(folder, ontology, cache)
        step("judging")
        for write, judged in (
            (write_sample, judge(cases, judges)),
            (write_controls, judge(controls(cases, ontology), judges)),
        ):
            remarks.print(f"{content.display(write(folder, judged, ontology))}: {len(judged)} rows")


def _judges(folder: Path, ontology: Ontology, cache: Path) -> dict[str, Judge]:
    from kgservice.learn.labelled import read_corpus
    from kgservice.vocab.embedding import model
    from kgservice.vocab.sample import judges

    corpus = read_corpus(folder, ontology, 1.0)
    labelled = [(e.text, family) for e in corpus.examples for family in sorted(e.gold) or ["neutral"]]
    return {
        "thesaurus": judges.thesaurus(ontology),
        "valence": judges.valence(ontology),
        "sentences": judges.sentences(labelled, model(cache=cache)),
    }
