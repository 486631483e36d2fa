"""Emoji: their names and keywords as the Unicode CLDR gives them (``annotations.json`` of one language).

In: the user's copy, from the npm package ``cldr-annotations-full``.  Out: claims.  An emoji is claimed by the emotions
that its name and keywords name; a family of emotions must be named twice, since single keywords are associations
("red", "shade") more often than meanings.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from kgservice import content
from kgservice.errors import TableError, UnreadableText
from kgservice.vocab.claims import Claim
from kgservice.vocab.normalize import normalize

INSIDE = Path("annotations/en/annotations.json")
"""Where the English file lies in the unpacked package."""

DEPTH = 1
NAMINGS = 2
"""How often the words for an emoji must name a family of emotions."""

Annotations = Mapping[str, tuple[str, ...]]
"""The name of an emoji and then its keywords, by emoji; all normalised."""


def read(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the annotations in a file, or in the folder of the unpacked package.

    Raises `UnreadableText` for a file that is not UTF-8, `TableError` for one that is missing, cut off or holds none.
    """
    file = path / INSIDE if path.is_dir() else path
    name = content.display(file)
    try:
        found = json.loads(file.read_bytes().decode("utf-8-sig"))["annotations"]["annotations"]
        return {normalize(emoji): _words(entry) for emoji, entry in found.items()}
    except FileNotFoundError:
        raise TableError(name, None, None, "the file does not exist", "Give the path of annotations.json.") from None
    except UnicodeDecodeError as error:
        raise UnreadableText(name, error.start) from None
    except json.JSONDecodeError as error:
        raise TableError(name, error.lineno, None, f"the file is no whole JSON ({error.msg})", _FIX) from None
    except (KeyError, TypeError, AttributeError):
        raise TableError(name, None, None, "there are no annotations with names and keywords in it", _FIX) from None


_FIX = "Give annotations/en/annotations.json of cldr-annotations-full."


def _words(entry: Mapping[str, list[str]]) -> tuple[str, ...]:
    [name] = entry["tts"]
    return tuple(dict.fromkeys(map(normalize, (name, *entry.get("default", ())))))


def route(emoji: str) -> str:
    r"""Return the route of an emoji: its code points.

    >>> route("\N{FACE WITH TEARS OF JOY}")
    'cldr:1F602'
    """
    return "cldr:" + "-".join(f"{ord(character):X}" for character in emoji)


def claims(annotations: Annotations, naming: Mapping[str, str], families: Mapping[str, str]) -> Iterator[Claim]:
    """Yield the claims to every emoji; ``naming``: emotion by word, ``families``: family by emotion."""
    for emoji, words in annotations.items():
        parts = {part for word in words for part in (word, *word.split())}
        by_family: dict[str, set[str]] = defaultdict(set)
        for part in parts & naming.keys():
            by_family[families[naming[part]]].add(part)
        for named in by_family.values():
            if len(named) >= NAMINGS:
                for emotion in {naming[word] for word in named}:
                    yield Claim(emoji, "emoji", emotion, "keyword", "", DEPTH, route(emoji))
