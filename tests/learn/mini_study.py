"""A study small enough to hold in the head: three sets, four kinds of words, vectors worked out by hand.

Vectors: words of joy lie at (1, 0), words of fear at (0, 1), all others at the middle; ``gleeful`` stands in no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

JOYFUL = ("sunny", "cake", "holiday", "gleeful")
FEARFUL = ("wolf", "cellar", "thunder")
PLAIN = ("the", "a", "table", "stands", "here", "today")


class HandMade:
    """An embedding model whose vectors are known."""

    identity = "hand@0"

    def embed(self, texts: Sequence[str], progress: object = None) -> Any:
        return np.array([[float(t in JOYFUL), float(t in FEARFUL)] for t in texts]) if texts else np.zeros((0, 0))


def write_set(file: Path, rows: Sequence[tuple[str, str]], column: str = "label") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([f"text\t{column}", *(f"{text}\t{label}" for text, label in rows)]) + "\n", "utf-8")
    return file


def rows(words: Sequence[str], label: str) -> list[tuple[str, str]]:
    """Nine texts that each hold one of the words in a plain frame."""
    frames = ("the {} today", "a {} stands here", "here the {} stands")
    return [(frame.format(word), label) for word in words for frame in frames]
