"""The command that brings labels and terms of other languages: derive labels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgservice import content
from kgservice.cli.derive import steps
from kgservice.cli.output import remarks


def labels(
    wordnet: Annotated[
        list[str] | None, typer.Option(help="CODE=FILE: an Open Multilingual Wordnet file, such as ita=ita.tab.gz.")
    ] = None,
    list_: Annotated[
        list[Path] | None, typer.Option("--list", help="A table of emotion, language, label, kind, source.")
    ] = None,
    annotations: Annotated[
        Path | None, typer.Option(help="Unpacked npm package cldr-annotations-full: which words are usual.")
    ] = None,
    wordnet30: Annotated[Path | None, typer.Option(help="Folder of WordNet 3.0, if not the package's.")] = None,
    root: Annotated[Path | None, typer.Option(help="Folder that holds ontology and vocab.", file_okay=False)] = None,
) -> None:
    """Derive labels and terms of other languages from wordnets and lists: ontology/labels and vocab/languages.

    Example: kgservice derive labels --wordnet ita=wn-data-ita.tab.gz --wordnet cat=wn-data-cat.tab.gz
    """
    from kgservice.vocab.languages.derive import Inputs, derive_labels

    if not wordnet and not list_:
        raise typer.BadParameter("give at least one --wordnet CODE=FILE or --list FILE")
    inputs = Inputs(dict(map(_pair, wordnet or [])), tuple(list_ or ()), wordnet30, annotations)
    with steps("deriving") as progress:
        written = derive_labels(root or content.root(), inputs, progress)
    for file in written:
        remarks.print(content.display(file))


def _pair(option: str) -> tuple[str, Path]:
    from kgservice.ontology.languages import LANGUAGES

    code, sign, file = option.partition("=")
    if not sign or code not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise typer.BadParameter(f'"{option}" is not CODE=FILE with one of the codes {known}')
    return code, Path(file)
