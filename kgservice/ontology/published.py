"""The links that cited sources state, entered by hand in ``ontology/published.tsv``.

In: that table.  Out: `Dependency` rows with the status and the confidence that such rows get, for `dependencies`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from kgservice import tsv
from kgservice.ontology.model import RELATIONS, Dependency
from kgservice.tsv import Row

COLUMNS = ("subject", "subject_label", "relation", "object", "object_label", "kind", "source", "evidence")
KEY = ("subject", "relation", "object", "kind", "source")

METHODS = {
    "theory": ("read-from-source", "published", 0.95),
    "theory-derived": ("opposite-components", "computed", 0.9),
}
"""Kind to method, status and confidence.

The confidence is that the source says so, not that the theory is true; a stated constant, because no count stands
behind it.  0.95: every dyad was compared in four transcriptions that agree, but the books themselves were not at hand;
the intensity ranges of the Atlas of Emotions were read from its own data file.  0.9: two such rows must hold (0.95
squared) for two dyads to be opposite by their components.
"""


def read_published(file: Path, labels: Mapping[str, str], sources: Collection[str]) -> list[Dependency]:
    """Read the published links in file order.

    ``labels``: the label of every emotion by id.  Raises `TableError` for an unknown emotion, relation, kind or source,
    a label out of step, a link from an emotion to itself, the same row twice, opposites not in the order of their ids.

    >>> from kgservice import content
    >>> from kgservice.ontology.sources import read_sources
    >>> from kgservice.ontology.tables import read_ontology
    >>> folder = content.path("ontology")
    >>> labels = {emotion.id: emotion.label for emotion in read_ontology(folder)}
    >>> sources = [source.id for source in read_sources(folder / "sources.tsv")]
    >>> rows = read_published(folder / "published.tsv", labels, sources)
    >>> [row.object for row in rows if (row.subject, row.relation) == ("joy", "isOppositeOf")]
    ['sadness']
    """
    return [_dependency(row, labels, sources) for row in tsv.read(file, COLUMNS, key=KEY)]


def _dependency(row: Row, labels: Mapping[str, str], sources: Collection[str]) -> Dependency:
    _check_ends(row, labels)
    method, status, confidence = METHODS[row.one_of("kind", METHODS)]
    return Dependency(
        subject=row["subject"],
        relation=row.one_of("relation", RELATIONS),
        object=row["object"],
        kind=row["kind"],
        method=method,
        parameters="",
        score=None,
        confidence=confidence,
        evidence=row.required("evidence"),
        source=row.one_of("source", sources),
        status=status,
    )


def _check_ends(row: Row, labels: Mapping[str, str]) -> None:
    for end in ("subject", "object"):
        label = labels[row.one_of(end, labels)]
        if row[f"{end}_label"] != label:
            fix = f'Write "{label}" or correct the id.'
            raise row.error(f"{end}_label", f'"{row[f"{end}_label"]}" is not the label of that id', fix)
    if row["subject"] == row["object"]:
        raise row.error("object", "an emotion cannot be linked with itself", "Name another emotion.")
    if row["relation"] == "isOppositeOf" and row["subject"] > row["object"]:
        raise row.error("subject", "opposites stand in the order of their ids", "Exchange subject and object.")
