"""A WordNet of fifteen synsets, in WNDB form, with glosses of our own, and the miniature emotions beside it::

joy, joyfulness ──hyponym── delight                fear, dread ──hyponym── anxiety, unease
  └─derivation─ joyful ──similar── gleeful           │       └──hyponym── nervousness, nerves
                  ├─adverb─ joyfully                 └─derivation─ fearful
                  └─antonym─ joyless (also derived from joy: a trap)
delight ─derivation─ delight (verb) ─hyponym─ tickle pink     sadness, unhappiness ──hyponym── grief, heartache
cheerfulness   nerves (of the body, used more often)            grief ─derivation─ grieve (verb), grieving (adjective)
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from kgservice.ontology import Ontology
from kgservice.ontology.tables import read_ontology
from kgservice.vocab import seeds
from kgservice.vocab.claims import ordered
from kgservice.vocab.contest import Contest, Lexical
from kgservice.vocab.embedding import Model
from kgservice.vocab.propose import seeded_claims
from kgservice.wordnet import LEXICOGRAPHER_FILES, WordNet, load

TYPES = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}


@dataclass(frozen=True)
class Entry:
    """One synset to be written: pointers are (symbol, target, word here, word there), 0 for the whole synset."""

    type: str
    file: str
    words: str
    pointers: tuple[tuple[str, str, int, int], ...] = ()
    uses: tuple[int, ...] = ()


SYNSETS = {
    "00000101": Entry(
        "n", "noun.feeling", "joy joyfulness", (("~", "102n", 0, 0), ("+", "201a", 1, 1), ("+", "205a", 1, 1)), (9,)
    ),
    "00000102": Entry("n", "noun.feeling", "delight", (("@", "101n", 0, 0), ("+", "301v", 1, 1)), (5,)),
    "00000103": Entry("n", "noun.feeling", "sadness unhappiness", (("~", "104n", 0, 0),), (2,)),
    "00000104": Entry("n", "noun.feeling", "grief heartache", (("@", "103n", 0, 0), ("+", "302v", 1, 1)), (3,)),
    "00000105": Entry(
        "n", "noun.feeling", "fear dread", (("~", "106n", 0, 0), ("~", "107n", 0, 0), ("+", "203a", 1, 1)), (8, 1)
    ),
    "00000106": Entry("n", "noun.feeling", "anxiety unease", (("@", "105n", 0, 0),), (2,)),
    "00000107": Entry("n", "noun.feeling", "nervousness nerves", (("@", "105n", 0, 0),), (1, 1)),
    "00000108": Entry("n", "noun.feeling", "cheerfulness", (), (1,)),
    "00000109": Entry("n", "noun.body", "nerves", (), (19,)),
    "00000201": Entry("a", "adj.all", "joyful", (("&", "202s", 0, 0), ("!", "205a", 1, 1), ("+", "101n", 1, 1)), (4,)),
    "00000202": Entry("s", "adj.all", "gleeful(p)", (("&", "201a", 0, 0),), (1,)),
    "00000203": Entry("a", "adj.all", "fearful", (("+", "105n", 1, 1),), (3,)),
    "00000204": Entry("a", "adj.all", "grieving"),
    "00000205": Entry("a", "adj.all", "joyless", (("!", "201a", 1, 1), ("+", "101n", 1, 1)), (1,)),
    "00000301": Entry("v", "verb.emotion", "delight", (("~", "303v", 0, 0), ("+", "102n", 1, 1)), (6,)),
    "00000302": Entry("v", "verb.emotion", "grieve", (("+", "104n", 1, 1),), (2,)),
    "00000303": Entry("v", "verb.emotion", "tickle_pink", (("@", "301v", 0, 0),)),
    "00000401": Entry("r", "adv.all", "joyfully", (("\\", "201a", 1, 1),), (1,)),
}


def data_line(offset: str, entry: Entry) -> str:
    """Return one line of a data file."""
    words = entry.words.split()
    pointers = [f"{symbol} {int(t[:-1]):08d} {t[-1]} {a:02x}{b:02x}" for symbol, t, a, b in entry.pointers]
    parts = [offset, f"{LEXICOGRAPHER_FILES.index(entry.file):02d}", entry.type, f"{len(words):02x}"]
    parts += [f"{word} 0" for word in words] + [f"{len(pointers):03d}", *pointers]
    return " ".join(parts) + " | our own gloss  "


def sense_lines() -> list[str]:
    """Return the lines of the sense index; the more a sense is used, the lower its number."""
    senses: dict[tuple[str, str], list[tuple[int, str, int]]] = {}
    for offset, entry in SYNSETS.items():
        for i, word in enumerate(entry.words.split()):
            uses = entry.uses[i] if i < len(entry.uses) else 0
            key = (word.partition("(")[0], TYPES[entry.type])
            senses.setdefault(key, []).append((-uses, offset, "nvars".index(entry.type) + 1))
    return [
        f"{word}%{kind}:00:00:: {offset} {number} {-uses}"
        for (word, _), found in sorted(senses.items())
        for number, (uses, offset, kind) in enumerate(sorted(found), start=1)
    ]


def write_wordnet(folder: Path, newline: str = "\n") -> Path:
    """Write the database files and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("noun", "verb", "adj", "adv"):
        lines = ["  1 This line stands for the licence text.  "]
        lines += [data_line(offset, entry) for offset, entry in SYNSETS.items() if TYPES[entry.type] == name]
        (folder / f"data.{name}").write_text("".join(line + newline for line in lines), encoding="utf-8", newline="")
    (folder / "index.sense").write_text("".join(line + newline for line in sense_lines()), "utf-8", newline="")
    (folder / "verb.exc").write_text(f"wept weep{newline}", "utf-8", newline="")
    return folder


class Letters(Model):
    """A model that needs no package: a text is the counts of its letters."""

    def __init__(self) -> None:
        super().__init__("letters", Path(), "0" * 64)

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        counts = np.array([[text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts], float)
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="session")
def wordnet_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wordnet(tmp_path_factory.mktemp("wordnet"))


@pytest.fixture(scope="session")
def tiny(wordnet_folder: Path) -> WordNet:
    return load(wordnet_folder)


@pytest.fixture
def root(tmp_path: Path, mini: Path) -> Path:
    """A folder with the miniature emotions, seeds, and no vocabulary yet."""
    shutil.copytree(mini / "ontology", tmp_path / "ontology")
    (tmp_path / "vocab").mkdir()
    return tmp_path


@pytest.fixture
def emotions(root: Path) -> Ontology:
    return read_ontology(root / "ontology")


@pytest.fixture
def proposed(root: Path, emotions: Ontology, tiny: WordNet):
    """The candidates of the miniature emotions, by term, made with `Letters`."""
    claims = seeded_claims(root, emotions, Lexical(tiny))
    assert (root / seeds.FILE).exists()
    found = Contest(emotions, Lexical(tiny), Letters(), claims).candidates(ordered(claims))
    return {candidate.term: candidate for candidate in found}


@pytest.fixture(scope="session")
def wordnet_writer():
    """The function that writes the tiny database: folder and line end to folder."""
    return write_wordnet


@pytest.fixture
def letters() -> Letters:
    return Letters()
