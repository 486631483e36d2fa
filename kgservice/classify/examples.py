"""Texts in which terms stand, from a file that the user names: what a person reads before ruling on a term.

The texts are read once and kept nowhere but here; a term keeps the first few in which the classifier finds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.texts import kind_of, read_texts
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.model import Lexicon, Sense

PER_TERM = 5
MAX_CHARACTERS = 400
"""A longer text is cut to so many characters around the term."""


class Examples:
    """The examples of some terms; ``examples("over the moon")`` gives the texts found so far, maybe none."""

    def __init__(self, senses: Iterable[Sense], per_term: int = PER_TERM) -> None:
        """Look for the terms and forms of ``senses``; each term keeps ``per_term`` texts."""
        self._lexicon = Lexicon(senses)
        self._per_term = per_term
        self._found: dict[str, dict[str, None]] = defaultdict(dict)

    def __call__(self, term: str) -> tuple[str, ...]:
        """Return the texts that contain a term, in the order of the file."""
        return tuple(self._found.get(term, ()))

    def read(self, file: Path, text_field: str = "text") -> None:
        r"""Read a file of texts: lines, JSON lines, CSV or TSV (by its name; ``text_field`` holds the text).

        May run beside the asking.  Raises what `read_texts` raises, and `OSError`.

        >>> from tempfile import TemporaryDirectory
        >>> sense = Sense("over the moon", "phrase", (), "joy", 0.8, None, "authored", "kgservice", "")
        >>> found = Examples([sense])
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "texts.txt"
        ...     _ = file.write_text("She was over the moon.\nIt rained.\n", encoding="utf-8")
        ...     found.read(file)
        >>> found("over the moon"), found("gloomy")
        (('She was over the moon.',), ())
        """
        classifier = EmotionClassifier(self._lexicon)
        with file.open("rb") as stream:
            for record in read_texts(stream, file.name, kind_of(file.name), text_field):
                for clue in classifier.classify(record.text).evidence:
                    self._keep(clue.term, _around(record.text, clue.start, clue.end))

    def _keep(self, term: str, text: str) -> None:
        if len(self._found[term]) < self._per_term:
            self._found[term][text] = None


def examples_of(candidates: Iterable[Candidate]) -> Examples:
    """Return the examples of some candidates' terms, none read yet."""
    return Examples(Sense(c.term, c.pos, c.forms, c.emotion, 1.0, None, c.method, "", "") for c in candidates)


def _around(text: str, start: int, end: int) -> str:
    """Return a text with single spaces, cut at words around the term when it is long.

    >>> _around("word " * 200 + "joy" + " word" * 200, 1000, 1003).count("word")
    78
    """
    room = (MAX_CHARACTERS - (end - start)) // 2
    first, last = max(0, start - room), min(len(text), end + room)
    words = text[first:last].split()
    if first:
        words[0] = "…"
    if last < len(text):
        words[-1] = "…"
    return " ".join(words)
