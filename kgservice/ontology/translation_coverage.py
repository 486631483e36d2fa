"""How far the labels of each language reach, as figures and as the table of ``ontology/README.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kgservice import content
from kgservice.ontology.languages import name_of
from kgservice.ontology.model import Ontology
from kgservice.ontology.release import load
from kgservice.ontology.sources import read_sources
from kgservice.ontology.translations import FOLDER, Translation, read_translations

CORE_TIERS = (1, 2)
OWN_SOURCE = "kgservice"
WAYS = {
    "exact-synset": "own",
    "close-synset": "own",
    "other-sense": "other",
    "synonym-sense": "other",
    "wider-synset": "wider",
}
"""How the label of a primary or secondary came about, by method; any other method counts as a list."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The labels of one language: how many emotions have one, and how the primaries and secondaries got theirs.

    ``own``: through a synset of the emotion itself; ``other``: through another sense of its English word or a synonym;
    ``wider``: through the synset above; ``listed``: from a published list; ``authored``: ours, from no citable source.
    ``alternatives``: labels beside the preferred ones; ``shared``: emotions whose label another emotion has too.
    """

    language: str
    sources: tuple[str, ...]
    emotions: int
    core: int
    own: int
    other: int
    wider: int
    listed: int
    authored: int
    alternatives: int
    shared: int

    @property
    def cited(self) -> int:
        """How many primaries and secondaries have a label from a citable source."""
        return self.own + self.other + self.wider + self.listed


def packaged() -> tuple[Translation, ...]:
    """Return the labels in other languages that the packaged ontology has, with their provenance.

    >>> {translation.language for translation in packaged()} >= {"it", "ca", "id"}
    True
    """
    labels = {emotion.id: emotion.label for emotion in load()}
    sources = [source.id for source in read_sources(content.path("ontology", "sources.tsv"))]
    return read_translations(content.path("ontology", FOLDER), labels, sources)


def coverage(translations: Iterable[Translation], ontology: Ontology) -> tuple[Coverage, ...]:
    """Return the coverage of every language, best covered first; empty without translations."""
    by_language: dict[str, list[Translation]] = {}
    for row in translations:
        by_language.setdefault(row.language, []).append(row)
    found = [_of(language, rows, ontology) for language, rows in by_language.items()]
    return tuple(sorted(found, key=lambda c: (-c.cited, -c.own, -c.emotions, c.language)))


def as_markdown(found: Iterable[Coverage]) -> str:
    """Return the coverage as a table in Markdown, with a line break at its end.

    >>> print(as_markdown([Coverage("it", ("multiwordnet2002",), 148, 31, 28, 3, 0, 0, 0, 190, 9)]), end="")
    | language | source | emotions | of 31 | own synset | other sense | wider | list | authored | more labels | shared |
    |---|---|---|---|---|---|---|---|---|---|---|
    | `it` Italian | `multiwordnet2002` | 148 | 31 | 28 | 3 | 0 | 0 | 0 | 190 | 9 |
    """
    rows = list(found)
    core = max((row.core for row in rows), default=0)
    head = f"| language | source | emotions | of {core} | own synset | other sense | wider | list | authored"
    lines = [f"{head} | more labels | shared |", "|---|---|---|---|---|---|---|---|---|---|---|"]
    for c in rows:
        sources = ", ".join(f"`{source}`" for source in c.sources)
        figures = (c.emotions, c.cited, c.own, c.other, c.wider, c.listed, c.authored, c.alternatives, c.shared)
        lines.append(f"| `{c.language}` {name_of(c.language)} | {sources} | {' | '.join(map(str, figures))} |")
    return "\n".join(lines) + "\n"


def _of(language: str, rows: list[Translation], ontology: Ontology) -> Coverage:
    preferred = [row for row in rows if row.is_preferred]
    core = {emotion.id for emotion in ontology if emotion.tier in CORE_TIERS}
    ways = Counter(_way(row) for row in preferred if row.emotion in core)
    return Coverage(
        language=language,
        sources=tuple(sorted({row.source for row in rows})),
        emotions=len(preferred),
        core=len(core),
        own=ways["own"],
        other=ways["other"],
        wider=ways["wider"],
        listed=ways["listed"],
        authored=ways["authored"],
        alternatives=len(rows) - len(preferred),
        shared=sum(bool(row.shared_with) for row in preferred),
    )


def _way(row: Translation) -> str:
    return "authored" if row.source == OWN_SOURCE else WAYS.get(row.method, "listed")
