"""A labelled file as people name it on a command line: ``FILE=SCHEME``, with the fields behind colons if need be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kgservice.errors import ContentError
from kgservice.ontology import crosswalk
from kgservice.ontology.schemes import TONE

_BEHIND = re.compile(r"[a-z0-9.-]+(:[^:]*){0,2}")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of labelled texts.

    ``scheme``: an id of the crosswalk, ``tone`` for emotions of this ontology.  ``label_field``: None for ``labels`` or
    ``label``.
    """

    file: Path
    scheme: str = TONE
    label_field: str | None = None
    text_field: str = "text"

    @property
    def name(self) -> str:
        """The name of the file without its endings."""
        return self.file.name.partition(".")[0]

    @classmethod
    def parse(cls, words: str) -> Self:
        """Return the corpus that ``FILE``, ``FILE=SCHEME``, ``FILE=SCHEME:LABELS`` or ``…:LABELS:TEXT`` stands for.

        Without a scheme the labels are emotions of this ontology.  Raises `UnknownScheme`, and `ContentError` for a
        file that is not there.

        >>> Corpus.parse("comments.jsonl=goemotions:raw")
        Traceback (most recent call last):
        kgservice.errors.ContentError: There is no file comments.jsonl. Give FILE=SCHEME or FILE=SCHEME:LABELS:TEXT.
        """
        path, mark, behind = words.rpartition("=")
        if not mark or Path(words).is_file() or not _BEHIND.fullmatch(behind):
            path, behind = words, TONE
        if not Path(path).is_file():
            raise ContentError(f"There is no file {path}. Give FILE=SCHEME or FILE=SCHEME:LABELS:TEXT.")
        scheme, labels, text = (*behind.split(":"), "", "")[:3]
        return cls(Path(path), crosswalk.scheme(scheme).id, labels or None, text or "text")
