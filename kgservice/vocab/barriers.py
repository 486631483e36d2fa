"""Where the search must not go: ``vocab/barriers.tsv``, synsets that WordNet puts near an emotion but that are not it.

Chosen with a language model while looking at samples of every emotion (source ``kgservice``); not a review of terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kgservice import tsv
from kgservice.tsv import Row
from kgservice.wordnet import WordNet

FILE = "vocab/barriers.tsv"
COLUMNS = ("emotion", "synset", "synset_label", "reason")
EVERY = "*"
"""In the column ``emotion``: no emotion may enter."""


def read(file: Path, labels: Mapping[str, str], wordnet: WordNet) -> frozenset[tuple[str, str]]:
    """Return pairs of emotion and synset; empty when the file does not exist.

    Raises `TableError` for an unknown emotion or synset, or a label that is not the synset's first lemma.
    """
    if not file.exists():
        return frozenset()
    ids = {synset.id: synset.lemmas[0] for synset in wordnet}
    rows = tsv.read(file, COLUMNS, key=["emotion", "synset"])
    return frozenset(pair for row in rows for pair in _pairs(row, labels, ids))


def _pairs(row: Row, labels: Mapping[str, str], ids: Mapping[str, str]) -> list[tuple[str, str]]:
    emotion, synset = row.one_of("emotion", [*labels, EVERY]), row.one_of("synset", ids)
    if row["synset_label"] != ids[synset]:
        problem = f'"{row["synset_label"]}" is not the first lemma of {synset}'
        raise row.error("synset_label", problem, f'Write "{ids[synset]}" or correct the synset.')
    return [(each, synset) for each in (labels if emotion == EVERY else [emotion])]
