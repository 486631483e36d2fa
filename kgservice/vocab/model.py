"""The vocabulary as plain Python objects: senses and the lexicon that holds them.

Nothing here reads a file: `lexicon` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgservice.errors import UnknownTerm

POS = ("noun", "verb", "adjective", "adverb", "phrase", "interjection", "emoji", "emoticon")
"""What a term can be: four WordNet parts of speech, and four for what the project adds itself."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One term-emotion pairing with weight and provenance: a row of the lexicon.

    ``term``: the normalised base form (see `normalize`).  ``forms``: its other inflected forms, sorted.  ``weight``:
    how strongly the term speaks for the emotion, above 0 to 1.  ``method``: how the pairing came about, such as
    ``synonym`` or ``authored``; ``score``: what that method measured (a cosine, for example), None where nothing was.
    ``source``: a key of ``vocab/sources.toml``; ``evidence``: where in the source, such as a synset id.
    ``reviewer``: the person who accepted it, empty when nobody has.
    """

    term: str
    pos: str
    forms: tuple[str, ...]
    emotion: str
    weight: float
    score: float | None
    method: str
    source: str
    evidence: str
    reviewer: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the sense as a look-up answers it in JSON."""
        names = ("term", "pos", "forms", "emotion", "weight", "score", "method", "source", "evidence", "reviewer")
        return {name: list(value) if isinstance(value := getattr(self, name), tuple) else value for name in names}


class Lexicon:
    """All senses of one release.

    Iterates over `Sense` sorted by term, then by falling weight; ``lexicon["happy"]`` gives the senses of a term
    or of one of its inflected forms, and raises `UnknownTerm` naming the nearest; ``lexicon.get("hapy")`` gives ().
    """

    def __init__(self, senses: Iterable[Sense], version: str = "", language: str = "en") -> None:
        """Hold the senses in canonical order; ``language`` is the tag of the terms."""
        self._senses = tuple(sorted(senses, key=lambda s: (s.term, -s.weight, s.emotion, s.pos)))
        self.version = version
        self.language = language
        self._by_form: dict[str, list[Sense]] = {}
        for sense in self._senses:
            for form in {sense.term, *sense.forms}:
                self._by_form.setdefault(form, []).append(sense)

    def __len__(self) -> int:
        """Return how many senses there are."""
        return len(self._senses)

    def __iter__(self) -> Iterator[Sense]:
        """Yield the senses, sorted by term."""
        return iter(self._senses)

    def __contains__(self, form: object) -> bool:
        """Tell whether a normalised term or form is in the lexicon."""
        return form in self._by_form

    def __getitem__(self, form: str) -> tuple[Sense, ...]:
        """Return the senses of a normalised term or form; raises `UnknownTerm`."""
        if form not in self._by_form:
            raise UnknownTerm(form, self._by_form)
        return tuple(self._by_form[form])

    def get(self, form: str) -> tuple[Sense, ...]:
        """Return the senses of a normalised term or form; empty when there is none."""
        return tuple(self._by_form.get(form, ()))

    @property
    def terms(self) -> tuple[str, ...]:
        """Every base term once, sorted."""
        return tuple(sorted({sense.term for sense in self._senses}))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every term and every inflected form once, sorted."""
        return tuple(sorted(self._by_form))

    def of_emotion(self, emotion: str) -> tuple[Sense, ...]:
        """Return the senses of one emotion, strongest first; empty when there is none."""
        return tuple(sorted((s for s in self._senses if s.emotion == emotion), key=lambda s: (-s.weight, s.term)))
