"""Fixtures shared by every test.

The miniature content in ``tests/data/mini`` is small enough to hold in the head::

    joy       cheerfulness       delight
    sadness   sadness-secondary  grief
    fear      nervousness        anxiety
"""

from __future__ import annotations

from pathlib import Path

import pytest
from review_tree import write_tree

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def mini() -> Path:
    """The folder of the miniature content, laid out like the project's root."""
    return DATA / "mini"


@pytest.fixture
def review_root(tmp_path: Path, mini: Path) -> Path:
    """A folder with the miniature emotions and the candidates of ``review_tree``, and no decision."""
    return write_tree(tmp_path / "tree", mini)
