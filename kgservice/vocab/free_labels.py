"""Words that name an emotion exactly: what an id, a label or a term means.

In: a word or phrase.  Out: a `Match`.  Tried in this order: the id of an emotion; its label or another label; a term of
the lexicon, whose strongest sense counts.  `kgservice.classify.open_labels` goes further, for labels of any kind.
"""

from __future__ import annotations

from typing import NamedTuple

from kgservice.errors import nearest
from kgservice.ontology import Ontology
from kgservice.vocab.model import Lexicon
from kgservice.vocab.normalize import normalize


class Match(NamedTuple):
    """What a free label means.

    ``how``: ``id``, ``label``, ``term`` or ``none``.  ``emotion``: an id, None for ``none``.  ``weight``: how strongly
    the term speaks for it, above 0 to 1; 1 for an id or label.  ``nearest``: known emotions that look like a label that
    fits none; maybe none.
    """

    label: str
    emotion: str | None
    how: str
    weight: float = 1.0
    nearest: tuple[str, ...] = ()


def match(label: str, ontology: Ontology, lexicon: Lexicon) -> Match:
    """Return the emotion that a free label means.

    >>> from kgservice import load_lexicon, load_ontology
    >>> ontology, lexicon = load_ontology(), load_lexicon()
    >>> match("Over the Moon", ontology, lexicon)[1:3]
    ('happiness', 'term')
    >>> match("jooy", ontology, lexicon).nearest
    ('joy',)
    """
    wanted = normalize(label)
    if emotion := ontology.get(wanted.replace(" ", "-")):
        return Match(label, emotion.id, "id")
    if named := ontology.labelled(wanted):
        return Match(label, named[0].id, "label")
    if senses := lexicon.get(wanted):
        best = max(senses, key=lambda sense: (sense.weight, sense.emotion))
        return Match(label, best.emotion, "term", best.weight)
    return Match(label, None, "none", 0.0, nearest(wanted, ontology.ids))
