"""Language tags, and the labels of an emotion by language: `Names`.

Tags are BCP 47 (RFC 5646) in their usual spelling: ``it``, ``zh-Hant``, ``pt-BR``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ENGLISH = "en"
TAG = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
"""A tag that a label may carry: two-letter language, maybe script, maybe region.  Every language with an Open
Multilingual Wordnet file has a two-letter code, and where there is one BCP 47 allows no other."""

LANGUAGES = {
    "cat": ("ca", "Catalan"),
    "cmn": ("zh", "Chinese"),
    "deu": ("de", "German"),
    "ell": ("el", "Greek"),
    "eng": ("en", "English"),
    "eus": ("eu", "Basque"),
    "fra": ("fr", "French"),
    "glg": ("gl", "Galician"),
    "hrv": ("hr", "Croatian"),
    "ind": ("id", "Indonesian"),
    "ita": ("it", "Italian"),
    "nld": ("nl", "Dutch"),
    "pol": ("pl", "Polish"),
    "por": ("pt", "Portuguese"),
    "slv": ("sl", "Slovenian"),
    "spa": ("es", "Spanish"),
    "swe": ("sv", "Swedish"),
    "zsm": ("ms", "Malay"),
}
"""ISO 639-3 code, as wordnet files use it, to tag and English name.  Any other well-formed tag is as good in a list."""


def name_of(tag: str) -> str:
    """Return the English name of a language by its tag; the tag itself where no name is known.

    >>> name_of("it"), name_of("cy")
    ('Italian', 'cy')
    """
    return dict(LANGUAGES.values()).get(tag, tag)


def lookup(wanted: str, tags: Iterable[str]) -> str | None:
    """Return the tag that answers a wanted language, shortening the wish until one fits; None when none does.

    Source: the lookup of RFC 4647, section 3.4.

    >>> lookup("it-CH", ["en", "it"]), lookup("IT", ["en", "it"]), lookup("cy", ["en", "it"])
    ('it', 'it', None)
    """
    known = {tag.casefold(): tag for tag in tags}
    parts = wanted.replace("_", "-").casefold().split("-")
    while parts:
        if found := known.get("-".join(parts)):
            return found
        parts = parts[:-2] if len(parts) > 1 and len(parts[-2]) == 1 else parts[:-1]
    return None


@dataclass(frozen=True, slots=True)
class Names:
    """The labels of one emotion in other languages than English.

    ``rows``: pairs of tag and labels, sorted by tag; of the labels the first is the preferred one, the others are
    sorted.  Iterates over the tags.

    >>> names = Names((("it", ("gioia", "allegria")),))
    >>> names.of("it-IT"), names.of("fr"), list(names)
    (('gioia', 'allegria'), (), ['it'])
    """

    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __iter__(self) -> Iterator[str]:
        """Yield the tags, sorted."""
        return (tag for tag, _ in self.rows)

    def of(self, language: str) -> tuple[str, ...]:
        """Return the labels in a language, the preferred one first; empty when there is none."""
        return dict(self.rows).get(lookup(language, self) or "", ())

    def __contains__(self, label: object) -> bool:
        """Tell whether a label, in any case, is among those of any language."""
        return isinstance(label, str) and any(label.casefold() in map(str.casefold, labels) for _, labels in self.rows)

    def prefers(self, label: str) -> bool:
        """Tell whether a label, in any case, is the preferred one of any language."""
        return any(label.casefold() == labels[0].casefold() for _, labels in self.rows)


NO_NAMES = Names()
"""The names of an emotion without labels in other languages."""
