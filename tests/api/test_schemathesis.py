"""The service does what its OpenAPI document says, tried with requests made up from the document.

Schemathesis makes requests that fit the document and requests that break it, and checks status, media type, headers and
body of every answer.  What is left out, and why, stands in ``schemathesis.toml``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
from mini_content import LIMITS
from mini_server import serving
from test_update import BEARER, TOKEN

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).with_name("schemathesis")
EXAMPLES = 5
"""Requests made up at random for each route, besides those for every border case."""

TEXTS = ("/sparql", "/store", "/.well-known/void", "/api/v1/classify/batch")
"""Routes whose bodies are texts in languages that no schema describes."""


def run(url: str, config: str, *words: str, folder: Path, **environment: str) -> str:
    """Try the server at a URL, and return what schemathesis says of it."""
    command = [str(PROGRAM), "--config-file", str(HERE / config), "run", f"{url}/openapi.json"]
    command += ["--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES), "--seed", "1", *words]
    known = os.environ | environment
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=folder, env=known)
    assert done.returncode == 0, done.stdout[-20_000:]
    return done.stdout


def test_every_route_keeps_to_the_document(client: httpx.Client, tmp_path: Path) -> None:
    others = [word for path in TEXTS for word in ("--exclude-path", path)]
    assert "Tested: " in run(str(client.base_url), "schemathesis.toml", *others, folder=tmp_path)


def test_routes_for_sparql_rdf_and_lines_keep_to_the_document_too(tmp_path: Path) -> None:
    words = [word for path in TEXTS for word in ("--include-path", path)]
    words += ["-H", f"Authorization: {BEARER['Authorization']}"]
    hooks = {"SCHEMATHESIS_HOOKS": "schemathesis_texts", "PYTHONPATH": str(HERE)}
    with serving(update_token=TOKEN, **LIMITS) as running:
        said = run(str(running.client.base_url), "schemathesis_texts.toml", *words, folder=tmp_path, **hooks)
    assert "Tested: 8" in said, said
