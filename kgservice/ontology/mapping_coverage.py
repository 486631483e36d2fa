"""How much of each scheme our emotions cover: the figures of the crosswalk table in ``ontology/README.md``.

In: a `Crosswalk`.  Out: one `Coverage` a scheme, and the table as Markdown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kgservice.ontology.conversion import LOSS_OF_PREDICATE, LOSSES
from kgservice.ontology.crosswalk import Crosswalk
from kgservice.ontology.schemes import TONE, Scheme
from kgservice.ontology.sssom import MappingSet


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many labels of a scheme have which best match among our emotions; the last four sum to ``labels``.

    ``partly``: only wider, narrower or related emotions.  ``none``: no emotion fits.
    """

    scheme: str
    title: str
    labels: int
    exact: int
    close: int
    partly: int
    none: int


def coverage(crosswalk: Crosswalk) -> tuple[Coverage, ...]:
    """Return the coverage of every foreign scheme with a table of its own, sorted by id; empty when there is none.

    >>> from kgservice.ontology import crosswalk
    >>> [(row.exact, row.none) for row in coverage(crosswalk.load()) if row.scheme == "super-emotion"]
    [(6, 1)]
    >>> [row for row in coverage(crosswalk.load()) if row.scheme == "tone"]
    []
    """
    left_out = {TONE, *crosswalk.outward}
    foreign = (scheme for scheme in crosswalk.schemes.values() if scheme.id not in left_out)
    return tuple(_coverage(scheme, crosswalk.sets[scheme.id]) for scheme in foreign)


def origin_counts(crosswalk: Crosswalk) -> dict[str, int]:
    """Return how many mappings rest on what: the same word, a published source, or a language model's judgement.

    Sets that map our emotions outwards (WordNet) are left out.

    >>> from kgservice.ontology import crosswalk
    >>> list(origin_counts(crosswalk.load()))
    ['same word', 'published', 'language model, unreviewed']
    """
    counts = dict.fromkeys(("same word", "published", "language model, unreviewed"), 0)
    for mapping_set in (s for name, s in crosswalk.sets.items() if name not in crosswalk.outward):
        for row in mapping_set.mappings:
            lexical = row.mapping_justification == "semapv:LexicalMatching"
            counts["same word" if lexical else row.mapping_tool or "published"] += 1
    return counts


def as_markdown(rows: Iterable[Coverage]) -> str:
    """Return the coverage as a Markdown table with a line for the sum; counts, with the share of the labels.

    >>> print(as_markdown([Coverage("carer", "CARER", 6, 6, 0, 0, 0)]))
    | scheme | what | labels | exact | close | partly | none |
    |---|---|---|---|---|---|---|
    | `carer` | CARER | 6 | 6 (100 %) | 0 (0 %) | 0 (0 %) | 0 (0 %) |
    | all | 1 schemes | 6 | 6 (100 %) | 0 (0 %) | 0 (0 %) | 0 (0 %) |
    """
    rows = list(rows)
    lines = ["| scheme | what | labels | exact | close | partly | none |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        lines.append(_line(f"`{row.scheme}`", row.title, row.labels, (row.exact, row.close, row.partly, row.none)))
    sums = [sum(column) for column in zip(*((r.exact, r.close, r.partly, r.none) for r in rows), strict=True)]
    return "\n".join([*lines, _line("all", f"{len(rows)} schemes", sum(sums), sums)])


def _line(scheme: str, title: str, labels: int, counts: Iterable[int]) -> str:
    cells = [f"{count} ({count / labels:.0%})".replace("%", " %") for count in counts]
    return "| " + " | ".join([scheme, title, str(labels), *cells]) + " |"


def _coverage(scheme: Scheme, mappings: MappingSet) -> Coverage:
    counts = Counter(_best(mappings, label.id) for label in scheme)
    exact, close, none = counts["exact"], counts["close"], counts["none"]
    return Coverage(scheme.id, scheme.title, len(scheme), exact, close, len(scheme) - exact - close - none, none)


def _best(mappings: MappingSet, label: str) -> str:
    losses = [LOSS_OF_PREDICATE[row.predicate_id] for row in mappings.of(label) if row.object]
    return min(losses, key=LOSSES.index, default="none")
