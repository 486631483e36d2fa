"""An Italian wordnet of eleven lemmas beside the tiny WordNet, and a root that maps the miniature emotions to it::

joy        gioia, letizia      delight    letizia            sadness  tristezza, infelicità
fear       paura               anxiety    paura (no other)   grief    (none)
cheerfulness (none; its other senses neither)                nervousness  nervosismo; nerves (of the body) nervi
joyful (adjective) gioioso     delight (verb) rallegrare
"""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kgservice.ontology import Ontology
from kgservice.vocab import seeds
from kgservice.wordnet import WordNet

LEMMAS = (
    ("00000101-n", "gioia"),
    ("00000101-n", "letizia"),
    ("00000102-n", "letizia"),
    ("00000103-n", "infelicità"),
    ("00000103-n", "tristezza"),
    ("00000105-n", "paura"),
    ("00000106-n", "paura"),
    ("00000107-n", "nervosismo"),
    ("00000109-n", "nervi"),
    ("00000201-a", "gioioso"),
    ("00000301-v", "rallegrare"),
)
HEADER = "# kgservice\tita\thttps://w3id.org/tone-kg/ontology\tCC BY 4.0"


def text(*rows: tuple[str, str], header: str = HEADER) -> str:
    """Return an Open Multilingual Wordnet file with these lemmas."""
    return "\n".join([header, *(f"{synset}\tita:lemma\t{lemma}" for synset, lemma in rows)]) + "\n"


@pytest.fixture
def italian(tmp_path: Path) -> Path:
    """The Italian file, packed."""
    file = tmp_path / "wn-data-ita.tab.gz"
    file.write_bytes(gzip.compress(text(*LEMMAS).encode()))
    return file


@pytest.fixture
def mapped(root: Path, emotions: Ontology, tiny: WordNet) -> Path:
    """The root with the miniature emotions mapped to the tiny WordNet."""
    seeds.refresh(root / seeds.FILE, emotions, tiny)
    return root
