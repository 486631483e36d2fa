"""The two thesauri in the public domain: Moby (Ward 1996) and Roget (1911).

Both are wide and tell no senses apart, so one listing says little: Moby has *zest* under *anxiety*.  A term is claimed
only when two entries of one family of emotions list it.  What a thesaurus claims is a candidate and no more: see
`routes.agree` for when it enters the lexicon.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from kgservice import content
from kgservice.errors import TableError, UnreadableText
from kgservice.vocab.claims import Claim, is_term
from kgservice.vocab.normalize import normalize

DEPTH = 2
"""Steps that a listing counts for: about as far as a hyponym of a hyponym."""

LISTINGS = 2
"""How many entries of one family must list a term."""

MOST_WORDS = 4
"""Longer entries are definitions or quotations."""

_HEAD = re.compile(r"^ {0,4}(\d+(?:\.\d+|[a-z])?)\. (?![A-Z][A-Z ,]+$)")
"""The number of a head; from 908 on the e-text is indented.  A line in capitals is the title of a section."""

_PART = re.compile(r"^ {0,4}(?:.*?-- ?)?(?:N|V|Adj|Adv|Phr|Int)\. ")
_ASIDE = re.compile(r"\[[^\]]*\]|&c\.?\s*(?:\([^)]*\))?\s*(?:\d+(?:\.\d+|[a-z])?|n\.+|adj\.|adv\.|v\.)?|\([^)]*\)")
_BETWEEN = re.compile(r"[;:,]|\.\s")


def moby(file: Path) -> dict[str, tuple[str, ...]]:
    """Read Moby: an entry a line, its words after it, joined by commas; returns the words by entry, normalised.

    Raises `UnreadableText` for a file that is not UTF-8, `TableError` for a line without words.
    """
    entries = {}
    for number, line in enumerate(_text(file).splitlines(), start=1):
        head, *words = line.split(",")
        if not head or not words:
            fix = "Give an unchanged words.txt of the Moby thesaurus."
            raise TableError(content.display(file), number, None, "the line is no entry with its words", fix)
        entries[normalize(head)] = tuple(map(normalize, words))
    return entries


def roget(file: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read Roget: returns its paragraphs as (number of the head, words), in the order of the book.

    Raises `UnreadableText` for a file that is not UTF-8, `TableError` when head 1 or the end of the book is not there.
    """
    text = html.unescape(_text(file))
    start, end = text.find("\n1. Existence -- "), text.find("*** END: FULL LICENSE ***")
    if start < 0 or end < 0:
        fix = "Give an unchanged copy of the e-text 10681."
        raise TableError(content.display(file), text.count("\n") + 1, None, "the book is not whole", fix)
    paragraphs = ((head, _words(paragraph)) for head, paragraph in _paragraphs(text[start:end]))
    return tuple((head, words) for head, words in paragraphs if words)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableText(content.display(file), error.start) from None


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield head and paragraph; a paragraph starts at a head, a part of speech, an indented or after an empty line."""
    head, lines = "", list[str]()
    for line in text.split("\n"):
        starts = _HEAD.match(line)
        if starts or not line.strip() or line.startswith("     ") or _PART.match(line):
            if head and lines:
                yield head, " ".join(lines)
            lines = []
            head = starts[1] if starts else head
        lines.append(line.strip())
    if head and lines:
        yield head, " ".join(lines)


def _words(paragraph: str) -> tuple[str, ...]:
    inside = _PART.sub("", _HEAD.sub("", paragraph, count=1), count=1)
    parts = (part.strip(" .?!") for part in _BETWEEN.split(_ASIDE.sub("", inside)))
    return tuple(normalize(part) for part in parts if part)


def moby_listings(entries: Mapping[str, tuple[str, ...]], labels: Mapping[str, str]) -> Iterator[Claim]:
    """Yield a claim for every word under an emotion's label; ``labels``: emotion by label."""
    for label, emotion in labels.items():
        yield from _claims(entries.get(label, ()), emotion, f"moby:{label}")


def roget_listings(paragraphs: tuple[tuple[str, tuple[str, ...]], ...], labels: Mapping[str, str]) -> Iterator[Claim]:
    """Yield a claim for every word that shares a paragraph with an emotion's label."""
    for head, words in paragraphs:
        for emotion in {labels[word] for word in words if word in labels}:
            yield from _claims(words, emotion, f"roget:{head}")


def _claims(words: tuple[str, ...], emotion: str, route: str) -> Iterator[Claim]:
    for word in words:
        if is_term(word) and word.count(" ") < MOST_WORDS:
            yield Claim(word, "phrase" if " " in word else "", emotion, "thesaurus", "", DEPTH, route)


def repeated(claims: list[Claim], families: Mapping[str, str]) -> list[Claim]:
    """Return the claims whose family of emotions has `LISTINGS` entries that list the term."""
    entries: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        entries[claim.term, families[claim.emotion]].add(claim.route)
    return [claim for claim in claims if len(entries[claim.term, families[claim.emotion]]) >= LISTINGS]
