"""Glosses: what the installed WordNet says about a sense, read when it is shown or embedded and never kept.

A definition is found by the offset that is printed at the start of its line, in some milliseconds and without parsing
the database.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from kgservice.errors import MissingExtra
from kgservice.vocab.candidates import Candidate
from kgservice.wordnet import POS_FILES, folder


def gloss(candidate: Candidate, wordnet: Path | None = None) -> str:
    """Return the definition of the sense that a candidate stands for.

    ``wordnet``: folder of the WordNet 3.0 files, by default those of the installed package.  An emoji gets its Unicode
    name.  "" where WordNet is not installed, for a term that it does not hold, and for an unknown synset.
    """
    if candidate.pos == "emoji":
        return emoji_name(candidate.term)
    try:
        return definition(candidate.synset, folder(wordnet)) if candidate.synset else ""
    except MissingExtra:
        return ""


@lru_cache(maxsize=4096)
def definition(synset: str, place: Path) -> str:
    """Return the definition of a synset such as ``07516354-n``, without its examples; "" when there is none."""
    offset, _, pos = synset.partition("-")
    if pos not in POS_FILES:
        return ""
    data = _data(place / f"data.{POS_FILES[pos]}")
    start = data.find(f"\n{offset} ".encode())
    line = data[start + 1 : data.find(b"\n", start + 1)].decode() if start >= 0 else ""
    return without_examples(line.partition(" | ")[2])


def without_examples(text: str) -> str:
    """Return a gloss up to its first example.

    >>> without_examples('filled with melancholy; "feeling blue"; "a blue day"')
    'filled with melancholy'
    >>> without_examples("belligerence aroused by a real or supposed wrong; personified as one of the deadly sins")
    'belligerence aroused by a real or supposed wrong; personified as one of the deadly sins'
    """
    return text.partition('; "')[0].strip()


def emoji_name(emoji: str) -> str:
    r"""Return the Unicode names of the characters of an emoji, in lower case; "" for characters without a name.

    >>> emoji_name("\N{FACE WITH TEARS OF JOY}")
    'face with tears of joy'
    """
    names = (unicodedata.name(character, "") for character in emoji)
    return ", ".join(name.lower() for name in names if name and name != "ZERO WIDTH JOINER")


@cache
def _data(file: Path) -> bytes:
    return b"\n" + file.read_bytes()
