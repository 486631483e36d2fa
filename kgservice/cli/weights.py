"""The command ``kgservice derive weights``: what words add to each emotion, learned, and measured on unseen sets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice import content
from kgservice.cli.output import remarks

if TYPE_CHECKING:
    from kgservice.classify.weights import Weights
    from kgservice.figuretable import FigureTable
    from kgservice.learn.study import Steps, Study
    from kgservice.vocab.embedding import Model, Progress

Files = list[Path]


def weights(
    texts: Annotated[Files, typer.Argument(help="Your labelled, openly licensed text to learn from.", exists=True)],
    measure: Annotated[Files | None, typer.Option(help="A labelled set to measure on; may be given again.")] = None,
    ablation: Annotated[bool, typer.Option(help="Also measure what each part adds; ten minutes more.")] = False,
    sentences: Annotated[bool, typer.Option(help="Also learn the embedding mode; 20 minutes a run.")] = False,
    write: Annotated[bool, typer.Option(help="Write the tables; else only measure.")] = True,
    cache: Annotated[Path | None, typer.Option(help="Folder for what was done; an interrupted run goes on.")] = None,
    root: Annotated[Path | None, typer.Option(help="Folder that holds ontology and vocab.", file_okay=False)] = None,
) -> None:
    """Derive vocab/associations.tsv and calibration.toml: what words add to each emotion; some minutes.

    A set that is measured teaches nothing to the weights it is measured with.  Figures go into vocab/README.md.
    With --sentences also vocab/sentence-adapter.safetensors and sentence-weights.tsv: one run for all sets, and one
    more for each measured set that is learned from.

    Example: kgservice derive weights goemotions.jsonl xed.jsonl --measure goemotions.jsonl --measure tec.jsonl
    """
    from kgservice.classify import EmotionClassifier
    from kgservice.classify.weights import load_weights
    from kgservice.cli.derive import steps
    from kgservice.figuretable import write_figures
    from kgservice.learn.study import study
    from kgservice.vocab.embedding import model

    folder, before = root or content.root(), load_weights()
    encoder = model(cache=cache)
    with steps("reading") as step:
        read = study(folder, texts, EmotionClassifier(), encoder, step=step)
        if write:
            step("learning")
            remarks.print(_write(folder, read, before))
            if sentences:
                _write_sentences(folder, read, encoder, step)
        tables = []
        if measure:
            step("measuring on unseen sets")
            tables = _figures(folder, read, before, measure, ablation)
        if measure and sentences:
            step("measuring the embedding mode")
            tables.append(_beside_words(folder, read, before, measure, encoder, step))
    write_figures(folder / "vocab" / "README.md", tables)
    for table in tables:
        remarks.print(table.to_markdown(), markup=False)


def _write(folder: Path, read: Study, before: Weights) -> str:
    from kgservice.classify.calibration import FILE
    from kgservice.classify.weights import ASSOCIATIONS
    from kgservice.learn import associations, calibration

    learned = read.learn()
    rows = learned.rows()
    associations.write(folder / ASSOCIATIONS, rows)
    calibration.write(folder / FILE, calibration.calibrated(learned, calibration.Choices(), before.calibration))
    return f"{content.display(folder / ASSOCIATIONS)}: {len(rows)} forms"


def _write_sentences(folder: Path, read: Study, encoder: Model, step: Steps) -> None:
    from kgservice.learn import sentences

    sentences.write(folder, sentences.learn(read, encoder, progress=_counted(step)))


def _counted(step: Steps) -> Progress:
    return lambda done, of: step(f"learning the embedding mode, {done} of {of}")


def _figures(folder: Path, read: Study, before: Weights, files: Files, with_ablation: bool) -> list[FigureTable]:
    from kgservice.learn import ablation, unseen
    from kgservice.learn.calibration import Choices
    from kgservice.ontology import load_ontology
    from kgservice.vocab import load_lexicon

    lexicon, ontology = load_lexicon(), load_ontology()
    whole, *parts = ablation.learned_steps(folder, read, lexicon, ontology, Choices(), before)
    found = [unseen.table(unseen.measure(files, whole.make))]
    if with_ablation:
        steps = [*ablation.lexical_steps(folder, lexicon, ontology), whole, *parts]
        found.append(ablation.table(steps, files))
    return found


def _beside_words(folder: Path, read: Study, before: Weights, files: Files, encoder: Model, step: Steps) -> FigureTable:
    from kgservice.learn import sentences, unseen
    from kgservice.learn.calibration import Choices
    from kgservice.learn.study import weights_of

    def words(name: str) -> Weights:
        return weights_of(folder, read.learn(name), Choices(), before)

    make = sentences.beside_words(read, encoder, words, _counted(step))
    return unseen.table(unseen.measure(files, make), "unseen-embed")
