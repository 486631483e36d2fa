"""Where values, links and wordings come from: the rows of ``ontology/sources.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kgservice import tsv
from kgservice.tsv import Row

COLUMNS = ("id", "title", "citation", "licence", "url", "use")
SHIPPABLE = frozenset(
    {"Apache-2.0", "CC-BY-3.0", "CC-BY-4.0", "CC0-1.0", "MIT", "PDDL-1.0", "Unicode-3.0", "WordNet-3.0"}
)
"""Licences under which words may stand in a release under CC BY 4.0: none that binds what is made from them
(share-alike, CeCILL-C) and none that forbids to sell or to change it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value, a link or a wording comes from: a row of ``ontology/sources.tsv``.

    ``licence``: an SPDX id, or ``facts only`` where nothing but facts is taken.  ``use``: what for.
    """

    id: str
    title: str
    citation: str
    licence: str
    url: str
    use: str


def read_sources(file: Path) -> tuple[Source, ...]:
    """Read ``sources.tsv``, sorted by id.

    Raises `TableError` for an empty cell, an id twice, an id that is not a slug, an address that is not http(s).

    >>> from kgservice import content
    >>> "shaver1987" in [source.id for source in read_sources(content.path("ontology", "sources.tsv"))]
    True
    """
    return tuple(sorted(map(_source, tsv.read(file, COLUMNS, key=["id"])), key=lambda source: source.id))


def _source(row: Row) -> Source:
    source = Source(*(row.required(column) for column in COLUMNS))
    row.slug("id")
    if not source.url.startswith(("https://", "http://")):
        raise row.error("url", f'"{source.url}" is not a web address', "Start with https://.")
    return source
