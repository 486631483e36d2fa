"""Which mapping records stand behind a conversion, by their IRIs."""

from __future__ import annotations

from kgservice.ontology.conversion import Conversion, Converted
from kgservice.ontology.crosswalk import Crosswalk


def mappings_used(crosswalk: Crosswalk, conversion: Conversion, item: Converted) -> list[str]:
    """Return the IRIs of the mapping records behind one item of a conversion; none within one scheme.

    >>> from kgservice.ontology import crosswalk
    >>> fear = crosswalk.convert("fear", "goemotions", "ekman")
    >>> [iri.rpartition("/")[2] for iri in mappings_used(crosswalk.load(), fear, fear.items[0])]
    ['goemotions-ekman.fear.exactMatch.fear']
    """
    source, target = conversion.label.scheme, conversion.target
    if item.target is None or source == target:
        return []
    start, goal = conversion.label.id, item.target.id
    if not item.via:
        return _iris(crosswalk, f"{source}-{target}", start, goal) or _iris(
            crosswalk, f"{target}-{source}", goal, start
        )
    return _iris(crosswalk, source, start, item.via[0]) + _iris(crosswalk, target, goal, item.via[-1])


def _iris(crosswalk: Crosswalk, name: str, subject: str, end: str) -> list[str]:
    from kgservice.ontology.scheme_graph import mapping_iri  # rdflib, which reading labels does without

    known = crosswalk.sets.get(name)
    return [mapping_iri(name, row) for row in known.of(subject) if row.object == end] if known else []
