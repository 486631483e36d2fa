"""The user's own lists: terms with emotions (TSV) or terms alone (plain text).

A row of a table is somebody's word for it and counts like a dictionary's; a term alone is placed among all emotions by
its embedding, and waits for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kgservice import content, tsv
from kgservice.errors import TableError, UnreadableText
from kgservice.tsv import Row
from kgservice.vocab.claims import ANY, Claim
from kgservice.vocab.model import POS
from kgservice.vocab.normalize import normalize

COLUMNS = ("term", "emotion")
OPTIONAL = ("pos",)
DEPTH = 0
PLACED_DEPTH = 2
LONGEST = 80
"""Characters of a term; a longer line is a text and no term."""

Lemma = Callable[[str], str]
"""Gives the base form of a term, or the term itself."""


def table(file: Path, labels: Mapping[str, str], lemma: Lemma) -> Iterator[Claim]:
    """Yield a claim for every row of a TSV with the columns term, emotion and maybe pos.

    ``labels``: emotion by normalised label; an emotion may be given by id or by label.  Raises `TableError` for a
    missing column, an unknown emotion or part of speech, an empty or overlong term, `UnreadableText` for another
    encoding than UTF-8.
    """
    ids = set(labels.values())
    for row in tsv.read(file, COLUMNS, optional=OPTIONAL):
        named = row.required("emotion")
        emotion = named if named in ids else labels.get(normalize(named)) or row.one_of("emotion", sorted(ids))
        term = lemma(_short(row))
        pos = row.one_of("pos", POS) if row["pos"] else _pos(term)
        yield Claim(term, pos, emotion, "listed", "", DEPTH, _route(file, row.number))


def lines(file: Path, lemma: Lemma) -> Iterator[Claim]:
    """Yield a claim of any emotion for every line of a plain text; empty lines and those that start with # say nothing.

    Raises `TableError` for a missing file or an overlong line, `UnreadableText` for another encoding than UTF-8.
    """
    for number, line in enumerate(text_of(file).splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            term = lemma(_short(Row({"term": line.strip()}, content.display(file), number)))
            yield Claim(term, _pos(term), ANY, "placed", "", PLACED_DEPTH, _route(file, number))


def text_of(file: Path) -> str:
    """Return a text file; raises `TableError` when it is missing, `UnreadableText` when it is not UTF-8."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise TableError(str(file), None, None, "the file does not exist", "Give the path of a list.") from None
    except UnicodeDecodeError as error:
        raise UnreadableText(str(file), error.start) from None


def _short(row: Row) -> str:
    term = normalize(row.required("term"))
    if not term or len(term) > LONGEST or "|" in term:
        raise row.error("term", f'"{term[:20]}" is no term', f"Write up to {LONGEST} characters, one term a row.")
    return term


def _pos(term: str) -> str:
    return "phrase" if " " in term else ""


def _route(file: Path, row: int) -> str:
    return f"list:{file.name.replace('|', '_')}:{row}"
