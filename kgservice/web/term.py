"""What the page of a term tells: its senses and what they rest on, its VAD, how common it is, its review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kgservice import content
from kgservice.namespaces import term_iri
from kgservice.ontology import Ontology, load_ontology
from kgservice.vocab import Sense, candidates, routes
from kgservice.vocab.affect import WordAffect, find_word_affect
from kgservice.vocab.candidates import Candidate
from kgservice.web.provenance import sources
from kgservice.web.tree import primary_of

METHODS = {
    "label": "a name of the emotion itself",
    "authored": "written by hand for this project",
    "synonym": "a synonym",
    "similar": "similar in meaning",
    "derivation": "derived from a word for it",
    "hyponym": "a kind of it",
    "participle": "a participle of a word for it",
    "adverb": "the adverb of a word for it",
    "thesaurus": "listed with it in thesauri",
    "phrase": "a phrase whose definition names it",
    "keyword": "a sign whose keywords name it",
}
"""How a sense came about, in words; any other method is told by its own name."""


@dataclass(frozen=True)
class SenseFacts:
    """A sense with its emotion's label and colour, and its evidence in words (maybe none)."""

    sense: Sense
    label: str
    primary: str
    method: str
    evidence: tuple[str, ...]

    @property
    def review(self) -> str:
        """Who stands behind the sense."""
        who = self.sense.reviewer
        return f"accepted by {who}" if who else "not yet reviewed by a person"


@dataclass(frozen=True)
class TermFacts:
    """What the page shows.

    ``asked``: the form that was looked up; ``term``: its base form.  ``uses``: how often WordNet's tagged texts hold
    it, None when that is not known.  ``affect``: its place in VAD space, None when it has none.
    """

    asked: str
    term: str
    iri: str
    pos: tuple[str, ...]
    forms: tuple[str, ...]
    senses: tuple[SenseFacts, ...]
    affect: WordAffect | None
    uses: int | None


def facts(ontology: Ontology, senses: Sequence[Sense], asked: str) -> TermFacts:
    """Return what the page of a term shows; ``senses``: all that the lexicon has for the form asked for, at least one.

    >>> from kgservice.ontology import load_ontology
    >>> from kgservice.vocab import load_lexicon
    >>> found = facts(load_ontology(), load_lexicon()["happiest"], "happiest")
    >>> found.term, found.senses[0].label, found.senses[0].review
    ('happiest', 'happiness', 'not yet reviewed by a person')
    """
    ordered = sorted(senses, key=lambda sense: -sense.weight)
    term = ordered[0].term
    proposed = _proposed().get(term, ())
    return TermFacts(
        asked=asked,
        term=term,
        iri=term_iri(term),
        pos=tuple(dict.fromkeys(sense.pos for sense in ordered)),
        forms=tuple(sorted({form for sense in ordered for form in sense.forms})),
        senses=tuple(_sense(ontology, sense) for sense in ordered),
        affect=find_word_affect(asked) or find_word_affect(term),
        uses=max((candidate.uses for candidate in proposed), default=None),
    )


def read_candidates() -> None:
    """Read the table of candidates, so that `facts` need not."""
    _proposed()


def _sense(ontology: Ontology, sense: Sense) -> SenseFacts:
    emotion = ontology.get(sense.emotion)
    label = emotion.label if emotion else sense.emotion
    primary = primary_of(ontology, sense.emotion) if emotion else ""
    method = METHODS.get(sense.method, sense.method)
    return SenseFacts(sense, label, primary, method, tuple(map(_route, filter(None, sense.evidence.split("|")))))


def _route(route: str) -> str:
    """Return a route in words: the title of its source and the place in it.

    >>> _route("wn30:01048406-a:derivation")
    'WordNet 3.0, 01048406-a, derivation'
    """
    origin, _, place = route.partition(":")
    source = sources().get(routes.SOURCES.get(origin, origin))
    return ", ".join(filter(None, (source.title if source else origin, *place.split(":"))))


@cache
def _proposed() -> Mapping[str, list[Candidate]]:
    """Return the candidates of the packaged vocabulary by term."""
    labels = {emotion.id: emotion.label for emotion in load_ontology()}
    found: dict[str, list[Candidate]] = {}
    for candidate in candidates.read(content.path(*candidates.FILE.split("/")), labels):
        found.setdefault(candidate.term, []).append(candidate)
    return found
