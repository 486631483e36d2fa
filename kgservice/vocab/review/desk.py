"""The desk: all that a review needs to know, read once; the log is read again when somebody else wrote to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from kgservice.errors import MissingExtra, UnknownTerm, nearest
from kgservice.ontology import Emotion
from kgservice.ontology.tables import read_ontology
from kgservice.vocab import candidates, decisions, expressions, glosses
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.decisions import Decision
from kgservice.vocab.review import log
from kgservice.vocab.review.authored import AUTHORED, authored
from kgservice.vocab.review.queue import ANY, Filter
from kgservice.vocab.review.standing import Pair, Standing, standing
from kgservice.wordnet import folder

NO_DICTIONARY = "no dictionary installed"
Examples = Callable[[str], Sequence[str]]
"""Term to texts that contain it."""


class Desk:
    """Candidates, emotions and the log of decisions under ``root``, for any number of people.

    ``torn``: the torn end that was taken off the log, "" when it was whole.  ``examples``: gives texts that contain a
    term.  Raises `TableError` for a faulty table.
    """

    def __init__(self, root: Path, examples: Examples = lambda term: ()) -> None:
        """Read everything, and repair the log first."""
        self.root = root
        self.ontology = read_ontology(root / "ontology")
        self.labels = {emotion.id: emotion.label for emotion in self.ontology}
        self.candidates = candidates.read(root / candidates.FILE, self.labels)
        self.by_pair = {(c.term, c.emotion): c for c in self.candidates}
        self.examples = examples
        self.file = root / decisions.FILE
        self.torn = log.repair(self.file)
        self._rows: list[Decision] = []
        self._standing: dict[Pair, Standing] | None = None
        self._version = (0, 0)

    @property
    def log(self) -> Sequence[Decision]:
        """All rows of the log as it is now on the disk."""
        if self._version != (version := self._version_on_disk()):
            rows, size = log.read(self.file, self.labels)
            self._rows, self._standing, self._version = list(rows), None, (version[0], size)
        return self._rows

    def _version_on_disk(self) -> tuple[int, int]:
        """Return what changes when the log does: which file it is, and its length."""
        if not self.file.exists():
            return 0, 0
        found = self.file.stat()
        return found.st_ino, found.st_size

    @property
    def standing(self) -> dict[Pair, Standing]:
        """What holds for each pair on which somebody ruled."""
        rows = self.log
        if self._standing is None:
            self._standing = standing(rows)
        return self._standing

    def append(self, decision: Decision) -> None:
        """Put a decision at the end of the log; when this returns it is on the disk; raises `TableError`."""
        start, end = log.append(self.file, decision, self.labels)
        if start == self._version[1]:  # nobody else wrote meanwhile: no need to read it all again
            self._rows.append(decision)
            self._version = self._version_on_disk()[0], end
            self._renew(decision.pair)

    def _renew(self, pair: Pair) -> None:
        """Work out again what holds for one pair; the others stay as they are."""
        if self._standing is not None:
            self._standing.pop(pair, None)
            self._standing |= standing(row for row in self._rows if row.pair == pair)

    def select(self, wanted: Filter) -> list[Candidate]:
        """Return the candidates that a filter lets through, sorted; raises `UnknownId`."""
        more = self.authored.values() if wanted.wanted_status in (AUTHORED, ANY) else ()
        return wanted.select((*self.candidates, *more), self.ontology, self.standing)

    @cached_property
    def authored(self) -> dict[Pair, Candidate]:
        """The authored expressions that no source proposes, by pair; read when they are first asked for."""
        found = authored(self.root / expressions.FILE, self.labels, self.by_pair)
        return {(candidate.term, candidate.emotion): candidate for candidate in found}

    def find(self, pair: Pair) -> Candidate | None:
        """Return the candidate of a pair, None when nothing proposes it any more."""
        return self.by_pair.get(pair) or self.authored.get(pair)

    def candidate(self, term: str, emotion: str) -> Candidate:
        """Return the candidate of a pair; raises `UnknownEmotion` or `UnknownTerm`, naming the nearest."""
        found = self.find((term, self.ontology[emotion].id))
        if found is None:
            raise UnknownTerm(term, [t for t, proposed in (*self.by_pair, *self.authored) if proposed == emotion])
        return found

    def gloss(self, candidate: Candidate) -> str:
        """Return the definition of a candidate from the dictionary that is installed, read now."""
        return glosses.gloss(candidate) or ("" if self._has_dictionary else NO_DICTIONARY)

    @cached_property
    def _has_dictionary(self) -> bool:
        try:
            return folder().is_dir()
        except MissingExtra:
            return False

    def emotions_like(self, text: str, count: int = 9) -> list[Emotion]:
        """Return up to ``count`` emotions by what a person types of an id or label, best first; maybe none.

        Those that begin with the text come first, then those that contain it, then those spelt alike.
        """
        typed = " ".join(text.casefold().replace("-", " ").split())
        if not typed:
            return []
        names = {e.id: [n.casefold() for n in (e.id.replace("-", " "), e.label, *e.alt_labels)] for e in self.ontology}
        begin = [emotion for emotion, known in names.items() if any(name.startswith(typed) for name in known)]
        contain = [emotion for emotion, known in names.items() if any(typed in name for name in known)]
        found = dict.fromkeys((*sorted(begin, key=len), *contain, *nearest(typed, names, count)))
        return [self.ontology[emotion] for emotion in list(found)[:count]]
