"""The card of an emotion: all that is known of it on half a page, for a prompt or for a reader.

In: the ontology and the lexicon.  Out: a `Card`, as text for a language model (`Card.prompt`), as text for people
(`Card.page`) or as plain JSON.  Nothing is rounded away in JSON; the texts say numbers with two decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from kgservice.ontology.model import DIMENSIONS, TIER_NAMES, Dependency, Emotion, Ontology
from kgservice.ontology.neighbours import Neighbour, neighbours
from kgservice.ontology.vad_words import in_words
from kgservice.vocab.model import Lexicon, Sense

SPOKEN = (("adjective", 3), ("verb", 2), ("noun", 2), ("phrase", 3), ("emoji", 1))
"""How many terms of each part of speech a card names."""

SAME_STEM = 4
"""Words that share so many first letters count as one word said twice."""


class Link(NamedTuple):
    """An emotion that the card's emotion leads to: its id and the best statement's confidence (0 to 1) and kind."""

    emotion: str
    confidence: float
    kind: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one emotion.

    ``path``: labels from the primary down to the emotion.  ``terms``: words and phrases that people use for it,
    strongest first within a part of speech.  ``neighbours``: see `Neighbour`, nearest in VAD space first.  Anything
    but the emotion and its path may be empty.
    """

    emotion: Emotion
    path: tuple[str, ...]
    leads_to: tuple[Link, ...]
    terms: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]
    version: str

    @property
    def query(self) -> str:
        """A SPARQL query for everything else; the service declares its prefixes."""
        return f"SELECT ?property ?value WHERE {{ emotion:{self.emotion.id} ?property ?value }}"

    def prompt(self) -> str:
        """Return the card for a language model: labelled lines, no sentence that is not a fact; ends in a line break.

        >>> from kgservice import load_lexicon, load_ontology
        >>> prompt = card("zest", load_ontology(), load_lexicon()).prompt()
        >>> print(prompt.partition("Often said")[0], end="")
        Emotion: zest (emotion:zest)
        Definition: A pleasant, spirited emotion of meeting life or an activity with energy and relish.
        Path: joy > zest (secondary)
        VAD, -1 to 1: valence +0.45 pleasant; arousal +0.24 slightly excited; dominance +0.28 slightly in control
        Narrower: enthusiasm, excitement, exhilaration, thrill, zeal
        """
        return "".join(line + "\n" for line in self._lines())

    def page(self) -> str:
        """Return the card for people: the same, with where it comes from; ends in a line break."""
        return "".join(line + "\n" for line in (*self._lines(), *self._sources()))

    def to_dict(self) -> dict[str, object]:
        """Return the card as plain JSON: what a look-up of the emotion answers, and what the card adds."""
        vad = self.emotion.vad
        return self.emotion.to_dict() | {
            "path": list(self.path),
            "vadInWords": in_words(vad) if vad else {},
            "leadsTo": [link._asdict() for link in self.leads_to],
            "terms": list(self.terms),
            "neighbours": [{**n._asdict(), "differs": list(n.differs)} for n in self.neighbours],
            "query": self.query,
            "version": self.version,
        }

    def _lines(self) -> Iterator[str]:
        emotion = self.emotion
        yield f"Emotion: {emotion.label} (emotion:{emotion.id})"
        yield f"Definition: {emotion.definition}"
        yield f"Path: {' > '.join(self.path)} ({TIER_NAMES[emotion.tier] if emotion.tier else 'beside the tree'})"
        if emotion.vad:
            words = zip(DIMENSIONS, emotion.vad, in_words(emotion.vad).values(), strict=True)
            yield "VAD, -1 to 1: " + "; ".join(f"{name} {value:+.2f} {word}" for name, value, word in words)
        for title, names in self._links():
            if names:
                yield f"{title}: {', '.join(names)}"
        if self.neighbours:
            yield "Not to be mistaken for:"
            for near in self.neighbours:
                yield f"- {near}"
        yield f"SPARQL: {self.query}"

    def _links(self) -> Iterator[tuple[str, Sequence[str]]]:
        emotion = self.emotion
        yield "Narrower", emotion.narrower
        yield "Related", emotion.related
        yield "Opposite of", emotion.opposites
        yield "Composed of", emotion.components
        yield "Leads to (confidence)", [f"{link.emotion} ({link.confidence:.2f})" for link in self.leads_to]
        yield "Often said", self.terms

    def _sources(self) -> Iterator[str]:
        emotion = self.emotion
        names = [f"{language} {', '.join(labels)}" for language, labels in emotion.names.rows]
        if names:
            yield f"In other languages: {'; '.join(names)}"
        if emotion.ratings:
            rated = "; ".join(f"{rating.source}: {', '.join(rating.entry)}" for rating in emotion.ratings)
            yield f"VAD {emotion.vad_method} by {rated}"
        for link in self.leads_to:
            yield f"{emotion.id} leads to {link.emotion}: {link.kind}"
        yield f"IRI: {emotion.iri} (release {self.version})"


