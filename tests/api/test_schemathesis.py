"""The service does what its OpenAPI document says, tried with requests made up from the document.

Schemathesis makes requests that fit the document and requests that break it, and checks status, media type, headers and
body of every answer.  What is left out, and why, stands in ``schemathesis.toml``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).with_name("schemathesis")
EXAMPLES = 5
"""Requests made up at random for each route, besides those for every border case."""


def test_every_route_keeps_to_the_document(client: httpx.Client, tmp_path: Path) -> None:
    words = [str(PROGRAM), "--config-file", str(HERE / "schemathesis.toml"), "run", f"{client.base_url}/openapi.json"]
    words += ["--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES), "--seed", "1"]
    words += ["--exclude-path", "/api/v1/classify/batch"]  # a stream of lines, tried in test_batch_streaming
    words += ["--exclude-path", "/sparql"]  # no schema says what SPARQL is; tried in test_sparql_protocol
    words += ["--exclude-path", "/store"]  # nor what RDF is; tried in test_graph_store
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-20_000:]
    assert "Tested: " in done.stdout
