"""The commands for people who judge by questionnaire: questionnaire, agreement."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kgservice import content
from kgservice.cli.output import RowFormat, opened, remarks, write_rows
from kgservice.ontology import load_ontology
from kgservice.ontology.agreement import agreement as measure
from kgservice.ontology.questionnaire import Item, items, read_answers, to_csv, to_html
from kgservice.vocab import load_lexicon
from kgservice.vocab.sample import read_sample

PerPart = Annotated[int | None, typer.Option(min=1, help="At most so many statements of each part.")]
Seed = Annotated[int, typer.Option(help="Draws the same statements for the same number.")]


def _items(per_part: int | None, seed: int) -> tuple[Item, ...]:
    terms = {(sense.term, sense.emotion) for sense in load_lexicon()}
    return items(load_ontology(), sorted(terms), per_part=per_part, seed=seed)


def _sample_items() -> tuple[Item, ...]:
    """Return the statements about the senses of the published sample, all of them."""
    ontology = load_ontology()
    terms = [(judged.case.term, judged.case.emotion) for judged in read_sample(content.root(), ontology)]
    return tuple(item for item in items(ontology, terms) if item.part == "terms")


def questionnaire(
    output: Annotated[Path, typer.Argument(help="Where to write: a .csv or a .html file.", dir_okay=False)],
    per_part: PerPart = 50,
    seed: Seed = 0,
    sample: Annotated[bool, typer.Option("--sample", help="The 300 terms of vocab/sample.tsv, nothing else.")] = False,
) -> None:
    """Write a questionnaire that lets people judge hierarchy, terms and links, or the published sample of terms.

    Example: kgservice questionnaire questions.html --per-part 40
    """
    writers = {".csv": to_csv, ".html": to_html}
    if output.suffix not in writers:
        raise typer.BadParameter(f"{output} ends neither in .csv nor in .html")
    questions = _sample_items() if sample else _items(per_part, seed)
    with opened(output) as stream:
        stream.write(writers[output.suffix](questions))
    how = "the published sample" if sample else f"seed {seed}"
    remarks.print(f"{output}: {len(questions)} statements ({how})")


def agreement(
    answers: Annotated[list[Path], typer.Argument(help="Filled questionnaires, one file a person.", exists=True)],
    format: Annotated[RowFormat, typer.Option(help="How to show it.")] = RowFormat.table,
) -> None:
    """Measure how far people who filled in the questionnaire agree: Krippendorff's alpha, Cohen's kappa.

    Example: kgservice agreement anna.csv ben.csv
    """
    questions = tuple({item.id: item for item in (*_items(None, 0), *_sample_items())}.values())
    given = {file.stem: read_answers(file, questions) for file in answers}
    judged = set().union(*given.values())
    rows = [asdict(part) for part in measure([item for item in questions if item.id in judged], given)]
    write_rows(rows, ("part", "items", "raters", "ratings", "mean", "alpha", "kappa"), format, sys.stdout)
