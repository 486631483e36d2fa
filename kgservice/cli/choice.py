"""Which classifier a command labels with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgservice.classify import EmotionClassifier
from kgservice.vocab import load_lexicon

Lexicon = Annotated[Path | None, typer.Option(help="Another lexicon file.", exists=True, dir_okay=False)]
Embed = Annotated[bool, typer.Option("--embed", help="Let a sentence model speak too (extra embed); slower.")]


def chosen(lexicon: Path | None = None, embed: bool = False) -> EmotionClassifier:
    """Return the classifier for ``--lexicon`` and ``--embed``.

    Raises `typer.BadParameter` for both at once, and `MissingExtra` without the ``embed`` extra.
    """
    if not embed:
        return EmotionClassifier(lexicon=load_lexicon(lexicon))
    if lexicon is not None:
        raise typer.BadParameter("--embed fits the packaged lexicon only; leave --lexicon out")
    from kgservice.classify.sentence import SentenceClassifier

    return SentenceClassifier()
