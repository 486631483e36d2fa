"""Use cases that read plain lines: an empty file and one that is not UTF-8 are told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.examples import empathy, open_labels


@pytest.mark.parametrize(("content", "said"), [(b"\n \n", "holds no text"), (b"so glad\n\xff\n", "row 2")])
@pytest.mark.parametrize("program", [open_labels.main, lambda words: empathy.main([*words, "--to", "I am sad."])])
def test_what_cannot_be_read_is_named(content, said, program, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "labels.txt"
    file.write_bytes(content)
    assert program([str(file)]) == 1
    errors = capsys.readouterr().err
    assert "labels.txt" in errors and said in errors and "Traceback" not in errors
