"""The command that starts the service."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgservice.cli.output import remarks


class LogFormat(StrEnum):
    """How the lines of the log are written."""

    none = "none"
    text = "text"
    json = "json"


Lexicon = Annotated[Path | None, typer.Option(help="Another lexicon file.", exists=True, dir_okay=False)]


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; loopback unless told otherwise.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=0, max=64, help="Processes that serve; 0: this one, without reload.")
    ] = None,
    root_path: Annotated[str | None, typer.Option(help="Path under which a proxy serves this service.")] = None,
    lexicon: Lexicon = None,
    query_timeout_seconds: Annotated[float | None, typer.Option(help="How long one SPARQL query may run.")] = None,
    query_memory_mb: Annotated[int | None, typer.Option(help="Memory one SPARQL query may use, in MB.")] = None,
    query_max_rows: Annotated[int | None, typer.Option(help="Rows or triples in one SPARQL answer.")] = None,
    store_url: Annotated[str | None, typer.Option(help="Query URL of a SPARQL server that is the store.")] = None,
    store_update_url: Annotated[str | None, typer.Option(help="Update URL of that server.")] = None,
    store_gsp_url: Annotated[str | None, typer.Option(help="Graph Store URL of that server.")] = None,
    service_allow: Annotated[
        list[str] | None, typer.Option(help="URL of an endpoint that SERVICE may reach; may be repeated.")
    ] = None,
    store_path: Annotated[Path | None, typer.Option(help="Folder of the SPARQL store.", file_okay=False)] = None,
    request_max_bytes: Annotated[int | None, typer.Option(help="Length of one request body.")] = None,
    rate_limit: Annotated[int | None, typer.Option(help="Requests a minute from one client; 0: any number.")] = None,
    concurrency_limit: Annotated[int | None, typer.Option(help="Requests answered at once.")] = None,
    log_format: Annotated[
        LogFormat | None, typer.Option(help="One line a request on standard error: none, text or json.")
    ] = None,
    log_urls: Annotated[
        bool | None, typer.Option("--log-urls", help="Put the URLs asked for into these lines.")
    ] = None,
    review: Annotated[bool | None, typer.Option("--review", help="Let people rule on candidates at /review.")] = None,
    review_root: Annotated[Path | None, typer.Option(help="Folder whose vocab is reviewed.", file_okay=False)] = None,
    review_examples: Annotated[
        Path | None, typer.Option(help="File of texts to show terms in.", dir_okay=False)
    ] = None,
) -> None:
    """Serve SPARQL, REST look-ups, classification and downloads over HTTP.

    A flag wins over the environment (KGSERVICE_HOST, KGSERVICE_PORT, …), and that over kgservice.toml. With --workers
    SIGHUP brings in a new release without losing a request.

    Example: kgservice serve --port 8000
    """
    flags = {name: value for name, value in locals().items() if value not in (None, [])}
    from kgservice.api.settings import Settings

    settings = Settings(**flags)
    if settings.workers:
        from kgservice.api.supervisor import supervise

        supervise(flags, announce=_announce)
    else:
        from kgservice.api.server import run

        run(settings, announce=_announce)


def _announce(url: str) -> None:
    remarks.print(f"kgservice listens on {url} (Ctrl-C stops it)")
