"""Which senses are in the sample, and which pairs a reference is tried on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgservice.ontology import Ontology
from kgservice.vocab.model import Sense
from kgservice.vocab.normalize import normalize

SIZE = 300
PER_PRIMARY, PER_BESIDE = 22, 18
"""Senses of each primary and of the emotions beside the tree, for each origin: 2 x (6 x 22 + 18) = 300."""

BESIDE = "beside the tree"
GATHERED, AUTHORED = "gathered", "authored"
OWN_SOURCE = "kgservice"
"""The source of senses that were written for the project."""

RIGHT, WRONG = "right", "wrong"
"""The two kinds of control: a pair that is right by definition, and one that is not."""


@dataclass(frozen=True, slots=True)
class Case:
    """A term and an emotion for which it does or does not speak.

    ``family``: the primary above the emotion, or `BESIDE`.  ``forms``: the term's other forms.  ``kind``: `GATHERED` or
    `AUTHORED` for a sense, `RIGHT` or `WRONG` for a control.  ``weight``, ``source``, ``method``: those of the sense.
    """

    term: str
    emotion: str
    family: str
    kind: str
    forms: tuple[str, ...] = ()
    weight: float = 0.0
    source: str = ""
    method: str = ""


def draw(senses: Iterable[Sense], ontology: Ontology) -> tuple[Case, ...]:
    """Return the sample, sorted by term and emotion; whole strata where they are smaller than their quota.

    >>> from kgservice import load_lexicon, load_ontology
    >>> len(draw(load_lexicon(), load_ontology()))
    300
    """
    family = families(ontology)
    taken: Counter[tuple[str, str]] = Counter()
    cases = []
    for sense in sorted(senses, key=lambda s: (rank(s.term, s.emotion), s.pos)):
        case = _case(sense, family[sense.emotion])
        stratum = case.family, case.kind
        if taken[stratum] < (PER_BESIDE if case.family == BESIDE else PER_PRIMARY):
            taken[stratum] += 1
            cases.append(case)
    return tuple(sorted(cases, key=lambda c: (c.term, c.emotion)))


def controls(sample: Iterable[Case], ontology: Ontology) -> tuple[Case, ...]:
    """Return pairs to try references on: labels with their emotions, and the sample's terms with a wrong emotion.

    The wrong emotion is the primary of another family, chosen by the hash of the term; only terms of the tree have one.
    """
    family = families(ontology)
    right = (Case(normalize(e.label), e.id, family[e.id], RIGHT) for e in ontology if family[e.id] != BESIDE)
    primaries = sorted({root for root in family.values() if root != BESIDE})
    wrong = (_wrong(case, primaries) for case in sample if case.family != BESIDE)
    return tuple(sorted((*right, *wrong), key=lambda c: (c.kind, c.term, c.emotion)))


def families(ontology: Ontology) -> dict[str, str]:
    """Return the primary above each emotion, `BESIDE` for those beside the tree."""
    return dict(_families(ontology))


def _families(ontology: Ontology) -> Iterator[tuple[str, str]]:
    for emotion in ontology:
        root = ontology.at(emotion.id, 1)
        yield emotion.id, BESIDE if root is None else root.id


def rank(term: str, emotion: str) -> int:
    """Return the number by which senses are drawn, lowest first.

    >>> rank("gloomy", "gloom") == rank("gloomy", "gloom") != rank("gloomy", "sadness")
    True
    """
    return int(hashlib.sha256(f"{term}\t{emotion}".encode()).hexdigest(), 16)


def _case(sense: Sense, family: str) -> Case:
    kind = AUTHORED if sense.source == OWN_SOURCE else GATHERED
    return Case(sense.term, sense.emotion, family, kind, sense.forms, sense.weight, sense.source, sense.method)


def _wrong(case: Case, primaries: list[str]) -> Case:
    others = [primary for primary in primaries if primary != case.family]
    other = others[rank(case.term, case.emotion) % len(others)]
    return Case(case.term, other, other, WRONG, case.forms, 0.0, case.source, case.method)
