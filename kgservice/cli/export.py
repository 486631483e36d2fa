"""The command that writes ontology and lexicon to a file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgservice.cli.output import remarks

FORMATS = "ontology: ttl owl jsonld nt skos sssom csv; lexicon: tsv jsonl ttl; the first by default"
Format = Annotated[str, typer.Option(help=FORMATS)]


class Artefact(StrEnum):
    """What can be exported."""

    ontology = "ontology"
    lexicon = "lexicon"


def export(
    what: Annotated[Artefact, typer.Argument(help="Which of the two.")],
    format: Annotated[
        str, typer.Option(help="ontology: ttl owl jsonld nt skos sssom csv; lexicon: tsv jsonl ttl nt.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")
    ] = None,
) -> None:
    """Write the ontology or the lexicon in one of its formats.

    Example: kgservice export ontology --format owl -o emotions.owl
    """
    data = _data(what, format)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)
        remarks.print(f"{output}: {len(data):,} bytes")


def _data(what: Artefact, format: str) -> bytes:
    if what is Artefact.ontology:
        from kgservice.ontology import formats

        return formats.serialise(format or "ttl")
    from kgservice.vocab import formats as lexicon_formats

    return lexicon_formats.serialise(format or "tsv")
