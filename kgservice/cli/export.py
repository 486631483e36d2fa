"""The command that writes ontology, lexicon or a matrix of distances to a file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgservice.cli.output import remarks

FORMATS = (
    "ontology: ttl owl jsonld nt skos sssom csv; lexicon: tsv jsonl ttl nt; matrix: tsv csv npy; default: the first."
)


class Artefact(StrEnum):
    """What can be exported."""

    ontology = "ontology"
    lexicon = "lexicon"
    matrix = "matrix"


class Kind(StrEnum):
    """What a matrix says of every two emotions."""

    tree = "tree"
    vad = "vad"
    embedding = "embedding"
    opposites = "opposites"


def export(
    what: Annotated[Artefact, typer.Argument(help="Which of the three.")],
    format: Annotated[str, typer.Option(help=FORMATS)] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")
    ] = None,
    kind: Annotated[
        Kind, typer.Option(help="For matrix: distances, 0 to 1; opposites: how surely two exclude each other.")
    ] = Kind.tree,
) -> None:
    """Write the ontology, the lexicon, or the distances between all emotions in one of their formats.

    Example: kgservice export ontology --format owl -o emotions.owl
    """
    data = _matrix(kind, format) if what is Artefact.matrix else _data(what, format)
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


def _matrix(kind: Kind, format: str) -> bytes:
    from kgservice.ontology import load_ontology, matrices

    ontology = load_ontology()
    if kind is not Kind.embedding:
        return matrices.serialise(matrices.matrix(ontology, kind), format or "tsv")
    from kgservice.vocab import embedding, label_distances

    return matrices.serialise(label_distances.embedding_distances(ontology, embedding.model()), format or "tsv")
