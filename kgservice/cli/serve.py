"""The command that starts the service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgservice.cli.output import remarks


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; loopback unless told otherwise.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
    lexicon: Annotated[Path | None, typer.Option(help="Another lexicon file.", exists=True, dir_okay=False)] = None,
) -> None:
    """Serve SPARQL, REST look-ups, classification and downloads over HTTP.

    A flag wins over the environment (KGSERVICE_HOST, KGSERVICE_PORT, …).

    Example: kgservice serve --port 8000
    """
    from kgservice.api.server import run
    from kgservice.api.settings import Settings

    flags = {"host": host, "port": port, "lexicon": lexicon}
    settings = Settings(**{name: value for name, value in flags.items() if value is not None})
    remarks.print(f"kgservice listens on http://{settings.host}:{settings.port} (Ctrl-C stops it)")
    run(settings)
