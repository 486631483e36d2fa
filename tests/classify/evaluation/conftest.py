"""Labelled files, and how the nine emotions of the miniature tree are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mini_lexicon import mini_ontology

from kgservice.classify.evaluation import Reading

Write = Callable[..., Path]


@pytest.fixture
def reading() -> Reading:
    return Reading(mini_ontology())


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write records as JSON lines, or a text as it stands."""

    def written(*records: dict[str, object], name: str = "rows.jsonl", text: str | bytes | None = None) -> Path:
        file = tmp_path / name
        content = "".join(json.dumps(record) + "\n" for record in records) if text is None else text
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return written
