"""How to cite the ontology or one emotion of it: as a sentence and as BibTeX."""

from __future__ import annotations

import re
from typing import NamedTuple

from kgservice.ontology import Emotion, Ontology
from kgservice.ontology.schemes import tone_scheme


class Citation(NamedTuple):
    """The same reference for a text and for BibTeX."""

    text: str
    bibtex: str


def cite(ontology: Ontology, emotion: Emotion) -> Citation:
    """Return how to cite an emotion; authors and year are those of the ontology.

    >>> from kgservice.ontology import load_ontology
    >>> onto = load_ontology()
    >>> print(cite(onto, onto["joy"]).text)  # doctest: +ELLIPSIS
    The kgservice maintainers (2026). ... Entry "joy", https://w3id.org/tone-kg/emotion/joy
    """
    whole = tone_scheme(ontology).citation
    authors, year = re.match(r"(.*) \((\d{4})\)", whole).groups()  # type: ignore[union-attr]
    bibtex = (
        f"@misc{{tone-kg-{emotion.id},\n"
        f"  author = {{{{{authors}}}}},\n"
        f"  title = {{tone-kg emotion ontology: {emotion.label}}},\n"
        f"  version = {{{ontology.version}}},\n"
        f"  year = {{{year}}},\n"
        f"  url = {{{emotion.iri}}}\n"
        "}"
    )
    return Citation(f'{whole} Entry "{emotion.label}", {emotion.iri}', bibtex)
