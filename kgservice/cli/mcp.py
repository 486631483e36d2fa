"""The command that serves agents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def mcp(
    lexicon: Annotated[Path | None, typer.Option(help="Another lexicon file.", exists=True, dir_okay=False)] = None,
) -> None:
    """Serve agents over the Model Context Protocol on standard input and output (extra mcp).

    Tools: lookup, card, terms, classify, convert, query. Limits of queries are set as for kgservice serve.

    Example: kgservice mcp
    """
    from kgservice.agents.server import run
    from kgservice.api.settings import Settings

    run(Settings(**({"lexicon": lexicon} if lexicon else {})))
