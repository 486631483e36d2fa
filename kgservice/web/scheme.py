"""Everything that the pages of a label scheme and of one of its labels tell."""

from __future__ import annotations

from dataclasses import dataclass

from kgservice.errors import UnknownLabel
from kgservice.ontology import crosswalk
from kgservice.ontology.mapping_coverage import Coverage, coverage
from kgservice.ontology.schemes import Label, Scheme
from kgservice.web.mappings import Match, matches_for, matches_in

LABELLINGS = {"exclusive": "one label an item", "multi": "several labels an item", "": "not a labelling task"}


@dataclass(frozen=True)
class SchemeFacts:
    """What the page shows; ``covered`` is None for our own emotions and for what they map outwards to."""

    scheme: Scheme
    labelling: str
    labels: list[tuple[Label, list[Match]]]
    covered: Coverage | None


def facts(name: str) -> SchemeFacts:
    """Return what the page of a scheme shows; raises `UnknownScheme`.

    >>> found = facts("ekman")
    >>> len(found.labels), found.covered.exact
    (6, 6)
    """
    scheme = crosswalk.scheme(name)
    covered = next((row for row in coverage(crosswalk.load()) if row.scheme == scheme.id), None)
    return SchemeFacts(scheme, LABELLINGS[scheme.labelling], matches_in(scheme), covered)


@dataclass(frozen=True)
class LabelFacts:
    """What the page of a label shows; ``narrower`` are the labels under it in its scheme, maybe none."""

    scheme: Scheme
    label: Label
    broader: Label | None
    narrower: list[Label]
    matches: list[Match]


def label_facts(name: str, label: str) -> LabelFacts:
    """Return what the page of a label shows; ``label`` is its id.  Raises `UnknownScheme` or `UnknownLabel`.

    >>> [match.emotion for match in label_facts("goemotions", "joy").matches]
    ['joy']
    """
    scheme = crosswalk.scheme(name)
    here = next((known for known in scheme if known.id == label), None)
    if here is None:
        raise UnknownLabel(label, scheme.id, [known.id for known in scheme])
    below = [known for known in scheme if known.broader == here.id]
    broader = scheme[here.broader] if here.broader else None
    return LabelFacts(scheme, here, broader, below, matches_for(scheme, here))
