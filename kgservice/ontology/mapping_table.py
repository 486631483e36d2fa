"""All mappings to and from the emotions as one SSSOM table: what a user of mappings wants to download.

In: the mapping sets of a `Crosswalk`, each from a file of its own.  Out: the text of one table, in which each row says
which set it comes from and what that set's header said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from kgservice import tsv
from kgservice.errors import ContentError
from kgservice.namespaces import BASE, MAPPING, version_iri
from kgservice.ontology.crosswalk import Crosswalk
from kgservice.ontology.schemes import TONE
from kgservice.ontology.sssom import MappingSet

COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("subject_source", "subject_source_version", "object_source", "object_source_version"),
    *("mapping_source", "mapping_tool", "mapping_date", "confidence", "comment"),
)
"""The columns in the order of the SSSOM schema; ``mapping_source`` is the id of the set that the row comes from."""

_KEY = ("subject_id", "predicate_id", "object_id", "mapping_source")
_FROM_HEADER = ("subject_source", "subject_source_version", "object_source", "object_source_version", "mapping_date")
_OWN_PREFIXES = {"mapping": MAPPING, "tonekg": BASE}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TITLE = "Labels of other schemes and synsets of WordNet, mapped to the emotions of tone-kg"


def sets_of_emotions(crosswalk: Crosswalk) -> tuple[MappingSet, ...]:
    """Return the sets with emotions on one side, as they were written, sorted by name; without those between schemes.

    >>> from kgservice.ontology import crosswalk
    >>> names = [mapping_set.name for mapping_set in sets_of_emotions(crosswalk.load())]
    >>> "goemotions" in names, "goemotions-ekman" in names
    (True, False)
    """
    names = sorted(name for name in crosswalk.schemes if name != TONE)
    return tuple(crosswalk.outward.get(name, crosswalk.sets[name]) for name in names)


def dumps(sets: Iterable[MappingSet], version: str) -> str:
    """Return one SSSOM table with the rows of all ``sets``, sorted by subject, predicate, object and set.

    ``version``: that of the release.  Without sets the table has a header alone.  Raises `ContentError` when two sets
    give one prefix two meanings or are under different licences.
    """
    sets = tuple(sets)
    rows = sorted((row for each in sets for row in _rows(each)), key=lambda row: [row[c] for c in _KEY])
    return "".join(f"#{line}\n" for line in _header(sets, version)) + tsv.dumps(COLUMNS, rows)


def _rows(mapping_set: MappingSet) -> Iterable[dict[str, str]]:
    shared = {column: mapping_set.metadata.get(column, "") for column in _FROM_HEADER}
    shared["mapping_source"] = "mapping:" + mapping_set.metadata["mapping_set_id"].removeprefix(MAPPING)
    for mapping in mapping_set.mappings:
        own = {column: getattr(mapping, column) for column in COLUMNS if hasattr(mapping, column)}
        yield shared | own | {"confidence": f"{mapping.confidence:g}"}


def _header(sets: tuple[MappingSet, ...], version: str) -> Iterable[str]:
    """Yield the metadata in YAML, in the order of the SSSOM schema; texts in double quotes, as in JSON."""
    yield "curie_map:"
    yield from (f"  {prefix}: {json.dumps(iri)}" for prefix, iri in sorted(_prefixes(sets).items()))
    yield f"mapping_set_id: {json.dumps(MAPPING + 'emotions')}"
    yield f"mapping_set_version: {json.dumps(version)}"
    yield f"mapping_set_title: {json.dumps(_TITLE)}"
    yield f"license: {json.dumps(_licence(sets))}"
    yield f"see_also: {json.dumps(version_iri(version))}"
    yield 'comment: "Written by kgservice export ontology --format sssom from ontology/mappings"'


def _prefixes(sets: Iterable[MappingSet]) -> Mapping[str, str]:
    found = dict(_OWN_PREFIXES)
    for mapping_set in sets:
        for prefix, iri in mapping_set.prefixes.items():
            if found.setdefault(prefix, iri) != iri:
                problem = f'"{prefix}" means {iri} in {mapping_set.name} and {found[prefix]} elsewhere'
                raise ContentError(f"ontology/mappings: {problem}. Rename one of the two prefixes.")
    return found


def _licence(sets: Iterable[MappingSet]) -> str:
    licences = {mapping_set.metadata["license"] for mapping_set in sets} or {_LICENCE}
    if len(licences) > 1:
        named = ", ".join(sorted(licences))
        raise ContentError(f"ontology/mappings: one table cannot be under several licences ({named}). Agree on one.")
    return licences.pop()
