"""Everything that the page of an emotion tells, gathered from the ontology, the lexicon and the crosswalk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgservice.namespaces import EMOTION, TONE
from kgservice.ontology import Emotion, Ontology
from kgservice.ontology.languages import name_of
from kgservice.ontology.model import DIMENSIONS, Rating
from kgservice.vocab import Sense
from kgservice.web.citation import Citation, cite
from kgservice.web.links import Link, links_of
from kgservice.web.mappings import Match, matches_of
from kgservice.web.tree import colours, primary_of

SHOWN_TERMS = 50
NEAREST = 8
QUERY = """PREFIX emotion: <{emotion}>
PREFIX tone: <{tone}>

# All that the page of {id} tells: the emotion itself, its ratings, and the statements about it.
SELECT ?subject ?property ?value WHERE {{
  {{ BIND(emotion:{id} AS ?subject) }}
  UNION {{ ?subject tone:ratingOf emotion:{id} }}
  UNION {{ ?subject tone:subject emotion:{id} }}
  UNION {{ ?subject tone:object emotion:{id} }}
  ?subject ?property ?value
}}
ORDER BY ?subject ?property"""


@dataclass(frozen=True)
class EmotionFacts:
    """What the page shows.

    ``above``: the emotions over it, the primary first.  ``siblings``: those under the same parent.  ``names``:
    language, its tag, labels.  ``near``: the emotions nearest in VAD space with their distance.  ``senses``: the
    strongest `SHOWN_TERMS`; ``terms`` is how many there are.  ``colours``: the primary of every emotion, by id.  Any
    list may be empty.
    """

    emotion: Emotion
    primary: str
    above: tuple[Emotion, ...]
    siblings: tuple[Emotion, ...]
    narrower: tuple[Emotion, ...]
    related: tuple[Emotion, ...]
    names: tuple[tuple[str, str, tuple[str, ...]], ...]
    links: dict[str, list[Link]]
    near: tuple[tuple[Emotion, float], ...]
    senses: Sequence[Sense]
    terms: int
    matches: dict[str, list[Match]]
    citation: Citation
    query: str
    colours: Mapping[str, str]

    @property
    def spread(self) -> list[tuple[str, float, float, list[tuple[str, float, float | None]]]]:
        """Of each dimension: name, mean, standard error, and per source its name, mean and SD (None: not rated)."""
        if self.emotion.vad is None:
            return []
        errors = self.emotion.vad_error or (0.0, 0.0, 0.0)
        return [
            (name, mean, errors[at], [_rated(rating, at) for rating in self.emotion.ratings])
            for at, (name, mean) in enumerate(zip(DIMENSIONS, self.emotion.vad, strict=True))
        ]


def facts(ontology: Ontology, senses: Sequence[Sense], emotion: str) -> EmotionFacts:
    """Return what the page of an emotion shows; ``senses``: those of the lexicon, strongest first.

    Raises `UnknownEmotion`.

    >>> from kgservice.ontology import load_ontology
    >>> found = facts(load_ontology(), (), "delight")
    >>> [above.id for above in found.above], found.primary
    (['joy', 'cheerfulness'], 'joy')
    """
    here = ontology[emotion]
    beside = [other for other in ontology if other.broader == here.broader and not other.extension and other != here]
    return EmotionFacts(
        emotion=here,
        primary=primary_of(ontology, emotion),
        above=tuple(reversed(ontology.ancestors(emotion))),
        siblings=() if here.extension else tuple(beside),
        narrower=tuple(ontology[other] for other in here.narrower),
        related=tuple(ontology[other] for other in here.related),
        names=tuple((name_of(tag), tag, here.names.of(tag)) for tag in here.names),
        links=links_of(ontology, emotion),
        near=_near(ontology, here),
        senses=senses[:SHOWN_TERMS],
        terms=len(senses),
        matches=matches_of(emotion),
        citation=cite(ontology, here),
        query=QUERY.format(id=here.id, emotion=EMOTION, tone=TONE),
        colours=colours(ontology),
    )


def _near(ontology: Ontology, here: Emotion) -> tuple[tuple[Emotion, float], ...]:
    """Return the nearest others in VAD space; none for an emotion without a place in it."""
    found = ontology.nearest(here.vad, NEAREST + 1) if here.vad else ()
    return tuple(pair for pair in found if pair[0] != here)[:NEAREST]


def _rated(rating: Rating, at: int) -> tuple[str, float, float | None]:
    return (rating.source, tuple(rating.mean)[at], rating.sd[at] if rating.sd else None)
