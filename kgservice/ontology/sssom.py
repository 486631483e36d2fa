"""Mappings between labels, as SSSOM tables (Simple Standard for Sharing Ontological Mappings, TSV form).

In: one ``*.sssom.tsv`` file, its metadata in ``#`` lines before the header.  Out: a `MappingSet` that has a row for
every subject, or a `TableError`.  A predicate reads from the subject to the object: ``skos:broadMatch`` says that the
object is the wider one.  ``sssom:NoTermFound`` as the object says that nothing fits.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from pathlib import Path

from kgservice import content, tsv
from kgservice.errors import TableError
from kgservice.tsv import Row

NO_TERM = "sssom:NoTermFound"
"""The object of a row that says: nothing in the object source fits."""

PREDICATES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
_INVERSES = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}
JUSTIFICATIONS = (
    "semapv:LexicalMatching",
    "semapv:BackgroundKnowledgeBasedMatching",
    "semapv:SemanticSimilarityThresholdMatching",
    "semapv:ManualMappingCuration",
)
COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "confidence"),
)
OPTIONAL = ("mapping_tool", "comment")
METADATA = ("curie_map", "mapping_set_id", "mapping_set_version", "license", "subject_source", "object_source")
"""What the ``#`` lines of a file must say."""

BUILT_IN_PREFIXES = ("owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd", "linkml")
"""Prefixes that SSSOM lets a file use without declaring them."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row: what relation the subject has to the object, why, and how sure that is (0 to 1)."""

    subject_id: str
    subject_label: str
    predicate_id: str
    object_id: str
    object_label: str
    mapping_justification: str
    confidence: float
    mapping_tool: str = ""
    comment: str = ""

    @property
    def subject(self) -> str:
        """The subject's id without its prefix."""
        return self.subject_id.partition(":")[2]

    @property
    def object(self) -> str | None:
        """The object's id without its prefix; None when nothing fits."""
        return None if self.object_id == NO_TERM else self.object_id.partition(":")[2]


@dataclass(frozen=True, slots=True)
class MappingSet:
    """The rows of one file, in its order, with its metadata; ``name`` is the file's name without endings."""

    name: str
    metadata: Map[str, str]
    prefixes: Map[str, str]
    mappings: tuple[Mapping, ...]

    def of(self, subject: str) -> tuple[Mapping, ...]:
        """Return the rows of one subject (id without prefix), surest first; empty when it has none."""
        rows = (mapping for mapping in self.mappings if mapping.subject == subject)
        return tuple(sorted(rows, key=lambda mapping: (-mapping.confidence, mapping.object_id)))

    def inverted(self) -> MappingSet:
        """Return the set read from object to subject, without the rows in which nothing fits."""
        rows = (
            replace(
                mapping,
                subject_id=mapping.object_id,
                subject_label=mapping.object_label,
                predicate_id=_INVERSES.get(mapping.predicate_id, mapping.predicate_id),
                object_id=mapping.subject_id,
                object_label=mapping.subject_label,
            )
            for mapping in self.mappings
            if mapping.object
        )
        return replace(self, mappings=tuple(sorted(rows, key=lambda mapping: (mapping.subject_id, mapping.object_id))))


def read_mapping_set(file: Path, subjects: Map[str, str], objects: Map[str, str] | None) -> MappingSet:
    """Read one mapping file.

    ``subjects`` and ``objects`` hold the labels of all that may stand on either side, by CURIE; ``objects`` None lets
    any object pass, for a set whose objects are known from nowhere else.  Raises `TableError` for missing metadata, an
    unknown id, predicate, justification or prefix, a label out of step, a confidence outside 0 to 1, a row twice, and
    for a subject without a row.

    >>> from kgservice import content
    >>> file = content.path("ontology", "mappings", "carer.sssom.tsv")
    >>> names = "anger fear joy love sadness surprise".split()
    >>> read = read_mapping_set(file, {f"carer:{n}": n for n in names}, {f"emotion:{n}": n for n in names})
    >>> read.of("joy")[0].predicate_id, read.of("jooy")
    ('skos:exactMatch', ())
    """
    rows = tsv.read(file, COLUMNS, optional=OPTIONAL, key=["subject_id", "predicate_id", "object_id"])
    metadata, prefixes = _metadata(file)
    for row in rows:
        _check_prefixes(row, prefixes)
    mappings = tuple(_mapping(row, subjects, objects) for row in rows)
    _check_complete(content.display(file), subjects, mappings)
    return MappingSet(file.name.removesuffix(".sssom.tsv"), metadata, prefixes, mappings)


def _mapping(row: Row, subjects: Map[str, str], objects: Map[str, str] | None) -> Mapping:
    _in_step(row, "subject", subjects[row.one_of("subject_id", subjects)])
    if row["object_id"] == NO_TERM:
        _in_step(row, "object", "")
    elif objects is not None:
        _in_step(row, "object", objects[row.one_of("object_id", objects)])
    return Mapping(
        subject_id=row["subject_id"],
        subject_label=row["subject_label"],
        predicate_id=row.one_of("predicate_id", PREDICATES),
        object_id=row["object_id"],
        object_label=row["object_label"],
        mapping_justification=row.one_of("mapping_justification", JUSTIFICATIONS),
        confidence=row.number_in("confidence", 0, 1),
        mapping_tool=row["mapping_tool"],
        comment=row["comment"],
    )


def _in_step(row: Row, side: str, label: str) -> None:
    if row[f"{side}_label"] != label:
        problem = f'"{row[f"{side}_label"]}" is not the label of {row[f"{side}_id"]}'
        raise row.error(f"{side}_label", problem, f'Write "{label}" or correct the id.')


def _check_prefixes(row: Row, prefixes: Map[str, str]) -> None:
    for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
        prefix = row.required(column).partition(":")[0]
        if prefix not in prefixes and prefix not in BUILT_IN_PREFIXES:
            raise row.error(column, f'the curie_map lacks the prefix "{prefix}"', f"Add a line #  {prefix}: ….")


def _check_complete(name: str, subjects: Iterable[str], mappings: Iterable[Mapping]) -> None:
    matched = {mapping.subject_id: mapping.object is not None for mapping in mappings}
    for mapping in mappings:
        if matched[mapping.subject_id] is not (mapping.object is not None):
            problem = f"{mapping.subject_id} has a match and {NO_TERM}"
            raise TableError(name, None, "object_id", problem, "Keep one of the two.")
    for subject in subjects:
        if subject not in matched:
            fix = f"Add one; its object is {NO_TERM} when nothing fits."
            raise TableError(name, None, "subject_id", f"{subject} has no row", fix)


def _metadata(file: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Read the ``#`` lines: the one-level YAML that SSSOM files use, lists left out."""
    plain: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        key, _, value = line[1:].partition(":")
        (prefixes if key.startswith(" ") else plain)[key.strip()] = value.strip().strip('"')
    for key in METADATA:
        if key not in plain:
            problem = f'the metadata before the header lack "{key}"'
            raise TableError(content.display(file), None, None, problem, f"Add a line #{key}: ….")
    return plain, prefixes
