"""Figures that describe the released ontology, after OntoMetrics and OntoQA.

Counts are taken from the released triples, coverage from the emotions.  Sources of the formulas: Tartir et al. (2005),
OntoQA; Lantow (2016), OntoMetrics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from statistics import fmean

import pyoxigraph as ox

from kgservice.namespaces import OWL, PREFIXES, RDFS
from kgservice.ontology.model import RELATIONS, TIERS, Emotion, Ontology

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_COUNTED = {
    "classes": "?x a owl:Class",
    "emotion classes": "?x a owl:Class , tone:Emotion",
    "object properties": "?x a owl:ObjectProperty",
    "datatype properties": "?x a owl:DatatypeProperty",
    "annotation properties": "?x a owl:AnnotationProperty",
    "emotion individuals": "?x a tone:Emotion",
    "ratings": "?x a tone:Rating",
    "statements": "?x a tone:Statement",
    "sources": "?x a tone:Source",
}
_LOGICAL_TYPES = (
    *("FunctionalProperty", "InverseFunctionalProperty", "SymmetricProperty", "AsymmetricProperty"),
    *("IrreflexiveProperty", "ReflexiveProperty", "TransitiveProperty"),
)
_LOGICAL = {
    "subclass axioms": f"?x <{RDFS}subClassOf> ?y",
    "disjointness axioms": f"?x <{OWL}disjointWith> ?y",
    "domain and range axioms": f"?x <{RDFS}domain>|<{RDFS}range> ?y",
    "inverse axioms": f"?x <{OWL}inverseOf> ?y",
    "property characteristics": "?x a ?y VALUES ?y { " + " ".join(f"owl:{name}" for name in _LOGICAL_TYPES) + " }",
}

_COVERED: Mapping[str, Callable[[Emotion], object]] = {
    "definition": lambda e: e.definition,
    "definition source": lambda e: e.definition_source,
    "classification source": lambda e: e.classification_source,
    "tier, or marked as extension": lambda e: e.tier or e.extension,
    "VAD": lambda e: e.vad,
    "VAD with a rating's provenance": lambda e: e.ratings,
    "VAD rated by people": lambda e: e.vad_method == "rated",
    "an opposite": lambda e: e.opposites,
    "components": lambda e: e.components,
    "an emotion it leads to": lambda e: e.leads_to,
}


def metrics(ontology: Ontology, turtle: bytes, mapped: frozenset[str] = frozenset()) -> dict[str, float]:
    """Return the figures of one release, name to number, in a fixed order; shares lie between 0 and 1.

    ``turtle``: the released file; ``mapped``: ids of the emotions that a label of another scheme maps to.
    """
    store = ox.Store()
    store.bulk_load(turtle, format=ox.RdfFormat.TURTLE)
    figures: dict[str, float] = {"triples": len(store)}
    figures |= {name: _count(store, pattern) for name, pattern in (_COUNTED | _LOGICAL).items()}
    figures["logical axioms"] = sum(figures[name] for name in _LOGICAL)
    figures |= _shape(ontology) | _richness(figures)
    figures |= {f"links: {relation}": count for relation, count in _links(ontology).items()}
    figures |= {f"coverage: {name}": _share(ontology, test) for name, test in _COVERED.items()}
    figures["coverage: mapped from another scheme"] = _share(ontology, lambda emotion: emotion.id in mapped)
    return figures


def _count(store: ox.Store, pattern: str) -> int:
    text = f"{_PROLOGUE}SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT * WHERE {{ {pattern} }} }}"
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    return int(next(solutions)["n"].value)


def _shape(ontology: Ontology) -> dict[str, float]:
    leaves = [e for e in ontology if e.tier and not e.narrower]
    inner = [e for e in ontology if e.narrower]
    return {
        **{f"emotions of tier {tier}": len(ontology.at_tier(tier)) for tier in TIERS},
        "extension emotions": sum(e.extension for e in ontology),
        "depth, deepest": max((e.tier or 0 for e in ontology), default=0),
        "depth, mean of leaves": fmean(e.tier or 0 for e in leaves) if leaves else 0.0,
        "narrower emotions, most": max((len(e.narrower) for e in inner), default=0),
        "narrower emotions, mean": fmean(len(e.narrower) for e in inner) if inner else 0.0,
    }


def _richness(figures: Mapping[str, float]) -> dict[str, float]:
    """OntoQA: relationship richness = properties / (properties + subclass axioms); attributes per class; subclasses."""
    relations, subclasses, classes = (figures[name] for name in ("object properties", "subclass axioms", "classes"))
    return {
        "relationship richness": relations / ((relations + subclasses) or 1),
        "attribute richness": figures["datatype properties"] / (classes or 1),
        "inheritance richness": subclasses / (classes or 1),
    }


def _links(ontology: Ontology) -> dict[str, int]:
    pairs = Counter(relation for relation, *_ in {(d.relation, d.subject, d.object) for d in ontology.dependencies})
    return {relation: pairs[relation] for relation in RELATIONS}


def _share(ontology: Ontology, test: Callable[[Emotion], object]) -> float:
    return fmean(bool(test(emotion)) for emotion in ontology) if len(ontology) else 0.0


def to_markdown(figures: Mapping[str, float]) -> str:
    """Return the figures as a Markdown table; shares as per cent.

    >>> print(to_markdown({"triples": 12, "coverage: VAD": 1.0, "attribute richness": 0.125}), end="")
    | figure | value |
    |---|---|
    | triples | 12 |
    | coverage: VAD | 100 % |
    | attribute richness | 0.125 |
    """
    lines = ["| figure | value |", "|---|---|"]
    return "\n".join(lines + [f"| {name} | {_shown(name, value)} |" for name, value in figures.items()]) + "\n"


def _shown(name: str, value: float) -> str:
    if name.startswith("coverage"):
        return f"{100 * value:.0f} %"
    return str(value) if isinstance(value, int) else f"{value:.3g}"
