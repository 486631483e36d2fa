"""``kgservice export matrix`` from the command line."""

from __future__ import annotations

import io

import numpy
import pytest
from typer.testing import CliRunner

from kgservice import load_ontology
from kgservice.cli import app

runner = CliRunner()


@pytest.mark.parametrize(("kind", "count"), [("tree", 137), ("vad", 150), ("opposites", 150)])
def test_a_matrix_has_a_row_and_a_column_for_every_emotion(kind: str, count: int) -> None:
    lines = runner.invoke(app, ["export", "matrix", "--kind", kind]).stdout.splitlines()
    ids = lines[0].split("\t")[1:]
    assert len(ids) == len(lines) - 1 == count
    assert [line.split("\t")[0] for line in lines[1:]] == ids
    assert set(ids) <= set(load_ontology().ids)


def test_numpy_reads_what_was_exported() -> None:
    made = runner.invoke(app, ["export", "matrix", "--kind", "vad", "--format", "npy"]).stdout_bytes
    assert numpy.load(io.BytesIO(made)).shape == (150, 150)


def test_a_form_that_a_matrix_does_not_have_is_refused() -> None:
    result = runner.invoke(app, ["export", "matrix", "--format", "ttl"])
    assert result.exit_code == 1 and "ttl" in str(result.exception)
