"""Figures that describe the released ontology, after OntoMetrics and OntoQA.

In: a release.  Out: numbers by name, as a Markdown table, and that table in ``ontology/README.md``.  Counts are taken
from the released triples, of which each is counted once (beside the header: a declaration, a logical axiom or an
annotation); coverage from the emotions.  Sources of the formulas: Tartir et al. (2005), OntoQA; Lantow (2016),
OntoMetrics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import fmean

import pyoxigraph as ox

from kgservice import content
from kgservice.errors import ContentError
from kgservice.namespaces import OWL, PREFIXES
from kgservice.ontology import release
from kgservice.ontology.crosswalk import Crosswalk
from kgservice.ontology.model import RELATIONS, TIERS, Emotion, Ontology

README = ("ontology", "README.md")
MARKS = ("<!-- metrics -->\n", "<!-- /metrics -->\n")
"""What stands before and after the table in the README."""

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_COUNTED = {
    "classes": "?x a owl:Class",
    "emotion classes": "?x a owl:Class , tone:Emotion",
    "object properties": "?x a owl:ObjectProperty",
    "datatype properties": "?x a owl:DatatypeProperty",
    "annotation properties": "?x a owl:AnnotationProperty",
    "individuals": "?x a owl:NamedIndividual",
    "emotion individuals": "?x a tone:Emotion",
    "ratings": "?x a tone:Rating",
    "statements": "?x a tone:Statement",
    "sources": "?x a tone:Source",
    "deprecated emotions": "?x owl:deprecated true",
}
_DECLARED = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
_CHARACTERISTICS = (
    *("FunctionalProperty", "InverseFunctionalProperty", "SymmetricProperty", "AsymmetricProperty"),
    *("IrreflexiveProperty", "ReflexiveProperty", "TransitiveProperty"),
)
_ANNOTATING = "?p IN (rdfs:label, rdfs:comment, rdfs:seeAlso, rdfs:isDefinedBy, owl:versionInfo, owl:deprecated)"
_OF_ANNOTATIONS = "?p IN (rdfs:domain, rdfs:range) && EXISTS { ?x a owl:AnnotationProperty }"
_ANNOTATION = f"({_ANNOTATING} || EXISTS {{ ?p a owl:AnnotationProperty }} || ({_OF_ANNOTATIONS}))"


def _one_of(names: tuple[str, ...]) -> str:
    return " ".join(f"owl:{name}" for name in names)


_LOGICAL = {
    "subclass axioms": "?x rdfs:subClassOf ?y",
    "disjointness axioms": "?x owl:disjointWith ?y",
    "domain and range axioms": f"?x ?p ?y FILTER(?p IN (rdfs:domain, rdfs:range) && !{_ANNOTATION})",
    "inverse axioms": "?x owl:inverseOf ?y",
    "property characteristics": f"?x a ?y VALUES ?y {{ {_one_of(_CHARACTERISTICS)} }}",
    "class assertions": f'?x a ?y FILTER(!STRSTARTS(STR(?y), "{OWL}"))',
    "object property assertions": "?p a owl:ObjectProperty . ?x ?p ?y",
    "data property assertions": "?p a owl:DatatypeProperty . ?x ?p ?y",
}
_REST = {
    "declarations": f"?x a ?y VALUES ?y {{ {_one_of(_DECLARED)} }}",
    "annotations": f"?x ?p ?y FILTER{_ANNOTATION}",
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
    figures |= {name: _count(store, pattern) for name, pattern in _REST.items()}
    figures |= _shape(ontology) | _richness(figures)
    figures |= {f"links: {relation}": count for relation, count in _links(ontology).items()}
    figures |= {f"coverage: {name}": _share(ontology, test) for name, test in _COVERED.items()}
    figures["coverage: mapped from another scheme"] = _share(ontology, lambda emotion: emotion.id in mapped)
    return figures


def of_release(root: Path) -> dict[str, float]:
    """Return the figures of the release and the crosswalk under ``root``; see `metrics`.

    Raises `BuildError` when there is no release, `TableError` for a broken table of the crosswalk.

    >>> of_release(content.root())["emotions of tier 1"]
    6
    """
    file = release.files(root)[0]
    return metrics(release.load(file), file.read_bytes(), Crosswalk.read(root).mapped_emotions)


def refresh_readme(root: Path) -> Path:
    """Write the figures of the release under ``root`` between `MARKS` in its ``ontology/README.md``; return its path.

    Raises `ContentError` when the marks are not there, and what `of_release` raises.
    """
    file = root.joinpath(*README)
    before, shown, after = _parts(file)
    if (table := to_markdown(of_release(root))) != shown:
        file.write_text(before + table + after, encoding="utf-8", newline="\n")
    return file


def shown_in_readme(root: Path) -> str:
    """Return the table that ``ontology/README.md`` under ``root`` shows; raises `ContentError` without its marks."""
    return _parts(root.joinpath(*README))[1]


def _parts(file: Path) -> tuple[str, str, str]:
    """Return a README before, between and after the marks, these with what they enclose the table from."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""  # an installed package has no README
    before, first, rest = text.partition(MARKS[0])
    shown, last, after = rest.partition(MARKS[1])
    if not first or not last:
        marks = " and ".join(mark.strip() for mark in MARKS)
        raise ContentError(f"{content.display(file)} has no place for the figures. Add two lines: {marks}.")
    return before + first, shown, last + after


def _count(store: ox.Store, pattern: str) -> int:
    text = f"{_PROLOGUE}SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT * WHERE {{ {pattern} }} }}"
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    return int(next(solutions)["n"].value)


def _shape(ontology: Ontology) -> dict[str, float]:
    depths = {e.id: len(ontology.ancestors(e.id)) + 1 for e in ontology if not e.extension}
    leaves = [depth for emotion, depth in depths.items() if not ontology[emotion].narrower]
    inner = [len(e.narrower) for e in ontology if e.narrower]
    return {
        **{f"emotions of tier {tier}": len(ontology.at_tier(tier)) for tier in TIERS},
        "extension emotions": sum(e.extension for e in ontology),
        "depth, deepest": max(depths.values(), default=0),
        "depth, mean of leaves": fmean(leaves) if leaves else 0.0,
        "narrower emotions, most": max(inner, default=0),
        "narrower emotions, mean": fmean(inner) if inner else 0.0,
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
