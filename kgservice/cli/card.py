"""The command that shows the card of an emotion."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgservice.cli.output import opened
from kgservice.ontology import load_ontology
from kgservice.vocab import load_lexicon
from kgservice.vocab.card import card as card_of


class Reader(StrEnum):
    """Who reads the card."""

    human = "human"
    llm = "llm"


class Form(StrEnum):
    """The forms that a card can take."""

    text = "text"
    json = "json"


def card(
    emotion: Annotated[str, typer.Argument(help="An emotion's id or label.")],
    reader: Annotated[
        Reader, typer.Option("--for", help="Who reads it: llm is what fits into a prompt.")
    ] = Reader.human,
    format: Annotated[Form, typer.Option(help="How to show it; json is the same for both.")] = Form.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here, not to standard output.")] = None,
) -> None:
    """Show the card of an emotion: definition, path, VAD, links, terms, and how to tell it from its neighbours.

    Example: kgservice card joy --for llm
    """
    found = card_of(emotion, load_ontology(), load_lexicon())
    with opened(output) as stream:
        if format is Form.json:
            stream.write(json.dumps(found.to_dict(), ensure_ascii=False) + "\n")
        else:
            stream.write(found.prompt() if reader is Reader.llm else found.page())
