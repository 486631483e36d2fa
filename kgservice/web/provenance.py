"""Where values come from, for pages: the sources of the ontology and of the vocabulary by id."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kgservice import content
from kgservice.ontology.sources import read_sources


class Cited(NamedTuple):
    """A source in a page: its title, full citation, licence and address."""

    title: str
    citation: str
    licence: str
    url: str


@cache
def sources() -> Mapping[str, Cited]:
    """Return every source of the packaged content by id; where both parts know one, as the ontology tells it.

    >>> sources()["glasgow2019"].licence
    'CC-BY-4.0'
    """
    vocabulary = tomllib.loads(content.path("vocab", "sources.toml").read_text("utf-8"))
    of_terms = {name: Cited(s["title"], s["citation"], s["licence"], s["url"]) for name, s in vocabulary.items()}
    rows = read_sources(content.path("ontology", "sources.tsv"))
    return of_terms | {row.id: Cited(row.title, row.citation, row.licence, row.url) for row in rows}
