"""The command ``kgservice derive words``: the VAD of words, and how well it is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice import content
from kgservice.cli.output import remarks

if TYPE_CHECKING:
    from kgservice.learn.words import Derived


def words(
    texts: Annotated[list[Path], typer.Argument(help="Your labelled, openly licensed text.", exists=True)],
    glasgow: Annotated[Path, typer.Option(help="Your copy of the Glasgow Norms (CSV).", exists=True, dir_okay=False)],
    epa: Annotated[Path, typer.Option(help="Your copy of the actdata EPA table (CSV).", exists=True, dir_okay=False)],
    cache: Annotated[Path | None, typer.Option(help="Folder for embeddings; an interrupted run goes on.")] = None,
    root: Annotated[Path | None, typer.Option(help="Folder that holds ontology and vocab.", file_okay=False)] = None,
) -> None:
    """Derive vocab/word-affect.tsv: valence, arousal, dominance and weight of words; some minutes.

    Example: kgservice derive words goemotions.jsonl xed.jsonl --glasgow glasgow_norms.csv --epa actdata_epa.csv
    """
    from kgservice import load_ontology, wordnet
    from kgservice.cli.derive import steps
    from kgservice.figuretable import write_figures
    from kgservice.learn.word_figures import figures
    from kgservice.learn.words import Sources, derive_words
    from kgservice.vocab.affect import FILE, write_word_affect
    from kgservice.vocab.embedding import model
    from kgservice.vocab.lexicon import FILE as LEXICON
    from kgservice.vocab.lexicon import load_lexicon

    folder = root or content.root()
    sources = Sources(glasgow, epa, texts, wordnet.load(), folder)
    with steps("deriving") as step:
        derived = derive_words(sources, load_lexicon(folder / LEXICON), load_ontology(), model(cache=cache), step=step)
    write_word_affect(folder / FILE, derived.words)
    write_figures(folder / "vocab" / "README.md", figures(derived))
    _report(folder / FILE, derived)


def _report(file: Path, derived: Derived) -> None:
    for what, quality in derived.qualities.items():
        r, error = (" / ".join(f"{number:.3f}" for number in numbers) for numbers in (quality.r, quality.error))
        remarks.print(f"held-out estimates of {what} ({quality.words}): r {r}, mean absolute error {error}")
    prior = ", ".join(f"{number:.3f}" for number in derived.prior)
    remarks.print(
        f"for [affect] in vocab/calibration.toml: prior {prior}; shrinkage {derived.shrinkage:.3f}", markup=False
    )