def card(name: str, ontology: Ontology, lexicon: Lexicon) -> Card:
    """Return the card of the emotion with this id, else of the one with this label.

    Raises `UnknownEmotion` naming the nearest ids and labels, `DeprecatedEmotion` for a retired id.

    >>> from kgservice import load_lexicon, load_ontology
    >>> joy = card("Joy", load_ontology(), load_lexicon())
    >>> joy.path, joy.emotion.opposites, joy.leads_to[0].emotion
    (('joy',), ('sadness', 'sorrow'), 'surprise')
    >>> card("jooy", load_ontology(), load_lexicon())
    Traceback (most recent call last):
    kgservice.errors.UnknownEmotion: No emotion "jooy". Nearest: joy.
    """
    emotion = _named(name, ontology)
    path = tuple(above.label for above in reversed(ontology.ancestors(emotion.id)))
    return Card(
        emotion,
        (*path, emotion.label),
        tuple(_leads_to(emotion, ontology.dependencies)),
        spoken(lexicon.of_emotion(emotion.id), emotion.label),
        neighbours(emotion, ontology),
        ontology.version,
    )


def spoken(senses: Iterable[Sense], label: str) -> tuple[str, ...]:
    """Return a few terms to know the emotion by, given its senses strongest first; no two share a stem.

    Of equally strong terms the shorter come first: short words are the more frequent ones (Zipf 1935).
    """
    ranked = sorted(senses, key=lambda sense: (-round(sense.weight, 1), len(sense.term), sense.term))
    stems: set[str] = set()
    found: list[str] = []
    for pos, most in SPOKEN:
        terms = (sense.term for sense in ranked if sense.pos == pos and sense.term != label)
        found += islice((term for term in terms if _is_new(term, stems)), most)
    return tuple(found)


def _is_new(term: str, stems: set[str]) -> bool:
    """Tell whether no word of a term, of those that say something, is among the stems; adds them."""
    words = {word[:SAME_STEM] for word in term.split() if len(word) >= SAME_STEM} or {term}
    if words & stems:
        return False
    stems |= words
    return True


def _named(name: str, ontology: Ontology) -> Emotion:
    if name not in ontology and (labelled := ontology.labelled(name)):
        return labelled[0]
    return ontology[name]


def _leads_to(emotion: Emotion, dependencies: Iterable[Dependency]) -> Iterator[Link]:
    best: dict[str, Dependency] = {}
    for link in dependencies:
        if link.relation == "leadsTo" and link.subject == emotion.id and link.object in emotion.leads_to:
            best[link.object] = max(best.get(link.object, link), link, key=lambda each: each.confidence)
    for link in sorted(best.values(), key=lambda each: (-each.confidence, each.object)):
        yield Link(link.object, link.confidence, link.kind)
